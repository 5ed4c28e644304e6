"""The application's style sheet, written with the names of the theme's tokens.

Widgets say what they are through the dynamic property ``look`` (``title``, ``soft``, ``card`` …);
``set_look`` sets it and repaints. Colours that every widget has come from the palette (``app.ui.theme``): a
rule for all widgets, or one that looks at what a widget stands in, is tried for each widget of a form.
"""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QWidget

from app.ui.fonts import RESOURCES


def set_look(widget: QWidget, look: str) -> None:
    """Say what a widget is; its colours and sizes follow from the style sheet."""
    if (widget.property("look") or "") == look:
        return
    widget.setProperty("look", look)
    from PySide6.QtCore import Qt

    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is polished with its look when it is shown; to ask for a style would load Qt's interface
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def first_look(widget: QWidget, look: str) -> None:
    """The same for a widget that was made just now: nothing is to be taken back."""
    widget.setProperty("look", look)


def stylesheet(tokens: dict[str, str], *, dark: bool) -> str:
    """The style sheet for a palette's tokens."""
    palette = "dark" if dark else "light"
    icons = {
        name: (RESOURCES / "icons" / f"{file}-{palette}.svg").as_posix()
        for name, file in (("chevron", "chevron-down"), ("check", "check"))
    }
    return _SHEET.substitute(tokens, **icons)


