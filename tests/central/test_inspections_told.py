"""Proves which office hears of which vehicle's inspections: those that its own applications name and those
that it asked about, each change once, nothing lost when the teller is killed or two things meet; and that an
application taken against SIMFA's word is found out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec
import pytest
from support.centre import Postgres, RunningCentre
from support.held_journal import WORD, CentreBase, catalogue, service, tariff
from support.simfa import Lane, Partner, new_key, new_plate, new_vin
from support.wire import WireDevice, enrol

from app.domain.catalogue import Catalogue, Field, Section, VehicleCheck
from app.domain.entry import instant
from app.sync.protocol import VehicleAnswer
from central import projector
from central.database import Database
from central.inspections import telling
from central.inspections.following import answer_office, forget_followed
from central.inspections.taking import take_inspections
from central.partners import Partner as Registered
from central.partners import PartnerKind, add_partner, find_partner
from central.publications import publish
from central.vehicles import find_vehicle

FIELDS = (
    Field(name="plate", type="plate", label=WORD),
    Field(name="vin", type="vin", label=WORD, required=False),
    Field(name="chassis", type="chassis", label=WORD, required=False),
)
SHOWN, STRICT, MILD = "traffic.shown", "traffic.strict", "traffic.mild"
CHECKS = {SHOWN: VehicleCheck.SHOWN, STRICT: VehicleCheck.REFUSED, MILD: VehicleCheck.WARNED}


def vehicle_catalogue() -> Catalogue:
    applicant = service("x", "traffic").sections[0]
    sections = (applicant, Section(code="vehicle", title=WORD, fields=FIELDS))
    made = [service(c, "traffic", sections=sections, vehicle_check=check) for c, check in CHECKS.items()]
    return Catalogue(version=2, services=(*catalogue().services, *made))


class Base(CentreBase):
    """Two offices, the services above, and SIMFA's own way in."""

    def __init__(self, url: str) -> None:
        super().__init__(url, ("0412", "0500"))
        self.partner: Registered = self.run(self._publish)

    async def _publish(self, database: Database) -> Registered:
        items = tariff().services["passport.renewal"]
        priced = msgspec.structs.replace(tariff(2), services=tariff().services | dict.fromkeys(CHECKS, items))
        async with database.transaction() as conn:
            await publish(conn, vehicle_catalogue())
            await publish(conn, priced)
            await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")
        key = await add_partner(database, "simfa", PartnerKind.SIMFA)
        async with database.autocommit() as conn:
            found = await find_partner(conn, key)
        assert found is not None
        return found

    def inspected(self, *made: dict[str, Any]) -> None:
        raw = [msgspec.Raw(msgspec.json.encode(one)) for one in made]
        self.run(lambda database: take_inspections(database, self.partner, raw))

    def accept(self, code: str, fields: dict[str, Any], office: str = "0412", **changes: Any) -> str:
        """Another counter of the office takes an application; its id."""
        device = self.device(office)
        fee = msgspec.to_builtins(tariff().services["passport.renewal"])
        lines = [
            {k: v for k, v in item.items() if k in ("item", "name", "payee", "amount_rials")} for item in fee
        ]
        data = device.application() | {"service": code, "catalogue": 2, "fields": fields} | changes
        data["fee"] = {"tariff_version": 2, "lines": lines, "total_rials": data["fee"]["total_rials"]}
        device.entry("application.accepted", data)
        device.hold()
        self.run(projector.drain)
        return str(data["application"])

    def tell(self) -> int:
        return self.run(telling.drain)

    def heard(self, plate: str, office: str = "0412") -> list[str | None]:
        """What an office was told of a plate, in order: an inspection's id, or None for none."""
        items = [item for item in self.feed(office, "vehicle.inspected") if item["plate"] == plate]
        return [item["inspection"] and item["inspection"]["inspection"] for item in items]

    def found_of(self, application: str) -> list[str]:
        return [row[0] for row in self.rows("SELECT type FROM findings WHERE application = %s", application)]

    def ask(self, plate: str, vin: str = "", office: str = "0412", *, later: timedelta = timedelta()) -> Any:
        async def work(database: Database) -> Any:
            async with database.transaction() as conn:
                return await answer_office(conn, office, plate, vin, datetime.now(UTC) + later)

        return self.run(work)


@pytest.fixture(scope="module")
def base(postgres: Postgres) -> Iterator[Base]:
    made = Base(postgres.fresh())
    yield made
    postgres.drop(made.url)


