"""Proves that money taken by the card terminal is never lost and never used twice: what is kept before it is
asked, what is found out after a lost answer or a dead program, and which application it may pay for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.office_kit import CLERK, PASSPORT_RIALS, Office, card, cash, passport_request

from app.domain.application import Payment
from app.local_db import charges
from app.local_db.charges import Charge
from app.office import charge as charging
from app.office.accept import Refused, accept
from app.office.charge import (
    NotOpen,
    StillUnknown,
    inquire_all,
    open_charges,
    say_given_back,
    say_not_taken,
    take_by_terminal,
)
from app.office.pay import take_payment, take_rest_by_terminal
from app.office.terminals import Step, TerminalSetting
from app.office.terminals.errors import NoTerminal, OtherAmountTaken, OutcomeUnknown, PinWrong
from app.office.terminals.setting import TerminalSettingBad, forget_setting, read_setting, write_setting
from app.office.terminals.simulated import SimulatedTerminal
from app.office.terminals.simulator import Simulator


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    made.counter.close()


@pytest.fixture
def simulator(office: Office, tmp_path: Path) -> Iterator[Simulator]:
    """A terminal that is set up for the office and keeps what it took."""
    made = Simulator(memory=tmp_path / "taken").start()
    setting = TerminalSetting(adapter="simulated", host="127.0.0.1", port=made.port)
    write_setting(office.counter.store.place, setting)
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two inquiries."""
    monkeypatch.setattr(charging, "INQUIRY_PAUSE_S", 0)


def paid_by(charge: Charge) -> Payment:
    return card(charge.charged_rials, rrn=charge.rrn, terminal=charge.terminal)


def state_of(office: Office, charge: str) -> str:
    with office.counter.store.read() as conn:
        found = charges.find(conn, charge)
    assert found is not None
    return found.state


def test_a_charge_pays_for_one_application_and_is_offered_until_then(
    office: Office, simulator: Simulator
) -> None:
    taken = take_by_terminal(office.counter, CLERK, PASSPORT_RIALS, "passport.renewal")
    assert taken.charged_rials == PASSPORT_RIALS
    assert open_charges(office.counter).loose == (taken,)
    answer = accept(office.counter, CLERK, passport_request(payments=[paid_by(taken)]))
    assert open_charges(office.counter).loose == ()
    with office.counter.store.read() as conn:
        found = charges.find(conn, taken.charge)
    assert found is not None
    assert (found.state, found.receipt) == ("used", answer.receipt)


def test_the_charge_is_on_disk_before_the_terminal_is_asked(office: Office, simulator: Simulator) -> None:
    seen: list[int] = []

    def tell(step: Step) -> None:
        if step is Step.CONNECTING:
            with office.counter.store.read() as conn:
                seen.append(len(charges.all_open(conn)))

    take_by_terminal(office.counter, CLERK, PASSPORT_RIALS, tell=tell)
    assert seen == [1]


