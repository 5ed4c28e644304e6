"""A PC-POS terminal that is a program: asks for card and PIN, takes, declines, and fails as real ones do.

``daftar terminal simulate`` runs it by hand; the tests run it in a thread. No money moves anywhere. Each sale
ends by the next of its *behaviours*; the last one stays for all that follow:

``approve``; ``decline:CODE``; ``other-amount`` (takes 10 rials less); ``lost`` (takes the money, then the
line drops before the answer); ``lost-before`` (the line drops, nothing was taken); ``mute`` (takes it and
says nothing); ``garbled`` (takes it and says nonsense); ``no-card`` (nobody comes, it waits until cancelled
or its own limit); ``busy``; ``paper``.
"""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec

from app.domain.entry import instant
from app.domain.money import is_amount
from app.office.terminals.line import LINE_BYTES_MAX
from app.office.terminals.memory import Memory
from app.office.terminals.wording import Answer, Ask, Question, Say

TERMINAL = "99000001"
AMOUNT_MAX_RIALS = 2_000_000_000
CARD = "6037********1234"
NO_CARD_S_MAX = 60.0
POLL_S = 0.01
PLAIN = frozenset(
    {"approve", "other-amount", "lost", "lost-before", "mute", "garbled", "no-card", "busy", "paper"}
)


def is_behaviour(text: str) -> bool:
    """Whether it knows how to behave so."""
    return text in PLAIN or (text.startswith("decline:") and len(text) > len("decline:"))


class Simulator:
    """The terminal. ``port`` 0 takes a free one; :meth:`start` serves in a thread until :meth:`stop`."""

    def __init__(
        self,
        port: int = 0,
        host: str = "127.0.0.1",
        behaviours: Sequence[str] = ("approve",),
        *,
        pin_s: float = 0.0,
        memory: Path | None = None,
    ) -> None:
        self.memory = Memory(memory)
        self.memory.load()
        self.pin_s = pin_s
        self._script = deque(behaviours)
        self._going_on: str = ""
        self._turn = threading.Lock()
        self._bank_answers = threading.Event()
        self._bank_answers.set()
        self._server = _Server((host, port), _Handler)
        self._server.simulator = self
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def behave(self, *behaviours: str) -> None:
        """How the next sales end."""
        self._script = deque(behaviours)

    def hold(self) -> None:
        """The bank takes its time, until :meth:`go_on`; nothing can be cancelled any more."""
        self._bank_answers.clear()

    def go_on(self) -> None:
        """The bank answers."""
        self._bank_answers.set()

    def start(self) -> Self:
        """Serve in a thread."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="terminal", daemon=True
        )
        self._thread.start()
        return self

    def serve(self) -> None:
        """Serve in this thread until it is interrupted."""
        self._server.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """End serving and free the port. What it took it still knows."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    # What it does ------------------------------------------------------------------------------------

    def answer(self, talk: Talk, question: Question) -> None:
        """Answer one line of the PC."""
        if question.ask is Ask.STATUS:
            busy = Answer(say=Say.DECLINED, code="busy")
            paper = Answer(say=Say.DECLINED, code="paper")
            ready = Answer(say=Say.READY, terminal=TERMINAL)
            talk.say(busy if self._going_on else paper if self._script[0] == "paper" else ready)
        elif question.ask is Ask.INQUIRE:
            talk.say(self._became(question.charge))
        elif question.ask is Ask.BEHAVE:
            known = [one for one in question.as_ if is_behaviour(one)]
            if known:
                self.behave(*known)
            talk.say(Answer(say=Say.DONE))
        elif question.ask is Ask.SALE:
            self._sell(talk, question)

    def _became(self, charge: str) -> Answer:
        going_on = Answer(say=Say.GOING_ON, charge=charge)
        unknown = Answer(say=Say.UNKNOWN, charge=charge)
        return self.memory.last.get(charge, going_on if charge == self._going_on else unknown)

    def _sell(self, talk: Talk, sale: Question) -> None:
        with self._turn:
            known = self.memory.last.get(sale.charge)
            behaviour = self._script[0]
            if known is not None:
                refused = known
            elif self._going_on or behaviour == "busy":
                refused = Answer(say=Say.DECLINED, charge=sale.charge, code="busy")
            elif behaviour == "paper":
                refused = Answer(say=Say.DECLINED, charge=sale.charge, code="paper")
            elif not is_amount(sale.amount_rials) or sale.amount_rials > AMOUNT_MAX_RIALS:
                refused = Answer(say=Say.DECLINED, charge=sale.charge, code="13")
            else:
                refused = None
                self._going_on = sale.charge
            if len(self._script) > 1 and known is None:
                self._script.popleft()
        if refused is not None:
            talk.say(refused)
            return
        self._go_on(talk, sale, behaviour)

    def _go_on(self, talk: Talk, sale: Question, behaviour: str) -> None:
        if behaviour == "lost-before":
            self._decline(sale, "91")
            talk.drop()
            return
        for waiting in ("card", "pin"):
            talk.say(Answer(say=Say.WAITING, charge=sale.charge, for_=waiting))
            wait_s = NO_CARD_S_MAX if behaviour == "no-card" else self.pin_s / 2
            if talk.was_cancelled(sale.charge, wait_s):
                talk.say(self._decline(sale, "cancelled"))
                return
            if behaviour == "no-card":
                talk.say(self._decline(sale, "no-card"))
                return
        talk.say(Answer(say=Say.WAITING, charge=sale.charge, for_="bank"))
        self._bank_answers.wait(NO_CARD_S_MAX)
        if behaviour.startswith("decline:"):
            talk.say(self._decline(sale, behaviour.partition(":")[2]))
            return
        told = self._approve(sale, -10 if behaviour == "other-amount" else 0)
        if behaviour == "lost":
            talk.drop()
        elif behaviour == "garbled":
            talk.write(b'{"say":"approved","rrn":12,\xff')
        elif behaviour != "mute":
            talk.say(told)

    def _end(self, told: Answer) -> Answer:
        """Keep the last word, and be free for the next sale, before it is said."""
        self.memory.keep(told)
        self._going_on = ""
        return told

    def _approve(self, sale: Question, more_rials: int) -> Answer:
        self.memory.running += 1
        told = Answer(
            say=Say.APPROVED,
            charge=sale.charge,
            amount_rials=sale.amount_rials + more_rials,
            rrn=f"{int(time.time()) % 1_000_000:06d}{self.memory.running % 1_000_000:06d}",
            terminal=TERMINAL,
            card=CARD,
            at=instant(datetime.now(UTC)),
        )
        return self._end(told)

    def _decline(self, sale: Question, code: str) -> Answer:
        told = Answer(say=Say.DECLINED, charge=sale.charge, code=code)
        return self._end(told)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    simulator: Simulator


