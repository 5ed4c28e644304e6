"""The running service: lanes side by side, restarted when they die, watched when they stand still.

Real gateway behind a proxy that can be switched off; the waits are shortened, nothing else is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy, eventually
from support.line_office import Office

from app.local_db.queries import outages
from app.sync.events import Alarm, AlarmKind, Exchanged, Forked, LinkChanged, Progress, SyncEvent
from app.sync.lane import Pause
from app.sync.lanes import SyncService
from app.sync.link import LinkState
from app.sync.timing import Timing
from central import feed
from central.database import Database
from central.operations.upstreams import set_upstream

JOURNAL = "/v1/journal"
QUICK = Timing(
    amber_after_s=0.3,
    probe_up_s=0.3,
    probe_failing_s=0.1,
    backoff_first_s=0.05,
    backoff_longest_s=0.2,
    tick_s=0.05,
    watchdog_s=30.0,
    restart_longest_s=0.2,
    poll_early_pause_s=0.1,
)


class Watched:
    """A service with everything it told."""

    def __init__(self, office: Office, timing: Timing = QUICK) -> None:
        self.service = SyncService(office, timing=timing)
        self.events: list[SyncEvent] = []
        self.service.subscribe(self.events.append)
        self.service.start()

    def of(self, kind: type) -> list[SyncEvent]:
        return [event for event in self.events if isinstance(event, kind)]

    def alarms(self) -> list[AlarmKind]:
        return [event.kind for event in self.events if isinstance(event, Alarm)]

    def links(self) -> list[LinkState]:
        return [event.link.state for event in self.events if isinstance(event, LinkChanged)]


Start = Callable[..., Watched]


@pytest.fixture
def start(office: Office) -> Iterator[Start]:
    running: list[Watched] = []

    def begin(timing: Timing = QUICK) -> Watched:
        running.append(Watched(office, timing))
        return running[-1]

    yield begin
    for each in running:
        each.service.stop()


def tell(gateway: RunningCentre, office: Office, kind: str, **data: object) -> None:
    """The centre decides something for the office."""

    async def write(database: object) -> None:
        async with database.transaction() as conn:  # type: ignore[attr-defined]
            await feed.append(conn, office.code, [feed.Decision(kind, data)])

    gateway.run(write)  # type: ignore[arg-type]


def test_what_is_accepted_is_sent_without_being_asked(office: Office, start: Start) -> None:
    watched = start()
    office.accept(3)
    eventually(lambda: office.is_level)
    office.accept(2)
    eventually(lambda: office.is_level and office.head.seq == 5)
    eventually(lambda: sum(event.sent for event in watched.of(Exchanged)) == 5)  # type: ignore[union-attr]
    assert watched.of(Progress)


def test_decisions_arrive_while_the_poll_waits(gateway: RunningCentre, office: Office, start: Start) -> None:
    watched = start()
    eventually(lambda: watched.service.link is not None and office.state.link == "up")
    tell(gateway, office, "staff.changed", staff="1001", name="x", roles=["clerk"], active=True, credential=1)
    eventually(lambda: any(event.received for event in watched.of(Exchanged)), 5)  # type: ignore[union-attr]


def test_an_outage_is_recorded_with_what_was_served_and_ends_at_the_first_proof(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 4: reachability is an answer of the gateway, not the word of the network card."""
    watched = start()
    eventually(lambda: office.state.link == "up")
    line.down()
    eventually(lambda: LinkState.CENTRE_DOWN in watched.links())
    eventually(lambda: "outage.started" in office.kinds())
    office.accept(4)
    assert not office.is_level
    line.up()
    eventually(lambda: "outage.ended" in office.kinds() and office.is_level)
    (started,), (ended,) = office.data("outage.started"), office.data("outage.ended")
    assert started["system"] == ended["system"] == "centre"
    assert started["outage"] == ended["outage"]
    assert started["cause"]
    assert ended["served"] == 4
    assert watched.links()[-1] is LinkState.UP