_SHEET = Template("""
QMainWindow, QDialog { background: $bg; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 6px; }

QLabel[look="title"] { font-size: 14pt; font-weight: 700; }
QLabel[look="heading"] { font-size: 10.5pt; font-weight: 700; }
QLabel[look="strong"] { font-weight: 500; }
QLabel[look="small-strong"] { font-size: 9.5pt; font-weight: 500; }
QLabel[look="soft"] { color: $soft; }
QLabel[look="secondary"] { color: $soft; font-size: 9.5pt; }
QLabel[look="brand"] { color: $primary; font-size: 16pt; font-weight: 700; }
QLabel[look="good"] { color: $ok; font-size: 9.5pt; }
QLabel[look="error"] { color: $bad; font-size: 9.5pt; }
QLabel[look="warning"] { color: $wait; font-size: 9.5pt; }
QLabel[look="told"] { color: $info; font-size: 9.5pt; }
QLabel[look="figure"] { font-size: 16pt; font-weight: 700; }
QLabel[look="figure-bad"] { font-size: 16pt; font-weight: 700; color: $bad; }
QLabel[look="key"] {
    color: $soft; background: $bg; border: 1px solid $line; border-radius: 4px;
    padding: 1px 5px; font-size: 9pt;
}
QLabel[look="key"]:disabled { color: $soft; }
QLabel[look="key-primary"] {
    color: $on_primary; background: transparent; border: 1px solid $on_primary; border-radius: 4px;
    padding: 1px 5px; font-size: 9pt;
}
QLabel[look="button"] { font-weight: 500; }
QLabel[look="button-chosen"] { font-weight: 500; color: $primary; }
QLabel[look="button"]:disabled { color: $soft; }
QLabel[look="button-primary"] { color: $on_primary; font-weight: 500; }
QLabel[look="button-primary"]:disabled { color: $soft; }
QLabel[look="key-primary"]:disabled { color: $soft; border-color: $line; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="notice-ok"] { background: $ok_weak; border: none; border-radius: 6px; }
QFrame[look="notice-wait"] { background: $wait_weak; border: none; border-radius: 6px; }
QFrame[look="notice-bad"] { background: $bad_weak; border: none; border-radius: 6px; }
QFrame[look="notice-info"] { background: $info_weak; border: none; border-radius: 6px; }
QLabel[look="notice-ok"] { color: $ok; }
QLabel[look="notice-wait"] { color: $wait; }
QLabel[look="notice-bad"] { color: $bad; }
QLabel[look="notice-info"] { color: $info; }

QPushButton {
    background: $surface; border: 1px solid $line; border-radius: 6px;
    padding: 0 14px; min-height: 34px; font-weight: 500;
}
QPushButton:hover { border-color: $primary; }
QPushButton:focus { border: 2px solid $primary; padding: 0 13px; outline: none; }
QPushButton:pressed { background: $primary_weak; }
QPushButton:checked { border-color: $primary; color: $primary; background: $primary_weak; }
QPushButton:disabled { color: $soft; background: $bg; }
QPushButton[look="primary"] { background: $primary; border-color: $primary; color: $on_primary; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $bg; border-color: $line; color: $soft; }
QPushButton[look="quiet"] {
    min-height: 20px; padding: 0 8px; border-radius: 4px; font-size: 9.5pt; font-weight: 400;
}
QPushButton[look="quiet"]:focus { padding: 0 7px; }
QPushButton[look="draft"] { min-height: 44px; padding: 0; }
QPushButton[look="draft"]:focus { border: 2px solid $primary; padding: 0; }
QPushButton[look="thumbnail"] { min-height: 20px; padding: 0; background: $bg; }
QPushButton[look="thumbnail"]:focus { border: 2px solid $primary; padding: 0; }
QFrame[look="paper"] { background: transparent; border: 1px solid transparent; border-radius: 6px; }
QFrame[look="paper-chosen"] { background: $primary_weak; border: 1px dashed $primary; border-radius: 6px; }
QPushButton[look="mend"] { background: $bad_weak; border-color: $bad_weak; color: $bad; }
QPushButton[look="mend"]:focus { border-color: $bad; }
QPushButton[look="way"] { padding: 0 9px; }
QPushButton[look="way"]:focus { padding: 0 8px; }
QPushButton[look="link"] {
    background: transparent; border: none; color: $primary; min-height: 20px; padding: 0 4px;
}
QPushButton[look="link"]:focus { border: 2px solid $primary; border-radius: 4px; padding: 0 2px; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
    background: $surface; border: 1px solid $line; border-radius: 6px;
    min-height: 32px; padding: 0 10px;
    selection-background-color: $primary; selection-color: $on_primary;
}
QPlainTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $primary; padding: 0 9px; min-height: 30px;
}
QPlainTextEdit:focus { padding: 5px 7px; }
QLineEdit[look="error"], QComboBox[look="error"], QPlainTextEdit[look="error"] { border-color: $bad; }
QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only { background: $bg; color: $soft; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $line; outline: none;
    selection-background-color: $primary_weak; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 10px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator {
    width: 18px; height: 18px; background: $surface; border: 1px solid $soft; border-radius: 4px;
}
QCheckBox::indicator:checked { background: $primary; border-color: $primary; image: url("$check"); }
QCheckBox:focus { outline: none; }
QCheckBox::indicator:focus { border: 2px solid $primary; width: 16px; height: 16px; }
QCheckBox::indicator:checked:focus { border-color: $text; }

QTableView {
    background: $surface; border: 2px solid transparent; outline: none; gridline-color: transparent;
    font-size: 10pt; selection-background-color: $primary_weak; selection-color: $text;
}
QTableView:focus { border: 2px solid $primary; border-radius: 6px; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 7px; }
QTableView::item:selected { background: $primary_weak; color: $text; }
QHeaderView, QHeaderView::section, QTableCornerButton::section { background: $surface; border: none; }
QHeaderView::section { color: $soft; font-size: 9.5pt; padding: 6px 10px; border-bottom: 1px solid $line; }
QHeaderView::section:hover { color: $text; }

QScrollArea { background: transparent; border: none; }
QScrollArea[look="reader"]:focus { border: 2px solid $primary; border-radius: 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 1px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0;
}
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $primary; border-radius: 2px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $primary_weak; }

QFrame[look="rail"] { background: $surface; border: none; }
QFrame[look="edge"] { background: $line; border: none; }
QPushButton[look="rail"] {
    background: transparent; border: none; border-radius: 6px; min-height: 36px; padding: 0 10px;
}
QPushButton[look="rail"]:hover { background: $bg; }
QPushButton[look="rail"]:checked { background: $primary_weak; }
QPushButton[look="rail"]:focus { border: 2px solid $primary; padding: 0 8px; }
QFrame[look="status"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[look="banner-ok"] { background: $ok_weak; border: none; border-bottom: 1px solid $line; }
QFrame[look="banner-wait"] { background: $wait_weak; border: none; border-bottom: 1px solid $line; }
QFrame[look="banner-bad"] { background: $bad_weak; border: none; border-bottom: 1px solid $line; }
QFrame[look="banner-info"] { background: $info_weak; border: none; border-bottom: 1px solid $line; }
QLabel[look="banner-ok"] { font-size: 9.5pt; font-weight: 500; color: $ok; }
QLabel[look="banner-wait"] { font-size: 9.5pt; font-weight: 500; color: $wait; }
QLabel[look="banner-bad"] { font-size: 9.5pt; font-weight: 500; color: $bad; }
QLabel[look="banner-info"] { font-size: 9.5pt; font-weight: 500; color: $info; }
""")
