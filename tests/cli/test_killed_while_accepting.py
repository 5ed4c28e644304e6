"""An answer that was printed is in the store, whatever happens to the program a moment later.

The command runs in a process of its own, is given one line at a time, and is killed with SIGKILL as soon
as its answer has been read.
"""

from __future__ import annotations

import subprocess
import sys

import msgspec
from support.cli_desk import Desk
from support.office_kit import passport_request

KILLS = 3
LINES_BEFORE_A_KILL = 4


def test_each_answer_comes_before_the_next_line_and_outlives_a_kill(desk: Desk) -> None:
    """Pain 5: a receipt was printed and no record of it is anywhere."""
    printed: list[str] = []
    for turn in range(KILLS):
        command = [sys.executable, "-m", "app.cli", "accept", "-", "--as", "1001"]
        with subprocess.Popen(
            [*command, "--password-file", str(desk.password_file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as accepting:
            assert accepting.stdin is not None
            assert accepting.stdout is not None
            for position in range(LINES_BEFORE_A_KILL):
                request = passport_request(f"{turn}-{position}")
                accepting.stdin.write(msgspec.json.encode(request) + b"\n")
                accepting.stdin.flush()
                printed.append(msgspec.json.decode(accepting.stdout.readline())["receipt"])
            accepting.kill()
    again = desk.accept(
        *(passport_request(f"{t}-{p}") for t in range(KILLS) for p in range(LINES_BEFORE_A_KILL))
    )
    assert [answer["receipt"] for answer in again.lines] == printed
    assert all(answer["repeated"] for answer in again.lines)
    assert len(set(printed)) == KILLS * LINES_BEFORE_A_KILL
    assert desk.run("verify").code == 0
