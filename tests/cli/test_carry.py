"""A counter's line is down, its neighbour's is not: signed batches go over in a file.

Real commands, a real centre. The dead line is an address at which nobody listens.
"""

from __future__ import annotations

import time
from pathlib import Path

from support.centre import RunningCentre
from support.cli_pc import QuickPc as Pc


def cut_off(served: RunningCentre, directory: Path, office: str = "0412") -> tuple[Pc, list[str]]:
    """A counter with receipts that it cannot send."""
    pc = Pc(directory)
    pc.enrol(served, office=office)
    receipts = [a["receipt"] for a in pc.accept(pc.sample(3, directory.name))]
    return pc, receipts


def test_a_neighbour_sends_what_a_counter_cannot(served: RunningCentre, tmp_path: Path) -> None:
    """Pain 4: what is on disk travels by any hand; the counter itself believes only the centre."""
    pc, receipts = cut_off(served, tmp_path / "pc")
    neighbour = Pc(tmp_path / "neighbour")
    neighbour.enrol(served)
    file = tmp_path / "unsent"
    (before,) = pc.run("status", "--json")
    (told,) = pc.run("carry", "export", str(file), "--json")
    assert told == {"device": before["device"], "entries": before["pending"], "file": str(file)}
    assert file.stat().st_mode & 0o077 == 0
    assert (pc.say("carry", "export", str(file)).code, pc.run("status", "--json")[0]["pending"]) == (
        1,
        before["pending"],
    )
    with neighbour.start("sync", "--watch", "--json") as window:
        assert window.stdout is not None
        window.stdout.readline()
        for _ in range(2):
            (sent,) = neighbour.run("carry", "send", str(file), "--json")
            assert sent == {"device": before["device"], "head": before["head"]}
        window.terminate()
    said = neighbour.say("carry", "send", str(file))
    assert f"{before['head']['seq']} entries of counter {before['device']}" in said.out
    assert f"Delete {file}" in said.out
    until = time.monotonic() + 30
    while (held := served.query("SELECT receipt FROM applications")) == [] and time.monotonic() < until:
        time.sleep(0.1)
    assert sorted(row[0] for row in held) == sorted(receipts)
    (synced,) = pc.run("sync", "--once", "--json")
    assert (synced["outcome"], synced["head"]["seq"]) == ("level", synced["acknowledged"]["seq"])
    file.unlink()
    assert "Nothing waits" in pc.say("carry", "export", str(file)).out
    assert not file.exists()


def test_what_is_not_a_neighbours_file_is_refused_with_words(served: RunningCentre, tmp_path: Path) -> None:
    served.add_office("0999")
    served.add_staff("0999", "1001", password="a-good-password")
    stranger, _ = cut_off(served, tmp_path / "stranger", office="0999")
    file = tmp_path / "strange"
    stranger.run("carry", "export", str(file), "--json")
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    said = pc.say("carry", "send", str(file))
    assert (said.code, said.out) == (1, "")
    assert "another office" in said.err
    assert served.query("SELECT count(*) FROM applications") == [(0,)]
    whole = file.read_bytes()
    for spoilt in (
        b"",
        b"no batch\n",
        whole[:-300],
        whole.replace(b'"amount_rials":', b'"amount_rials":9', 1),
    ):
        file.write_bytes(spoilt)
        said = pc.say("carry", "send", str(file))
        assert (said.code, "does not hold another counter's entries" in said.err) == (1, True), said.err
    said = pc.say("carry", "send", str(tmp_path / "missing"))
    assert (said.code, len(said.err.splitlines())) == (1, 1)
    said = pc.say("carry", "export", str(tmp_path / "no" / "such" / "folder"))
    assert (said.code, "cannot be written" in said.err) == (1, True)


def test_without_a_line_the_neighbour_is_told_to_come_again(served: RunningCentre, tmp_path: Path) -> None:
    pc, _ = cut_off(served, tmp_path / "pc")
    neighbour = Pc(tmp_path / "neighbour")
    neighbour.enrol(served)
    file = str(tmp_path / "unsent")
    pc.run("carry", "export", file, "--json")
    served.stop()
    said = neighbour.say("carry", "send", file)
    assert (said.code, "Send the file again later" in said.err) == (75, True)
