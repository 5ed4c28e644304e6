"""The pages of each paper while an application is being taken: in memory only, until it is saved."""

from __future__ import annotations

from app.ui.documents.scan_page import ScanPage, same_content


class PaperPages:
    """Pages by the code of their paper, in their order; the last one taken away can come back."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[ScanPage, ...]] = {}
        self._removed: tuple[str, int, ScanPage] | None = None

    def of(self, paper: str) -> tuple[ScanPage, ...]:
        """The pages of a paper."""
        return self._pages.get(paper, ())

    def papers(self) -> list[str]:
        """The papers that have pages."""
        return [paper for paper, pages in self._pages.items() if pages]

    def all(self) -> list[tuple[str, ScanPage]]:
        """Every page with its paper, in order."""
        return [(paper, page) for paper, pages in self._pages.items() for page in pages]

    def find(self, paper: str, number: int) -> ScanPage | None:
        """A page by its number."""
        return next((page for page in self.of(paper) if page.number == number), None)

    def put(self, paper: str, page: ScanPage) -> bool:
        """Put a page behind the others, or in the place of the one with its number.

        False, and nothing changed, when the paper has the same content already.
        """
        pages = self.of(paper)
        if any(same_content(page, other) for other in pages):
            return False
        if self.find(paper, page.number) is None:
            self._pages[paper] = (*pages, page)
        else:
            self._pages[paper] = tuple(page if one.number == page.number else one for one in pages)
        return True

    def remove(self, paper: str, number: int) -> bool:
        """Take a page away; :meth:`bring_back` undoes it."""
        for at, page in enumerate(self.of(paper)):
            if page.number == number:
                self._removed = (paper, at, page)
                self._pages[paper] = self.of(paper)[:at] + self.of(paper)[at + 1 :]
                return True
        return False

    def bring_back(self) -> tuple[str, int] | None:
        """Put the page that was taken away last back in its place: its paper and number, or None."""
        if self._removed is None:
            return None
        paper, at, page = self._removed
        self._removed = None
        pages = self.of(paper)
        self._pages[paper] = (*pages[:at], page, *pages[at:])
        return paper, page.number

    def move(self, paper: str, number: int, by: int) -> bool:
        """Move a page along its paper; False at an end."""
        pages = list(self.of(paper))
        at = next((n for n, page in enumerate(pages) if page.number == number), -1)
        if at < 0 or not 0 <= at + by < len(pages):
            return False
        pages.insert(at + by, pages.pop(at))
        self._pages[paper] = tuple(pages)
        return True

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
        self._removed = None
