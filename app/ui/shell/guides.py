"""A short guide to each screen, for F1, and the first hint about each page.

A topic is a page's name, with the name of its face after a dot where it has several.
"""

from __future__ import annotations

from collections.abc import Callable

from app.ui.texts import translate

Guide = tuple[str, ...]


def guide_of(topic: str) -> Guide:
    """The guide's sentences in the window's language; none for a topic that has no guide."""
    made = _GUIDES.get(topic)
    return made() if made is not None else ()


def topics() -> tuple[str, ...]:
    """All topics that have a guide."""
    return tuple(_GUIDES)


def _sign_in() -> Guide:
    return (
        translate("guides", "Type your staff code and press Enter, then your password and Enter."),
        translate(
            "guides",
            "Who has signed in here before can also do so while the centre is away; under the code it says "
            "until when.",
        ),
        translate(
            "guides",
            "When you do not know your password any more, tell the office's manager.",
        ),
        translate("guides", "Language and colours are chosen below; they stay for this PC."),
    )


def _services() -> Guide:
    return (
        translate("guides", "Choose what the citizen came for."),
        translate(
            "guides",
            "Those that you gave last stand first. Type a part of the service's name, its code or its "
            "family; the arrow keys choose, Enter opens the form.",
        ),
        translate(
            "guides",
            "A service that cannot be taken now says why under its name, and comes back by itself.",
        ),
        translate(
            "guides",
            "What you typed about a citizen goes along when you change the service (Ctrl+K).",
        ),
    )


def _form() -> Guide:
    return (
        translate(
            "guides",
            "Type, and press Enter to go to the next field. Digits may be Persian or Latin, whichever "
            "keyboard is on.",
        ),
        translate(
            "guides",
            "What is wrong is said under its field as you leave it; the red button above leads to each "
            "place.",
        ),
        translate(
            "guides",
            "Who was served here before is known by the national code: F10 fills in what is empty. A Latin "
            "name is suggested; the down key writes it.",
        ),
        translate(
            "guides",
            "Papers: Ctrl+D adds a file, Ctrl+Shift+D scans. Where the identity is checked: say which paper "
            "you saw, then F7.",
        ),
        translate(
            "guides",
            "Nobody types the fee. Choose how it is paid and press F12: it is saved at once, also while the"
            " centre is away.",
        ),
        translate(
            "guides",
            "What you type is kept by itself, for you alone. When a citizen steps aside, F2 begins another "
            "form; Ctrl+Tab goes from one to the other; Esc twice discards it.",
        ),
    )


def _receipt() -> Guide:
    return (
        translate("guides", "The application is saved. Nothing of it can be lost any more."),
        translate(
            "guides",
            "F9 prints the receipt; each further paper is a copy, marked and recorded.",
        ),
        translate(
            "guides",
            "Ctrl+P chooses this counter's printer and paper and tries them; Ctrl+S saves a PDF.",
        ),
        translate("guides", "Tell the citizen what stands beside it."),
        translate("guides", "Enter goes on to the next citizen with the same service."),
    )


def _find() -> Guide:
    return (
        translate("guides", "Find any application that was taken at this counter."),
        translate(
            "guides",
            "Type a part of the name in any spelling, the national code, receipt, telephone or plate; the "
            "list follows.",
        ),
        translate("guides", "The down arrow goes into the list; Enter shows the whole story."),
        translate("guides", "F9 prints a copy of the receipt, marked and recorded."),
        translate("guides", "Esc empties the line, and once more goes back."),
    )


def _queue() -> Guide:
    return (
        translate(
            "guides",
            "Here stands what is on its way to the centre. In normal life there is nothing to press.",
        ),
        translate("guides", "Beside each one it says why it waits and what happens next."),
        translate(
            "guides",
            "Enter takes the payment of an unpaid one and shows the story of any other; so does Ctrl+I.",
        ),
        translate(
            "guides",
            "“Needs you” is what you should look at: open its story and do what it asks.",
        ),
        translate("guides", "F9 prints a copy of the receipt, marked and recorded."),
        translate(
            "guides",
            "Type to see fewer. Try now asks the centre at once; it is never necessary.",
        ),
    )


def _story() -> Guide:
    return (
        translate(
            "guides",
            "All that happened to the application, the newest last, and what the citizen should know.",
        ),
        translate(
            "guides",
            "The buttons above do what it waits for: payment, correction, giving the money back.",
        ),
        translate(
            "guides",
            "Only a manager takes it back (F8), with a reason; the centre decides.",
        ),
        translate("guides", "F9 prints a copy of the receipt, marked and recorded."),
        translate("guides", "A paper that was not scanned can still be added beside it."),
        translate("guides", "Esc goes back to where you came from."),
    )


def _payment() -> Guide:
    return (
        translate("guides", "Take the money for an application that was taken unpaid."),
        translate(
            "guides",
            "By card, type the reference from the slip, or Ctrl+T where the terminal is joined to this PC; "
            "in cash, count the amount. In parts, type one and the rest fills itself.",
        ),
        translate("guides", "F12 records the payment and gives the paid receipt."),
        translate("guides", "Esc goes back to the queue; nothing is taken."),
    )


def _correction() -> Guide:
    return (
        translate(
            "guides",
            "The system wants what stands at the side corrected. Change only that.",
        ),
        translate("guides", "F12 saves a new version; the first one stays in the story."),
        translate(
            "guides",
            "When the fee would change, take the application back and take it anew.",
        ),
        translate("guides", "Esc goes back without saving, and asks when something was changed."),
    )


_GUIDES: dict[str, Callable[[], Guide]] = {
    "sign-in": _sign_in,
    "application.services": _services,
    "application.form": _form,
    "application.receipt": _receipt,
    "find": _find,
    "queue": _queue,
    "story": _story,
    "payment": _payment,
    "correction": _correction,
}


def hint_of(page: str) -> str:
    """The hint for who sees a page for the first time; empty when there is none."""
    hints = {
        "application": translate(
            "guides",
            "Type a part of the service's name and press Enter. F1 tells about each screen and its keys.",
        ),
        "find": translate(
            "guides",
            "Type a part of any name or number; the list follows each key.",
        ),
        "queue": translate(
            "guides",
            "Everything here goes by itself. Enter opens the application under the cursor.",
        ),
        "story": translate(
            "guides",
            "Everything that happened to one application, and what the citizen should be told.",
        ),
        "payment": translate(
            "guides",
            "Choose how it is paid; F12 records it and gives the receipt.",
        ),
        "correction": translate(
            "guides",
            "Change only what is asked for at the side; F12 saves it.",
        ),
    }
    return hints.get(page, "")