class _Handler(socketserver.StreamRequestHandler):
    """One connection of a PC. A thread of its own reads, so that a cancellation is heard during a sale."""

    server: _Server

    def handle(self) -> None:
        """Answer line after line until the PC goes away."""
        talk = Talk(self)
        reader = threading.Thread(target=talk.read_all, name="terminal-reader", daemon=True)
        reader.start()
        while (question := talk.next_question()) is not None:
            self.server.simulator.answer(talk, question)


class Talk:
    """What is said on one connection."""

    def __init__(self, handler: _Handler) -> None:
        self._handler = handler
        self._heard: deque[Question] = deque()
        self._news = threading.Condition()
        self._is_over = False

    def read_all(self) -> None:
        """Take the PC's lines in until it goes away."""
        with contextlib.suppress(OSError, ValueError, msgspec.DecodeError):
            while line := self._handler.rfile.readline(LINE_BYTES_MAX):
                question = msgspec.json.decode(line, type=Question)
                with self._news:
                    self._heard.append(question)
                    self._news.notify_all()
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def next_question(self) -> Question | None:
        """The next one; None when the PC has gone."""
        with self._news:
            self._news.wait_for(lambda: bool(self._heard) or self._is_over)
            return self._heard.popleft() if self._heard else None

    def was_cancelled(self, charge: str, wait_s: float) -> bool:
        """Whether the PC cancels this charge within the time."""
        with self._news:
            self._news.wait_for(lambda: self._has_cancel(charge), wait_s)
            return self._has_cancel(charge)

    def _has_cancel(self, charge: str) -> bool:
        return any(one.ask is Ask.CANCEL and one.charge == charge for one in self._heard)

    def say(self, answer: Answer) -> None:
        """Send one line; a PC that has gone hears nothing."""
        self.write(msgspec.json.encode(answer))

    def write(self, line: bytes) -> None:
        """Send bytes as a line."""
        with contextlib.suppress(OSError):
            self._handler.wfile.write(line + b"\n")

    def drop(self) -> None:
        """The cable comes off."""
        with contextlib.suppress(OSError):
            self._handler.connection.shutdown(socket.SHUT_RDWR)
        with self._news:
            self._is_over = True
            self._heard.clear()
