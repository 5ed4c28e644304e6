"""Prove the store to be whole: the chain over the exact bytes, and the read tables against a rebuild."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from app.local_db import documents as scans_kept
from app.local_db.chain_check import Progress, check_chain
from app.local_db.engine import DriverError, failure_text, is_damage
from app.local_db.projections.rebuild import differences
from app.local_db.store import Store


@dataclass(frozen=True, slots=True)
class Verification:
    """``chain`` ok or broken (at ``first_bad_seq``); ``tables`` ok or differ; ``documents`` ok or missing.

    ``differs`` says in words which tables differ, and how; ``scans`` which documents are missing or damaged
    and not known to be held by the centre.
    """

    entries: int
    chain: str
    first_bad_seq: int | None
    tables: str
    documents: str
    differs: tuple[str, ...] = ()
    scans: tuple[scans_kept.Fault, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything is as it must be."""
        return self.chain == "ok" and self.tables == "ok" and self.documents == "ok"


def verify(
    store: Store, *, progress: Progress | None = None, tables: bool = True, contents: bool = True
) -> Verification:
    """Read the whole journal and follow its chain; with ``tables``, also rebuild the read tables and compare.

    Every document that the centre does not hold yet is looked for; with ``contents`` it is also read whole
    and compared with its digest. Works beside a writer, on one snapshot.
    """
    with store.raw_read() as raw:
        chain = check_chain(raw, device=store.identity.device, progress=progress, courtesy=store.courtesy)
    broken = chain.first_bad_seq is not None
    found = _differences(store) if tables and not broken else ()
    scans = _faults(store, contents=contents)
    return Verification(
        entries=chain.entries,
        chain="broken" if broken else "ok",
        first_bad_seq=chain.first_bad_seq,
        tables="differ" if found else "ok",
        documents="missing" if scans else "ok",
        differs=found,
        scans=scans,
    )


def _faults(store: Store, *, contents: bool) -> tuple[scans_kept.Fault, ...]:
    """Nothing is said of the documents where the file is too damaged to name them."""
    try:
        return tuple(scans_kept.check(store, contents=contents, held=False))
    except (DBAPIError, DriverError) as error:
        if not is_damage(error):
            raise
        return ()


def _differences(store: Store) -> tuple[str, ...]:
    try:
        return tuple(differences(store))
    except (DBAPIError, DriverError, MemoryError) as error:
        if not is_damage(error):
            raise
        return (f"the file cannot be read everywhere: {failure_text(error)}",)
