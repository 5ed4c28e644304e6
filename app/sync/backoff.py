"""How long to wait before the next attempt: exponential with full jitter, 1 s to 5 min.

Full jitter (a wait drawn evenly between the shortest and the step) keeps thousands of offices from
coming back in one beat after an outage of the centre. Pure: the randomness is given.
"""

from __future__ import annotations

import random
from collections.abc import Callable

FIRST_S = 1.0
LONGEST_S = 300.0
RETRY_AFTER_S_MAX = 3_600.0
"""A ``Retry-After`` above this is taken as this: no answer may silence an office for days."""
_DOUBLINGS_MAX = 9


class Backoff:
    """The waits of one lane. ``randomness()`` gives a number in [0, 1)."""

    def __init__(
        self,
        *,
        first_s: float = FIRST_S,
        longest_s: float = LONGEST_S,
        randomness: Callable[[], float] = random.random,
    ) -> None:
        if not 0 < first_s <= longest_s:
            raise ValueError("the first step lies above 0 and not above the longest")
        self._first_s, self._longest_s, self._randomness = first_s, longest_s, randomness
        self.failures = 0

    def next_s(self, retry_after_s: float | None = None) -> float:
        """Count one more failure; the seconds to wait. What the centre asked for takes precedence."""
        step_s = min(self._longest_s, self._first_s * float(1 << min(self.failures + 1, _DOUBLINGS_MAX)))
        self.failures += 1
        if retry_after_s is not None:
            return min(max(retry_after_s, 0.0), RETRY_AFTER_S_MAX) + self._randomness() * self._first_s
        return self._first_s + self._randomness() * (step_s - self._first_s)

    def reset(self) -> None:
        """The last attempt succeeded: the next failure starts from the first step again."""
        self.failures = 0
