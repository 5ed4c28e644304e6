"""What can go wrong with a scanner, in words. The page that was being scanned is never kept in part."""

from __future__ import annotations

from app.domain.errors import DaftarError, TryLater


class ScannerTrouble(TryLater):
    """Base of everything that a scanner says; by itself, what no other one covers."""

    what = "The scanner did not finish the page: {said}"
    safe = "Nothing was added, and what is there already stays."
    todo = "Turn the scanner off and on, and scan again; the paper can also be added as a file."


class NoScannerProgram(DaftarError):
    """The system's own scanning program is missing."""

    what = "This PC has no scanning program ({program})."
    safe = "Everything else works; papers can be added as files."
    todo = "Ask whoever looks after the PC to install {package}."


class ScannerGone(ScannerTrouble):
    """It is not there any more, or turned off."""

    what = "The scanner does not answer."
    todo = "Look at its cable and its switch, and search for scanners again."


class ScannerBusy(ScannerTrouble):
    """Another program uses it, or it warms up."""

    what = "The scanner is busy."
    todo = "Wait a moment or close the other program that scans, and scan again."


class CoverOpen(ScannerTrouble):
    """Its cover is open."""

    what = "The scanner's cover is open."
    todo = "Close it and scan again."


class PaperJammed(ScannerTrouble):
    """Paper is stuck in the feeder."""

    what = "Paper is jammed in the scanner."
    todo = "Take it out and scan again."


class NoPaper(ScannerTrouble):
    """The feeder is empty."""

    what = "There is no paper in the scanner's feeder."
    todo = "Put the paper in and scan again."


class ScannerForbidden(ScannerTrouble):
    """The person signed in to the PC may not use it."""

    what = "This PC's account may not use the scanner."
    todo = "Ask whoever looks after the PC to allow it (on Linux: the group `scanner`)."


class ScanCancelled(ScannerTrouble):
    """A person stopped it, here or at the scanner."""

    what = "The scan was cancelled."
    todo = ""


class ScannerTooSlow(ScannerTrouble):
    """No page came within the limit."""

    what = "The scanner did not answer for {seconds} seconds and was given up."
