"""Errors that reach a person: each says what happened, what is safe, and what to do next.

::

    DaftarError            exit 1   cannot be done
    ├── TryLater           exit 75  not now; the same command may succeed later
    └── (one subclass per cause, in the module that raises it)

The texts are English source texts; the window looks them up in its translation (context ``errors``).
Parameters are filled in with ``str.format`` so that a translated template can place them.
"""

from __future__ import annotations


class DaftarError(Exception):
    """Base of every error meant for a person. Subclasses set the three templates."""

    what: str = "Something went wrong."
    safe: str = "Everything that was saved is still there."
    todo: str = "Run `daftar doctor`, and tell support what it says."

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = {name: str(value) for name, value in params.items()}

    def __str__(self) -> str:
        return " ".join(part.format(**self.params) for part in (self.what, self.safe, self.todo) if part)


class TryLater(DaftarError):
    """Not possible at this moment; nothing is wrong with the request (exit code 75)."""
