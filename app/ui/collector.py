"""Python's garbage collector, out of the clerk's way.

To look through everything that the program has loaded takes a tenth of a second, in which no key is seen.
So it rests until the pages are loaded, and what is there by then is never looked through again.
"""

from __future__ import annotations

import gc


def rest() -> None:
    """Collect nothing while the program is being loaded: nothing of that is garbage."""
    gc.disable()


def go_on() -> None:
    """Collect from now on, but leave alone what is loaded. Does nothing where :func:`rest` was not called."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
