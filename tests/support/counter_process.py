"""A counter in a process of its own, to be killed: the clerk's loop and the sync service side by side.

A nursery imports the program once and forks a counter each time it is told to, so that a start costs what
opening the store costs. Each answer is written to stdout when it is durable, not before, one line each::

    {"pid": 7, "open": true}                                            the counter is open
    {"pid": 7, "number": 3, "receipt": "…", "seq": 9, "hash": "…"}     application number 3 was accepted
    {"pid": 7, "number": 3, "paid": 10}                                 and paid later, by entry 10
    {"pid": 7, "ended": -9}                                             it is gone, and why
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any

UNPAID_SHARE = 0.25
PAUSE_S_MAX = 0.004
"""The longest pause between two citizens."""
WAIT_S = 60.0


class Nursery:
    """The parent's side. ``told`` has every line that came, in order."""

    def __init__(self, directory: Path, seed: str) -> None:
        self.told: list[dict[str, Any]] = []
        self.pid = 0
        self._heard = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(directory), seed],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self, first: int) -> None:
        """Start a counter that accepts applications from number ``first`` on."""
        assert self._process.stdin is not None
        before = len(self.told)
        self._process.stdin.write(f"{first}\n")
        self._process.stdin.flush()
        self.wait(lambda: len(self.told) > before)
        self.pid = self.told[before]["pid"]

    def wait_for_answer(self) -> None:
        """Wait until the present counter has answered once, or has ended by itself."""
        self.wait(lambda: any("receipt" in line or "ended" in line for line in self._of_present()))

    def kill(self) -> None:
        """SIGKILL, in whatever the counter is doing. Fails when it had ended by itself."""
        assert not any("ended" in line for line in self._of_present()), self._of_present()[-1]
        os.kill(self.pid, signal.SIGKILL)
        self.wait(lambda: "ended" in self.told[-1])
        assert self.told[-1]["ended"] == -signal.SIGKILL, self.told[-1]
        self.pid = 0

    def wait(self, condition: Any) -> None:
        """Wait until something that was told makes ``condition()`` true."""
        with self._heard:
            assert self._heard.wait_for(condition, WAIT_S), f"nothing came: {self.told[-1:]}"

    def close(self) -> None:
        """End everything that this nursery started."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(WAIT_S)
        self._reader.join(WAIT_S)

    def _of_present(self) -> list[dict[str, Any]]:
        return [line for line in self.told if line["pid"] == self.pid]

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._heard:
                self.told.append(json.loads(line))
                self._heard.notify_all()


def tell(**what: Any) -> None:
    """One line in one write, so that a kill cannot cut it."""
    os.write(1, json.dumps({"pid": os.getpid(), **what}).encode() + b"\n")


def is_unpaid(seed: str, number: int) -> bool:
    """Whether application ``number`` is captured unpaid first and paid a moment later."""
    return random.Random(f"{seed}-unpaid-{number}").random() < UNPAID_SHARE


def serve(directory: Path, seed: str, first: int) -> None:
    """Open the store, start the sync service, sign in, and take one application after another."""
    from support.whole_office import PASSPHRASE, PASSWORD, STAFF, request

    from app.domain.application import Payment
    from app.local_db.place import Place
    from app.office.accept import accept
    from app.office.counter import open_counter
    from app.office.pay import NothingToPay, take_payment
    from app.office.sign_in import sign_in_offline
    from app.sync.lanes import SyncService

    counter = open_counter(Place(directory), PASSPHRASE, write=True)
    SyncService(counter, timing=quick()).start()
    session = sign_in_offline(counter, STAFF, PASSWORD)
    tell(open=True)
    dice = random.Random()
    for number in range(first, 1_000_000):
        paid = not is_unpaid(seed, number)
        accepted = accept(counter, session, request(counter, f"{seed}-{number}", paid=paid))
        tell(
            number=number,
            receipt=accepted.receipt,
            application=accepted.application,
            seq=accepted.seq,
            hash=accepted.hash,
            repeated=accepted.repeated,
        )
        if not paid:
            cash = [Payment(method="cash", amount_rials=accepted.amount_rials)]
            try:
                tell(number=number, paid=take_payment(counter, session, accepted.receipt, cash).seq)
            except NothingToPay:
                tell(number=number, paid=0)  # the kill came between the payment and its answer
        time.sleep(dice.random() * PAUSE_S_MAX)


def quick() -> Any:
    """The waits of the lanes, shortened; nothing else differs from the window's."""
    from app.sync.timing import Timing

    return Timing(
        amber_after_s=0.3,
        probe_up_s=0.5,
        probe_failing_s=0.1,
        backoff_first_s=0.05,
        backoff_longest_s=0.3,
        tick_s=0.05,
        restart_longest_s=0.2,
        poll_early_pause_s=0.1,
        poll_wait_s=2,
    )


def main() -> None:
    """The nursery: fork a counter for each line of stdin; tell when it has ended."""
    directory, seed = Path(sys.argv[1]), sys.argv[2]
    sys.path.insert(0, str(Path(__file__).parents[1]))
    for name in ("support.whole_office", "app.office.accept", "app.office.pay", "app.sync.lanes"):
        import_module(name)  # once, here
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(started=True)
            serve(directory, seed, int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, json.dumps({"pid": child, "ended": os.waitstatus_to_exitcode(status)}).encode() + b"\n")


if __name__ == "__main__":
    main()
