"""An upstream that does what a test says, and rounds of one relay against it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from support.held_journal import CentreBase

from central.database import Database
from central.relay.run import Worker
from central.upstreams.adapter import Habits, Submission


def answer(application: str, decision: str = "issued", reference: str = "R-1", **changes: Any) -> bytes:
    said = {"application": application, "decision": decision, "reference": reference}
    return json.dumps(said | {"note": {"fa": "ن", "en": "n"}} | changes).encode()


class Scripted:
    """An upstream that does what its script says; it counts calls and how many were under way at once."""

    def __init__(
        self, script: Callable[[str, str], Awaitable[Sequence[bytes]]], *, ordered: bool = False
    ) -> None:
        self.name, self.script = "passport", script
        self.habits = Habits(ordered=ordered, timeout_s=0.5, ask_again_s=0.0, calls_per_s=1e6)
        self.calls: list[tuple[str, str]] = []
        self.under_way = self.most_under_way = 0

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        return await self._call("submit", submission.application)

    async def ask(self, application: str, reference: str | None) -> Sequence[bytes]:
        return await self._call("ask", application)

    async def _call(self, what: str, application: str) -> Sequence[bytes]:
        self.calls.append((what, application))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            return await self.script(what, application)
        finally:
            self.under_way -= 1


def rounds(base: CentreBase, upstream: Scripted, count: int = 1) -> Worker:
    """Play rounds of one relay, each with everything due."""

    async def work(database: Database) -> Worker:
        worker = Worker(upstream, database)
        for _ in range(count):
            await worker.round()
            async with database.autocommit() as conn:
                await conn.execute("UPDATE relay_jobs SET not_before = now() WHERE not_before <> 'infinity'")
        return worker

    return base.run(work)
