"""The page of a new application made anew, in another language: it goes on where the one before stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.ui.texts import to_ascii

if TYPE_CHECKING:
    from app.ui.pages.application.form import Form
    from app.ui.pages.application.page import ApplicationPage


def go_on(page: ApplicationPage, before: ApplicationPage) -> None:
    """Bring ``page`` to where ``before`` stood: service, answers, papers, identity, payment, receipt."""
    page.drafts.desk.take_over(before.drafts.desk)
    page.sheet.request_id = before.sheet.request_id
    if before.form is not None:
        page.open_service(before.form.service.code)
        if page.form is not None:
            page.form.take_up(before.form.draft())
            type_again(page.form, before.form)
            page.form.papers.take_over(before.form.papers)
        page.identity.take_over(before.identity)
        page.side.payment.take_over(before.side.payment)
        if before.errors.isVisibleTo(before) and page.form is not None:
            page.sheet.check_all()
            page.errors.show_count(len(page.faulty()))
    shown = before.stack.currentWidget()
    if shown is before.receipt:
        page.show_taken(before.receipt)
    elif shown is before.chooser:
        page.choose_service()
        page.chooser.line.setText(before.chooser.line.text())


def type_again(form: Form, before: Form) -> None:
    """Type into a form what stands in another of the same service, half-typed and second boxes too."""
    form.fill(before.typed())
    for box, box_before in zip(form.inputs(), before.inputs(), strict=False):
        said, said_before = text_in(box), text_in(box_before)
        if said is not None and said_before is not None and _plain(said) != _plain(said_before):
            put_text(box, said_before)


def _plain(text: str) -> str:
    """A text without what differs between the languages: digits and their grouping."""
    return to_ascii(text).replace("٬", "").replace(",", "")


def text_in(box: QWidget) -> str | None:
    """What stands in a box that is typed into; None for any other."""
    if isinstance(box, QLineEdit):
        return box.text()
    return box.toPlainText() if isinstance(box, QPlainTextEdit) else None


def put_text(box: QWidget, text: str) -> None:
    """Put a text into a box."""
    if isinstance(box, QLineEdit):
        box.setText(text)
    elif isinstance(box, QPlainTextEdit):
        box.setPlainText(text)
