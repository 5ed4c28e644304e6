"""``daftar doctor``: what is wrong on this PC, and how to mend it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json
from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from app.office.counter import Counter

FREE_BYTES_WARN = 1024**3
FREE_BYTES_MIN = 100 * 1024**2
CLOCK_WARN_MS = 120_000
BACKLOG_WARN_S = 120.0
EXIT_NOT_POSSIBLE = 1


class Health(StrEnum):
    """How one thing stands."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; ``todo`` says how to mend it."""

    check: str
    health: Health
    note: str
    todo: str = ""


@click.command("doctor", help="What is wrong on this PC, and how to mend it. Changes nothing.")
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting) -> None:
    """See ``help`` above."""
    marks = {Health.OK: "ok  ", Health.WARN: "warn", Health.BAD: "BAD "}
    worst = Health.OK
    for found in _examine(setting):
        if setting.json:
            said = {"check": found.check, "state": str(found.health), "note": found.note, "todo": found.todo}
            say_json(said)
        else:
            say(f"{marks[found.health]}  {found.check}: {found.note}")
            if found.todo:
                say(f"      {found.todo}")
        if found.health is Health.BAD:
            worst = Health.BAD
    if worst is Health.BAD:
        ctx.exit(EXIT_NOT_POSSIBLE)


def _examine(setting: Setting) -> Iterator[Diagnosis]:
    yield from _look_at_folder(setting)
    yield _look_at_keys(setting)
    try:
        with setting.counter(write=False) as counter:
            yield Diagnosis("store", Health.OK, f"opens; counter {counter.identity.counter} of its office")
            yield _look_at_history(counter)
            yield _look_at_definitions(counter)
            yield from _look_at_sync(counter)
    except DaftarError as error:
        yield Diagnosis("store", Health.BAD, _what(error), _todo(error))
    yield _look_at_faults(setting)


def _look_at_folder(setting: Setting) -> Iterator[Diagnosis]:
    folder = setting.place.directory
    if not folder.exists():
        yield Diagnosis("folder", Health.WARN, f"{folder} does not exist", "It is made by `daftar enrol`.")
        return
    writable = os.access(folder, os.W_OK)
    yield Diagnosis(
        "folder",
        Health.OK if writable else Health.BAD,
        f"{folder} can be written to" if writable else f"{folder} cannot be written to",
        "" if writable else "Give this user the right to write there.",
    )
    free_bytes = shutil.disk_usage(folder).free
    health = Health.OK if free_bytes >= FREE_BYTES_WARN else Health.WARN
    if free_bytes < FREE_BYTES_MIN:
        health = Health.BAD
    todo = "" if health is Health.OK else "Free space on this disk: what cannot be written is not accepted."
    yield Diagnosis("disk", health, f"{free_bytes // 1024**2:,} MiB free", todo)


def _look_at_keys(setting: Setting) -> Diagnosis:
    from app.local_db.keys import load_keys, read_keys_file

    try:
        kept_in = read_keys_file(setting.place).kept_in
        if kept_in == "keyring":
            load_keys(setting.place, None)
    except DaftarError as error:
        return Diagnosis("keys", Health.BAD, _what(error), _todo(error))

    where = "in the keyring" if kept_in == "keyring" else "under a passphrase"
    return Diagnosis("keys", Health.OK, f"kept {where}")


def _look_at_history(counter: Counter) -> Diagnosis:
    from app.local_db.verify import verify

    found = verify(counter.store)
    if (found.chain, found.tables, found.documents) == ("ok", "ok", "ok"):
        return Diagnosis(
            "journal", Health.OK, f"{found.entries} entries, chain and read tables hold together"
        )
    if found.chain == "ok" and found.tables != "ok":
        return Diagnosis(
            "journal",
            Health.BAD,
            "the read tables differ from the journal",
            "Run `daftar rebuild`: the journal itself is sound.",
        )
    return Diagnosis(
        "journal",
        Health.BAD,
        f"chain {found.chain} (entry {found.first_bad_seq}), documents {found.documents}",
        "Take no more applications here. Run `daftar export evidence --to FILE`, and call support.",
    )


def _look_at_definitions(counter: Counter) -> Diagnosis:
    try:
        catalogue, tariff = counter.catalogue(), counter.tariff()
    except DaftarError as error:
        return Diagnosis("services", Health.WARN, _what(error), _todo(error))
    note = f"catalogue version {catalogue.version}, tariff version {tariff.version}"
    return Diagnosis("services", Health.OK, note)


def _look_at_sync(counter: Counter) -> Iterator[Diagnosis]:
    from app.cli.online import probe
    from app.domain.entry import parse_instant
    from app.local_db import journal, sync_state

    with counter.store.read() as conn:
        state, head = sync_state.read(conn), journal.head(conn)
    seen = probe(counter, state.link, state.link_since)
    up = seen.upstreams is not None
    yield Diagnosis(
        "centre",
        Health.OK if up else Health.WARN,
        f"{counter.identity.centre_url}: {seen.link}",
        "" if up else "Go on serving. If this PC alone is cut off, check its cable and router.",
    )
    offset_ms = counter.clock.offset_ms
    late = abs(offset_ms) > CLOCK_WARN_MS
    yield Diagnosis(
        "clock",
        Health.WARN if late else Health.OK,
        f"this PC's clock differs from the centre's by {abs(offset_ms) / 1000:.1f} s",
        "It is corrected here, but set the PC's clock." if late else "",
    )
    pending = head.seq - state.acknowledged.seq
    last = parse_instant(state.last_exchange_at) if state.last_exchange_at else None
    idle = last is None or (counter.now() - last).total_seconds() > BACKLOG_WARN_S
    stuck = pending > 0 and idle and up
    yield Diagnosis(
        "queue",
        Health.WARN if stuck else Health.OK,
        f"{pending} entries wait to be sent",
        "Nobody is sending them: open the window, or run `daftar sync --once`." if stuck else "",
    )
    if state.fork_seq is not None:
        yield Diagnosis(
            "history",
            Health.BAD,
            f"the centre holds another history from entry {state.fork_seq} on (a cloned disk or old store?)",
            "Sending has stopped; serving goes on. Support enrols this PC anew and carries the entries over.",
        )
    if state.refused:
        yield Diagnosis(
            "refusal",
            Health.BAD,
            f"the centre refused what was sent: {state.refused}",
            "Nothing is lost. Tell support: this is a fault of the program, not of the clerk.",
        )


def _look_at_faults(setting: Setting) -> Diagnosis:
    log = setting.place.logs / "faults.log"
    if not log.exists():
        return Diagnosis("faults", Health.OK, "no unexpected fault is on record")
    return Diagnosis(
        "faults", Health.WARN, f"unexpected faults are on record in {log}", "Send it to support."
    )


def _what(error: DaftarError) -> str:
    return error.what.format(**error.params)


def _todo(error: DaftarError) -> str:
    return error.todo.format(**error.params)
