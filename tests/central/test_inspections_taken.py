"""Proves the calls of SIMFA and of cameras over real HTTP: each inspection is taken once, in whatever order
and however often it is sent; what is missing or contradicts is said; nobody gets in without a key, nor more
often than allowed; every lookup leaves a row, and no plate stands in it or in a log.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.centre import Postgres, RunningCentre
from support.simfa import CAMERA, SIMFA, Lane, Partner, new_key, new_plate, new_vin
from support.wire import enrol

from central.cli import main
from central.gateway.limits import VEHICLE_QUESTIONS_PER_MINUTE
from central.inspections.faults import Fault
from central.inspections.following import APPLICATION_DAYS, ASKED_DAYS
from central.inspections.taking import AHEAD_NUMBERS_MAX, BATCH_MAX
from central.lookups import KEPT_DAYS
from central.partners import CALLS_PER_MINUTE, PartnerKind

BATCH = "/v1/simfa/inspections"


@pytest.fixture(scope="module")
def centre(postgres: Postgres) -> Iterator[RunningCentre]:
    running = RunningCentre(postgres, parts=False, resources=None)
    yield running
    running.close()


@pytest.fixture(scope="module")
def http(centre: RunningCentre) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=centre.base_url, timeout=40) as client:
        yield client


@pytest.fixture(scope="module")
def simfa(centre: RunningCentre, http: httpx.Client) -> Partner:
    return Partner(http, new_key(centre, SIMFA))


@pytest.fixture(scope="module")
def camera(centre: RunningCentre, http: httpx.Client) -> Partner:
    return Partner(http, new_key(centre, CAMERA))


def standing(simfa: Partner, lane: Lane) -> dict[str, object]:
    (found,) = simfa.call("GET", BATCH, params={"centre": lane.code}).json()["centres"]
    return dict(found)


def test_an_inspection_is_taken_once_however_often_it_comes(
    centre: RunningCentre, simfa: Partner, camera: Partner
) -> None:
    lane, plate = Lane(), new_plate()
    one = lane.inspection(plate)
    assert simfa.outcomes(one, one) == ["taken", "repeated"]
    assert simfa.outcomes(one) == ["repeated"]
    spelled_otherwise = one | {"at": "2026-07-01T11:30:01+03:30", "plate": f" {plate} "}
    assert simfa.outcomes(spelled_otherwise) == ["repeated"]
    assert centre.query("SELECT count(*) FROM inspections WHERE plate = %s", plate) == [(1,)]
    assert camera.look_up(plate)["state"] == "valid"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_any_batches_and_any_doubles_come_to_the_same(
    simfa: Partner, camera: Partner, data: st.DataObject
) -> None:
    lane, plate = Lane(), new_plate()
    made = [lane.inspection(plate, result=data.draw(st.sampled_from(["passed", "failed"]))) for _ in range(4)]
    sent = data.draw(st.permutations([*made, *data.draw(st.lists(st.sampled_from(made), max_size=3))]))
    cut = data.draw(st.integers(0, len(sent)))
    for part in (sent[:cut], sent[cut:]):
        if part:
            simfa.send(*part)
    assert standing(simfa, lane) == {"centre": lane.code, "last": 4, "missing": []}
    newest = made[-1]
    assert camera.look_up(plate)["state"] == ("valid" if newest["result"] == "passed" else "failed")
    assert camera.look_up(plate)["inspected_at"] == newest["at"]


def test_an_older_one_that_comes_late_changes_only_the_past(simfa: Partner, camera: Partner) -> None:
    lane, plate = Lane(), new_plate()
    old, new = lane.inspection(plate, result="failed"), lane.inspection(plate)
    simfa.send(new)
    assert camera.look_up(plate)["state"] == "valid"
    assert simfa.outcomes(old) == ["taken"]
    assert camera.look_up(plate)["state"] == "valid"


def test_missing_numbers_are_named_and_stand_as_a_finding_until_they_come(
    centre: RunningCentre, simfa: Partner
) -> None:
    lane = Lane()
    made = [lane.inspection(new_plate()) for _ in range(6)]
    (stands,) = simfa.send(made[0], made[3], made[5])["centres"]
    assert stands["last"] == 1
    assert stands["missing"] == [{"from": 2, "to": 3}, {"from": 5, "to": 5}]
    open_now = "SELECT number FROM partner_findings WHERE centre = %s AND settled_at IS NULL ORDER BY number"
    assert centre.query(open_now, lane.code) == [(2,), (5,)]
    simfa.send(made[1], made[2])
    assert standing(simfa, lane)["last"] == 4
    assert centre.query(open_now, lane.code) == [(5,)]
    done = CliRunner().invoke(
        main, ["inspections", "skip", "--centre", lane.code, "--to", "5", "--database", centre.database_url]
    )
    assert (done.exit_code, done.stdout) == (0, f"{lane.code}: whole up to 6\n")
    assert centre.query(open_now, lane.code) == []


def test_what_contradicts_is_refused_and_found_once_and_the_others_of_the_batch_go_on(
    centre: RunningCentre, simfa: Partner, camera: Partner
) -> None:
    lane, plate, vin = Lane(), new_plate(), new_vin()
    first = lane.inspection(plate, vin=vin)
    assert simfa.outcomes(first) == ["taken"]
    wrong = [
        first | {"result": "failed", "valid_until": ""},
        first | {"inspection": "another-id"},
        lane.inspection(plate, at=first["at"]),
        lane.inspection(new_plate(), vin=vin, at=first["at"]),
        lane.inspection(plate, number=99_000),
    ]
    sound = lane.inspection(new_plate())
    for _ in range(2):
        assert simfa.outcomes(*wrong)[:5] == [
            "inspection-content-differs",
            "inspection-number-used",
            "inspection-same-instant",
            "inspection-same-instant",
            "inspection-far-ahead",
        ]
    assert simfa.outcomes(wrong[0], sound) == ["inspection-content-differs", "taken"]
    found = "SELECT count(*) FROM partner_findings WHERE centre = %s AND type <> 'numbers-missing'"
    assert centre.query(found, lane.code) == [(5,)]
    assert camera.look_up(plate)["state"] == "valid"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"plate": "12"}, "plate"),
        ({"vin": "OOO"}, "vin"),
        ({"result": "perhaps"}, "result"),
        ({"at": "2026-07-01"}, "at"),
        ({"at": "2999-07-01T08:00:00Z"}, "still to come"),
        ({"at": "1999-07-01T08:00:00Z"}, "before"),
        ({"valid_until": "1405-13-01"}, "valid_until"),
        ({"valid_until": "1400-01-01"}, "before the inspection"),
        ({"result": "failed", "valid_until": "1406-01-01"}, "no `valid_until`"),
        ({"number": 0}, "number"),
        ({"inspection": "a b"}, "inspection"),
        ({"owner": "somebody"}, "owner"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    simfa: Partner, change: dict[str, object], why: str
) -> None:
    lane = Lane()
    (refused,) = simfa.send({**lane.inspection(new_plate()), **change})["results"]
    assert (refused["outcome"], refused["type"]) == ("refused", "inspection-unreadable")
    assert why in refused["reason"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"inspections":[]}', b'{"inspections":1}', b"\xff"])
def test_a_body_that_is_no_batch_is_refused_whole(simfa: Partner, body: bytes) -> None:
    assert simfa.call("POST", BATCH, content=body).status_code == 400


def test_a_batch_has_a_limit(simfa: Partner) -> None:
    lane = Lane()
    many = [lane.inspection("11ب111-11", at="2026-07-01T08:00:00Z") for _ in range(501)]
    assert simfa.call("POST", BATCH, json={"inspections": many}).status_code == 400
    assert simfa.call("POST", BATCH, content=b" " * 600_000).status_code == 413


def test_nobody_gets_in_without_a_key_of_the_right_kind(
    centre: RunningCentre, http: httpx.Client, simfa: Partner, camera: Partner
) -> None:
    lane = Lane()
    batch = {"json": {"inspections": [lane.inspection(new_plate())]}}
    plate = {"json": {"plate": new_plate()}}
    assert http.post(BATCH, **batch).status_code == 401
    for key in ("x", "simfa_" + "A" * 43, simfa.key[:-1], simfa.key + "x", "k" * 5_000):
        assert Partner(http, key).call("POST", BATCH, **batch).status_code == 401, key
    assert camera.call("POST", BATCH, **batch).status_code == 403
    assert simfa.call("POST", "/v1/enforcement/inspection", **plate).status_code == 403
    assert camera.call("POST", "/v1/simfa/vehicles", **plate).status_code == 403
    assert simfa.call("POST", "/v1/vehicles/inspection", **plate).status_code == 401
    assert centre.query("SELECT count(*) FROM inspections WHERE centre = %s", lane.code) == [(0,)]


def test_a_key_is_shown_once_kept_hashed_and_ends_when_it_is_revoked(
    centre: RunningCentre, http: httpx.Client
) -> None:
    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(main, ["partner", *words, "--database", centre.database_url])
        assert done.exit_code == code, done.output
        return done.output

    made = json.loads(run("add", "--name", "gate-7", "--kind", "camera", "--json"))
    partner = Partner(http, made["key"])
    assert partner.look_up(new_plate())["state"] == "unknown"
    assert "gate-7  camera" in run("list")
    assert made["key"] not in run("list") + run("list", "--json")
    (kept,) = centre.query("SELECT p::text FROM partners p WHERE name = 'gate-7'")
    assert made["key"].partition("_")[2] not in kept[0]
    assert "there is a partner gate-7 already" in run("add", "--name", "gate-7", "--kind", "simfa", code=1)
    run("revoke", "gate-7")
    assert partner.call("POST", "/v1/enforcement/inspection", json={"plate": "11ب111-11"}).status_code == 401
    assert "had been taken back" in run("revoke", "gate-7")
    run("revoke", "nobody", code=1)
    assert "REVOKED" in run("list")


def test_each_partner_has_its_own_limit_and_is_told_when_to_come_back(
    centre: RunningCentre, http: httpx.Client
) -> None:
    eager = Partner(http, new_key(centre, CAMERA, per_minute=3))
    calm = Partner(http, new_key(centre, CAMERA, per_minute=3))
    ask = {"json": {"plate": new_plate()}}
    answers = [eager.call("POST", "/v1/enforcement/inspection", **ask) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["type"].endswith(":too-many-requests")
    assert calm.call("POST", "/v1/enforcement/inspection", **ask).status_code == 200
    centre.query("UPDATE call_counts SET window_ends = now()")
    assert eager.call("POST", "/v1/enforcement/inspection", **ask).status_code == 200


def test_every_lookup_leaves_a_row_and_no_plate_in_it_or_in_a_log(
    centre: RunningCentre, simfa: Partner, camera: Partner, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    plate, other = new_plate(), new_plate()
    camera.look_up(plate)
    simfa.send(Lane().inspection(plate))
    camera.look_up(plate)
    camera.look_up(other)
    simfa.call("POST", "/v1/simfa/vehicles", json={"plate": plate})
    done = CliRunner().invoke(
        main, ["inspections", "lookups", "--plate", plate, "--json", "--database", centre.database_url]
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["call"], row["outcome"]) for row in rows] == [
        ("simfa.vehicles", "unknown"),
        ("enforcement.inspection", "valid"),
        ("enforcement.inspection", "unknown"),
    ]
    assert all(row["caller"].startswith("partner:") for row in rows)
    kept = " ".join(row[0] for row in centre.query("SELECT l::text FROM vehicle_lookups l"))
    digits = re.sub(r"\D", "", plate)
    assert plate not in kept
    assert plate not in caplog.text
    assert digits not in caplog.text


def test_a_plate_that_moved_to_another_vehicle_is_answered_by_the_registers_vin(
    centre: RunningCentre, simfa: Partner, camera: Partner, tmp_path: Path
) -> None:
    lane, plate, before, now = Lane(), new_plate(), new_vin(), new_vin()
    simfa.send(lane.inspection(plate, vin=before))
    assert camera.look_up(plate)["state"] == "valid"
    load(centre, tmp_path, {"plate": plate, "vin": now})
    assert camera.look_up(plate)["state"] == "unknown"
    simfa.send(lane.inspection(plate, vin=now, result="failed"))
    assert camera.look_up(plate)["state"] == "failed"


def test_simfa_is_told_a_vehicles_base_data_and_nothing_of_its_owner(
    centre: RunningCentre, simfa: Partner, tmp_path: Path
) -> None:
    plate, vin = new_plate(), new_vin()
    said = {
        "plate": plate,
        "vin": vin,
        "chassis": "CH1234",
        "engine": "EN123",
        "kind": "سواری",
        "fuel": "CNG",
    }
    load(centre, tmp_path, said)
    for asked in ({"plate": plate}, {"vin": vin}, {"plate": plate, "vin": vin.lower()}):
        told = simfa.call("POST", "/v1/simfa/vehicles", json=asked).raise_for_status().json()
        assert told.pop("as_of")
        assert told == said | {"model_year": "", "source": "traffic"}
    assert simfa.call("POST", "/v1/simfa/vehicles", json={"plate": new_plate()}).status_code == 404
    assert (
        simfa.call("POST", "/v1/simfa/vehicles", json={"plate": plate, "vin": new_vin()}).status_code == 404
    )
    assert simfa.call("POST", "/v1/simfa/vehicles", json={}).status_code == 400
    assert simfa.call("POST", "/v1/simfa/vehicles", json={"plate": "x"}).status_code == 400


def test_a_file_of_the_register_with_a_mistake_is_not_loaded_at_all(
    centre: RunningCentre, simfa: Partner, tmp_path: Path
) -> None:
    plate = new_plate()
    done = load(centre, tmp_path, {"plate": plate}, {"plate": "nothing"}, code=1)
    assert "line 2: plate" in done
    assert simfa.call("POST", "/v1/simfa/vehicles", json={"plate": plate}).status_code == 404


def load(centre: RunningCentre, folder: Path, *rows: dict[str, str], code: int = 0) -> str:
    """Load rows as the traffic police's register; what the command said."""
    file = folder / "register.ndjson"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(main, ["vehicle", "load", str(file), "--database", centre.database_url])
    assert done.exit_code == code, done.output
    return done.output