def test_an_outage_open_at_a_crash_goes_on_as_the_same_one(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 19: what was open when the program died is neither lost nor doubled."""
    first = start()
    eventually(lambda: office.state.link == "up")
    line.down()
    eventually(lambda: "outage.started" in office.kinds())
    first.service.stop()
    second = start()
    eventually(lambda: line.count("/v1/status") >= 1 and second.service.lanes["link"].is_alive)
    time.sleep(0.5)
    assert office.kinds().count("outage.started") == 1
    line.up()
    eventually(lambda: "outage.ended" in office.kinds() and office.is_level)
    assert office.kinds().count("outage.ended") == 1


def test_a_stuck_feed_does_not_hold_up_what_must_be_sent(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 13: no lane starves another; a poll that hangs for ever delays no receipt."""
    line.next(Fault.HANG, "/v1/feed", times=100)
    start()
    eventually(lambda: line.count("/v1/feed") >= 1)
    office.accept(20)
    eventually(lambda: office.is_level)


def test_a_stuck_push_does_not_hold_up_what_the_centre_decides(
    gateway: RunningCentre, line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 13: … and a batch that hangs delays no decision."""
    watched = start()
    eventually(lambda: office.state.link == "up")
    line.next(Fault.HANG, JOURNAL, method="POST", times=100)
    office.accept(5)
    eventually(lambda: line.count(JOURNAL, "POST") >= 1)
    tell(gateway, office, "staff.changed", staff="1001", name="x", roles=["clerk"], active=True, credential=1)
    eventually(lambda: any(event.received for event in watched.of(Exchanged)))  # type: ignore[union-attr]
    assert not office.is_level
    assert office.state.link == "up"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("name", ["records", "feed", "link"])
def test_a_lane_that_dies_is_started_again(office: Office, start: Start, name: str) -> None:
    """Pain 19: a job that dies once is not gone until the next reinstall."""
    watched = start(Timing(**{**_as_dict(QUICK), "poll_wait_s": 1}))
    eventually(lambda: office.state.link == "up")
    lane = watched.service.lanes[name]
    step, died = lane._step, threading.Event()

    def killed() -> Pause:
        if not died.is_set():
            died.set()
            raise SystemExit("killed")
        return step()

    lane._step = killed
    watched.service.try_now()
    eventually(died.is_set)
    eventually(lambda: AlarmKind.LANE_DIED in watched.alarms())
    office.accept(2)
    eventually(lambda: office.is_level and lane.is_alive)


def test_a_backlog_that_nobody_tries_to_send_is_an_alarm(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 12: 'will retry' that never does is cried out."""
    watched = start(Timing(**{**_as_dict(QUICK), "watchdog_s": 0.4}))
    eventually(lambda: office.state.link == "up")
    assert AlarmKind.NO_ATTEMPT not in watched.alarms()
    line.next(Fault.HANG, JOURNAL, method="POST", times=100)
    office.accept(2)
    eventually(lambda: AlarmKind.NO_ATTEMPT in watched.alarms())
    time.sleep(0.3)
    assert watched.alarms().count(AlarmKind.NO_ATTEMPT) == 1


def test_waiting_as_the_centre_asked_is_no_alarm(line: FaultProxy, office: Office, start: Start) -> None:
    line.problem(JOURNAL, 429, "too-many-requests", times=100, headers=(("retry-after", "5"),))
    office.accept(2)
    watched = start(Timing(**{**_as_dict(QUICK), "watchdog_s": 0.4}))
    eventually(lambda: line.count(JOURNAL) >= 1)
    time.sleep(1.0)
    assert watched.alarms() == []
    assert line.count(JOURNAL) == 1  # and it did wait
    line.calm()
    watched.service.try_now()  # a person may still say: now
    eventually(lambda: office.is_level)


def test_an_own_timer_tries_again_without_anything_new_to_send(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 12: the retry needs no next write and no event of the network card."""
    line.next(Fault.REFUSE, JOURNAL, times=6)
    office.accept(2)
    start()
    eventually(lambda: office.is_level)


def test_offline_again_during_a_sync_is_caught_up_by_itself(
    gateway: RunningCentre, line: FaultProxy, office: Office, start: Start
) -> None:
    """Pain 2: nothing is marked sent that was not confirmed, and nobody needs to press 'reload'."""
    start()
    eventually(lambda: office.state.link == "up")
    line.next(Fault.DROP_ANSWER, JOURNAL, method="POST", skip=1)
    office.accept(2_500, a_transaction=2_500)
    eventually(lambda: office.state.acknowledged.seq > 0, 20)
    line.down()
    time.sleep(0.2)
    line.up()
    eventually(lambda: office.is_level, 20)
    rows = gateway.query("SELECT count(*), max(seq) FROM journal WHERE device = %s", office.device)
    assert rows[0][0] == rows[0][1] == office.head.seq


def test_stopping_does_not_wait_for_a_long_poll(line: FaultProxy, office: Office, start: Start) -> None:
    watched = start()
    eventually(lambda: line.count("/v1/feed") >= 2)
    lanes = watched.service.lanes.values()
    began = time.monotonic()
    watched.service.stop()
    assert time.monotonic() - began < 1.2
    assert not any(lane.is_alive for lane in lanes)


def test_stopping_records_no_outage(line: FaultProxy, office: Office, start: Start) -> None:
    watched = start()
    eventually(lambda: line.count("/v1/feed") >= 2)
    watched.service.stop()
    assert "outage.started" not in office.kinds()
    assert office.state.link == "up"


def test_a_fork_is_told_once_and_serving_goes_on(office: Office, start: Start) -> None:
    """Pain 17: sending stops, accepting does not."""
    from app.local_db import sync_state

    with office.store.write() as conn:
        sync_state.set_fork(conn, 1)
    watched = start()
    eventually(lambda: watched.of(Forked))
    office.accept(3)
    time.sleep(0.3)
    assert len(watched.of(Forked)) == 1
    assert office.state.acknowledged.seq == 0


def test_an_upstream_system_that_is_down_has_an_outage_of_its_own(
    line: FaultProxy, office: Office, start: Start
) -> None:
    body = (
        b'{"time":"%s","epoch":"e","upstreams":[{"name":"passport","state":"down",'
        b'"since":"2026-11-23T10:00:00.000Z"}]}' % office.clock.now().isoformat().encode()
    )
    line.next(Fault.REPLACE, "/v1/status", times=3, content_type="application/json", body=body)
    start()
    eventually(lambda: "outage.ended" in office.kinds())
    assert office.data("outage.started")[0]["system"] == "upstream:passport"
    assert office.state.link == "up"


async def _use_traffic(database: Database) -> None:
    """As a published catalogue does with a service behind that system."""
    async with database.transaction() as conn:
        await conn.execute(
            "INSERT INTO upstream_states (name, used) VALUES ('traffic', true)"
            " ON CONFLICT (name) DO UPDATE SET used = true"
        )


def test_a_system_that_the_feed_calls_down_is_looked_at_without_waiting_for_the_next_probe(
    gateway: RunningCentre, office: Office, start: Start
) -> None:
    start(Timing(**{**_as_dict(QUICK), "probe_up_s": 60.0}))
    eventually(lambda: office.state.link == "up" and office.is_level)
    gateway.run(_use_traffic)
    gateway.run(lambda database: set_upstream(database, "traffic", "down"))
    eventually(lambda: "outage.started" in office.kinds(), 5)
    assert office.data("outage.started")[0]["system"] == "upstream:traffic"


def test_an_outage_lasts_from_the_first_failure(line: FaultProxy, office: Office, start: Start) -> None:
    start()
    eventually(lambda: office.state.link == "up")
    line.down()
    eventually(lambda: "outage.started" in office.kinds())
    with office.store.read() as conn:
        (row,) = outages.open(conn)
    assert row.started_at == office.data("outage.started")[0]["since"]


def test_people_are_told_of_an_outage_when_the_patience_ends_and_not_at_the_next_look(
    line: FaultProxy, office: Office, start: Start
) -> None:
    """However long the pauses between two looks are by then, and though nothing else is tried."""
    rare = {"probe_up_s": 600.0, "probe_failing_s": 600.0, "probe_longest_s": 600.0}
    watched = start(replace(QUICK, backoff_first_s=600.0, backoff_longest_s=600.0, **rare))
    eventually(lambda: office.state.link == "up")
    line.down()
    office.accept(1)
    eventually(lambda: LinkState.CENTRE_DOWN in watched.links(), 5)


def test_a_watcher_that_fails_stops_nothing(office: Office, start: Start) -> None:
    watched = start()

    def bad(_: SyncEvent) -> None:
        raise RuntimeError("the watcher's own fault")

    watched.service.subscribe(bad)
    office.accept(2)
    eventually(lambda: office.is_level)


def _as_dict(timing: Timing) -> dict[str, float]:
    return {name: getattr(timing, name) for name in timing.__slots__}
