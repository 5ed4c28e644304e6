"""Whether a service can be taken now, and in which words to say that it cannot."""

from __future__ import annotations

from app.domain.business_day import business_day
from app.domain.catalogue import Service
from app.domain.fee import Fee
from app.domain.offline_policy import OfflinePolicy
from app.office.accept import why_not_entitled
from app.office.counter import Counter
from app.office.prices import NoTariffYet
from app.office.sign_in import Session
from app.ui import texts
from app.ui.models.situation import Link, read_situation
from app.ui.pages.application.chooser import Offer
from app.ui.systems import system_name
from app.ui.texts import translate
from app.ui.theme import Tone


def why_not(counter: Counter, session: Session | None, service: Service) -> str:
    """Why a service cannot be taken now; empty when it can.

    The person at the counter may not take its family, or its system is out of reach (and since when).
    """
    if session is not None:
        unfit = why_not_entitled(counter, session.staff, service, business_day(counter.now()))
        if unfit is not None:
            return texts.words(unfit)
    if service.offline is not OfflinePolicy.ONLINE or not counter.is_offline(service.upstream):
        return ""
    situation = read_situation(counter)
    system, since = system_name("centre"), situation.link_since
    if situation.link == Link.UP:
        down = next((one for one in situation.down if one.name == service.upstream), None)
        system, since = system_name(service.upstream), down.since if down is not None else None
    name = texts.words(service.name)
    if since is None:
        return translate("application", "{service} cannot be taken: {system} does not answer.").format(
            service=name, system=system
        )
    return translate(
        "application", "{service} cannot be taken: {system} has not answered since {since}."
    ).format(service=name, system=system, since=texts.isolate(texts.since(since, counter.now())))


def policy_words(policy: OfflinePolicy) -> tuple[str, Tone]:
    """What a service allows without the centre, for the chip beside its name."""
    return {
        OfflinePolicy.ACCEPT: (translate("application", "Works without the centre"), Tone.INFO),
        OfflinePolicy.DEFER: (translate("application", "Taken now, answered later"), Tone.INFO),
        OfflinePolicy.ONLINE: (translate("application", "Needs the centre"), Tone.WAIT),
    }[policy]


def offers(counter: Counter, session: Session | None) -> list[Offer]:
    """Every service that is given here, with its fee now and what is in its way."""
    found = []
    for service in counter.catalogue().services:
        if not service.enabled:
            continue
        blocked = why_not(counter, session, service)
        fee: Fee | None = None
        prices, at = counter.prices(), counter.now()
        try:
            fee = prices.fee(service.code, at)[0]
        except NoTariffYet:
            blocked = blocked or translate("application", "No tariff in force is known for it.")
        found.append(Offer(service, fee, blocked, depends=prices.depends(service.code, at)))
    return found