def test_the_office_of_an_application_hears_of_its_vehicle_and_no_other_office_does(base: Base) -> None:
    lane, plate = Lane(), new_plate()
    base.accept(SHOWN, {"plate": plate})
    base.tell()
    assert base.heard(plate) == [None]
    first, second = lane.inspection(plate), lane.inspection(plate, result="failed")
    base.inspected(first)
    base.tell()
    base.inspected(second, first)
    base.tell()
    base.tell()
    assert base.heard(plate) == [None, first["inspection"], second["inspection"]]
    assert base.heard(plate, "0500") == []
    item = base.feed("0412", "vehicle.inspected")[-1]
    assert item["by"] == "upstream:simfa"
    assert item["inspection"] == {
        "inspection": second["inspection"],
        "centre": lane.code,
        "plate": plate,
        "vin": "",
        "result": "failed",
        "at": second["at"],
        "valid_until": "",
    }


def test_an_older_inspection_that_comes_late_is_not_told(base: Base) -> None:
    lane, plate = Lane(), new_plate()
    base.accept(SHOWN, {"plate": plate})
    old, new = lane.inspection(plate), lane.inspection(plate)
    base.inspected(new)
    base.tell()
    base.inspected(old)
    base.tell()
    assert base.heard(plate) == [new["inspection"]]


def test_a_vehicle_is_known_by_its_vin_under_another_plate_and_not_taken_for_its_plates_last_one(
    base: Base,
) -> None:
    lane, plate, vin = Lane(), new_plate(), new_vin()
    base.accept(SHOWN, {"plate": plate, "vin": vin})
    of_former, of_this = lane.inspection(plate, vin=new_vin()), lane.inspection(new_plate(), vin=vin)
    base.inspected(of_former, of_this)
    base.tell()
    assert base.heard(plate) == [of_this["inspection"]]


def test_an_office_that_asks_is_answered_told_once_and_told_of_what_follows(base: Base) -> None:
    lane, plate = Lane(), new_plate()
    assert base.ask(plate) is None
    assert base.ask(plate) is None
    assert base.heard(plate) == [None]
    made = lane.inspection(plate)
    base.inspected(made)
    assert base.ask(plate).inspection == made["inspection"]
    base.tell()
    assert base.heard(plate) == [None, made["inspection"]]
    base.ask(plate, later=timedelta(minutes=11))
    assert base.heard(plate) == [None, made["inspection"], made["inspection"]]
    assert base.gaps() == []


def test_what_is_taken_in_while_an_office_asks_is_told_all_the_same(base: Base) -> None:
    lane, plate = Lane(), new_plate()
    made = lane.inspection(plate)

    async def meet(database: Database) -> None:
        async with database.transaction() as conn:
            assert await answer_office(conn, "0412", plate, "", datetime.now(UTC)) is None
            await take_inspections(database, base.partner, [msgspec.Raw(msgspec.json.encode(made))])

    base.run(meet)
    base.tell()
    assert base.heard(plate) == [None, made["inspection"]]


def test_a_teller_that_is_killed_at_work_has_told_nothing_and_the_next_one_tells(base: Base) -> None:
    plate = new_plate()
    base.accept(SHOWN, {"plate": plate})

    async def killed(database: Database) -> None:
        async with database.transaction() as conn:
            await conn.execute("SELECT 1 FROM feed_counters WHERE office = '0412' FOR UPDATE")
            teller = asyncio.create_task(telling.drain(database))
            await asyncio.sleep(0.1)
            teller.cancel()
            await asyncio.gather(teller, return_exceptions=True)

    base.run(killed)
    assert base.heard(plate) == []
    assert base.tell() > 0
    assert base.heard(plate) == [None]


def test_a_vehicle_is_forgotten_when_its_time_is_over_and_not_while_its_application_is_under_way(
    base: Base,
) -> None:
    lane, asked, applied = Lane(), new_plate(), new_plate()
    base.ask(asked)
    application = base.accept(SHOWN, {"plate": applied})
    base.tell()
    base.rows("UPDATE followed_vehicles SET followed_until = now() - interval '1 s'")
    base.inspected(lane.inspection(asked), lane.inspection(applied))
    base.tell()
    assert (len(base.heard(asked)), len(base.heard(applied))) == (1, 2)
    base.rows("UPDATE applications SET state = 'rejected' WHERE application = %s", application)
    base.run(lambda database: _with(database, forget_followed))
    left = "SELECT count(*) FROM followed_vehicles WHERE plate = ANY(%s)"
    assert base.rows(left, [asked, applied]) == [(0,)]


