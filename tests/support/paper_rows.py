"""Papers that an invented service asks for, and pages put on their rows."""

from __future__ import annotations

import msgspec
from PySide6.QtGui import QImage
from support.window_rig import settle

from app.domain.catalogue import RequiredDocument
from app.ui.documents.card import DocumentsCard
from app.ui.documents.scan_page import Source


def paper(code: str, name: str, **more: object) -> RequiredDocument:
    return msgspec.convert({"code": code, "name": {"fa": name, "en": code}, **more}, RequiredDocument)


PAPERS = (
    paper("card", "کارت ملی", pages_max=3, edge_px_max=400),
    paper("letter", "معرفی‌نامه", required=False),
    paper("photo", "عکس", scan=True),
)


def add(card: DocumentsCard, code: str, *images: QImage) -> None:
    card.take_in(code, [Source("picture", image) for image in images])
    settle()


def sizes(card: DocumentsCard, code: str) -> list[tuple[int, int]]:
    pictures = [QImage.fromData(page.content) for page in card.pages.of(code)]
    return [(picture.width(), picture.height()) for picture in pictures]
