"""Scenes of ``make screens`` at the payment: in parts, and by a card terminal that waits, takes, declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from support.window_rig import press, settle, type_here, wait_until

from app.office.terminals import Step, TerminalSetting
from app.office.terminals.setting import forget_setting, write_setting
from app.office.terminals.simulator import Simulator
from app.ui import texts
from app.ui.pages.application.payment_card import PaymentCard, Way
from app.ui.theme import Tone

if TYPE_CHECKING:
    from support.screens import Desk

_played: list[Simulator] = []


def _card(desk: Desk) -> PaymentCard:
    return desk.page.side.payment


def _see(card: PaymentCard) -> None:
    card.focus_first()
    settle()


def in_parts(desk: Desk) -> None:
    """A part in cash; the rest, by card, fills itself."""
    card = _card(desk)
    card.choose(Way.SPLIT)
    card.parts.focus_first()
    type_here("1000000")
    _enter()


def in_parts_wrong(desk: Desk) -> None:
    """Three parts, of which the last was typed and is too much."""
    card = _card(desk)
    card.parts.parts[1].amount.focus_first()
    type_here("100000")
    _enter()
    settle()
    last = card.parts.parts[-1]
    last.amount.focus_first()
    type_here("9000000")
    card.check_all()


def _terminal(desk: Desk, *behaviours: str) -> None:
    if not _played:
        _played.append(Simulator().start())
    _played[0].behave(*behaviours)
    setting = TerminalSetting(adapter="simulated", host="127.0.0.1", port=_played[0].port)
    write_setting(desk.counter.store.place, setting)


def terminal_offered(desk: Desk) -> None:
    """The key says what it would take."""
    _terminal(desk, "no-card")
    card = _card(desk)
    card.clear()
    desk.page.sheet.terminal.look()
    _see(card)
    card.go_on()


def terminal_waits(desk: Desk) -> None:
    """It waits for the card. Only shown: a picture is taken when nothing is under way."""
    card = _card(desk)
    card.set_asking(asking=True)
    card.bar.begin()
    card.bar.tell(Step.CARD, texts.rials(card.payments()[0].amount_rials), 7)


def terminal_declined(desk: Desk) -> None:
    """Asked in earnest, and declined."""
    card = _card(desk)
    card.set_asking(asking=False)
    card.bar.end("", Tone.INFO)
    card.bar.take_button.setFocus()
    _terminal(desk, "decline:51")
    _card(desk).bar.take_button.click()
    wait_until(lambda: not card.bar.is_asking())
    wait_until(lambda: card.bar.notice.height() >= card.bar.notice.heightForWidth(card.bar.notice.width()))


def terminal_approved(desk: Desk) -> None:
    """Taken: the slip is filled and cannot be typed over."""
    card = _card(desk)
    _terminal(desk, "approve")
    _card(desk).bar.take_button.click()
    wait_until(lambda: not card.bar.is_asking())


def charge_left_over(desk: Desk) -> None:
    """The form was cleared: the money that was taken is offered."""
    desk.page.clear()
    desk.page.clear()
    settle()


def charge_used(desk: Desk) -> None:
    """Used for this one."""
    _card(desk).left_over.first.click()


def terminal_gone(desk: Desk) -> None:
    """For the scenes that follow: no terminal, an empty card."""
    desk.page.clear()
    desk.page.clear()
    left = _card(desk).left_over
    left.second.click()
    left.second.click()
    settle()
    forget_setting(desk.counter.store.place)
    desk.page.sheet.terminal.look()
    while _played:
        _played.pop().stop()


def _enter() -> None:
    press(Qt.Key.Key_Return)


PAYMENT_SCENES = {
    "07-payment-in-parts": in_parts,
    "07-payment-in-parts-wrong": in_parts_wrong,
    "07-terminal-offered": terminal_offered,
    "07-terminal-waits": terminal_waits,
    "07-terminal-declined": terminal_declined,
    "07-terminal-approved": terminal_approved,
    "07-terminal-left-over": charge_left_over,
    "07-terminal-used": charge_used,
    "07-terminal-gone": terminal_gone,
}
