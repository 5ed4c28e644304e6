"""``daftar``: everything an installer, support or a script needs, with or without a window.

Exit codes: 0 done, 1 not possible (why, on stderr), 2 wrong usage, 75 try again later. Commands are
imported only when they are called, so that each starts fast.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.entry import settle_streams
from app.cli.options import Setting, data_dir_option, passphrase_file_option
from app.domain.errors import DaftarError, TryLater

EXIT_DONE, EXIT_NOT_POSSIBLE, EXIT_USAGE, EXIT_TRY_LATER, EXIT_INTERRUPTED = 0, 1, 2, 75, 130

COMMANDS: dict[str, tuple[str, str]] = {
    "enrol": ("app.cli.enrol", "Enrol this PC as a counter of an office."),
    "accept": ("app.cli.accept", "Accept applications, one JSON a line."),
    "pay": ("app.cli.pay", "Take the payment of an application that was captured unpaid."),
    "terminal": ("app.cli.terminal", "The counter's card terminal, and its open charges."),
    "printer": ("app.cli.printer", "The printer of this counter: list, set, test page."),
    "correct": ("app.cli.correct", "Correct an application that its system wants corrected."),
    "void": ("app.cli.void", "Void an application (a manager)."),
    "refund": ("app.cli.refund", "Give back the money of a voided application."),
    "sync": ("app.cli.sync", "Send what waits and fetch what the centre decided."),
    "status": ("app.cli.status", "Link, queue, heads and day."),
    "day": ("app.cli.day", "A day's receipts and totals."),
    "application": ("app.cli.application", "Where an application stands, and its whole story."),
    "outages": ("app.cli.outages", "Hours of downtime by system."),
    "catalogue": ("app.cli.catalogue", "Services, prices, what is allowed offline."),
    "vehicle": ("app.cli.vehicle", "A vehicle's technical inspection, as last heard here."),
    "sample": ("app.cli.sample", "Valid invented applications, one JSON a line."),
    "verify": ("app.cli.verify", "Check chain, read tables and documents."),
    "verify-receipt": ("app.cli.verify_receipt", "Check the text of a receipt's QR, offline."),
    "carry": ("app.cli.carry", "Let a neighbour send what this counter cannot."),
    "export": ("app.cli.export", "Write a day, the receipts or the evidence to a file."),
    "backup": ("app.cli.backup", "Copy the store, encrypted as it is."),
    "restore": ("app.cli.restore", "Put a backup in the place of a lost store."),
    "rebuild": ("app.cli.rebuild", "Make the read tables anew from the two logs."),
    "doctor": ("app.cli.doctor", "What is wrong on this PC, and how to mend it."),
    "demo": ("app.cli.demo", "An office and its centre on this PC, through an outage."),
}


class Commands(click.Group):
    """A group that imports a command's module when it is called, never to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command that this installation has, in the order of :data:`COMMANDS`."""
        del ctx
        return [name for name, (module, _) in COMMANDS.items() if importlib.util.find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = getattr(module, "command", None) or getattr(module, cmd_name.replace("-", "_"))
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": None},
    help="Daftar: the counter of an office that keeps serving. Without a command it opens the window.",
)
@data_dir_option
@passphrase_file_option
@click.version_option(package_name="daftar", prog_name="daftar")
@click.pass_context
def daftar(ctx: click.Context, data_dir: Path | None, passphrase_file: Path | None) -> None:
    """See ``help`` above."""
    ctx.obj = Setting(data_dir, passphrase_file)
    if ctx.invoked_subcommand is None:
        from app.cli.window import open_window

        ctx.exit(open_window(data_dir, passphrase_file))


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the script ``daftar``."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; whatever goes wrong becomes one clear sentence."""
    settle_streams()
    try:
        code = daftar.main(args=arguments, prog_name="daftar", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return EXIT_NOT_POSSIBLE
    except (KeyboardInterrupt, click.Abort):
        click.echo("daftar: stopped.", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _leave_broken_pipe()
        return EXIT_NOT_POSSIBLE
    except Exception as error:  # noqa: BLE001 - the last place before a person would see a traceback
        return say_error(error, arguments)
    return code if isinstance(code, int) else EXIT_DONE


def say_error(error: Exception, arguments: Sequence[str] | None) -> int:
    """Tell an error on stderr, one that nobody foresaw with where its trace is; the exit code."""
    if isinstance(error, DaftarError):
        click.echo(f"daftar: {error}", err=True)
        return EXIT_TRY_LATER if isinstance(error, TryLater) else EXIT_NOT_POSSIBLE
    from app.cli.fault_log import keep_fault

    log = keep_fault(error, _data_dir_of(arguments))
    where = f" Details without personal data are in {log}." if log is not None else ""
    click.echo(
        f"daftar: something unexpected went wrong ({type(error).__name__}). "
        f"Everything that was saved is still there.{where} Run `daftar doctor`, and tell support.",
        err=True,
    )
    return EXIT_NOT_POSSIBLE


def _data_dir_of(arguments: Sequence[str] | None) -> Path | None:
    words = list(sys.argv[1:] if arguments is None else arguments)
    for position, word in enumerate(words):
        if word.startswith("--data-dir="):
            return Path(word.partition("=")[2])
        if word == "--data-dir" and position + 1 < len(words):
            return Path(words[position + 1])
    return None


def _leave_broken_pipe() -> None:
    """Whoever read our output has gone; let the interpreter's last flush find an open end."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
