"""``daftar sync``: send what waits, fetch what the centre decided."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from app.cli.options import Setting, with_setting
from app.cli.output import LINK_WORDS, say, say_json, warn
from app.domain.business_day import TEHRAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.office.counter import Counter
    from app.sync.events import DocumentsProgress, Progress
    from app.sync.sync_once import SyncOutcome

EXIT_DONE, EXIT_NOT_POSSIBLE, EXIT_TRY_LATER = 0, 1, 75


@click.command(
    "sync",
    help="Exchange everything with the centre: once (exit 0 when level, 75 when not, 1 on a fork or "
    "refusal), or with --watch until it is told to stop.",
)
@click.option("--once", is_flag=True, help="One exchange, then end. This is what happens anyway.")
@click.option("--watch", is_flag=True, help="Keep exchanging until SIGINT or SIGTERM.")
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting, once: bool, watch: bool) -> None:
    """See ``help`` above."""
    if once and watch:
        raise click.UsageError("--once and --watch exclude each other")
    with setting.counter(write=True) as counter:
        if watch:
            _watch(counter, as_json=setting.json)
            return
        outcome = _exchange(counter)
    told = _told(outcome)
    if setting.json:
        say_json(told)
    else:
        _say(told)
    if outcome.error is not None:
        warn(f"daftar: {_why(outcome.error)}")
    ctx.exit(_exit_code(told["outcome"]))


def _exchange(counter: Counter) -> SyncOutcome:
    from app.sync.sync_once import sync_once

    with _progress_bar() as progress:
        outcome = sync_once(counter.store, counter.signer, counter.clock, progress)
        if counter.settle_clock() and outcome.outcome == "level":
            # The centre's time was news, and that is an entry of its own.
            again = sync_once(counter.store, counter.signer, counter.clock, progress)
            outcome = type(outcome)(
                sent=outcome.sent + again.sent,
                received=outcome.received + again.received,
                head=again.head,
                acknowledged=again.acknowledged,
                outcome=again.outcome,
                error=again.error,
                documents_sent=outcome.documents_sent + again.documents_sent,
                documents_waiting=again.documents_waiting,
                documents_left_bytes=again.documents_left_bytes,
            )
    return outcome


def _told(outcome: SyncOutcome) -> dict[str, Any]:
    return {
        "sent": outcome.sent,
        "received": outcome.received,
        "head": {"seq": outcome.head.seq, "hash": outcome.head.hex()},
        "acknowledged": {"seq": outcome.acknowledged.seq, "hash": outcome.acknowledged.hex()},
        "outcome": str(outcome.outcome),
        "documents": {
            "sent": outcome.documents_sent,
            "waiting": outcome.documents_waiting,
            "left_bytes": outcome.documents_left_bytes,
        },
    }


def _why(error: Exception) -> str:
    """The error in words; this command ends here, so it does not promise to try again by itself."""
    from app.sync.errors import Unreachable

    if not isinstance(error, Unreachable):
        return str(error)
    what = error.what.format(**error.params)
    return f"{what} {error.safe} Run `daftar sync` again later; an open window does so by itself."


def _exit_code(outcome: str) -> int:
    if outcome == "level":
        return EXIT_DONE
    return EXIT_NOT_POSSIBLE if outcome in ("fork", "refused") else EXIT_TRY_LATER


def _say(told: dict[str, Any]) -> None:
    words = {
        "level": "Level: the centre holds everything.",
        "partial": "Not everything went through; what remains is sent next time.",
        "unreachable": "The centre cannot be reached; everything is saved here.",
        "fork": "Stopped: the centre holds another history of this counter.",
        "refused": "Stopped: the centre refused.",
    }
    say(words[told["outcome"]])
    say(
        f"Sent {told['sent']}, received {told['received']}. Of {told['head']['seq']} entries the centre "
        f"is known to hold {told['acknowledged']['seq']}."
    )
    scans = told["documents"]
    if scans["sent"] or scans["waiting"]:
        say(f"Scans: {scans['sent']} sent, {scans['waiting']} waiting ({scans['left_bytes']} bytes).")


def _watch(counter: Counter, *, as_json: bool) -> None:
    """Run the lanes until a signal; each event is a line."""
    from app.sync.lanes import SyncService

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    service = SyncService(counter)

    def told(event: object) -> None:
        name = type(event).__name__
        if as_json:
            import msgspec

            say_json({"event": name, **msgspec.to_builtins(event, str_keys=True, enc_hook=_plain)})
        elif (words := _words(event)) is not None:
            say(f"{counter.now().astimezone(TEHRAN):%H:%M:%S}  {words}")
            sys.stdout.flush()

    service.subscribe(told)
    service.start()
    try:
        stopped.wait()
    finally:
        service.stop()
        counter.settle_clock()


def _words(event: object) -> str | None:
    """An event in a line for a person; None for those that only a bar shows."""
    from app.sync import events

    match event:
        case events.LinkChanged(link, upstreams):
            down = [system.name for system in upstreams if system.state != "up"]
            systems = f"; not up: {', '.join(down)}" if down else ""
            cause = f" ({link.cause})" if link.cause else ""
            return f"link: {LINK_WORDS.get(str(link.state), link.state)}{cause}{systems}"
        case events.Exchanged(sent, received, acknowledged):
            return f"sent {sent}, received {received}; the centre holds {acknowledged.seq} entries"
        case events.DocumentsProgress(done, total, _, left_bytes, _, _) if left_bytes == 0 and done == total:
            return f"scans: {done} of {total} sent"
        case events.Forked(seq):
            return f"STOPPED: the centre holds another history from entry {seq} on. Run `daftar doctor`."
        case events.Restored(from_seq, to_seq):
            return f"entries {from_seq} to {to_seq} came back from the centre"
        case events.Alarm(kind, detail):
            return f"ALARM ({kind}): {detail}"
    return None


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress | DocumentsProgress], None] | None]:
    """A bar on stderr where a person looks at it; nothing at all otherwise."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from app.sync.events import Progress as Entries

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: Progress | DocumentsProgress) -> None:
            name = "entries" if isinstance(step, Entries) else "scans (bytes)"
            done, total = (
                (step.sent, step.total)
                if isinstance(step, Entries)
                else (step.sent_bytes, step.sent_bytes + step.left_bytes)
            )
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=None)
            bar.update(tasks[name], completed=done, total=total)

        yield show
