"""`daftar accept`: each good line is answered and durable, each bad one is named, and none stops another.

Runs the command in this process against a real encrypted store; what is read back comes from the journal.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.cli_desk import Desk
from support.office_kit import CATALOGUE, PASSPORT, PASSPORT_RIALS, card, cash, passport_request, set_link

from app.cli.lines import LINE_BYTES_MAX
from app.domain.catalogue import Catalogue
from app.domain.entry import APPLICATION_BYTES_MAX


def line(request: str = "r-1", **changes: Any) -> bytes:
    return msgspec.json.encode(passport_request(request, **changes))


def receipts(desk: Desk) -> int:
    return int(desk.run("day", "--json").json["receipts"])


def test_each_line_is_answered_with_its_receipt_and_where_it_stands(desk: Desk) -> None:
    ran = desk.accept(line("a"), line("b", payments=[]), line("c", payments=[card(PASSPORT_RIALS)]))
    assert (ran.code, ran.err) == (0, "")
    assert [(a["id"], a["state"], a["amount_rials"]) for a in ran.lines] == [
        ("a", "accepted", PASSPORT_RIALS),
        ("b", "captured-unpaid", PASSPORT_RIALS),
        ("c", "accepted", PASSPORT_RIALS),
    ]
    assert [a["receipt"][:17] for a in ran.lines] == [f"0412-02-05-00000{n}" for n in (1, 2, 3)]
    seqs = [a["seq"] for a in ran.lines]
    assert seqs == list(range(seqs[0], seqs[0] + 3))
    assert set(ran.lines[0]) >= {"id", "receipt", "seq", "hash", "amount_rials", "state"}
    assert desk.run("verify", "--json").json["chain"] == "ok"


def test_the_same_line_again_answers_with_the_same_receipt(desk: Desk) -> None:
    first, again = desk.accept(line()), desk.accept(line(), line())
    assert again.code == 0
    for answer in again.lines:
        assert answer.pop("repeated") is True
        assert answer == {k: v for k, v in first.json.items() if k != "repeated"}
    assert receipts(desk) == 1


def test_bad_lines_are_named_by_number_and_reason_and_the_others_go_on(desk: Desk) -> None:
    ran = desk.accept(
        line("a"),
        b"{not json",
        b"[]",
        line("c", service="no.such"),
        line("a", fields={"old_number": "Z87654321"}),
        line("d", fields={}, payments=[cash(5)]),
        b'{"id":"x"}',
        b'{"id":"","service":"passport.renewal","applicant":{}}',
        line("e"),
    )
    assert ran.code == 1
    assert [a["id"] for a in ran.lines] == ["a", "e"]
    for number, reason in {
        2: "not an application",
        3: "not an application",
        4: "(c): service: There is no service with this code.",
        5: "already used for receipt 0412-02-05-000001",
        6: "(d): fields.old_number: This is required.",
        7: "(x): not an application",
        8: "`id`",
    }.items():
        assert any(f"line {number}" in told and reason in told for told in ran.err.splitlines()), number
    assert "2 accepted, 7 not accepted" in ran.err
    assert receipts(desk) == 2


def test_a_program_gets_the_refusals_as_json_too(desk: Desk) -> None:
    ran = desk.accept(line("d", fields={}), b"nonsense", more=("--json",))
    told = [msgspec.json.decode(each) for each in ran.err.splitlines()]
    assert (ran.code, ran.out) == (1, "")
    assert told[0]["line"] == 1
    assert told[0]["id"] == "d"
    assert told[0]["problems"][0] == {
        "path": "fields.old_number",
        "code": "required",
        "message": "This is required.",
    }
    assert (told[1]["line"], told[1]["id"]) == (2, None)


def test_byte_order_mark_crlf_blank_lines_and_a_missing_last_newline_make_no_difference(desk: Desk) -> None:
    raw = b"\xef\xbb\xbf" + line("a") + b"\r\n\r\n   \n" + line("b") + b"\r\n\n" + line("c")
    ran = desk.run("accept", "-", "--as", "1001", "--password-file", desk.password_file, stdin=raw)
    assert (ran.code, [a["id"] for a in ran.lines]) == (0, ["a", "b", "c"])


def test_a_file_of_applications_is_taken_as_well(desk: Desk) -> None:
    file = desk.directory / "applications.jsonl"
    file.write_bytes(line("a") + b"\n" + line("b"))
    ran = desk.run("accept", file, "--as", "1001", "--password-file", desk.password_file)
    assert (ran.code, len(ran.lines)) == (0, 2)


BAD_LINES = [
    b'{"id":"' + b"x" * (LINE_BYTES_MAX * 3) + b'"}',
    line("big", applicant={"national_code": "9" * APPLICATION_BYTES_MAX}),
    line("r" * 150)[:-1] + b',"more":"' + b"y" * APPLICATION_BYTES_MAX + b'"',
    b'{"id":"\xff\xfe","service":"passport.renewal","applicant":{}}',
    line("u").decode().encode("utf-16"),
    line("\u0000"),
    b"\x00" * 500,
    b"[" * 90_000,
    b'{"id":"n","service":"passport.renewal","applicant":' + b'{"a":' * 30_000,
    line("deep", applicant={"name": {"given": {"a": {"b": {"c": [1, 2, {}]}}}}}),
    line("types", applicant={"national_code": 9900000013, "name": "علی", "mobile": None}),
    b'{"id":1,"service":2,"applicant":3}',
    line("huge", payments=[cash(10**30)]),
    line("p")[:-1],
    b"null",
    b'"text"',
]


def test_whatever_a_line_holds_only_that_line_is_refused(desk: Desk) -> None:
    lines = [each for n, bad in enumerate(BAD_LINES) for each in (bad, line(f"good-{n}"))]
    ran = desk.accept(*lines)
    assert ran.code == 1
    assert [a["id"] for a in ran.lines] == [f"good-{n}" for n in range(len(BAD_LINES))]
    told = {int(n) for n in re.findall(r"^line (\d+)", ran.err, re.MULTILINE)}
    assert told == set(range(1, 2 * len(BAD_LINES), 2))
    assert all(len(each) < 1_000 for each in ran.err.splitlines())


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_members = st.sampled_from(["id", "service", "applicant", "fields", "payments", "extra"])


@st.composite
def _bad_line(draw: st.DrawFn) -> bytes:
    """A good line with one thing changed in it, or plain noise."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.binary(max_size=300)).replace(b"\n", b" ")
    value = msgspec.json.decode(line("s"))
    value[draw(_members)] = draw(_json)
    raw = msgspec.json.encode(value)
    cut = draw(st.integers(0, len(raw)))
    return raw[:cut] if draw(st.booleans()) else raw


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_bad_line(), min_size=1, max_size=12), number=st.integers(0, 10**9))
def test_no_input_makes_a_traceback_or_loses_the_good_line_behind_it(
    desk: Desk, lines: list[bytes], number: int
) -> None:
    ran = desk.accept(*lines, line(f"good-{number}"))
    assert ran.code in (0, 1)
    assert ran.lines[-1]["id"] == f"good-{number}"


