"""``daftar application``: where an application stands, and everything that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_pairs, say_table
from app.domain.money import grouped

if TYPE_CHECKING:
    from app.office.story import Story, StoryLine, Who


@click.command(
    "application",
    help="Where the application with this receipt number stands, and everything that happened to it: what, "
    "who, when, and at which counter.",
)
@click.argument("receipt")
@click.option(
    "--language", type=click.Choice(["en", "fa"]), default="en", help="Of the sentences for people."
)
@with_setting
def command(setting: Setting, receipt: str, language: str) -> None:
    """See ``help`` above."""
    from app.office.story import story

    with setting.counter(write=False) as counter:
        found = story(counter, receipt)
    if setting.json:
        say_json(as_json(found))
    else:
        _say(found, language)


def as_json(found: Story) -> dict[str, Any]:
    """The story as programs read it; sentences in both languages."""
    view = found.receipt
    return {
        "receipt": view.number,
        "application": found.application,
        "service": view.service,
        "service_name": msgspec.to_builtins(view.service_name),
        "applicant": view.applicant_name,
        "state": found.state.value,
        "state_words": msgspec.to_builtins(found.state_words),
        "tell": msgspec.to_builtins(found.tell),
        "note": msgspec.to_builtins(found.note),
        "tracking": view.tracking,
        "upstream": found.upstream,
        "reference": found.reference,
        "post": {"barcode": found.barcode} if found.barcode else None,
        "documents": [{"name": msgspec.to_builtins(p.name), "required": p.required} for p in found.papers],
        "fee": msgspec.to_builtins(view.lines),
        "payments": msgspec.to_builtins(view.payments),
        "total_rials": view.total_rials,
        "paid_rials": view.paid_rials,
        "history": [_line(line) for line in found.lines],
    }


def _line(line: StoryLine) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(line)
    return data | {"at": line.at or None, "device": line.device or None, "counter": line.counter or None}


def _say(found: Story, language: str) -> None:
    view = found.receipt
    pairs: list[tuple[str, object]] = [
        ("receipt", view.number),
        ("service", view.service_name.in_language(language)),
        ("state", found.state_words.in_language(language)),
        ("tell the citizen", found.tell.in_language(language)),
        ("tracking number", view.tracking or "-"),
    ]
    if found.upstream:
        pairs += [("system", found.upstream), ("its number", found.reference or "-")]
    if note := found.note.in_language(language):
        pairs.append(("it says", note))
    if found.barcode:
        pairs.append(("post barcode", found.barcode))
    pairs += [
        (f"  {line.name.in_language(language)}, to {line.payee}", grouped(line.amount_rials))
        for line in view.lines.lines
    ]
    pairs += [("fee", f"{grouped(view.total_rials)} rials"), ("paid", f"{grouped(view.paid_rials)} rials")]
    pairs += [
        (f"  {payment.method}{f', slip {payment.rrn}' if payment.rrn else ''}", grouped(payment.amount_rials))
        for payment in view.payments
    ]
    pairs += [
        ("document", _paper(paper.name.in_language(language), paper.required)) for paper in found.papers
    ]
    say_pairs(pairs)
    say()
    rows = [
        (
            f"{line.day} {line.time}".strip() or "-",
            who_in_words(line.who),
            line.counter or "-",
            _sentence(line, language),
        )
        for line in found.lines
    ]
    say_table(("when", "who", "counter", "what"), rows)


def who_in_words(who: Who) -> str:
    """Who did it, for a terminal."""
    if who.side == "staff":
        roles = ", ".join(who.roles)
        return f"{who.name or who.code} ({who.code}{f', {roles}' if roles else ''})"
    return " ".join(part for part in (who.side.value, who.code) if part)


def _sentence(line: StoryLine, language: str) -> str:
    note = line.note.in_language(language)
    odd = "" if line.fits else " [out of order: nothing changed]"
    return line.says.in_language(language) + (f" «{note}»" if note else "") + odd


def _paper(name: str, required: bool) -> str:
    return name if required else f"{name} (where it applies)"