EXCHANGE = re.compile(
    r"<!-- exchange: (\w+) (\w+) (\S+) -->\n```json\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL
)
INSTANTS_OF_NOW = ("as_of", "simfa_heard_at")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "simfa.md"


def test_the_exchanges_of_the_page_go_as_it_says(postgres: Postgres, tmp_path: Path) -> None:
    running = RunningCentre(postgres, parts=False, resources=None)
    exchanges = EXCHANGE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(exchanges) == 5
    row = json.loads(next(answer for *_, path, _, answer in exchanges if path.endswith("/vehicles")))
    load(running, tmp_path, {k: v for k, v in row.items() if k not in ("source", "as_of")})
    running.add_office("0412")
    with httpx.Client(base_url=running.base_url, timeout=40) as http:
        keys = {kind: new_key(running, PartnerKind(kind)) for kind in ("simfa", "camera")}
        device = enrol(http, "0412", running.activation("0412"))
        keys["office"] = device.auth()["Authorization"].removeprefix("Bearer ")
        for who, method, path, asked, said in exchanges:
            content = {"json": json.loads(asked)} if method == "POST" else {}
            told = Partner(http, keys[who]).call(method, path, **content).raise_for_status().json()
            wanted = json.loads(said)
            for name in (*INSTANTS_OF_NOW, *(["at"] if who == "office" else [])):
                if name in wanted:
                    wanted[name] = told[name]
            assert told == wanted, path
    running.close()


def test_the_page_names_every_fault_and_every_limit() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [fault for fault in Fault if f"`{fault}`" not in page] == []
    named = (BATCH_MAX, AHEAD_NUMBERS_MAX, KEPT_DAYS, APPLICATION_DAYS, ASKED_DAYS)
    named += (*CALLS_PER_MINUTE.values(), VEHICLE_QUESTIONS_PER_MINUTE)
    assert [limit for limit in named if f"{limit:,}" not in page] == []
