"""What can go wrong with the store, each in words for a person.

::

    DaftarError
    ├── StoreMissing        no store in this place yet
    ├── StoreExists         there is one already; it is never overwritten
    ├── NotAStore           foreign, damaged or encrypted with another key
    ├── StoreDamaged        opened, but part of it cannot be read any more
    ├── StoreTooNew         written by a later version of the program
    ├── StoreUnwritable     the place cannot be written to
    ├── NotSaved            a commit failed; what it held is not in the store
    ├── StoreFault          the store stopped accepting: it contradicts itself, or does not answer
    ├── ChainBroken         entries or a head that do not continue this journal
    ├── FeedGap             feed items that do not continue this feed
    ├── NoKeyring, PassphraseNeeded, WrongPassphrase, KeysMissing, KeysExist
    └── TryLater
        ├── StoreLocked     another process writes to this store
        └── StoreBusy       another program held the file for too long
"""

from __future__ import annotations

from app.domain.errors import DaftarError, TryLater


class StoreMissing(DaftarError):
    """There is no store file in the place."""

    what = "There is no store in {place}: this PC is not enrolled yet."
    safe = "Nothing was changed."
    todo = "Enrol it with `daftar enrol`, or name the right folder with --data-dir."


class StoreExists(DaftarError):
    """A store or keys are there already."""

    what = "There is a store in {place} already."
    safe = "It was not touched."
    todo = "Use it, or name another folder with --data-dir."


class NotAStore(DaftarError):
    """The file is not a store that these keys open; ``reason`` says more."""

    what = "{file} cannot be opened as this office's store: {reason}."
    safe = "The file was not changed."
    todo = "Restore a backup with `daftar restore`, or call support before you move or delete anything."


class StoreDamaged(DaftarError):
    """Part of the file cannot be read any more: a bad disk, or a program that wrote into it."""

    what = "The store's file {file} is damaged: not all of it can be read."
    safe = "What can still be read was not touched."
    todo = "Take no more applications here; copy the folder, then run `daftar verify` and call support."


class StoreTooNew(DaftarError):
    """The store's schema version is above this program's."""

    what = "The store was written by a newer Daftar (store version {found}, this program knows {known})."
    safe = "The store was not changed."
    todo = "Install the newer version again."


class StoreUnwritable(DaftarError):
    """The folder or the file cannot be written to."""

    what = "{place} cannot be written to: {reason}."
    safe = "Nothing was changed."
    todo = "Give this user write access to the folder, or free space on the disk."


class NotSaved(DaftarError):
    """The commit failed, the store was reopened and verified, and what was to be saved is not in it."""

    what = "This was NOT saved: the disk refused it ({reason})."
    safe = "Everything saved before is still there and was checked just now."
    todo = "Free space or check the disk, then take this one again; give out no receipt for it."


class StoreFault(DaftarError):
    """The store accepts nothing: it contradicts itself, or could not be reopened after a failed commit."""

    what = "The store stopped accepting: {reason}."
    safe = "Nothing was deleted, and what was printed before is in the store."
    todo = "Take no more applications at this counter; run `daftar doctor` and call support."


class SaveUnknown(StoreFault):
    """A commit failed and the store could not be reopened to see whether it held."""

    what = "The disk failed while saving, and the store does not open to be checked ({reason})."
    safe = "Nothing was deleted. Whether this last one was saved is not known yet."
    todo = "Mend the disk, start again, and look for this application in the list before taking it again."


class StoreLocked(TryLater):
    """Another process holds the writer's lock."""

    what = "Another Daftar is already writing to the store in {place}."
    safe = "Nothing was changed."
    todo = "Use the window that is open, or close it and try again."


class StoreBusy(TryLater):
    """The database file stayed locked by another program for longer than the busy timeout."""

    what = "Another program holds the store's file in {place}."
    safe = "Nothing was changed."
    todo = "Try again; if it stays so, see whether a backup or virus scanner keeps the file open."


class ChainBroken(DaftarError):
    """Entries or a head that do not continue this device's chain."""

    what = "This does not continue this counter's journal: {reason}."
    safe = "It was not taken, and the journal is as it was."
    todo = "Run `daftar verify --against-centre` and call support."


class FeedGap(DaftarError):
    """Feed items that do not follow the cursor; nothing of the page was applied."""

    what = "The centre's feed has a gap: item {expected} was expected, {found} came."
    safe = "Nothing of it was applied."
    todo = "It is asked for again by itself."


class NoKeyring(DaftarError):
    """No usable keyring of the operating system answers."""

    what = "The keyring of this computer cannot keep the store's keys: {reason}."
    safe = "Nothing was written, and no key is ever kept as plain text."
    todo = "Unlock or install a keyring, or choose a passphrase (--passphrase-file)."


class PassphraseNeeded(DaftarError):
    """The keys are sealed with a passphrase and none was given."""

    what = "The store's keys are sealed with a passphrase."
    safe = "Nothing was changed."
    todo = "Give it when asked, or with --passphrase-file or DAFTAR_PASSPHRASE_FILE."


class WrongPassphrase(DaftarError):
    """The passphrase does not open the keys."""

    what = "The passphrase does not open the store's keys."
    safe = "Nothing was changed; you may try as often as you need."
    todo = "Check the keyboard's language and capitals, and type it again."


class KeysMissing(DaftarError):
    """``keys.json`` or what it points to is not there or not readable."""

    what = "The store's keys are not there: {reason}."
    safe = "The store itself was not changed."
    todo = "Sign in as the user who enrolled this PC, or restore keys.json from a backup; delete nothing."


class KeysExist(StoreExists):
    """``keys.json`` is there already; making new keys would lose the old."""

    what = "There are keys in {place} already."
