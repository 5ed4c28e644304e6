"""What the connection banner says, as a pure function of the situation, the time and what is under way.

Green: level with the centre. Amber: which of the four causes, since when, what goes on working, how many
wait and how old the oldest is; sync itself says so only after ten seconds of failure, and takes it back at
the first proof. Red only when a person must act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import DaftarError
from app.ui.models.situation import Link, Situation, waiting
from app.ui.systems import system_name
from app.ui.texts import age, clock, explained, number, since, time_left, translate
from app.ui.theme import Tone


class Alarms:
    """Kinds of alarm that the banner shows; as ``app.sync.events.AlarmKind`` names them."""

    NO_ATTEMPT = "no-attempt"
    SENDING_REFUSED = "sending-refused"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Sending:
    """A drain under way: entries confirmed of ``total``, entries a second, seconds left if known."""

    sent: int
    total: int
    rate: float = 0.0
    left_s: float | None = None


@dataclass(frozen=True, slots=True)
class BannerState:
    """One line: ``head`` in bold with the tone's mark, ``story`` after it, ``aside`` at the other end.

    ``detail`` is what the button *Details* unfolds; ``share`` is the progress, 0 to 1, while sending.
    """

    tone: Tone
    head: str
    story: str = ""
    aside: str = ""
    detail: str = ""
    share: float | None = None


def banner_state(
    now: datetime,
    situation: Situation,
    sending: Sending | None = None,
    trouble: DaftarError | None = None,
    alarm: str = "",
    restored: int = 0,
) -> BannerState:
    """The banner for this moment; what a person must act on comes before everything else.

    ``restored`` counts entries that this store had lost and got back from the centre.
    """
    if trouble is not None:
        told = explained(trouble)
        return BannerState(Tone.BAD, told.what, told.safe, detail=told.todo)
    if situation.forked_at_seq is not None:
        return _forked(situation)
    if alarm:
        return _alarm(alarm, situation, now)
    if situation.link != Link.UP and situation.link_since is not None:
        return _link_down(situation, now)
    if situation.refused is not None:
        return _alarm(Alarms.SENDING_REFUSED, situation, now)
    if sending is not None and sending.total > sending.sent:
        return _sending(sending, situation, now)
    if restored:
        return _restored(restored)
    if situation.down:
        names = [system.name for system in situation.down]
        return _system_down(situation, now, names, situation.down[0].since)
    return _level(situation, now)


def _since(start: datetime | None, now: datetime) -> str:
    if start is None:
        return ""
    return translate("banner", "since {time} ({age})").format(
        time=since(start, now), age=age(max(now - start, timedelta(0)))
    )


def _waiting(situation: Situation, now: datetime) -> str:
    if not waiting(situation):
        return translate("banner", "nothing waits")
    text = translate("banner", "{n} saved here").format(n=number(waiting(situation)))
    if situation.oldest_pending_at is None:
        return text
    oldest = age(max(now - situation.oldest_pending_at, timedelta(0)))
    return f"{text} · " + translate("banner", "oldest {age}").format(age=oldest)


def _link_down(situation: Situation, now: datetime) -> BannerState:
    head, detail = {
        Link.NO_NETWORK: (
            translate("banner", "No network"),
            translate(
                "banner",
                "This PC has no connection at all. Look at the cable, the modem and the other PCs of the "
                "office. Everything is sent by itself when the network is back.",
            ),
        ),
        Link.NOT_AUTHORISED: (
            translate("banner", "The centre does not admit this counter"),
            translate(
                "banner",
                "The centre answers, but does not accept this counter's key. What was saved is kept and "
                "goes on waiting. Tell the office's manager or support.",
            ),
        ),
    }.get(
        situation.link,
        (
            translate("banner", "The centre does not answer"),
            translate(
                "banner",
                "The network works, but the centre does not answer. There is nothing to press: attempts go "
                "on by themselves, and everything is sent when it is back.",
            ),
        ),
    )
    promise = translate("banner", "accepting goes on; nothing is lost")
    story = "   ".join(part for part in (_since(situation.link_since, now), promise) if part)
    return BannerState(
        Tone.WAIT, head, story, _waiting(situation, now), _with_exchange(detail, situation, now)
    )


def _system_down(
    situation: Situation, now: datetime, names: list[str], start: datetime | None
) -> BannerState:
    head = _silent(names)
    promise = translate("banner", "its services are taken and answered later")
    return BannerState(
        Tone.WAIT,
        head,
        "   ".join(part for part in (_since(start, now), promise) if part),
        _waiting(situation, now),
        _with_exchange(
            translate(
                "banner",
                "The centre answers, but this system behind it does not. Applications are taken as always; "
                "its answer comes by itself when it is back.",
            ),
            situation,
            now,
        ),
    )


def _forked(situation: Situation) -> BannerState:
    return BannerState(
        Tone.BAD,
        translate("banner", "This counter's store exists twice"),
        translate("banner", "sending has stopped; everything saved here is kept"),
        translate("banner", "from entry {seq} on").format(seq=number(situation.forked_at_seq or 0)),
        translate(
            "banner",
            "The centre holds other entries of this counter than this PC: a copied disk or a restored image "
            "is in use somewhere. Tell support before accepting more; do not delete either copy.",
        ),
    )


def _alarm(alarm: str, situation: Situation, now: datetime) -> BannerState:
    kept = translate("banner", "everything saved here is kept")
    if alarm == Alarms.SENDING_REFUSED:
        return BannerState(
            Tone.BAD,
            translate("banner", "The centre refuses what this counter sends"),
            kept,
            _waiting(situation, now),
            translate(
                "banner",
                "This is a fault of the program, not of anything you did. Go on accepting, and tell support "
                "today.",
            ),
        )
    if alarm == Alarms.STORE:
        return BannerState(
            Tone.BAD,
            translate("banner", "The store did not take what had to be written"),
            kept,
            _waiting(situation, now),
            translate(
                "banner", "Look whether the disk is full. Run `daftar doctor`, and tell support what it says."
            ),
        )
    return BannerState(
        Tone.BAD,
        translate("banner", "Nothing was tried for some minutes although entries wait"),
        kept,
        _waiting(situation, now),
        translate(
            "banner", "Press Try now in the queue (F4). If this stays, close Daftar and open it again."
        ),
    )


def _restored(count: int) -> BannerState:
    return BannerState(
        Tone.INFO,
        translate("banner", "This PC had lost entries; they are back"),
        translate("banner", "{n} entries came back from the centre").format(n=number(count)),
        detail=translate(
            "banner",
            "The store here was older than what the centre holds of this counter, as after a restored "
            "backup. Its own entries were fetched back and checked. Go on as always.",
        ),
    )


def _silent(names: list[str]) -> str:
    joined = translate("banner", ", ").join(system_name(name) for name in names)
    return translate("banner", "{system} does not answer").format(system=joined)


def _with_exchange(detail: str, situation: Situation, now: datetime) -> str:
    """A detail, and when the centre was last heard of."""
    if situation.last_exchange_at is None:
        return detail
    exchange = translate("banner", "last exchange {time}").format(time=_exchanged(situation, now))
    return f"{detail} · {exchange}"


def _sending(sending: Sending, situation: Situation, now: datetime) -> BannerState:
    """How far it is; the details say what else is to be known meanwhile."""
    story = translate("banner", "{sent} of {total} recorded at the centre").format(
        sent=number(sending.sent), total=number(sending.total)
    )
    aside = ""
    if sending.rate >= 1:
        aside = translate("banner", "{n} a second").format(n=number(round(sending.rate)))
        if sending.left_s is not None:
            aside += " · " + translate("banner", "{time} left").format(time=time_left(sending.left_s))
    detail = _with_exchange(_waiting(situation, now), situation, now)
    if situation.down:
        detail = f"{detail} · {_silent([system.name for system in situation.down])}"
    share = sending.sent / sending.total
    return BannerState(Tone.INFO, translate("banner", "Sending"), story, aside, detail, share)


def _level(situation: Situation, now: datetime) -> BannerState:
    if situation.last_exchange_at is None or situation.link != Link.UP:  # before the first look
        return BannerState(
            Tone.INFO,
            translate("banner", "The centre has not been asked yet"),
            translate("banner", "accepting works all the same"),
            _waiting(situation, now) if waiting(situation) else "",
        )
    head = (
        translate("banner", "Connected to the centre")
        if waiting(situation)
        else translate("banner", "Level with the centre")
    )
    exchange = translate("banner", "last exchange {time}").format(time=_exchanged(situation, now))
    return BannerState(Tone.OK, head, exchange, _waiting(situation, now) if waiting(situation) else "")


def _exchanged(situation: Situation, now: datetime) -> str:
    at = situation.last_exchange_at
    if at is None:
        return ""
    return clock(at) if now - at < timedelta(hours=12) else since(at, now)
