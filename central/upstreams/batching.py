"""Gathers calls to a system that takes many applications in one message."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from central.upstreams.adapter import UpstreamUnavailable
from central.upstreams.contract import BatchContract, NotReadable, Wire

GATHER_S = 0.02
"""How long the first row of a message waits for others."""

ROWS_MAX = 50


@dataclass(frozen=True, slots=True)
class _Row:
    raw: bytes
    application: str
    came: asyncio.Future[Sequence[bytes]]


class BatchingWire:
    """A ``Wire`` for rows: sends those of one moment together and gives each caller its own answers."""

    def __init__(self, wire: Wire, contract: BatchContract, *, gather_s: float = GATHER_S) -> None:
        self._wire, self._contract, self._gather_s = wire, contract, gather_s
        self._waiting: list[_Row] = []
        self._sending: set[asyncio.Task[None]] = set()

    async def call(self, request: bytes) -> Sequence[bytes]:
        """Send one row. Raises ``UpstreamUnavailable``, also when the answer left this row out."""
        asked = self._contract.understand(request)
        row = _Row(request, asked.application, asyncio.get_running_loop().create_future())
        self._waiting.append(row)
        if len(self._waiting) == 1:
            self._start(self._later())
        elif len(self._waiting) >= ROWS_MAX:
            rows, self._waiting = self._waiting, []
            self._start(self._send(rows))
        return await row.came

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _later(self) -> None:
        await asyncio.sleep(self._gather_s)
        rows, self._waiting = self._waiting, []
        if rows:
            await self._send(rows)

    async def _send(self, rows: Sequence[_Row]) -> None:
        try:
            came = await self._wire.call(self._contract.join([row.raw for row in rows]))
        except Exception as error:  # noqa: BLE001 - told to everybody who waits for this message
            for row in rows:
                if not row.came.done():
                    row.came.set_exception(error)
            return
        asked = {row.application for row in rows}
        for row in rows:
            answers = [answer for raw in came for answer in self._of(row, raw, asked)]
            if row.came.done():
                continue
            if answers:
                row.came.set_result(answers)
            else:
                row.came.set_exception(UpstreamUnavailable("the answer to the batch leaves this row out"))

    def _of(self, row: _Row, raw: bytes, asked: set[str]) -> list[bytes]:
        """What a message says to a row; what cannot be told apart counts for every row.

        So do rows about what nobody asked, for a row that got none of its own: somebody must hear of them.
        """
        try:
            answers = self._contract.split_answers(raw)
        except NotReadable:
            return [raw]
        strays = [each for key, rows in answers.items() if key not in asked for each in rows]
        return answers.get(row.application) or strays
