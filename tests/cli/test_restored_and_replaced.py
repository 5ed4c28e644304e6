"""A counter is replaced, the centre is restored from a backup, in either order: each receipt is there once.

Real commands against a real centre with its projector.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from support.centre import RunningCentre
from support.cli_pc import QuickPc as Pc

from app.domain.chain import Head
from app.local_db import journal, sync_state
from app.local_db.keys import load_keys
from app.local_db.place import Place
from app.local_db.store import Store, open_store
from app.sync import moving
from app.sync.transport import Centre


def held(centre: RunningCentre, count: int) -> Counter[str]:
    """How often each receipt number is at the centre, once it has looked at all that it holds."""
    waiting = (
        "SELECT count(*) FROM devices d LEFT JOIN projector_cursors c USING (device)"
        " WHERE d.head_seq > coalesce(c.seq, 0)"
    )
    until = time.monotonic() + 30
    while centre.query(waiting) != [(0,)] and time.monotonic() < until:
        time.sleep(0.1)
    found = Counter(str(row[0]) for row in centre.query("SELECT receipt FROM applications"))
    assert found.total() == count, found
    return found


def findings(centre: RunningCentre) -> Counter[str]:
    return Counter(str(row[0]) for row in centre.query("SELECT type FROM findings"))


def seq(pc: Pc) -> int:
    """How many entries the counter has written."""
    return int(pc.run("status", "--json", "--no-probe")[0]["head"]["seq"])


def accept(pc: Pc, count: int, seed: str) -> list[str]:
    return [each["receipt"] for each in pc.accept(pc.sample(count, seed))]


def accept_and_send(pc: Pc, count: int, seed: str) -> list[str]:
    receipts = accept(pc, count, seed)
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    return receipts


def clone_and_fork(pc: Pc, twin: Pc) -> tuple[list[str], list[str]]:
    """The twin sends first, so that this PC is stopped; what each accepted."""
    shutil.copytree(pc.data_dir, twin.data_dir)
    theirs = accept_and_send(twin, 2, "twin")
    ours = accept(pc, 2, "own")
    assert pc.run("sync", "--once", "--json", code=1)[0]["outcome"] == "fork"
    return ours, theirs


def test_a_centre_restored_to_before_the_fork_has_every_receipt_once_after_the_replacement(
    served: RunningCentre, tmp_path: Path
) -> None:
    """Pain 15 and 17: what was confirmed before the fork is carried too; the twin sends the same again."""
    pc, twin = Pc(tmp_path / "pc"), Pc(tmp_path / "twin")
    pc.enrol(served)
    early = accept_and_send(pc, 2, "early")
    backup = served.backup()
    lost = accept_and_send(pc, 3, "lost")
    ours, theirs = clone_and_fork(pc, twin)
    served.restore(backup)

    (told,) = pc.enrol(served, "--replace")
    assert told["carried"] > len(lost) + len(ours)
    assert held(served, 7) == Counter(early + lost + ours)
    assert not findings(served)
    assert twin.run("sync", "--once", "--json")[0]["outcome"] == "level"
    assert held(served, 9) == Counter(early + lost + ours + theirs)
    assert set(findings(served)) == {"number-used-twice"}
    assert pc.run("sync", "--once", "--json")[0]["outcome"] == "level"
    assert pc.run("carry", "archive", "--json")[0]["carried"] == 0


def test_a_centre_restored_to_before_the_replacement_gets_everything_when_the_counter_is_replaced_again(
    served: RunningCentre, tmp_path: Path
) -> None:
    """Pain 15: the present counter is unknown there, and part of its past is in the archive alone."""
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    early = accept_and_send(pc, 2, "early")
    backup = served.backup()
    sent = accept_and_send(pc, 2, "sent")
    unsent = accept(pc, 2, "unsent")
    pc.enrol(served, "--replace")
    later = accept_and_send(pc, 2, "later")
    assert held(served, 8) == Counter(early + sent + unsent + later)
    served.restore(backup)
    said = pc.say("sync", "--once")
    assert (said.code, "does not recognise this counter" in said.err) == (1, True), said.err
    assert "daftar enrol --replace" in pc.say("doctor").out
    after = accept(pc, 1, "after")

    (told,) = pc.enrol(served, "--replace")
    assert held(served, 9) == Counter(early + sent + unsent + later + after)
    # Two of the receipts' counters are known to the centre no more, and it says of each that it is so.
    assert set(findings(served)) == {"origin-unproven"}
    assert len(list((pc.data_dir / "archive").iterdir())) == 2
    assert told["carried"] > 7
    assert accept_and_send(pc, 1, "last")
    assert pc.run("carry", "archive", "--json")[0]["carried"] == 0


def test_a_centre_restored_to_the_moment_of_the_replacement_is_sent_the_carried_entries_again(
    served: RunningCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 15: what was carried is an entry like any other: the counter that carried it sends it again."""
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    early = accept_and_send(pc, 2, "early")
    unsent = accept(pc, 2, "unsent")
    backups: list[str] = []
    ask = moving.find_common

    def back_up_and_ask(old: Store, centre: Centre) -> Head:
        backups.append(served.backup())
        return ask(old, centre)

    monkeypatch.setattr(moving, "find_common", back_up_and_ask)
    pc.enrol(served, "--replace")
    assert held(served, 4) == Counter(early + unsent)
    served.restore(backups[0])
    assert held(served, 2) == Counter(early)
    assert pc.run("sync", "--once", "--json")[0]["outcome"] == "level"
    assert held(served, 4) == Counter(early + unsent)
    assert not findings(served)


