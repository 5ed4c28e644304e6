"""The command line against a centre that others wrote from the protocol page: it talks to that one as well.

And when such a centre, or what stands between, misbehaves, nothing is lost, nothing is doubled, and
nothing is believed that does not verify.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.cli_pc import QuickPc, Said
from support.foreign_gateway import ACTIVATION, Call, ForeignGateway
from support.resources import RESOURCES, shipped_catalogue

CATALOGUE = msgspec.json.encode(shipped_catalogue())
TARIFF = (RESOURCES / "tariffs" / "1405-1.json").read_bytes()


@pytest.fixture
def foreign() -> Iterator[ForeignGateway]:
    """A centre of other people's making, with one catalogue and one tariff."""
    with ForeignGateway() as gateway:
        gateway.publish("catalogue", CATALOGUE, 1)
        gateway.publish("tariff", TARIFF, 1, kid="k1", typ="daftar-tariff+jws")
        yield gateway


@pytest.fixture
def pc(foreign: ForeignGateway, tmp_path: Path) -> QuickPc:
    """A counter that is enrolled there and holds what was published."""
    pc = QuickPc(tmp_path / "pc")
    enrolled = pc.run(*enrolling(foreign), "--json")
    assert enrolled == [{"device": foreign.journal.device, "counter": 2, "office": "0412"}]
    sync(pc)
    return pc


def enrolling(foreign: ForeignGateway, code: str = ACTIVATION) -> tuple[str, ...]:
    return ("enrol", "--centre", foreign.base_url, "--office", "0412", "--code", code)


def sync(pc: QuickPc, outcome: str = "level", code: int = 0) -> dict[str, Any]:
    (done,) = pc.run("sync", "--once", "--json", code=code)
    assert done["outcome"] == outcome
    assert done.keys() >= {"sent", "received", "head", "acknowledged"}
    return dict(done)


def serve(pc: QuickPc, count: int = 1, seed: str = "1") -> list[Any]:
    return pc.accept(pc.sample(count, seed))


def own_head(pc: QuickPc) -> Any:
    (status,) = pc.run("status", "--json")
    return status["head"]


def assert_level(foreign: ForeignGateway, pc: QuickPc) -> None:
    """Both hold the same journal, and nothing that was sent broke the page's rules."""
    head = own_head(pc)
    assert (head["seq"], head["hash"]) == (foreign.journal.head()["seq"], foreign.journal.head()["hash"])
    (verified,) = pc.run("verify", "--against-centre", "--json")
    assert (verified["chain"], verified["tables"], verified["centre"]) == ("ok", "ok", "equal")
    assert foreign.faults == []


def test_an_office_serves_and_syncs_with_a_centre_made_from_the_page(
    foreign: ForeignGateway, pc: QuickPc
) -> None:
    answers = serve(pc, 5)
    assert serve(pc, 5) == [answer | {"repeated": True} for answer in answers]
    done = sync(pc)
    assert done["sent"] == len(foreign.journal.lines)
    assert done["head"] == done["acknowledged"]
    assert_level(foreign, pc)
    for answer in answers:
        assert foreign.journal.hashes[answer["seq"]].hex() == answer["hash"]
        entry = json.loads(foreign.journal.lines[answer["seq"] - 1])
        assert (entry["kind"], entry["data"]["receipt"]) == ("application.accepted", answer["receipt"])
    (status,) = pc.run("status", "--json")
    assert (status["link"], status["pending"], status["feed"]) == ("up", 0, {"epoch": "first", "seq": 2})
    assert [each["name"] for each in status["upstreams"]] == ["passport"]


def test_a_wrong_or_used_code_is_told_and_leaves_nothing(
    foreign: ForeignGateway, pc: QuickPc, tmp_path: Path
) -> None:
    other = QuickPc(tmp_path / "other")
    for code in ("WRONG", ACTIVATION):
        said = other.say(*enrolling(foreign, code), "--json")
        assert (said.code, said.out) == (1, "")
        assert "activation" in said.err
    assert not (other.data_dir / "office.db").exists()


