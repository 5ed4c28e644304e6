"""Every wait of the lanes in one place, so that a test can shorten them all."""

from __future__ import annotations

from dataclasses import dataclass

from app.sync.backoff import FIRST_S, LONGEST_S
from app.sync.link import AMBER_AFTER_S
from app.sync.protocol import FEED_WAIT_S_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds throughout."""

    amber_after_s: float = AMBER_AFTER_S
    probe_up_s: float = 30.0
    """Between two looks at a centre that answers; upstream systems' states are as old as this at most."""
    probe_failing_s: float = 3.0
    """Between two looks at one that does not, at first."""
    probe_longest_s: float = 15.0
    """The same once it has been away for a while: a quarter of its absence, up to this."""
    reconcile_idle_s: float = 300.0
    """Between two comparisons of heads when there is nothing to send."""
    poll_wait_s: int = FEED_WAIT_S_MAX
    poll_early_pause_s: float = 2.0
    """Pause after a long poll that came back empty long before its time."""
    compare_first_s: float = 5.0
    """How long the feed waits at start for the first comparison of heads."""
    backoff_first_s: float = FIRST_S
    backoff_longest_s: float = LONGEST_S
    stopped_s: float = 3_600.0
    """How often a stopped lane (fork, refusal, withdrawn) looks whether it may go on."""
    watchdog_s: float = 120.0
    """A backlog without an attempt for this long is an alarm."""
    tick_s: float = 0.5
    restart_longest_s: float = 60.0
    stop_s: float = 1.0
