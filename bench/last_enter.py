"""``last_enter``: from the Enter that hands an application in to its receipt's number on the screen.

The whole way of the window: its checks, the durable transaction off the UI thread, the receipt read back, its
number painted. The limit is one and a half times a bare commit of the same bytes (see ``accept``) and one
frame of the screen. Milliseconds an application; the ratio is that of the medians.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.local_db import journal
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.payment_card import Way
from bench.accept import BareStore, rows_of
from bench.hands import FRAME_MS, Painted, persian, settle, stroke, workplace
from bench.measure import Result
from bench.office import BenchOffice

SERVICE = "violation.statement"
RUNS = 40
BARE_SHARE = 1.5


def measure(office: BenchOffice, directory: Path) -> Result:
    """Take applications at the window, and write what each wrote once more through the bare driver."""
    persian()
    page = ApplicationPage(workplace(office.counter, office.session, directory))
    page.resize(1170, 700)
    page.show()
    page.open_service(SERVICE)
    number = Painted(page.receipt.number)
    bare = BareStore(directory / "last-enter-bare.db", office)
    ours: list[float] = []
    limits: list[float] = []
    for values in _values(office):
        _type(page, values)
        ours.append(stroke(page.side.accept_button, "\r", number.wait_for_next(), key=Qt.Key.Key_Return))
        limits.append(BARE_SHARE * _bare_ms(bare, office) + FRAME_MS)
        page.next_citizen()
    page.close()
    bare.close()
    ratios = sorted(mine / limit for mine, limit in zip(ours, limits, strict=True))
    return Result(
        name="last_enter",
        ours=statistics.median(ours),
        limit=statistics.median(limits),
        ratio=statistics.median(ratios),
        ratio_min=ratios[0],
        ratio_max=ratios[-1],
        unit="ms to the number",
        runs=len(ours),
    )


def _values(office: BenchOffice) -> Iterator[dict[str, str]]:
    """What invented people answer, by path."""
    found = 0
    for request in office.requests(40 * RUNS, "enter"):
        if request.service == SERVICE and found < RUNS:
            found += 1
            yield {**_by_path("applicant", request.applicant), **_by_path("fields", request.fields)}
    if found < RUNS:
        raise RuntimeError(f"only {found} samples of {SERVICE}")


def _by_path(path: str, value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {at: v for name, one in value.items() for at, v in _by_path(f"{path}.{name}", one).items()}
    return {path: str(value)}


def _type(page: ApplicationPage, values: dict[str, str]) -> None:
    assert page.form is not None
    page.form.fill(values)
    for field in page.form.parts():
        for again in field.inputs()[1:]:  # what is asked for twice
            if isinstance(again, QLineEdit) and not again.text():
                again.setText(field.value())
    if page.sheet.person is not None:
        page.sheet.person.look_now()  # as it does when a clerk leaves the national code
    page.side.payment.choose(Way.CASH)
    page.came_up()  # the price of what is answered
    page.side.accept_button.setFocus()
    settle()  # what was typed is painted long before the last Enter


def _bare_ms(bare: BareStore, office: BenchOffice) -> float:
    with office.counter.store.read() as conn:
        seq = journal.head(conn).seq
    rows = bare.renumbered(rows_of(office, seq))
    began = time.perf_counter()
    bare.write(rows)
    return (time.perf_counter() - began) * 1000
