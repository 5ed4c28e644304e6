"""The few calls to the centre that commands make themselves: a sign-in, who somebody is, is it there."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from app.domain.entry import instant
from app.domain.errors import DaftarError
from app.office.counter import Counter
from app.office.identity import Ask, Enquiry
from app.office.sign_in import WRONG_PASSWORD, Session, WrongPassword, keep_sign_in, refuse
from app.sync.errors import CentreError, ProblemAnswer, Unreachable
from app.sync.http import Http
from app.sync.identity import ask_registry
from app.sync.link import LinkState, link_after
from app.sync.protocol import ProblemType, UpstreamState
from app.sync.transport import Centre, ask_status


def sign_in_online(counter: Counter, staff: str, password: str, offline: DaftarError) -> Session:
    """Sign in at the centre and keep its answer. ``offline`` says why the lease did not do.

    Raises ``offline`` when the centre cannot be reached, :class:`WrongPassword` when it refuses.
    """
    centre = Centre(counter.identity, counter.signer, counter.clock)
    try:
        answer = centre.sign_in(staff, password)
    except Unreachable:
        raise offline from None
    except ProblemAnswer as error:
        if error.problem_type != ProblemType.SIGN_IN_REFUSED:
            raise
        if not isinstance(offline, WrongPassword):
            refuse(counter, staff, WRONG_PASSWORD)
        raise WrongPassword(staff=staff) from error
    except CentreError as error:
        raise offline from error
    finally:
        centre.close()
    return keep_sign_in(counter, answer)


def asking(counter: Counter) -> Ask:
    """How a command asks the civil registry; a centre that cannot be asked is a registry without answer."""

    def ask(enquiry: Enquiry) -> str:
        try:
            return ask_registry(
                counter.identity,
                counter.signer,
                counter.clock,
                check=enquiry.check,
                staff=enquiry.staff,
                service=enquiry.service,
                person=enquiry.person,
            ).proof
        except CentreError:
            return ""

    return ask


PROBE_S = 2.0
"""How long a reading command waits for the centre before it says that it does not answer."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What one look at the centre proved; ``upstreams`` is None when it did not answer."""

    link: LinkState
    since: str
    upstreams: list[UpstreamState] | None


def probe(counter: Counter, stored_link: str, stored_since: str) -> Probe:
    """Ask the centre's status once, for at most :data:`PROBE_S`; writes nothing. The clock learns its time.

    The status needs no token, so an answer does not undo a stored ``not-authorised``.
    """
    http = Http(counter.identity.centre_url)
    limit = threading.Timer(PROBE_S, http.abort)
    limit.start()
    try:
        answer = ask_status(http, counter.clock)
    except CentreError as error:
        now = counter.now()
        found = link_after(error, now)
        state = found.state if found is not None else LinkState.CENTRE_DOWN
        return Probe(state, stored_since if state == stored_link else instant(now), None)
    finally:
        limit.cancel()
        http.close()
    refused = stored_link == LinkState.NOT_AUTHORISED
    state = LinkState.NOT_AUTHORISED if refused else LinkState.UP
    since = stored_since if state == stored_link else instant(counter.now())
    return Probe(state, since, list(answer.upstreams))
