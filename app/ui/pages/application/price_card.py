"""What it costs: the tariff's lines and their sum. Nothing in here can be typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.fee import Fee
from app.domain.tariff import CurrencyUnit, Tariff
from app.ui import texts
from app.ui.fonts import tabular_font
from app.ui.money_words import line_name, money, unit_name
from app.ui.receipt.words import payee
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label, rule


class PriceCard(Card):
    """Shows a fee, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("application", "Fee"), parent=parent)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self.body.addWidget(self._lines)
        self.foot = label("", "secondary", wraps=True)
        self.body.addWidget(self.foot)
        self.total_rials = 0
        self._shown: tuple[Fee, Tariff | None] | None = None

    def show_fee(self, fee: Fee, tariff: Tariff | None) -> None:
        """Show the lines and the sum of a fee and the tariff that they come from."""
        if (fee, tariff) == self._shown:
            return
        self._empty()
        self._shown = (fee, tariff)
        self.total_rials = fee.total_rials
        unit = fee.in_unit
        for line in fee.lines:
            name = label(line_name(line, unit), wraps=True)
            name.setToolTip(translate("application", "goes to: {payee}").format(payee=payee(line.payee)))
            self._row(name, self._amount(line.amount_rials, unit))
            self._rule()
        total = label(translate("application", "Total ({unit})").format(unit=unit_name(unit)), "heading")
        amount = self._amount(fee.total_rials, unit)
        amount.setObjectName("total")
        font = amount.font()
        font.setBold(True)
        amount.setFont(font)
        self._row(total, amount)
        self.set_aside(_tariff_words(fee, tariff))
        self.foot.hide()
        self.setToolTip(translate("application", "Computed; nobody can type it."))

    def show_none(self, why: str) -> None:
        """There is no fee to be shown, for this reason."""
        self._empty()
        self.total_rials = 0
        self.set_aside("")
        self.foot.setText(why)
        self.foot.show()

    def _amount(self, amount_rials: int, unit: CurrencyUnit | None) -> QLabel:
        made = label(money(amount_rials, unit))
        made.setFont(tabular_font())
        made.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        return made

    def _row(self, name: QLabel, amount: QLabel) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(amount, at, 1)

    def _rule(self) -> None:
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, 2)

    def _empty(self) -> None:
        self._shown = None
        fresh = QWidget()
        self._grid = QGridLayout(fresh)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(GAP + 1)
        self._grid.setColumnStretch(0, 1)
        self.body.replaceWidget(self._lines, fresh)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh


def _tariff_words(fee: Fee, tariff: Tariff | None) -> str:
    if tariff is None:
        return translate("application", "tariff version {n}").format(n=texts.digits(fee.tariff_version))
    words = translate("application", "Tariff of {year}, version {n}").format(
        year=texts.digits(tariff.year), n=texts.digits(tariff.version)
    )
    if tariff.found:
        return words + " " + translate("application", "(not official)")
    return words + " " + translate("application", "(sample)") if tariff.invented else words
