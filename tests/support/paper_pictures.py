"""Pictures of the papers that ``make screens`` writes beside its screens: a receipt on each, in every state.

The receipts are those of the desk's office; what cannot be had there in a moment (a void one, payment in
parts) is its receipt with that changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
from support.office_kit import card, cash

from app.office.counter import Counter
from app.office.receipt_view import ReceiptView, view_receipt
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import dots, picture
from app.ui.receipt.papers import Paper
from app.ui.receipt.trial import trial_drawing

WIDTHS_PX = {Paper.A5: 900, Paper.A4: 1800, Paper.ROLL80: 640}
AT = "2026-11-24T09:05:00Z"


def draw_papers(counter: Counter, decided: str, unpaid: str, folder: Path) -> None:
    """Write ``paper-<state>-<paper>.png``, a test page for each paper, and the dots of a thermal head."""
    folder.mkdir(parents=True, exist_ok=True)
    original = view_receipt(counter, decided)
    states = {
        "original": original,
        "copy": replace(original, copy=2, copied_at=AT),
        "unpaid": view_receipt(counter, unpaid),
        "void": replace(original, state="refunded", refunded_rials=original.paid_rials, copy=1, copied_at=AT),
        "in-parts": _in_parts(original),
    }
    for paper, width in WIDTHS_PX.items():
        for state, view in states.items():
            picture(receipt_drawing(view, paper), width).save(str(folder / f"paper-{state}-{paper}.png"))
        trial = picture(trial_drawing("tcp:192.0.2.7:9100", paper, AT), width)
        trial.save(str(folder / f"paper-test-page-{paper}.png"))
    dots(receipt_drawing(states["copy"], Paper.ROLL80)).save(str(folder / "paper-copy-roll80-dots.png"))


def _in_parts(view: ReceiptView) -> ReceiptView:
    """Three times the lines, paid by two cards and in cash."""
    lines = view.lines.lines * 3
    total = 3 * view.total_rials
    first, second = total // 2, total // 3
    return replace(
        view,
        lines=msgspec.structs.replace(view.lines, lines=lines, total_rials=total),
        payments=(card(first), card(second, "210987654321"), cash(total - first - second)),
        total_rials=total,
        paid_rials=total,
    )