def test_kinds_and_members_that_nobody_knows_are_kept_and_change_nothing(
    foreign: ForeignGateway, pc: QuickPc
) -> None:
    (answer,) = serve(pc)
    foreign.say("weather.changed", {"sky": ["blue", None, 1.5]}, mood={"a": 1})
    foreign.say("notice.posted", {"text": "سلام"})
    known = {"application": answer["application"], "receipt": answer["receipt"], "tracking": "T-1"}
    foreign.say("receipt.recorded", known | {"colour": "red"}, more=True)
    assert sync(pc)["received"] == 3
    assert_level(foreign, pc)
    (status,) = pc.run("status", "--json")
    assert status["feed"] == {"epoch": "first", "seq": 5}


def test_a_new_epoch_is_read_from_its_start_and_changes_nothing(foreign: ForeignGateway, pc: QuickPc) -> None:
    (answer,) = serve(pc)
    sync(pc)
    foreign.epoch = "second"
    foreign.items[:] = [foreign.items[1] | {"seq": 1}, foreign.items[0] | {"seq": 2}]
    foreign.say("notice.posted", {})
    sync(pc)
    (status,) = pc.run("status", "--json")
    assert status["feed"] == {"epoch": "second", "seq": 3}
    assert_level(foreign, pc)
    assert serve(pc)[0]["receipt"] == answer["receipt"]


def test_publications_that_do_not_hold_are_refused_and_journalled_and_the_office_goes_on(
    foreign: ForeignGateway, pc: QuickPc
) -> None:
    newer = json.loads(TARIFF) | {"version": 2}
    foreign.publish("tariff", json.dumps(newer).encode(), 2)
    foreign.publish(
        "tariff", json.dumps(newer | {"version": 3}).encode(), 3, key=Ed25519PrivateKey.generate()
    )
    foreign.publish("tariff", TARIFF, 1)
    foreign.publish("tariff", b'{"version": 4, "serv', 4)
    foreign.publish("catalogue", b"[]", 5)
    foreign.publish("catalogue", CATALOGUE, 1, typ="daftar-tariff+jws")
    foreign.publish("catalogue", json.dumps(newer).encode(), 2, kid="another")
    foreign.say("tariff.published", {"version": 6, "jws": "not.a.jws"})
    foreign.say("tariff.published", {})
    sync(pc)
    sync(pc)
    refused = [
        (entry["data"]["what"], entry["data"]["version"])
        for entry in map(json.loads, foreign.journal.lines)
        if entry["kind"] == "publication.refused"
    ]
    assert [what for what, _ in refused] == ["tariff"] * 3 + ["catalogue"] * 3 + ["tariff"] * 2
    (answer,) = serve(pc)
    sync(pc)
    entry = json.loads(foreign.journal.lines[answer["seq"] - 1])
    assert entry["data"]["fee"]["tariff_version"] == 2
    assert_level(foreign, pc)


def html(call: Call) -> None:
    call.send(200, "text/html", b"<html><body>Welcome to the hotel</body></html>")


def empty(call: Call) -> None:
    call.send(200, "application/json", b"")


def cut(call: Call) -> None:
    call.commit_silently()
    call.send(200, "application/json", b'{"head":{"seq":1,"hash":"' + b"0" * 64 + b'"}}', cut=20)


def reset(call: Call) -> None:
    call.commit_silently()
    call.is_answered = call.close_connection = True


def wrong_hash(call: Call) -> None:
    call.commit_silently()
    call.json({"head": {"seq": call.gateway.journal.head()["seq"], "hash": "0" * 64}})


def too_high(call: Call) -> None:
    call.commit_silently()
    call.json({"head": {"seq": 999, "hash": "0" * 64}})


def nonsense(call: Call) -> None:
    call.json({"head": {"seq": -1, "hash": "UPPER"}})


def busy(call: Call) -> None:
    call.send(503, "text/html", b"<h1>busy</h1>", Retry_After="1")


def teapot(call: Call) -> None:
    call.send(418, "text/plain", b"short and stout")


def moved(call: Call) -> None:
    call.send(302, "text/html", b"", location="http://127.0.0.1:9/")


