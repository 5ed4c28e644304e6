"""``daftar status``: link, queue, heads, outages, day."""

from __future__ import annotations

from typing import Any

import click

from app.cli.options import Setting, with_setting
from app.cli.output import LINK_WORDS, say, say_json, say_pairs


@click.command(
    "status",
    help="Link, queue, heads, outages and day. The centre is asked once whether it is there, for at most "
    "two seconds, and nothing is written; everything else is told from the store.",
)
@click.option("--no-probe", is_flag=True, help="Tell only what is stored; ask nobody.")
@with_setting
def command(setting: Setting, no_probe: bool) -> None:
    """See ``help`` above."""
    from app.domain.business_day import business_day
    from app.local_db import drafts, feed_log, journal, sync_state
    from app.local_db.queries import documents, outages, queue, upstreams

    with setting.counter(write=False) as counter:
        with counter.store.read() as conn:
            state, head, cursor = sync_state.read(conn), journal.head(conn), feed_log.cursor(conn)
            counts, scans = queue.counts(conn), documents.counts(conn)
            open_drafts = drafts.count(conn)
            systems = [{"name": u.name, "state": u.state, "since": u.since} for u in upstreams.states(conn)]
            open_outages = [
                {"system": o.system, "from": o.started_at, "cause": o.cause} for o in outages.open(conn)
            ]
        link, since = state.link, state.link_since
        if not no_probe:
            from app.cli.online import probe

            seen = probe(counter, link, since)
            link, since = str(seen.link), seen.since
            if seen.upstreams is not None:
                systems = [{"name": u.name, "state": u.state, "since": u.since} for u in seen.upstreams]
        acknowledged = state.acknowledged
        told: dict[str, Any] = {
            "device": counter.identity.device,
            "office": counter.identity.office,
            "link": link,
            "since": since,
            "head": {"seq": head.seq, "hash": head.hex()},
            "acknowledged": {"seq": acknowledged.seq, "hash": acknowledged.hex()},
            "pending": head.seq - acknowledged.seq,
            "oldest_pending_at": counts.oldest_pending_at,
            "day": business_day(counter.now()),
            "feed": {"epoch": cursor.epoch, "seq": cursor.seq},
            "upstreams": systems,
            "outages": open_outages,
            "counter": counter.identity.counter,
            "last_exchange_at": state.last_exchange_at,
            "fork_seq": state.fork_seq,
            "refused": state.refused,
            "drafts": open_drafts,
            "documents": {"waiting": scans[0], "left_bytes": scans[1]},
        }
    if setting.json:
        say_json(told)
    else:
        _say(told)


def _say(told: dict[str, Any]) -> None:
    waiting = str(told["pending"])
    if told["oldest_pending_at"]:
        waiting += f", the oldest since {told['oldest_pending_at']}"
    say_pairs(
        [
            ("office", f"{told['office']}, counter {told['counter']}"),
            ("link", f"{LINK_WORDS.get(told['link'], told['link'])} (since {told['since']})"),
            ("last exchange", told["last_exchange_at"] or "never"),
            ("journal", f"{told['head']['seq']} entries, {told['acknowledged']['seq']} held by the centre"),
            ("waiting", waiting),
            ("scans waiting", f"{told['documents']['waiting']} ({told['documents']['left_bytes']} bytes)"),
            ("drafts", str(told["drafts"])),
            ("feed", f"item {told['feed']['seq']}"),
            ("day", told["day"]),
        ]
    )
    for system in told["upstreams"]:
        say(f"  {system['name']}: {system['state']} since {system['since']}")
    for outage in told["outages"]:
        say(f"  out: {outage['system']} since {outage['from']} ({outage['cause']})")
    if told["fork_seq"] is not None:
        say(f"FORK at entry {told['fork_seq']}: sending has stopped. Run `daftar doctor`.")
    if told["refused"]:
        say(f"REFUSED by the centre: {told['refused']}. Run `daftar doctor`.")
