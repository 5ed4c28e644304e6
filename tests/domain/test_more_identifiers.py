"""Proves the rules of papers', vehicles' and money's numbers on every published vector, valid and invalid."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imei as stdnum_imei

from app.domain.identifiers import (
    bill,
    card,
    certificate_serial,
    fuel_card,
    imei,
    legal_id,
    mrz,
    national_code,
    places_of_issue,
    plain,
    plate,
)
from app.domain.problems import SENTENCES

ALL = [
    bill.BILL_ID,
    bill.PAYMENT_ID,
    card,
    certificate_serial,
    fuel_card,
    imei,
    legal_id,
    mrz,
    plain.CARD_SERIAL,
    plain.CERTIFICATE_NUMBER,
    plain.CHASSIS,
    plain.ENGINE,
    plain.FOREIGN_ID,
    plain.RRN,
    plain.STAN,
    plain.TERMINAL,
    plate,
]
TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789", min_size=1, max_size=20),
    st.text(alphabet="0123456789۰۱۲٣ -/.بدالفDABKISH<*+IRایرانکیشمنطقهآزادسریسریال\u200c", max_size=50),
)
SPECIMEN = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO Doc 9303-4."""


@given(TYPED, st.sampled_from(ALL))
def test_no_text_makes_a_number_rule_fail(typed: str, rule) -> None:
    stored = rule.normalise(typed)
    assert rule.normalise(stored) == stored
    code = rule.check(stored)
    assert code is None or code in SENTENCES
    if code is None:
        assert all(doubt in SENTENCES for doubt in rule.warnings(stored))


def test_the_place_of_issue_is_a_hint_for_towns_and_nothing_else() -> None:
    assert places_of_issue.find_place("0010000000") == "تهران"
    assert places_of_issue.find_place("9900000013") == ""
    assert places_of_issue.find_place("") == ""
    towns = [prefix for prefix in places_of_issue.PLACES if len(prefix) != 3 or not prefix.isdigit()]
    assert towns == []
    assert national_code.warnings("9900000013") == ()


@pytest.mark.parametrize("number", ["10380284790", "14003778990", "10100123456", "۱۰۳۸-۰۲۸۴۷۹۰"])
def test_a_valid_id_of_a_company_passes(number: str) -> None:
    assert legal_id.check(legal_id.normalise(number)) is None


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("10380284792", "legal-id-check"),
        ("10380285692", "legal-id-check"),
        ("09748208301", "legal-id-check"),
        ("11111111111", "legal-id-check"),
        ("1038028479", "legal-id-shape"),
        ("103802847900", "legal-id-shape"),
    ],
)
def test_an_invalid_id_of_a_company_is_refused(number: str, code: str) -> None:
    assert legal_id.check(number) == code


def test_an_id_of_a_company_never_has_six_zeros_in_its_middle() -> None:
    for last in range(10):
        body = f"103000000{last}"
        assert legal_id.check(body + legal_id.check_digit(body)) == "legal-id-check"


@pytest.mark.parametrize(
    ("rule", "number", "code"),
    [
        (plain.FOREIGN_ID, "990000000001", None),
        (plain.FOREIGN_ID, "99000000001", "foreign-id-shape"),
        (plain.CERTIFICATE_NUMBER, "0", None),
        (plain.CERTIFICATE_NUMBER, "0013542419", None),
        (plain.CERTIFICATE_NUMBER, "12345678901", "certificate-number-shape"),
        (plain.CARD_SERIAL, "1g12345678", None),
        (plain.CARD_SERIAL, "1G 123", "card-serial-shape"),
        (plain.CHASSIS, "NAAM-12345", None),
        (plain.CHASSIS, "NAAM", "chassis-shape"),
        (plain.ENGINE, "M13/1234567", None),
        (plain.ENGINE, "موتور۱۲", "engine-shape"),
        (plain.TERMINAL, "99000001", None),
        (plain.TERMINAL, "9900001", "payment-terminal"),
        (plain.STAN, "۰۰۱۲۳۴", None),
        (plain.STAN, "01234", "stan-shape"),
        (plain.RRN, "001234567890", None),
        (plain.RRN, "000000000000", "rrn-shape"),
        (plain.RRN, "12345678901", "rrn-shape"),
    ],
)
def test_a_number_without_a_published_rule_is_held_to_its_shape_alone(
    rule: plain.Plain, number: str, code: str | None
) -> None:
    assert rule.check(rule.normalise(number)) == code


def test_zeros_in_front_stay_in_every_number() -> None:
    for rule in (plain.STAN, plain.RRN, plain.CERTIFICATE_NUMBER, bill.PAYMENT_ID, legal_id, imei):
        assert rule.normalise("0001") == "0001"