def test_an_answer_that_is_none_loses_and_doubles_nothing(foreign: ForeignGateway, pc: QuickPc) -> None:
    """Whatever was committed meanwhile, the head is asked for, and sending goes on from there."""
    spoilers = [html, empty, cut, reset, wrong_hash, too_high, nonsense, busy, teapot, moved]
    for number, spoiler in enumerate(spoilers):
        serve(pc, seed=str(number))
        foreign.spoil("POST /v1/journal", spoiler)
        exchange(foreign, pc, spoiler.__name__)
    sync(pc)
    assert_level(foreign, pc)
    assert foreign.journal.kinds.count("application.accepted") == len(spoilers)


def test_whichever_call_fails_the_next_exchange_is_level(foreign: ForeignGateway, pc: QuickPc) -> None:
    for call in ("GET /v1/journal/head", "GET /v1/feed", "POST /v1/token", "GET /v1/status"):
        for spoiler in (html, busy, reset):
            foreign.spoil(call, spoiler)
            exchange(foreign, pc, f"{call} {spoiler.__name__}")
            foreign.spoilers.clear()
    serve(pc)
    sync(pc)
    assert_level(foreign, pc)


def exchange(foreign: ForeignGateway, pc: QuickPc, case: str) -> None:
    """One exchange that may fail, and says so; what it acknowledges is true."""
    said: Said = pc.say("sync", "--once", "--json")
    (done,) = said.lines
    assert done["outcome"] in ("level", "partial", "unreachable"), case
    assert said.code == (0 if done["outcome"] == "level" else 75), case
    acknowledged = done["acknowledged"]
    assert acknowledged["hash"] == foreign.journal.hashes[acknowledged["seq"]].hex(), case


def test_an_expired_token_is_fetched_anew_once_whatever_the_centre_calls_it(
    foreign: ForeignGateway, pc: QuickPc
) -> None:
    serve(pc)
    foreign.spoil("POST /v1/journal", lambda call: call.problem(401, "expired"))
    foreign.calls.clear()
    sync(pc)
    assert foreign.calls.count("POST /v1/token") == 2
    serve(pc, seed="2")
    foreign.spoil("GET /v1/journal/head", lambda call: call.problem(401, "no-entry"), times=9)
    foreign.spoil("POST /v1/journal", lambda call: call.problem(401, "no-entry"), times=9)
    foreign.calls.clear()
    (done,) = pc.run("sync", "--once", "--json", code=None)
    assert done["outcome"] == "refused"
    assert foreign.calls.count("POST /v1/token") <= 4
    (status,) = pc.run("status", "--json")
    assert (status["link"], status["pending"]) == ("not-authorised", 4)


def test_a_centre_from_a_backup_is_given_again_what_it_lost(foreign: ForeignGateway, pc: QuickPc) -> None:
    serve(pc, 3)
    sync(pc)
    foreign.journal.cut(2)
    serve(pc, 1, seed="2")
    assert sync(pc)["acknowledged"]["seq"] == len(foreign.journal.lines)
    assert_level(foreign, pc)
    assert foreign.journal.kinds.count("application.accepted") == 4


def test_a_fork_stops_sending_and_the_office_goes_on_serving(foreign: ForeignGateway, pc: QuickPc) -> None:
    serve(pc, 1)
    sync(pc)
    held = len(foreign.journal.lines)
    foreign.spoil("POST /v1/journal", lambda call: call.problem(409, "journal-fork", seq=held + 1))
    serve(pc, 1, seed="2")
    sync(pc, "fork", code=1)
    assert serve(pc, 1, seed="3")[0]["state"] == "accepted"
    sync(pc, "fork", code=1)
    assert len(foreign.journal.lines) == held


def test_a_batch_that_is_refused_is_halved_once_and_then_shown(foreign: ForeignGateway, pc: QuickPc) -> None:
    serve(pc, 7)
    foreign.spoil("POST /v1/journal", lambda call: call.problem(413, "too-much"))
    sync(pc)
    assert_level(foreign, pc)
    serve(pc, 3, seed="2")
    foreign.spoil("POST /v1/journal", lambda call: call.problem(400, "journal-broken"), times=99)
    foreign.calls.clear()
    sync(pc, "refused", code=1)
    assert foreign.calls.count("POST /v1/journal") <= 3
    foreign.spoilers.clear()
    assert serve(pc, 1, seed="3")[0]["state"] == "accepted"
