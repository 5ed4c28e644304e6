"""Which printer and paper this counter uses; kept beside its store, whoever is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from app.ui.receipt.address import Address, BadAddress, Way, parse_address
from app.ui.receipt.papers import Paper

PRINTER, PAPER, BY_ITSELF = "printing/printer", "printing/paper", "printing/by-itself"


THIS_PC = Address(Way.DEFAULT)


@dataclass(frozen=True, slots=True)
class Choice:
    """``by_itself``: the receipt is printed as soon as an application is taken."""

    printer: Address = THIS_PC
    paper: Paper = Paper.A5
    by_itself: bool = False

    @property
    def printed_on(self) -> Paper:
        """The paper that comes out: a receipt printer has nothing but its roll."""
        return Paper.ROLL80 if self.printer.is_receipt_printer else self.paper


def chosen(settings: QSettings | None) -> Choice:
    """What was chosen; what cannot be read counts as not chosen."""
    if settings is None:
        return Choice()
    try:
        printer = parse_address(str(settings.value(PRINTER, Way.DEFAULT.value)))
    except BadAddress:
        printer = THIS_PC
    paper = str(settings.value(PAPER, Paper.A5.value))
    return Choice(
        printer=printer,
        paper=Paper(paper) if paper in list(Paper) else Paper.A5,
        by_itself=str(settings.value(BY_ITSELF, "no")) == "yes",
    )


def choose(settings: QSettings, choice: Choice) -> None:
    """Keep a choice, on disk when this returns."""
    settings.setValue(PRINTER, str(choice.printer))
    settings.setValue(PAPER, choice.paper.value)
    settings.setValue(BY_ITSELF, "yes" if choice.by_itself else "no")
    settings.sync()
