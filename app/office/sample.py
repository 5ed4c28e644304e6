"""Valid invented applications, for trials and for programs that are tested against a counter.

Nobody in them exists: national codes begin with 99, names mean "sample". The same seed gives the same
applications under the same definitions and tariff.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from app.domain.application import AcceptRequest
from app.domain.catalogue import Catalogue
from app.domain.sample import sample_request
from app.domain.tariff import Tariff

UNPAID_ONE_IN = 20
"""One sample in so many comes without a payment."""


def samples(
    catalogue: Catalogue, tariff: Tariff, *, today: str, count: int, seed: str, service: str | None = None
) -> Iterator[AcceptRequest]:
    """``count`` applications, of all enabled services by turns or of one; ``today`` is ``YYYY-MM-DD``.

    A service that is switched off is sampled when it is named. Raises ``LookupError`` when no priced service
    fits.
    """
    services = [
        s
        for s in catalogue.services
        if s.code in tariff.services and (s.enabled if service is None else s.code == service)
    ]
    if not services:
        raise LookupError(service or "no service is given and priced here")
    series = f"sample-{seed}-{service}" if service else f"sample-{seed}"
    rng = random.Random(series)  # noqa: S311 - invented people, not secrets
    for number in range(count):
        chosen, paid = services[number % len(services)], rng.randrange(UNPAID_ONE_IN) != 0
        yield sample_request(chosen, tariff, rng, paid, today=today, request_id=f"{series}-{number + 1}")