@pytest.mark.parametrize("rule", [plain.CARD_SERIAL])
def test_a_card_serial_of_another_form_is_doubted(rule: plain.Plain) -> None:
    assert rule.warnings("1G12345678") == ()
    assert rule.warnings("AB12345678") == ("card-serial-unusual",)


@pytest.mark.parametrize(
    "typed",
    ["سری الف/۱۲ سریال ۱۲۳۴۵۶", "الف12-123456", "الف ۱۲ ۱۲۳۴۵۶", "12/الف 123456", "ا12/123456", "ا12-123456"],
)
def test_a_certificates_serial_is_one_in_every_writing(typed: str) -> None:
    stored = certificate_serial.normalise(typed)
    assert stored == "الف12-123456"
    assert certificate_serial.check(stored) is None
    assert certificate_serial.warnings(stored) == ()


@pytest.mark.parametrize("typed", ["123456", "ب 123456", "A 12 1234"])
def test_another_form_of_serial_is_doubted_and_not_refused(typed: str) -> None:
    stored = certificate_serial.normalise(typed)
    assert certificate_serial.check(stored) is None
    assert certificate_serial.warnings(stored) == ("certificate-serial-unusual",)


@pytest.mark.parametrize("typed", ["", "ب", "سری", "!" * 9, "1" * 30])
def test_what_is_no_serial_is_refused(typed: str) -> None:
    assert certificate_serial.check(certificate_serial.normalise(typed)) == "certificate-serial-shape"


@pytest.mark.parametrize(
    ("part", "digit"),
    [
        ("D23145890", "7"),
        ("L898902C3", "6"),
        ("740812", "2"),
        ("120415", "9"),
        ("ZE184226B<<<<<", "1"),
        ("520727", "3"),
        ("A12345678", "4"),
        ("Z99999999", "9"),
    ],
)
def test_the_check_digits_of_the_machine_readable_zone_are_icaos(part: str, digit: str) -> None:
    assert mrz.check_digit(part) == digit


def test_the_specimen_line_proves_itself_and_says_what_is_in_it() -> None:
    assert mrz.check(SPECIMEN) is None
    assert mrz.parts(SPECIMEN) == mrz.Parts("L898902C3", "UTO", "740812", "F", "120415", "ZE184226B")
    assert mrz.compose("L898902C3", "UTO", "740812", "F", "120415", "ZE184226B") == SPECIMEN
    without = mrz.compose("Z12345678", "IRN", "900102", "", "300405")
    assert mrz.check(without) is None
    assert mrz.parts(without) == mrz.Parts("Z12345678", "IRN", "900102", "", "300405", "")


def test_of_both_lines_the_second_is_kept() -> None:
    first = "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<")
    assert mrz.normalise(f"{first}\n{SPECIMEN.lower()}") == SPECIMEN


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (1, "mrz-number"),
        (9, "mrz-number"),
        (14, "mrz-birth"),
        (22, "mrz-expiry"),
        (30, "mrz-personal"),
        (43, "mrz-composite"),
    ],
)
def test_a_wrong_character_is_told_by_its_part(at: int, code: str) -> None:
    other = "1" if SPECIMEN[at] != "1" else "2"
    assert mrz.check(SPECIMEN[:at] + other + SPECIMEN[at + 1 :]) == code


def test_every_single_wrong_digit_of_a_line_is_found() -> None:
    for at, right in enumerate(SPECIMEN):
        if right.isdigit():
            for wrong in set("0123456789") - {right}:
                line = SPECIMEN[:at] + wrong + SPECIMEN[at + 1 :]
                assert mrz.check(line) is not None
                assert mrz.parts(line) is None


@pytest.mark.parametrize("typed", ["", SPECIMEN[:-1], SPECIMEN + "0", "خط" * 22])
def test_what_is_no_line_is_refused(typed: str) -> None:
    assert mrz.check(mrz.normalise(typed)) == "mrz-shape"


@pytest.mark.parametrize(
    "number",
    ["6037701689095443", "6219861034529007", "6037991000000004", "6274129005473742", "9999990000000006"],
)
def test_of_a_right_card_the_middle_is_never_kept(number: str) -> None:
    stored = card.normalise(f"{number[:4]} {number[4:]}")
    assert stored == f"{number[:6]}******{number[-4:]}"
    assert card.check(stored) is None
    assert card.check(card.normalise("6219861034529008")) == "card-check"


