"""A counter whose history parted from the centre's, or whose PC died, is replaced and loses nothing.

Real commands against a real centre over HTTP; those that are killed run as processes of their own.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from support.centre import RunningCentre
from support.cli_pc import QuickPc as Pc

KILLED = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from support.cheap_hashing import make_cheap  # not the hashing is looked at
make_cheap()
left = int(sys.argv.pop(1))
place = os.environ["DAFTAR_DATA_DIR"]

def watch(event, arguments):
    global left
    moves = event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
    if moves and place in str(arguments[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
from app.cli.main import main
main()
"""


def held(centre: RunningCentre, count: int) -> Counter[str]:
    """How often each receipt number is at the centre, once it has looked at ``count`` applications."""
    until = time.monotonic() + 30
    while True:
        found = Counter(str(row[0]) for row in centre.query("SELECT receipt FROM applications"))
        if found.total() >= count or time.monotonic() > until:
            return found
        time.sleep(0.1)


def fork(served: RunningCentre, directory: Path) -> tuple[Pc, list[str], list[str]]:
    """A cloned PC whose twin has sent first; the receipts that the centre has, and those only it has."""
    pc = Pc(directory / "pc")
    pc.enrol(served)
    common = pc.accept(pc.sample(2, "a"))
    pc.run("sync", "--once", "--json")
    twin = Pc(directory / "twin")
    shutil.copytree(pc.data_dir, twin.data_dir)
    sent = twin.accept(twin.sample(3, "b"))
    twin.run("sync", "--once", "--json")
    own = pc.accept(pc.sample(2, "c"))
    said = pc.say("sync", "--once", "--json")
    assert (said.code, said.lines[0]["outcome"]) == (1, "fork")
    assert "two PCs write as one" in said.err
    assert "`daftar enrol --replace`" in said.err
    own += pc.accept(pc.sample(1, "d"))
    return pc, [a["receipt"] for a in common + sent], [a["receipt"] for a in own]


def test_a_forked_counter_is_replaced_and_every_receipt_is_at_the_centre_once(
    served: RunningCentre, tmp_path: Path
) -> None:
    """Pain 17: a cloned disk. The numbers that both PCs gave are found; no application is dropped."""
    pc, sent, own = fork(served, tmp_path)
    (before,) = pc.run("status", "--json")
    assert before["fork_seq"] is not None
    activation = served.activation("0412")
    wanted = ("enrol", "--replace", "--centre", served.base_url, "--office", "0412", "--code", activation)
    said = pc.say(*wanted)
    assert said.code == 0, said.err
    archive = pc.data_dir / "archive" / before["device"]
    assert "counter 2 of office 0412" in said.out
    assert str(archive) in said.out
    (status,) = pc.run("status", "--json")
    assert status["device"] != before["device"]
    assert (status["pending"], status["fork_seq"], status["link"]) == (0, None, "up")
    unsent = before["head"]["seq"] - (before["fork_seq"] - 1)
    assert f"{unsent} entries that the centre lacked" in said.out

    found = held(served, len(sent) + len(own))
    assert found == Counter(sent + own), "each application once, whoever gave its number first"
    twice = set(sent) & set(own)
    assert twice
    findings = served.query(
        "SELECT data->>'receipt' FROM feed WHERE kind = 'finding.raised'"
        " AND data->>'type' = 'number-used-twice'"
    )
    assert {row[0] for row in findings} == twice

    (old,) = pc.run("status", "--json", "--no-probe", "--data-dir", str(archive))
    assert {name: old[name] for name in ("device", "head", "acknowledged", "fork_seq")} == {
        name: before[name] for name in ("device", "head", "acknowledged", "fork_seq")
    }
    assert pc.run("verify", "--json", "--data-dir", str(archive))[0]["chain"] == "ok"
    (new,) = pc.accept(pc.sample(1, "e"))
    assert new["receipt"].startswith("0412-02-")
    (verified,) = pc.run("verify", "--against-centre", "--json")
    assert (verified["chain"], verified["tables"], verified["centre"]) == ("ok", "ok", "behind")
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    again = pc.say(*wanted)
    assert (again.code, again.out) == (1, "")
    assert "counter 2 already" in again.err


@pytest.mark.parametrize("step", [2, 11, 14, 16, 18])
def test_a_replacement_that_is_killed_leaves_a_counter_that_serves_and_can_be_done_again(
    served: RunningCentre, tmp_path: Path, step: int
) -> None:
    pc = Pc(tmp_path / "pc")
    (old,) = pc.enrol(served)
    pc.accept(pc.sample(3, "a"))
    wanted = ["enrol", "--replace", "--centre", served.base_url, "--office", "0412", "--json", "--code"]
    said = pc.say(str(step), *wanted, served.activation("0412"), program=("-c", KILLED))
    assert said.code == -9
    assert len(pc.accept(pc.sample(1, "b"))) == 1
    if pc.run("status", "--json")[0]["device"] == old["device"]:
        pc.run(*wanted, served.activation("0412"))
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    assert pc.run("status", "--json")[0]["device"] != old["device"]
    assert not (pc.data_dir / "replacing").exists()
    found = held(served, 4)
    assert (len(found), found.total()) == (4, 4)


def test_a_dead_pcs_folder_is_taken_over_by_another_pc(served: RunningCentre, tmp_path: Path) -> None:
    dead = Pc(tmp_path / "dead")
    dead.enrol(served)
    dead.accept(dead.sample(1, "a"))
    served.stop()
    unsent = dead.accept(dead.sample(2, "b"))
    served.start()
    pc = Pc(tmp_path / "pc")
    shutil.copytree(dead.data_dir, pc.data_dir)
    shutil.rmtree(dead.data_dir)
    (told,) = pc.enrol(served, "--replace")
    assert (told["counter"], told["office"]) == (2, "0412")
    assert told["carried"] >= 3
    assert Path(told["archive"]).is_dir()
    assert set(held(served, 3).values()) == {1}
    assert pc.run("day", "--json")[0]["receipts"] >= len(unsent)


def test_what_cannot_be_replaced_is_told_before_the_code_is_spent(
    served: RunningCentre, tmp_path: Path
) -> None:
    served.add_office("0999")
    pc = Pc(tmp_path / "pc")
    code = served.activation("0999")
    wanted = ("enrol", "--replace", "--centre", served.base_url, "--office", "0999", "--code", code)
    said = pc.say(*wanted)
    assert (said.code, "not enrolled yet" in said.err) == (1, True)
    pc.enrol(served)
    said = pc.say(*wanted)
    assert (said.code, "is of office 0412, not of office 0999" in said.err) == (1, True)
    with pc.start("sync", "--watch", "--json") as watching:
        assert watching.stdout is not None
        watching.stdout.readline()
        said = pc.say(*wanted)
        assert (said.code, "already writing" in said.err) == (75, True)
        watching.terminate()
    assert not (pc.data_dir / "archive").exists()
    assert Pc(tmp_path / "other").run(*(w for w in wanted if w != "--replace"), "--json")
