"""An office on the command line against a real centre over real HTTP.

Enrol, serve, lose the centre, serve on, get it back, be level, and prove it from both sides. Once with each
command a process of its own; the longer stories call the same commands in the tests' process.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from support.centre import RunningCentre
from support.cli_pc import PASSWORD, Pc, QuickPc


def test_with_each_command_a_process_of_its_own_nothing_hangs_on_the_one_before(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    taken = pc.accept(pc.sample(5, "one"))
    assert len({a["receipt"] for a in taken}) == 5
    assert pc.run("sync", "--once", "--json")[0]["outcome"] == "level"
    (verified,) = pc.run("verify", "--against-centre", "--json")
    assert (verified["chain"], verified["tables"], verified["centre"]) == ("ok", "ok", "equal")


def test_the_office_keeps_serving_while_the_centre_is_away(served: RunningCentre, tmp_path: Path) -> None:
    pc = QuickPc(tmp_path / "pc")
    (enrolled,) = pc.enrol(served)
    assert (enrolled["counter"], enrolled["office"]) == (1, "0412")
    assert {s["code"] for s in pc.run("catalogue", "--json")} >= {"passport.renewal", "violation.statement"}
    first = pc.accept(pc.sample(5, "one"))
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    assert synced["sent"] >= 5
    assert synced["head"] == synced["acknowledged"]

    served.stop()
    made = pc.sample(21, "two").splitlines(keepends=True)
    lines = "".join(line for line in made if "identity.verification" not in line)  # not without its register
    second = pc.accept(lines)
    assert [a["receipt"] for a in pc.accept(lines)] == [a["receipt"] for a in second]
    (synced,) = pc.run("sync", "--once", "--json", code=75)
    assert (synced["outcome"], synced["sent"]) == ("unreachable", 0)
    (status,) = pc.run("status", "--json")
    assert status["link"] == "centre-down"
    assert status["pending"] > 20
    assert pc.run("verify", "--against-centre", "--json", code=75)[0]["centre"] == "not-asked"
    (qr_day,) = pc.run("day", "--json")
    assert (qr_day["receipts"], qr_day["waiting"]) == (25, 20)

    served.start()
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    (again,) = pc.run("sync", "--once", "--json")
    assert (again["sent"], again["outcome"]) == (0, "level")
    (status,) = pc.run("status", "--json")
    assert (status["link"], status["pending"]) == ("up", 0)
    (verified,) = pc.run("verify", "--against-centre", "--json")
    assert (verified["chain"], verified["tables"], verified["centre"]) == ("ok", "ok", "equal")
    assert len({a["receipt"] for a in first + second}) == 25
    outages = pc.run("outages", "--json")
    assert [(o["system"], o["to"] is None) for o in outages] == [("centre", False)]
    assert set(outages[0]) >= {"from", "cause", "served"}


def test_watching_sends_what_comes_until_it_is_told_to_stop(served: RunningCentre, tmp_path: Path) -> None:
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(3, "a"))
    with pc.start("sync", "--watch", "--json") as watching:
        assert watching.stdout is not None
        for line in watching.stdout:
            event = msgspec.json.decode(line)
            if event["event"] == "Exchanged" and event["acknowledged"]["seq"] >= 4:
                break
        assert pc.run("sync", "--once", "--json", code=75) == [], "the store has one writer"
        assert pc.run("status", "--json")[0]["pending"] == 0
        watching.terminate()
        assert watching.wait(30) == 0


def test_the_first_sign_in_needs_the_centre_and_the_next_does_not(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(served)
    lines = pc.sample(1, "a")
    served.stop()
    assert pc.accept(lines, code=75) == []
    served.start()
    assert len(pc.accept(lines)) == 1
    served.stop()
    assert len(pc.accept(pc.sample(1, "b"))) == 1


def test_a_password_changed_at_the_centre_is_the_one_that_counts(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(1, "a"))
    served.add_staff("0412", "1001", password="another-good-one")
    pc.password_file.write_text("another-good-one")
    assert len(pc.accept(pc.sample(1, "b"))) == 1
    pc.run("sync", "--once", "--json")
    pc.password_file.write_text(PASSWORD)
    assert pc.accept(pc.sample(1, "c"), code=1) == []


def test_an_activation_code_works_once(served: RunningCentre, tmp_path: Path) -> None:
    code = served.activation("0412")
    wanted = ("enrol", "--centre", served.base_url, "--office", "0412", "--code", code, "--json")
    assert QuickPc(tmp_path / "one").run(*wanted)[0]["counter"] == 1
    second = QuickPc(tmp_path / "two")
    assert second.run(*wanted, code=1) == []
    assert second.enrol(served)[0]["counter"] == 2


def test_a_store_from_a_backup_gets_its_own_entries_back(served: RunningCentre, tmp_path: Path) -> None:
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(3, "a"))
    backup = str(tmp_path / "copy.db")
    pc.run("backup", backup, "--json")
    pc.accept(pc.sample(4, "b"))
    pc.run("sync", "--once", "--json")
    pc.run("restore", backup, "--json")
    assert pc.run("day", "--json")[0]["receipts"] == 3
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    assert pc.run("day", "--json")[0]["receipts"] == 7
    assert pc.run("verify", "--against-centre", "--json")[0]["centre"] == "equal"


def test_a_cloned_store_is_found_and_stops_sending(served: RunningCentre, tmp_path: Path) -> None:
    """Pain 17: a cloned disk."""
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(2, "a"))
    pc.run("sync", "--once", "--json")
    backup = str(tmp_path / "clone.db")
    pc.run("backup", backup, "--json")
    pc.accept(pc.sample(2, "b"))
    pc.run("sync", "--once", "--json")
    pc.run("restore", backup, "--json")
    pc.accept(pc.sample(2, "c"))
    (synced,) = pc.run("sync", "--once", "--json", code=1)
    assert synced["outcome"] == "fork"
    assert len(pc.accept(pc.sample(1, "d"))) == 1, "serving goes on"
    assert pc.run("status", "--json")[0]["fork_seq"] is not None
    assert pc.run("verify", "--against-centre", "--json", code=1)[0]["centre"] == "differs"