def test_a_used_charge_pays_for_nothing_else_on_a_later_day_either(
    office: Office, simulator: Simulator
) -> None:
    slip = paid_by(take_by_terminal(office.counter, CLERK, PASSPORT_RIALS))
    first = accept(office.counter, CLERK, passport_request(payments=[slip]))
    office.hands.run(36 * 3600)
    unpaid = accept(office.counter, CLERK, passport_request("r-2", payments=[]))
    for act in (
        lambda: accept(office.counter, CLERK, passport_request("r-3", payments=[slip])),
        lambda: take_payment(office.counter, CLERK, unpaid.receipt, [slip]),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [(p.code, p.params) for p in refused.value.problems] == [
            ("payment-twice", {"receipt": first.receipt})
        ]


def test_an_application_that_was_refused_leaves_the_charge_to_another(
    office: Office, simulator: Simulator
) -> None:
    taken = take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    with pytest.raises(Refused):
        accept(office.counter, CLERK, passport_request(fields={}, payments=[paid_by(taken)]))
    assert open_charges(office.counter).loose == (taken,)


def test_a_decline_says_why_and_leaves_nothing_open(office: Office, simulator: Simulator) -> None:
    simulator.behave("decline:55")
    with pytest.raises(PinWrong, match="No money was taken"):
        take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    assert open_charges(office.counter) == charging.OpenCharges()


def test_an_answer_that_was_lost_is_found_out_at_once(office: Office, simulator: Simulator) -> None:
    simulator.behave("lost")
    steps: list[Step] = []
    taken = take_by_terminal(office.counter, CLERK, PASSPORT_RIALS, tell=steps.append)
    assert steps[-1] is Step.INQUIRY
    assert [one.rrn for one in simulator.memory.taken()] == [taken.rrn]


def test_what_cannot_be_found_out_is_kept_and_nothing_is_taken_meanwhile(
    office: Office, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.behave("lost", "approve")
    with monkeypatch.context() as off:
        off.setattr(SimulatedTerminal, "inquire", lambda *_: charging.NoAnswer())
        with pytest.raises(OutcomeUnknown):
            take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
        with pytest.raises(StillUnknown):
            take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
        (unknown,) = open_charges(office.counter).unknown
    assert len(simulator.memory.taken()) == 1
    (loose,) = inquire_all(office.counter).loose
    assert loose.charge == unknown.charge
    assert loose.charged_rials == PASSPORT_RIALS


def test_a_slip_typed_by_hand_meanwhile_is_known_again_when_the_terminal_answers(
    office: Office, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.behave("lost")
    with monkeypatch.context() as off:
        off.setattr(SimulatedTerminal, "inquire", lambda *_: charging.NoAnswer())
        with pytest.raises(OutcomeUnknown):
            take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    (printed,) = simulator.memory.taken()
    slip = card(PASSPORT_RIALS, rrn=printed.rrn, terminal="")
    accept(office.counter, CLERK, passport_request(payments=[slip]))
    assert inquire_all(office.counter) == charging.OpenCharges()
    assert state_of(office, printed.charge) == "used"


def test_another_amount_is_kept_as_taken_and_pays_only_as_what_it_is(
    office: Office, simulator: Simulator
) -> None:
    simulator.behave("other-amount")
    with pytest.raises(OtherAmountTaken):
        take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    (loose,) = open_charges(office.counter).loose
    as_asked = card(PASSPORT_RIALS, rrn=loose.rrn, terminal=loose.terminal)
    with pytest.raises(Refused) as refused:
        accept(office.counter, CLERK, passport_request(payments=[as_asked]))
    assert [p.code for p in refused.value.problems] == ["payment-charge-amount"]
    rest = cash(PASSPORT_RIALS - loose.charged_rials)
    accept(office.counter, CLERK, passport_request(payments=[paid_by(loose), rest]))
    assert open_charges(office.counter).loose == ()


def test_money_given_back_at_the_terminal_pays_for_nothing(office: Office, simulator: Simulator) -> None:
    taken = take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    say_given_back(office.counter, CLERK, taken.charge)
    assert open_charges(office.counter).loose == ()
    with pytest.raises(Refused) as refused:
        accept(office.counter, CLERK, passport_request(payments=[paid_by(taken)]))
    assert [p.code for p in refused.value.problems] == ["payment-given-back"]
    for again in (say_given_back, say_not_taken):
        with pytest.raises(NotOpen):
            again(office.counter, CLERK, taken.charge)


def test_the_rest_of_a_capture_is_taken_once_even_when_the_program_died_after_it(
    office: Office, simulator: Simulator
) -> None:
    unpaid = accept(office.counter, CLERK, passport_request(payments=[]))
    first = take_rest_by_terminal(office.counter, CLERK, unpaid.receipt, 51_430)
    again = take_rest_by_terminal(office.counter, CLERK, unpaid.receipt, 51_430)
    assert again == first
    assert first.amount_rials == PASSPORT_RIALS - 51_430
    take_payment(office.counter, CLERK, unpaid.receipt, [cash(51_430), first])
    assert len(simulator.memory.taken()) == 1


def test_without_a_terminal_or_with_a_spoilt_setting_it_is_said(office: Office, simulator: Simulator) -> None:
    place = office.counter.store.place
    forget_setting(place)
    forget_setting(place)
    assert read_setting(place) is None
    with pytest.raises(NoTerminal):
        take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    for spoilt in (b"", b"[]", b'{"adapter":"simulated","host":"","port":1}', b"\xff" * 9000):
        (place.directory / "terminal.json").write_bytes(spoilt)
        with pytest.raises(TerminalSettingBad):
            read_setting(place)


def test_a_counter_that_replaces_this_one_goes_on_looking_after_its_open_charges(
    office: Office, simulator: Simulator, tmp_path: Path
) -> None:
    taken = take_by_terminal(office.counter, CLERK, PASSPORT_RIALS)
    with office.counter.store.read() as conn:
        found = charges.all_open(conn)
    new = Office(tmp_path / "new", device="device-2")
    for _ in range(2):
        with new.counter.store.write() as conn:
            charges.take_over(conn, found)
    assert open_charges(new.counter).loose == (taken,)
    new.counter.close()
