"""Entries reach the centre once and only once, whatever the line does to requests and answers.

Real store, real gateway on PostgreSQL; a proxy between them spoils chosen exchanges.
"""

from __future__ import annotations

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office

from app.sync.sync_once import Outcome


def held(gateway: RunningCentre, office: Office) -> int:
    """How many different entries the centre holds of this counter."""
    (count,) = gateway.query("SELECT count(*) FROM journal WHERE device = %s", office.store.identity.device)[
        0
    ]
    return int(count)


def test_everything_accepted_arrives_and_both_sides_hold_the_same_head(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(2_500)
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert outcome.acknowledged == outcome.head == office.head
    assert held(gateway, office) == outcome.head.seq


@pytest.mark.parametrize(
    "fault",
    [
        Fault.DROP_ANSWER,
        Fault.TRUNCATE,
        Fault.DUPLICATE_REQUEST,
        Fault.DUPLICATE_ANSWER,
        Fault.REFUSE,
        Fault.REPLACE,
    ],
)
def test_a_spoilt_answer_is_asked_about_and_nothing_comes_twice(
    gateway: RunningCentre, line: FaultProxy, office: Office, fault: Fault
) -> None:
    """Pains 8 and 10: 'failed' may have arrived; the same batch may come any number of times."""
    office.accept(1_500)
    line.next(fault, "/v1/journal", method="POST")
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert held(gateway, office) == office.head.seq