async def _with(database: Database, work: Any) -> None:
    async with database.autocommit() as conn:
        await work(conn)


@pytest.mark.parametrize(
    ("code", "seen", "inspected", "is_found"),
    [
        (STRICT, "valid", "failed", True),
        (STRICT, None, "failed", True),
        (STRICT, None, None, True),
        (STRICT, "nonsense", "passed", False),
        (STRICT, "valid", "passed", False),
        (MILD, "valid", "failed", True),
        (MILD, "expired", "failed", False),
        (MILD, "unheard", None, False),
        (SHOWN, "valid", "failed", False),
    ],
)
def test_an_application_taken_against_simfas_word_is_found(
    base: Base, code: str, seen: str | None, inspected: str | None, is_found: bool
) -> None:
    plate = new_plate()
    if inspected is not None:
        base.inspected(Lane().inspection(plate, result=inspected))
    saw = {} if seen is None else {"inspection": {"state": seen, "inspection": "x", "heard_at": None}}
    application = base.accept(code, {"plate": plate}, **saw)
    assert base.found_of(application) == (["inspection-differs"] if is_found else [])


def test_an_inspection_after_the_application_does_not_count_against_it(base: Base) -> None:
    lane, plate = Lane(), new_plate()
    base.inspected(lane.inspection(plate))
    application = base.accept(STRICT, {"plate": plate}, inspection={"state": "valid"})
    base.inspected(lane.inspection(plate, result="failed", at=instant(datetime.now(UTC))))
    assert base.found_of(application) == []


@pytest.mark.parametrize("odd", [7, "valid", [], {"state": 3}, {"state": None}, {}])
def test_an_entry_that_says_nonsense_of_an_inspection_is_read_all_the_same(base: Base, odd: object) -> None:
    application = base.accept(MILD, {"plate": new_plate()}, inspection=odd)
    assert base.found_of(application) == []


def test_applications_give_base_data_and_a_later_one_without_vin_takes_none_away(base: Base) -> None:
    plate, vin = new_plate(), new_vin()
    base.accept(SHOWN, {"plate": plate, "vin": vin, "chassis": "CH12345"})
    base.accept(SHOWN, {"plate": plate})
    found = base.run(lambda database: _found(database, plate))
    assert (found.vin, found.chassis, found.source) == (vin, "CH12345", "application")


async def _found(database: Database, plate: str) -> Any:
    async with database.autocommit() as conn:
        return await find_vehicle(conn, plate=plate)


def test_a_counter_asks_over_http_within_its_limit_and_a_revoked_one_does_not(postgres: Postgres) -> None:
    running = RunningCentre(postgres, parts=True, resources=None)
    try:
        running.add_office("0412")
        with httpx.Client(base_url=running.base_url, timeout=40) as http:
            device = enrol(http, "0412", running.activation("0412"))
            _ask_over_http(running, http, device)
    finally:
        running.close()


def _ask_over_http(running: RunningCentre, http: httpx.Client, device: WireDevice) -> None:
    simfa, lane, plate = Partner(http, new_key(running)), Lane(), new_plate()
    made = lane.inspection(plate)

    def ask(said: dict[str, str]) -> httpx.Response:
        return http.post("/v1/vehicles/inspection", json=said, headers=device.auth())

    answer = msgspec.json.decode(ask({"plate": plate}).content, type=VehicleAnswer)
    assert (answer.plate, answer.vin, answer.inspection) == (plate, "", None)
    after = device.get("/v1/feed").json()["items"][-1]
    assert (after["kind"], after["data"]["inspection"]) == ("vehicle.inspected", None)
    simfa.send(made)
    told = device.get("/v1/feed", after=after["seq"], wait=20).json()["items"]
    assert [item["data"]["inspection"]["inspection"] for item in told] == [made["inspection"]]
    assert ask({"plate": "nothing"}).status_code == 400
    assert ask({"plate": plate, "vin": "O"}).status_code == 400
    assert http.post("/v1/vehicles/inspection", json={"plate": plate}).status_code == 401
    running.query("UPDATE call_counts SET calls = 120")
    refused = ask({"plate": plate})
    assert (refused.status_code, bool(refused.headers["retry-after"])) == (429, True)
    running.revoke(device.device)
    assert ask({"plate": plate}).json()["type"].endswith(":device-revoked")