def test_the_person_must_be_known_and_the_password_right(desk: Desk) -> None:
    wrong = desk.directory / "wrong"
    wrong.write_text("guess")
    ran = desk.run("accept", "-", "--as", "1001", "--password-file", wrong, stdin=line())
    assert (ran.code, ran.out) == (1, "")
    assert "The password of 1001 is not right." in ran.err
    ran = desk.run("accept", "-", "--as", "7777", "--password-file", desk.password_file, stdin=line())
    assert (ran.code, ran.out) == (75, "")
    assert "while the centre can be reached" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("accept",),
        ("accept", "-"),
        ("accept", "/no/such/file", "--as", "1001"),
        ("accept", "-", "--as", "1001"),
        ("accept", "-", "--as", "1001", "--no-such-option"),
        ("no-such-command",),
        ("day", "--close"),
    ],
)
def test_wrong_usage_is_told_apart(desk: Desk, arguments: tuple[str, ...]) -> None:
    ran = desk.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error" in ran.err


def test_a_service_that_needs_the_centre_is_put_off_not_refused(desk: Desk) -> None:
    window = desk.open_window()
    set_link(window, "centre-down")
    window.close()
    identity = line("i", service="identity.proof", fields={}, payments=[cash(320_000)])
    ran = desk.accept(line("a"), identity)
    assert (ran.code, [a["id"] for a in ran.lines]) == (75, ["a"])
    assert "line 2" in ran.err
    assert "cannot be taken without the centre" in ran.err


def test_a_second_writer_is_told_so_and_readers_work_beside_the_first(desk: Desk) -> None:
    """Pain 18: two processes on one store."""
    window = desk.open_window()
    try:
        ran = desk.accept(line())
        assert (ran.code, ran.out) == (75, "")
        assert "Another Daftar is already writing" in ran.err
        for reading in ("status", "day", "verify", "catalogue", "outages", "doctor"):
            assert desk.run(reading, "--json").code == 0, reading
    finally:
        window.close()
    assert desk.accept(line()).code == 0


def test_a_second_application_within_the_services_window_is_taken_with_a_warning(bare_desk: Desk) -> None:
    office = bare_desk.fill()
    office.reopen()
    windowed = msgspec.structs.replace(PASSPORT, duplicate_days=30)
    office.feed.publish(Catalogue(version=8, services=(windowed, *CATALOGUE.services[1:])))
    office.counter.close()
    first = bare_desk.accept(line("a"))
    assert (first.code, first.err) == (0, "")
    again = bare_desk.accept(line("a"), line("b"))
    assert again.code == 0
    assert [answer["id"] for answer in again.lines] == ["a", "b"]
    (told,) = again.err.splitlines()  # the line that came before repeats nothing but itself
    assert told.startswith("line 2 (b): applicant.national_code: warning: ")
    assert first.json["receipt"] in told
