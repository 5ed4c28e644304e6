"""``daftar doctor``: what is wrong on this PC, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from app.cli.diagnosis import Diagnosis, Health, explained
from app.cli.options import Setting, damage_explained, with_setting
from app.cli.output import say, say_json
from app.domain.errors import DaftarError

EXIT_NOT_POSSIBLE = 1
MARKS = {Health.OK: "ok", Health.WARN: "!", Health.BAD: "!!"}


@click.command(
    "doctor",
    help="What is wrong on this PC, and how to mend it: ok, ! for what to keep an eye on, !! for what is "
    "wrong (exit 1). Changes nothing.",
)
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting) -> None:
    """See ``help`` above."""
    is_bad = False
    for found in _examine(setting):
        if setting.json:
            say_json(
                {"check": found.check, "state": str(found.health), "note": found.note, "todo": found.todo}
            )
        else:
            say(f"{MARKS[found.health]:<2}  {found.check}: {found.note}")
            if found.todo:
                say(f"      -> {found.todo}")
        is_bad = is_bad or found.health is Health.BAD
    if is_bad:
        ctx.exit(EXIT_NOT_POSSIBLE)


def _examine(setting: Setting) -> Iterator[Diagnosis]:
    from app.cli import examine_pc, examine_printer, examine_store, examine_terminal

    place = setting.place
    yield from examine_pc.look_at_folder(place)
    yield from examine_pc.look_at_window()
    if not place.store_file.exists():
        yield examine_pc.not_enrolled(place)
        return
    yield examine_pc.look_at_keys(place)
    yield examine_pc.look_at_lock(place)
    try:
        with setting.counter(write=False) as counter, damage_explained(place):
            yield from examine_store.look_at_store(counter)
            yield from examine_store.look_at_sync(counter)
            yield from examine_terminal.look_at_charges(counter)
    except DaftarError as error:
        yield explained("store", error)
    yield from examine_printer.look_at_printer(place)
    yield from examine_terminal.look_at_terminal(place)
    yield examine_pc.look_at_faults(place)
