"""``daftar enrol``: make this PC a counter of an office."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import click

from app.cli.options import Setting, is_terminal, with_setting
from app.cli.output import say, say_json, warn

if TYPE_CHECKING:
    from app.office.counter import Counter
    from app.office.enrol import Prepared

NAME_CHARACTERS_MAX = 60
PASSPHRASE_CHARACTERS_MIN = 8


@click.command(
    "enrol",
    help="Enrol this PC as a counter of an office, with an activation code from the centre. The keys are "
    "kept in the keyring, or under a passphrase where one is given.",
)
@click.option("--centre", metavar="URL", required=True, help="Address of the centre.")
@click.option("--office", metavar="CODE", required=True, help="The office's four digits.")
@click.option("--code", metavar="CODE", required=True, help="The activation code; it works once.")
@click.option("--name", metavar="NAME", default=None, help="What this PC is called; its own name otherwise.")
@with_setting
def command(setting: Setting, centre: str, office: str, code: str, name: str | None) -> None:
    """See ``help`` above."""
    from app.office import enrol
    from app.office.counter import Counter
    from app.sync import enrolment

    prepared = _prepare(setting)
    called = (name or platform.node() or "PC")[:NAME_CHARACTERS_MAX]
    answer = enrolment.request(centre, office, code, called, prepared.public_key())
    store = enrol.keep(prepared, answer, centre)
    with store:
        counter = Counter(store, prepared.signer(answer.device))
        first_fetch = _fetch_first(counter)
    if setting.json:
        say_json({"device": answer.device, "counter": answer.counter, "office": answer.office.code})
    else:
        say(f"This PC is counter {answer.counter} of office {answer.office.code}, {answer.office.name}.")
        say(f"Its store is in {setting.place.directory}.")
    if first_fetch is not None:
        warn(
            f"daftar: enrolled, but services and staff could not be fetched yet ({first_fetch}). "
            "Run `daftar sync --once`."
        )


def _prepare(setting: Setting) -> Prepared:
    """Keys in the keyring, or under a passphrase: given, or asked for where no keyring answers."""
    from app.local_db.errors import NoKeyring
    from app.office import enrol

    passphrase = setting.passphrase()
    if passphrase is not None:
        return enrol.prepare(setting.place, passphrase)
    try:
        return enrol.prepare(setting.place, None)
    except NoKeyring as error:
        if not is_terminal():
            raise
        warn(f"daftar: {error}")
        warn("Choose a passphrase instead. It is asked for at every start, and nobody can recover it.")
        return enrol.prepare(setting.place, _new_passphrase())


def _new_passphrase() -> str:
    while True:
        passphrase = str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))
        if len(passphrase) >= PASSPHRASE_CHARACTERS_MIN:
            return passphrase
        warn(f"At least {PASSPHRASE_CHARACTERS_MIN} characters.")


def _fetch_first(counter: Counter) -> str | None:
    """Fetch services, tariffs and staff; why that did not work, or None."""
    from app.sync.sync_once import sync_once

    outcome = sync_once(counter.store, counter.signer, counter.clock)
    counter.settle_clock()
    return str(outcome.error) if outcome.error is not None else None