def test_what_an_archived_store_alone_has_is_named_by_the_doctor_and_brought_by_a_command(
    served: RunningCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 15: also of a counter that was replaced by what it remembered, as Daftar once did."""
    pc, twin = Pc(tmp_path / "pc"), Pc(tmp_path / "twin")
    (old,) = pc.enrol(served)
    early = accept_and_send(pc, 2, "early")
    backup, first = served.backup(), seq(pc) + 1
    lost = accept_and_send(pc, 3, "lost")
    last = seq(pc)
    ours, _ = clone_and_fork(pc, twin)
    served.restore(backup)
    with monkeypatch.context() as patch:
        patch.setattr(moving, "find_common", remembered)
        pc.enrol(served, "--replace")
    assert held(served, 4) == Counter(early + ours)

    said = pc.say("doctor")
    assert said.code == 1
    assert f"the centre lacks entries {first} to {last} of {old['device']}" in said.out, said.out
    assert "run `daftar carry archive`" in said.out
    other = tmp_path / "other passphrase"
    other.write_text("not this one")
    said = pc.say("carry", "archive", "--old-passphrase-file", str(other))
    assert (said.code, "could not be looked at" in said.err, "--old-passphrase-file" in said.err) == (
        1,
        True,
        True,
    )
    with pc.start("sync", "--watch", "--json") as window:
        assert window.stdout is not None
        window.stdout.readline()
        assert pc.say("carry", "archive").code == 75
        window.terminate()
    said = pc.say("carry", "archive")
    assert (said.code, f"{last - first + 1} entries of former counters" in said.out) == (0, True), said.out
    assert held(served, 7) == Counter(early + lost + ours)
    assert "former" not in pc.say("doctor").out
    assert "lacks nothing" in pc.say("carry", "archive").out
    assert pc.run("verify", "--json")[0]["tables"] == "ok"


def remembered(old: Store, _: Centre) -> Head:
    """The last head that the old store knows to be at the centre."""
    with old.read() as conn:
        state = sync_state.read(conn)
        seq = state.acknowledged.seq if state.fork_seq is None else state.fork_seq - 1
        return Head(seq, journal.hash_at(conn, seq) or b"")


def test_a_replacement_waits_for_a_centre_that_stopped_answering_and_then_needs_no_other_code(
    served: RunningCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = Pc(tmp_path / "pc")
    (old,) = pc.enrol(served)
    receipts = accept(pc, 2, "a")
    wanted = ("enrol", "--replace", "--centre", served.base_url, "--office", "0412", "--code")
    ask = moving.find_common

    def stop_and_ask(store: Store, centre: Centre) -> Head:
        served.stop()
        return ask(store, centre)

    code = served.activation("0412")
    with monkeypatch.context() as patch:
        patch.setattr(moving, "find_common", stop_and_ask)
        said = pc.say(*wanted, code)
    assert (said.code, "can go on serving" in said.err) == (75, True), said.err
    assert pc.run("status", "--json")[0]["device"] == old["device"]
    receipts += accept(pc, 1, "b")
    served.start()
    assert pc.say(*wanted, code).code == 0
    assert held(served, 3) == Counter(receipts)


def test_a_half_made_replacement_that_the_centre_forgot_is_enrolled_anew(
    served: RunningCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 15: the centre went back to before it enrolled the new counter."""
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    receipts = accept_and_send(pc, 2, "a")
    backup = served.backup()

    def stop_and_ask(store: Store, centre: Centre) -> Head:
        served.stop()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(moving, "find_common", stop_and_ask)
        pc.enrol(served, "--replace", code=130)
    place = Place(pc.data_dir / "replacing")
    forgotten = open_store(place, load_keys(place, "a long passphrase"), write=False)
    forgotten.close()
    served.restore(backup)
    pc.enrol(served, "--replace")
    assert pc.run("status", "--json")[0]["device"] != forgotten.identity.device
    assert held(served, 2) == Counter(receipts)
