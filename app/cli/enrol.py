"""``daftar enrol``: make this PC a counter of an office, or put a new counter in an old one's place."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

import click

from app.cli.centre_address import CentreNotFound, check_address
from app.cli.options import Setting, is_terminal, unlock, with_setting
from app.cli.output import say, say_json, warn
from app.domain.errors import TryLater

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.local_db.keys import Keys
    from app.local_db.place import Place
    from app.local_db.store import Store
    from app.office.enrol import Prepared
    from app.office.replace import Replacement
    from app.sync.protocol import Enrolment

NAME_CHARACTERS_MAX = 60
PASSPHRASE_CHARACTERS_MIN = 8


class ReplacementWaits(TryLater):
    """What the centre lacks of the old counter can only be asked of the centre."""

    what = "The centre stopped answering before it told what it lacks of the old counter: {detail}."
    safe = "The old counter is in its place as before, and can go on serving."
    todo = "Give the same command again later; the code is not needed a second time."


@click.command(
    "enrol",
    help="Enrol this PC as a counter of an office, with an activation code from the centre. The keys are "
    "kept in the keyring, or under a passphrase where one is given. With --replace, when the centre holds "
    "another history of this counter or this PC takes over the store of a dead one: the PC becomes a new "
    "counter, takes the entries that the centre lacks with it, and the old store stays in archive/.",
)
@click.option("--centre", metavar="URL", required=True, help="Address of the centre.")
@click.option("--office", metavar="CODE", required=True, help="The office's four digits.")
@click.option("--code", metavar="CODE", required=True, help="The activation code; it works once.")
@click.option("--name", metavar="NAME", default=None, help="What this PC is called; its own name otherwise.")
@click.option("--replace", "replaces", is_flag=True, help="Replace the counter whose store is here.")
@with_setting
def command(setting: Setting, centre: str, office: str, code: str, name: str | None, replaces: bool) -> None:
    """See ``help`` above."""
    from app.sync import enrolment
    from app.sync.errors import Unreachable

    address = check_address(centre)
    called = (name or platform.node() or "PC")[:NAME_CHARACTERS_MAX]

    def ask(prepared: Prepared) -> Enrolment:
        try:
            return enrolment.request(address, office, code, called, prepared.public_key())
        except Unreachable as error:
            raise CentreNotFound(address=address, detail=error.detail) from error

    if replaces:
        _replace(setting, address, office, ask)
    else:
        _enrol(setting, address, ask)


def _enrol(setting: Setting, address: str, ask: Callable[[Prepared], Enrolment]) -> None:
    from app.office import enrol

    prepared = _prepare(setting.place, setting.passphrase())
    with enrol.keep(prepared, ask(prepared), address) as store:
        first_fetch = _exchange(store)
        told = _told(store)
    if setting.json:
        say_json(told)
    else:
        _say_enrolled(store, setting.place.directory)
    _warn_unfetched(first_fetch)


def _replace(setting: Setting, address: str, office: str, ask: Callable[[Prepared], Enrolment]) -> None:
    from app.local_db.opening import require_file
    from app.local_db.store import open_store
    from app.office.replace import ReplacedAlready, carried_here, finish_replacement, replacing
    from app.sync.enrolment import ActivationRefused
    from app.sync.protocol import ProblemType

    require_file(setting.place)
    # One that was cut off after its decision is finished, not begun anew: the code is not needed again.
    archived = finish_replacement(setting.place)
    keys, passphrase = unlock(setting)
    if archived is None:
        with replacing(setting.place, keys) as replacement:
            replacement.check_office(office)
            try:
                keys = _fill(replacement, passphrase, address, ask)
            except ActivationRefused as error:
                if error.problem_type == ProblemType.ACTIVATION_USED and replacement.was_done_before():
                    raise ReplacedAlready(counter=replacement.old.identity.counter) from error
                raise
            archived = replacement.put_in_place()
    with open_store(setting.place, keys, write=True) as store:
        first_fetch = _exchange(store)
        told = {
            **_told(store),
            "carried": carried_here(store),
            "archive": str(archived.directory),
        }
    if setting.json:
        say_json(told)
    else:
        _say_enrolled(store, setting.place.directory)
        _say_replaced(told)
    _warn_unfetched(first_fetch)


def _fill(
    replacement: Replacement, passphrase: str | None, address: str, ask: Callable[[Prepared], Enrolment]
) -> Keys:
    """Make the new store, unless an earlier call did, carry into it what the centre lacks; its keys."""
    from app.office import enrol
    from app.sync.errors import NotAuthorised

    new = replacement.staged(passphrase)
    if new is not None:
        try:
            return _carry(replacement, new, passphrase)
        except NotAuthorised:  # the centre was restored since it enrolled that one, or it was withdrawn
            replacement.drop_staged()
    prepared = _prepare(replacement.staging, passphrase)
    return _carry(replacement, enrol.keep(prepared, ask(prepared), address), passphrase)


def _carry(replacement: Replacement, new: Store, passphrase: str | None) -> Keys:
    """Carry over from the old store, and first from those that it once replaced. Closes ``new``; its keys."""
    from app.cli.former import carry_archived, centre_of
    from app.local_db import charges, drafts, sync_state
    from app.office.clock import Clock
    from app.sync.errors import Unreachable
    from app.sync.moving import carry_missing

    with replacement.old.read() as conn:
        clock = Clock(sync_state.read(conn).clock_offset_ms)
        open_charges, open_drafts = charges.all_open(conn), drafts.everybodys(conn)
    with new, centre_of(new, clock) as centre:
        if open_charges:
            with new.write() as conn:
                charges.take_over(conn, open_charges)
        try:
            for former in carry_archived(replacement.place, passphrase, new, centre, clock):
                if former.error is not None:
                    warn(f"daftar: {former.error}")
            carry_missing(replacement.old, new, centre, clock)
            drafts.move_in(new, open_drafts, drafts.pictures(replacement.old))
        except Unreachable as error:
            raise ReplacementWaits(detail=error.detail) from error
    return new.keys


def _prepare(place: Place, passphrase: str | None) -> Prepared:
    """Keys in the keyring, or under a passphrase: given, or asked for where no keyring answers."""
    from app.local_db.errors import NoKeyring
    from app.office import enrol

    if passphrase is not None:
        return enrol.prepare(place, passphrase)
    try:
        return enrol.prepare(place, None)
    except NoKeyring as error:
        if not is_terminal():
            raise
        warn(f"daftar: {error}")
        warn("Choose a passphrase instead. It is asked for at every start, and nobody can recover it.")
        return enrol.prepare(place, _new_passphrase())


def _new_passphrase() -> str:
    while True:
        passphrase = str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))
        if len(passphrase) >= PASSPHRASE_CHARACTERS_MIN:
            return passphrase
        warn(f"At least {PASSPHRASE_CHARACTERS_MIN} characters.")


def _exchange(store: Store) -> str | None:
    """Send what there is, fetch services, tariffs and staff; why that did not work, or None."""
    from app.domain.signatures import Signer
    from app.office.counter import Counter
    from app.sync.sync_once import sync_once

    counter = Counter(store, Signer(store.keys.device_key, store.identity.device))
    outcome = sync_once(store, counter.signer, counter.clock)
    if counter.settle_clock() and outcome.error is None:
        outcome = sync_once(store, counter.signer, counter.clock)
    return str(outcome.error) if outcome.error is not None else None


def _told(store: Store) -> dict[str, Any]:
    identity = store.identity
    return {"device": identity.device, "counter": identity.counter, "office": identity.office}


def _say_enrolled(store: Store, directory: Path) -> None:
    identity = store.identity
    say(f"This PC is counter {identity.counter} of office {identity.office}, {identity.office_name}.")
    say(f"Its store is in {directory}.")


def _say_replaced(told: dict[str, Any]) -> None:
    entries = "1 entry" if told["carried"] == 1 else f"{told['carried']} entries"
    say(f"{entries} that the centre lacked came along from the old counter.")
    say(f"The old store lies unchanged in {told['archive']}; look at it with --data-dir.")


def _warn_unfetched(reason: str | None) -> None:
    if reason is not None:
        warn(
            f"daftar: enrolled, but not everything could be exchanged with the centre yet: {reason} "
            "Run `daftar sync --once`."
        )
