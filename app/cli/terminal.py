"""``daftar terminal``: which card terminal stands at this counter, and what became of its charges."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.accept import password_of, sign_in, sign_out
from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from app.local_db.charges import Charge
    from app.office.charge import OpenCharges

HOST = "127.0.0.1"
PORT = 9301


@click.group("terminal", help="The card terminal of this counter: set it, check it, see its open charges.")
def command() -> None:
    """See ``help`` above."""


@command.command(
    "set", help="Take money by this terminal. ADAPTER is the protocol that it speaks: simulated."
)
@click.argument("adapter")
@click.option("--host", default=HOST, show_default=True, help="Where the terminal listens.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@with_setting
def set_terminal(setting: Setting, adapter: str, host: str, port: int) -> None:
    """See ``help`` above."""
    from app.office.terminals import ADAPTERS, TerminalSetting
    from app.office.terminals.setting import write_setting

    if adapter not in ADAPTERS:
        raise click.UsageError(f"ADAPTER is one of: {', '.join(ADAPTERS)}")
    setting.place.make()
    write_setting(setting.place, TerminalSetting(adapter=adapter, host=host, port=port))
    if setting.json:
        say_json({"adapter": adapter, "host": host, "port": port})
        return
    say(f"This counter takes money by the {adapter} terminal at {host}:{port}.")
    say("Ask whether it answers: daftar terminal check")


@command.command("none", help="No terminal any more: the reference on the slip is typed.")
@with_setting
def no_terminal(setting: Setting) -> None:
    """See ``help`` above."""
    from app.office.terminals.setting import forget_setting

    forget_setting(setting.place)
    if setting.json:
        say_json({"adapter": None})
        return
    say("This counter has no card terminal; the reference on the slip is typed.")


@command.command("check", help="Ask the terminal whether it could take money now. It takes nothing.")
@with_setting
def check(setting: Setting) -> None:
    """See ``help`` above."""
    from app.office.terminals import NotTaken, find_terminal
    from app.office.terminals.errors import NoTerminal, in_words

    terminal = find_terminal(setting.place)
    if terminal is None:
        raise NoTerminal
    found = terminal.check()
    if isinstance(found, NotTaken):
        raise in_words(found)
    if setting.json:
        say_json({"title": terminal.title, "terminal": found})
        return
    say(f"Terminal {found} is ready ({terminal.title}).")


@command.command("charges", help="Charges of unknown outcome, and those that are in no application.")
@click.option("--ask", is_flag=True, help="Ask the terminal first what became of the unknown ones.")
@with_setting
def charges(setting: Setting, ask: bool) -> None:
    """See ``help`` above."""
    from app.office.charge import inquire_all, open_charges

    with setting.counter(write=ask) as counter:
        found = inquire_all(counter) if ask else open_charges(counter)
    if setting.json:
        for one in (*found.unknown, *found.loose):
            say_json(_told(one))
        return
    _say_open(found)


@command.command("settle", help="Say what became of the open charge CHARGE, after looking at the terminal.")
@click.argument("charge")
@click.option(
    "--given-back", "how", flag_value="given-back", help="Its money was given back at the terminal."
)
@click.option("--not-taken", "how", flag_value="not-taken", help="The terminal's own list does not have it.")
@click.option("--as", "staff", metavar="STAFF", required=True, help="Staff code of who says so.")
@click.option("--password-file", type=click.Path(path_type=Path, dir_okay=False))
@with_setting
def settle(setting: Setting, charge: str, how: str | None, staff: str, password_file: Path | None) -> None:
    """See ``help`` above."""
    from app.office.charge import say_given_back, say_not_taken

    if how is None:
        raise click.UsageError("--given-back or --not-taken")
    password = password_of(staff, password_file)
    with setting.counter(write=True) as counter:
        session = sign_in(counter, staff, password)
        if how == "given-back":
            say_given_back(counter, session, charge)
        else:
            say_not_taken(counter, session, charge)
        sign_out(counter, session)
    if setting.json:
        say_json({"charge": charge, "state": how})
        return
    say("Noted." if how == "not-taken" else "Noted: its money was given back.")


@command.command("simulate", help="Play a card terminal on this PC, for trying out. No money moves.")
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True)
@click.option(
    "--behave",
    "behaviours",
    multiple=True,
    metavar="HOW",
    help="How the next sales end, one each, the last for all that follow: approve, decline:CODE, "
    "other-amount, lost, lost-before, mute, garbled, no-card, busy, paper.",
)
@click.option("--pin-s", type=click.FloatRange(0, 60), default=4.0, show_default=True, help="Card and PIN.")
@click.option("--memory", type=click.Path(path_type=Path, dir_okay=False), help="Keep what was taken here.")
@with_setting
def simulate(
    setting: Setting, host: str, port: int, behaviours: tuple[str, ...], pin_s: float, memory: Path | None
) -> None:
    """See ``help`` above."""
    from app.office.terminals.simulator import Simulator, is_behaviour

    wrong = [one for one in behaviours if not is_behaviour(one)]
    if wrong:
        raise click.UsageError(f"--behave does not know {wrong[0]}")
    try:
        terminal = Simulator(port, host, behaviours or ("approve",), pin_s=pin_s, memory=memory)
    except OSError as error:
        raise click.ClickException(f"{host}:{port} cannot be listened on: {error.strerror}") from error
    if setting.json:
        say_json({"host": host, "port": terminal.port})
    else:
        say(f"A simulated card terminal listens on {host}:{terminal.port}; Ctrl+C ends it. No money moves.")
    sys.stdout.flush()
    try:
        terminal.serve()
    finally:
        terminal.stop()


def _told(one: Charge) -> dict[str, object]:
    return {
        "charge": one.charge,
        "state": one.state,
        "asked_at": one.asked_at,
        "about": one.about,
        "amount_rials": one.amount_rials,
        "charged_rials": one.charged_rials,
        "rrn": one.rrn,
        "terminal": one.terminal,
        "taken_at": one.taken_at or None,
    }


def _say_open(found: OpenCharges) -> None:
    rows = [
        (one.charge, "not known", f"{one.amount_rials:,}", "", one.about, one.asked_at)
        for one in found.unknown
    ]
    rows += [
        (one.charge, "in no application", f"{one.charged_rials:,}", one.rrn, one.about, one.taken_at)
        for one in found.loose
    ]
    if not rows:
        say("No charge is open.")
        return
    say_table(("charge", "state", "rials", "reference", "for", "at"), rows, frozenset({2}))
