"""The cards beside a story: what the citizen is told, the facts, the fee, what was paid, the documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.tariff import Tariff
from app.office.story import Story
from app.ui import texts
from app.ui.documents.kept_card import KeptCard
from app.ui.models.story_words import sentence
from app.ui.money_words import money
from app.ui.pages.application.price_card import PriceCard
from app.ui.receipt.words import masked, method
from app.ui.systems import system_name
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.workplace import Workplace


class StoryCards(QWidget):
    """``show_story`` fills them; a card that has nothing to say is hidden."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell = Card(translate("story", "What the citizen should be told"))
        self.told = label("", wraps=True)
        self.tell.body.addWidget(self.told)
        self.facts = PairsCard(translate("story", "Application"))
        self.price = PriceCard()
        self.payments = PairsCard(translate("story", "Payments"))
        self.papers = KeptCard(workplace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GAP)
        for card in (self.tell, self.facts, self.price, self.payments, self.papers):
            column.addWidget(card)
        column.addStretch(1)

    def show_story(self, story: Story, tariffs: Sequence[Tariff]) -> None:
        """Show everything but the history."""
        view = story.receipt
        self.told.setText(sentence(story.tell))
        self.facts.show_pairs(_facts(story))
        self.price.show_fee(
            view.lines, next((one for one in tariffs if one.version == view.tariff_version), None)
        )
        self.payments.show_pairs(_payments(story))
        self.papers.show_story(story)


class PairsCard(Card):
    """Names and values under each other."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._pairs: list[tuple[str, str]] = []
        self._lines = QWidget()
        self.body.addWidget(self._lines)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these; the card is hidden when there are none."""
        self.setVisible(bool(pairs))
        if pairs == self._pairs:
            return
        self._pairs = pairs
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(GAP)
        grid.setHorizontalSpacing(4 * GAP)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(pairs):
            grid.addWidget(label(name, "secondary"), row, 0)
            shown = label(value, "strong", wraps=True)
            shown.setAccessibleName(f"{name}: {value}")
            grid.addWidget(shown, row, 1)
        self.body.replaceWidget(self._lines, fresh)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = fresh


def _facts(story: Story) -> list[tuple[str, str]]:
    view = story.receipt
    code = texts.isolate(texts.digits(masked(view.national_code)))
    pairs = [
        (translate("story", "Service"), texts.words(view.service_name)),
        (translate("story", "Applicant"), f"{texts.isolate(view.applicant_name)} · {code}"),
        (translate("story", "Tracking number"), texts.code(view.tracking)),
        (translate("story", "System"), system_name(story.upstream) if story.upstream else ""),
        (translate("story", "Its number there"), texts.code(story.reference)),
        (translate("story", "Decision"), sentence(story.note)),
        (translate("story", "Post barcode"), texts.code(story.barcode)),
    ]
    return [(name, value) for name, value in pairs if value]


def _payments(story: Story) -> list[tuple[str, str]]:
    view = story.receipt
    unit = view.lines.in_unit
    pairs = []
    for one in view.payments:
        words = method(one.method)
        if one.rrn:
            slip = texts.code(texts.digits(one.rrn))
            words += " · " + translate("story", "slip {rrn}").format(rrn=slip)
        pairs.append((words, money(one.amount_rials, unit)))
    if view.refunded_rials:
        pairs.append((translate("story", "Given back"), money(view.refunded_rials, unit)))
    if view.unpaid_rials > 0:
        pairs.append((translate("story", "Not paid yet"), money(view.unpaid_rials, unit)))
    return pairs
