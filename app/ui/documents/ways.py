"""The ways by which a page comes to a paper: files, a scanner, the clipboard, a camera where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.domain.catalogue import RequiredDocument
from app.ui.documents import imaging
from app.ui.documents.camera import CameraDialog, has_camera
from app.ui.documents.paper_row import limits_words, sources_in
from app.ui.documents.scan_dialog import ScanDialog
from app.ui.documents.scan_page import Source
from app.ui.texts import translate
from app.ui.widgets.buttons import KeyButton


class Adding(Protocol):
    """What pages are added to: a paper's line, with its button."""

    @property
    def paper(self) -> RequiredDocument:
        """The paper."""

    words: str
    add: KeyButton


class Ways(QObject):
    """``given(paper, sources)`` when something was chosen. Whatever is open is a child of ``card``."""

    given = Signal(str, object)

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self.menu: QMenu | None = None
        self.files: QFileDialog | None = None
        self.scanner: ScanDialog | None = None
        self.camera: CameraDialog | None = None

    def offer(self, row: Adding, *_: object) -> None:
        """Open the menu of ways below a paper's button."""
        menu = QMenu(self._card)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("documents", "From a file… (Ctrl+D)"), lambda: self.ask_files(row))
        menu.addAction(translate("documents", "Scan… (Ctrl+Shift+D)"), lambda: self.ask_scanner(row))
        sources = sources_in(QGuiApplication.clipboard().mimeData())
        paste = menu.addAction(
            translate("documents", "Paste (Ctrl+V)"), lambda: self.given.emit(row.paper.code, sources)
        )
        paste.setEnabled(bool(sources))
        if has_camera():
            menu.addAction(translate("documents", "Camera…"), lambda: self.ask_camera(row))
        menu.addSeparator()
        menu.addAction(limits_words(row.paper)).setEnabled(False)
        self.menu = menu
        menu.setActiveAction(menu.actions()[0])
        menu.popup(row.add.mapToGlobal(row.add.rect().bottomLeft()))

    def ask_files(self, row: Adding) -> None:
        """Ask for files for a paper."""
        dialog = QFileDialog(self._card, translate("documents", "Add: {paper}").format(paper=row.words))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setViewMode(QFileDialog.ViewMode.List)  # names alone: Qt's own columns speak English
        endings = " ".join(f"*.{name}" for name in imaging.NAMES)
        pictures = translate("documents", "Pictures")
        dialog.setNameFilters([f"{pictures} ({endings})"])
        for part, words in (
            (QFileDialog.DialogLabel.LookIn, translate("documents", "Folder")),
            (QFileDialog.DialogLabel.FileName, translate("documents", "File")),
            (QFileDialog.DialogLabel.FileType, translate("documents", "Kind")),
            (QFileDialog.DialogLabel.Accept, translate("documents", "Add")),
            (QFileDialog.DialogLabel.Reject, translate("documents", "Close")),
        ):
            dialog.setLabelText(part, words)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        if self._folder:
            dialog.setDirectory(self._folder)
        dialog.filesSelected.connect(lambda names: self._on_files(row.paper.code, names))
        self.files = dialog
        dialog.open()

    def ask_scanner(self, row: Adding) -> None:
        """Scan pages for a paper."""
        dialog = ScanDialog(row.words, self._card)
        name = translate("documents", "The scan")
        dialog.scanned.connect(lambda content: self.given.emit(row.paper.code, [Source(name, content)]))
        self.scanner = dialog
        dialog.open()

    def ask_camera(self, row: Adding) -> None:
        """Photograph pages for a paper."""
        dialog = CameraDialog(row.words, self._card)
        name = translate("documents", "The photograph")
        dialog.taken.connect(lambda image: self.given.emit(row.paper.code, [Source(name, image)]))
        self.camera = dialog
        dialog.open()

    def _on_files(self, code: str, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._folder = str(paths[0].parent)
            self.given.emit(code, [Source(path.name, path) for path in paths])
