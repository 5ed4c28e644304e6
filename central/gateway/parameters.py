"""Query parameters, read strictly: what is not what it should be is 400, never a guess."""

from __future__ import annotations

import uuid

from starlette.requests import Request

from central.gateway.problems import invalid


def whole_number(request: Request, name: str, *, default: int, highest: int, clamp: bool = False) -> int:
    """A number from 0 to ``highest``; a higher one is cut down when ``clamp``, else 400."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise invalid(f"`{name}` is a whole number of 0 or more")
    value = int(text)
    if value > highest and not clamp:
        raise invalid(f"`{name}` is at most {highest}")
    return min(value, highest)


def device_id(request: Request, default: str) -> str:
    """The ``device`` parameter, or ``default``. An id has one spelling only: lower-case with hyphens."""
    text = request.query_params.get("device")
    if text is None:
        return default
    if not is_device_id(text):
        raise invalid("`device` is a device's id")
    return text


def is_device_id(text: str) -> bool:
    """Whether a text is a UUID in its one spelling."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
