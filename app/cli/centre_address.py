"""The centre's address as it was typed: refused before anything is sent to it when it cannot be right."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from app.domain.errors import DaftarError, TryLater
from app.sync.http import is_loopback

HINT = "--centre"


class PlainHttp(DaftarError):
    """An address without TLS, of another machine."""

    what = "{address} is plain HTTP: what citizens entrust to the office would travel readable for anyone."
    safe = "Nothing was sent, nothing was written, and the activation code was not used."
    todo = "Give the centre's https:// address. Plain http:// is taken only for a centre on this very PC."


class CentreNotFound(TryLater):
    """Nothing that speaks the protocol answers at the address."""

    what = "No centre answers at {address}: {detail}."
    safe = "This PC is as it was."
    todo = "Check the address and this PC's line, then run the same command again."


def check_address(address: str) -> str:
    """The address without a slash at its end.

    Raises ``click.BadParameter`` when it is no address of a centre, :class:`PlainHttp` when it is one that
    personal data must not be sent to.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise click.BadParameter(f"{address!r} is no address: {error}", param_hint=HINT) from error
    if parts.scheme not in ("http", "https") or not host:
        raise click.BadParameter(f"{address!r} is no address like https://centre.example", param_hint=HINT)
    if parts.username is not None or parts.query or parts.fragment:
        raise click.BadParameter("an address has no user name, ? or #", param_hint=HINT)
    if parts.scheme == "http" and not is_loopback(host):
        raise PlainHttp(address=address)
    return address.rstrip("/")
