"""``search_1m``: a keystroke in the page that finds, over a million applications, to the list painted.

Names, codes, telephones, plates and receipts are typed letter by letter on the real page over a real
store. Ours is the 99th percentile of all keystrokes; the limit is one frame of the screen.
"""

from __future__ import annotations

from pathlib import Path

from app.ui.pages.find import FindPage
from bench import million
from bench.hands import FRAME_MS, persian, stroke, until, workplace
from bench.measure import Result, worst_of_hundred

TYPED = (
    "علی رضا احمدی", "محمد", "نرگس صادقزاده", "حسینی", "فاطمه م", "قاسم‌پور", "زهرا",
    "9900123456", "990000", "09121234567", "0912", "۱۲ ب ۳۴۵", "33ب1", "0412-02-01-000321", "041202",
)  # fmt: skip
ROUNDS = 3


def measure(directory: Path, count: int = million.APPLICATIONS) -> Result:
    """Fill a store, type everything, and say how long each letter took."""
    persian()
    counter = million.make(directory / "million", count)
    page = FindPage(workplace(counter, million.CLERK, directory))
    page.resize(1170, 700)
    page.show()
    shown: list[int] = []
    page.shown.connect(lambda: shown.append(1))
    page.came_up()
    until(lambda: bool(shown))
    taken: list[float] = []
    for _ in range(ROUNDS):
        for text in TYPED:
            page.line.clear()
            until(lambda: not page.reader.is_reading)
            for letter in text:
                answers = len(shown)
                taken.append(stroke(page.line, letter, lambda a=answers: _painted(page, len(shown) > a)))  # type: ignore[misc]
    page.close()
    counter.close()
    return worst_of_hundred("search_1m", "ms a keystroke", taken, FRAME_MS)


def _painted(page: FindPage, answered: bool) -> bool:
    """Paint the list at once when the answer is in it; whether that is done."""
    if answered:
        page.table.viewport().repaint()
    return answered
