"""Close the counter: sign out, stop sync, check the store once more, close it. Not for the UI thread."""

from __future__ import annotations

from app.domain.errors import DaftarError
from app.office.counter import Counter
from app.office.drafts import sweep
from app.office.sign_in import Session, sign_out
from app.ui.bridge import Syncing
from app.ui.shell.checks import find_fault


def close_down(counter: Counter, session: Session | None, sync: Syncing | None) -> DaftarError | None:
    """Close everything; what the last check found wrong, or None.

    Raises what signing out raises; the store is closed all the same.
    """
    try:
        if session is not None and counter.stopped is None:
            sign_out(counter, session)
        if counter.stopped is None:
            sweep(counter)
        if sync is not None:
            sync.stop()
        return find_fault(counter)
    finally:
        counter.close()
