"""Asking the civil registry from the window: one piece of work off the UI thread, and what came of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.domain.identity import REGISTRY, RegistryAnswer
from app.office.counter import Counter
from app.office.identity import Enquiry
from app.sync.errors import CentreError
from app.sync.identity import ask_registry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a question about the person of ``enquiry``; ``proof`` is the centre's signed answer."""

    enquiry: Enquiry
    answer: RegistryAnswer
    differs: tuple[str, ...] = ()
    proof: str = ""


def ask(counter: Counter, enquiry: Enquiry) -> Heard:
    """Ask; a centre or registry that cannot be reached is one without an answer.

    When the link says that it is away already, nobody is kept waiting to hear it again.
    """
    unanswered = Heard(enquiry, RegistryAnswer.UNANSWERED)
    if counter.is_offline(REGISTRY):
        return unanswered
    try:
        told = ask_registry(
            counter.identity,
            counter.signer,
            counter.clock,
            check=enquiry.check,
            staff=enquiry.staff,
            service=enquiry.service,
            person=enquiry.person,
        )
    except CentreError as error:
        log.info("the registry was not asked: %s", type(error).__name__)
        return unanswered
    return Heard(enquiry, told.answer, tuple(told.differs), told.proof)