@pytest.mark.parametrize(
    ("bill_id", "payment_id", "rials"),
    [
        ("7748317800142", "1770160", 17_000),
        ("2050327604613", "1070189", 10_000),
        ("1117753200140", "12070160", 120_000),
        ("1177809000142", "570108", 5_000),
        ("9985235404124", "0000880000568", 8_800_000),
        ("9900000100190", "125040121", 1_250_000),
    ],
)
def test_a_valid_pair_of_bill_and_payment_passes(bill_id: str, payment_id: str, rials: int) -> None:
    assert bill.BILL_ID.check(bill.BILL_ID.normalise(bill_id)) is None
    assert bill.BILL_ID.check("0" * (13 - len(bill_id)) + bill_id) is None
    assert bill.PAYMENT_ID.check(payment_id) is None
    assert bill.is_pair(bill_id, payment_id)
    assert bill.amount_rials(payment_id) == rials
    for wrong in set("0123456789") - {payment_id[-1]}:
        assert not bill.is_pair(bill_id, payment_id[:-1] + wrong)


def test_a_bill_may_be_right_and_its_payment_anothers() -> None:
    assert bill.BILL_ID.check("9174639504124") is None
    assert not bill.is_pair("9174639504124", "12908197")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("2234322344613", "bill-id-check"),
        ("12345", "bill-id-shape"),
        ("00000012345", "bill-id-shape"),
        ("1" * 14, "bill-id-shape"),
    ],
)
def test_an_invalid_bill_is_refused(number: str, code: str) -> None:
    assert bill.BILL_ID.check(number) == code
    assert not bill.is_pair(number, "1770160")


def test_a_bill_for_a_traffic_fine_is_known() -> None:
    assert bill.is_traffic_fine("9900000100190")
    assert not bill.is_traffic_fine("7748317800142")
    body = "770000017"
    assert bill.BILL_ID.warnings(body + bill.check_digit(body)) == ("bill-id-type",)


@given(TYPED, TYPED)
def test_no_texts_make_the_pair_check_fail(one: str, other: str) -> None:
    assert bill.is_pair(one, other) in (True, False)


def test_an_imei_is_held_to_its_fifteen_digits() -> None:
    assert imei.check("490154203237518") is None
    assert imei.check(imei.normalise("49-015420-323751-8")) is None
    assert imei.check("490154203237519") == "imei-check"
    assert imei.check("0" * 15) == "imei-check"
    assert imei.check("49015420323751") == "imei-shape"
    assert stdnum_imei.is_valid("49015420323751"), "the library takes an IMEI without its check digit"


def test_a_motorcycles_letter_on_a_fuel_card_is_to_be_left_out_by_the_clerk() -> None:
    assert fuel_card.check(fuel_card.normalise("7744 3399 0000 0001")) is None
    assert fuel_card.check(fuel_card.normalise("a7744339900000001")) == "fuel-card-letter"
    assert fuel_card.normalise("B7744339900000001") == "B7744339900000001", "nothing is taken off silently"
    assert fuel_card.check("774433990000000") == "fuel-card-shape"
    assert fuel_card.warnings("9900009900000001") == ("fuel-card-unusual",)


@pytest.mark.parametrize(
    "typed", ["کیش ۱۲۳۴۵", "منطقه آزاد کیش 12345", "12345 KISH", "کیش-12345", "۱۲۳۴۵ كيش"]
)
def test_a_plate_of_a_free_zone_is_one_in_every_writing(typed: str) -> None:
    assert plate.normalise(typed) == "کیش-12345"
    assert plate.parse("کیش-12345") == plate.FreeZonePlate("کیش", "12345")
    assert plate.check("کیش-12345") is None
    assert plate.warnings("کیش-12345") == ()


def test_a_free_zone_that_lists_do_not_know_is_doubted() -> None:
    assert plate.warnings(plate.normalise("سرخس 12345")) == ("plate-zone",)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("11 D 222 33", "11D222-33"),
        ("11s22233", "11S222-33"),
        ("۱۱ تشریفات ۲۲۲ ایران ۳۳", "11تشریفات222-33"),
        ("11گ22233", "11گ222-33"),
        ("ایران 33 - 222 D 11", "11D222-33"),
    ],
)
def test_plates_of_diplomats_services_protocol_and_transit_pass_without_doubt(
    typed: str, stored: str
) -> None:
    assert plate.normalise(typed) == stored
    assert plate.check(stored) is None
    assert plate.warnings(stored) == ()


@pytest.mark.parametrize("typed", ["الف12345", "ایران12345", "کیش1234", "کیش123456", "PARIS12345", "ب12345"])
def test_what_is_no_plate_of_a_free_zone_is_refused(typed: str) -> None:
    assert plate.check(plate.normalise(typed)) == "plate-shape"


def test_a_random_line_of_the_zone_is_almost_never_right() -> None:
    rng = random.Random(3)
    passed = 0
    for _ in range(2_000):
        line = list(SPECIMEN)
        for at in rng.sample(range(44), 4):
            line[at] = rng.choice("0123456789<ABC")
        passed += "".join(line) != SPECIMEN and mrz.check("".join(line)) is None
    assert passed < 10
