"""Proves the number rules on every published vector, valid and invalid, and that doubt never refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import (
    card,
    landline,
    licence_number,
    mobile,
    national_code,
    passport_number,
    plate,
    postal_code,
    sheba,
    slip,
    vin,
)
from app.domain.problems import SENTENCES

ALL = [
    card,
    landline,
    licence_number,
    mobile,
    national_code,
    passport_number,
    plate,
    postal_code,
    sheba,
    slip,
    vin,
]
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=20)
TYPED = st.one_of(
    st.text(max_size=40), DIGITS, st.text(alphabet="0123456789۰۱۲٣ -/.بدالفD+IRایران\u200c", max_size=24)
)


@given(TYPED, st.sampled_from(ALL))
def test_no_text_makes_a_number_rule_fail(typed: str, rule) -> None:
    stored = rule.normalise(typed)
    assert rule.normalise(stored) == stored
    code = rule.check(stored)
    assert code is None or code in SENTENCES
    assert all(doubt in SENTENCES for doubt in rule.warnings(stored))


@pytest.mark.parametrize(
    "code", ["0013542419", "0499370899", "0790419904", "0084575948", "0684159414", "1234567891"]
)
def test_a_valid_national_code_passes(code: str) -> None:
    assert national_code.check(national_code.normalise(code)) is None


@pytest.mark.parametrize("code", ["9900000013", "9987654320", "۹۹۰۰۰۰۰۰۱۳", "990 000 001-3"])
def test_an_invented_national_code_passes_in_any_writing(code: str) -> None:
    assert national_code.check(national_code.normalise(code)) is None


@pytest.mark.parametrize(
    "code", ["1234567890", "0684159415", "1111111111", "0000000000", "123", "", "12345678901"]
)
def test_an_invalid_national_code_is_refused(code: str) -> None:
    assert national_code.check(national_code.normalise(code)) is not None


def test_missing_leading_zeros_are_offered_and_never_added() -> None:
    assert national_code.normalise("13542419") == "13542419"
    assert national_code.padded("13542419") == "0013542419"
    assert national_code.padded("499370899") == "0499370899"
    assert national_code.padded("13542418") is None


@pytest.mark.parametrize(
    "typed",
    ["+98 912 345 6789", "۰۹۱۲۳۴۵۶۷۸۹", "0098 912 345 6789", "989123456789", "9123456789", "0912-345-6789"],
)
def test_a_mobile_number_is_one_number_in_every_writing(typed: str) -> None:
    assert mobile.normalise(typed) == "09123456789"
    assert mobile.check("09123456789") is None


@pytest.mark.parametrize("prefix", range(10, 100))
def test_no_mobile_operator_is_refused(prefix: int) -> None:
    assert mobile.check(f"09{prefix:02d}0000000"[:11]) is None


@pytest.mark.parametrize("typed", ["0912345678", "08123456789", "091234567890", "0912345678a", ""])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    assert mobile.check(mobile.normalise(typed)) == "mobile-shape"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("013 3300 0000", True), ("+98 13 3300 0000", True), ("0913 000 0000", False), ("33000000", False)],
)
def test_a_landline_has_its_area_code(typed: str, fits: bool) -> None:
    assert (landline.check(landline.normalise(typed)) is None) is fits


@pytest.mark.parametrize("code", ["1593764856", "1619735744", "4451816619"])
def test_a_usual_postal_code_passes_without_doubt(code: str) -> None:
    assert postal_code.check(code) is None
    assert postal_code.warnings(code) == ()


@pytest.mark.parametrize("code", ["2193745689", "1593724856"])
def test_an_unusual_postal_code_is_doubted_and_not_refused(code: str) -> None:
    assert postal_code.check(code) is None
    assert postal_code.warnings(code) == ("postal-code-unusual",)


@pytest.mark.parametrize("code", ["1111111111", "0593764856", "159376485", "15937648560"])
def test_what_cannot_be_a_postal_code_is_refused(code: str) -> None:
    assert postal_code.check(code) == "postal-code-shape"


@pytest.mark.parametrize(
    "typed",
    [
        "12 ب 345 ایران 46",
        "ایران ۴۶ - ۳۴۵ ب ۱۲",
        "12ب34546",
        "12ب345-46",
        "46 345 ب 12",
        "۱۲ب۳۴۵ ایران۴۶",
        "12-ب-345-46",
    ],
)
def test_a_plate_is_one_plate_in_every_writing(typed: str) -> None:
    assert plate.normalise(typed) == "12ب345-46"
    assert plate.parse("12ب345-46") == plate.CarPlate("12", "ب", "345", "46")


@pytest.mark.parametrize("letter", sorted(plate.KNOWN_LETTERS))
def test_every_kind_of_plate_passes(letter: str) -> None:
    stored = plate.normalise(f"11{letter}111 11")
    assert plate.check(stored) is None
    assert plate.warnings(stored) == ()


@pytest.mark.parametrize(
    ("stored", "doubt"),
    [
        ("10ب345-46", "plate-zero"),
        ("12ب305-46", "plate-zero"),
        ("12ب345-05", "plate-region"),
        ("12ح345-46", "plate-letter"),
        ("999-12345", "plate-region"),
    ],
)
def test_a_zero_a_region_or_a_letter_is_doubted_and_never_refused(stored: str, doubt: str) -> None:
    assert plate.check(stored) is None
    assert plate.warnings(stored) == (doubt,)


@pytest.mark.parametrize("region", range(10, 100))
def test_every_region_of_cars_is_known(region: int) -> None:
    assert plate.warnings(f"12ب345-{region}") == ()


def test_a_motorcycle_has_eight_digits() -> None:
    assert plate.normalise("۱۲۳ ۴۵۶۷۸") == "123-45678"
    assert plate.check("123-45678") is None
    assert plate.warnings("123-45678") == ()


@pytest.mark.parametrize("typed", ["", "12", "12ب345", "1ب34546", "12بب34546", "123ب45-46"])
def test_what_is_no_plate_is_refused(typed: str) -> None:
    assert plate.check(plate.normalise(typed)) == "plate-shape"


@pytest.mark.parametrize("number", ["NAAM01CA5AK123456", "1M8GDM9AXKP042788", "1" * 17, "IRPC941V2BD123456"])
def test_a_vin_passes_whoever_made_the_car(number: str) -> None:
    assert vin.check(vin.normalise(number.lower())) is None
    assert vin.warnings(number) == ()


def test_a_vin_is_never_refused_for_its_check_digit() -> None:
    assert vin.check("1M8GDM9A1KP042788") is None
    assert vin.warnings("1M8GDM9A1KP042788") == ("vin-check",)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NAAM01CA5AK12345", "vin-shape"),
        ("NAAM01CA5AK12345O", "vin-letters"),
        ("NIAM01CA5AK123456", "vin-letters"),
        ("", "vin-shape"),
    ],
)
def test_what_is_no_vin_is_refused(number: str, code: str) -> None:
    assert vin.check(number) == code


@pytest.mark.parametrize(
    ("number", "doubts"),
    [("A12345678", 0), ("Z99999999", 0), ("D23145890", 0), ("L898902C3", 1), ("123456", 1)],
)
def test_a_passport_number_of_another_form_is_only_doubted(number: str, doubts: int) -> None:
    assert passport_number.check(passport_number.normalise(number.lower())) is None
    assert len(passport_number.warnings(number)) == doubts


@pytest.mark.parametrize("number", ["", "A1234", "A1234567890", "الف12345678"])
def test_what_is_no_passport_number_is_refused(number: str) -> None:
    assert passport_number.check(passport_number.normalise(number)) == "passport-number-shape"


@pytest.mark.parametrize(("number", "doubts"), [("9900000001", 0), ("981234", 1)])
def test_a_licence_number_may_have_another_length(number: str, doubts: int) -> None:
    assert licence_number.check(number) is None
    assert len(licence_number.warnings(number)) == doubts


@pytest.mark.parametrize("number", ["", "123", "1" * 16, "12345a"])
def test_what_is_no_licence_number_is_refused(number: str) -> None:
    assert licence_number.check(number) == "licence-number-shape"


@pytest.mark.parametrize(
    "number",
    ["6037701689095443", "6219861034529007", "6037991000000004", "6274129005473742", "9999990000000006"],
)
def test_a_valid_card_passes_and_is_masked(number: str) -> None:
    assert card.check(card.normalise(f"{number[:4]}-{number[4:8]} {number[8:]}")) is None
    assert card.masked(number) == number[:6] + "******" + number[-4:]


@pytest.mark.parametrize(
    ("number", "code"), [("6219861034529008", "card-check"), ("621986103452900", "card-shape")]
)
def test_an_invalid_card_is_refused(number: str, code: str) -> None:
    assert card.check(number) == code


@pytest.mark.parametrize(
    "number", ["IR580540105180021273113007", "IR820540102680020817909002", "IR979990000000000000000001"]
)
def test_a_valid_sheba_passes_with_and_without_its_letters(number: str) -> None:
    assert sheba.check(sheba.normalise(number.lower())) is None
    assert sheba.normalise(number[2:]) == number


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("IR820540102680020817909003", "sheba-check"),
        ("IR000540102680020817909003", "sheba-check"),
        ("IR82054", "sheba-shape"),
        ("DE820540102680020817909002", "sheba-shape"),
    ],
)
def test_an_invalid_sheba_is_refused(number: str, code: str) -> None:
    assert sheba.check(number) == code


def test_check_digits_that_the_sheba_scheme_cannot_make_are_refused_even_when_they_divide() -> None:
    for digits in ("00", "01", "99"):
        for account in range(200):
            assert sheba.check(f"IR{digits}{account:022d}") == "sheba-check"


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("123456789012", True),
        ("۱۲۳۴ ۵۶۷۸ ۹۰۱۲", True),
        ("12345678901", False),
        ("000000000000", False),
        ("", False),
    ],
)
def test_the_reference_of_a_slip_has_twelve_digits(number: str, fits: bool) -> None:
    assert (slip.check(slip.normalise(number)) is None) is fits


@pytest.mark.parametrize(("number", "fits"), [("99000001", True), ("9900001", False), ("9900000a", False)])
def test_a_terminal_has_eight_digits(number: str, fits: bool) -> None:
    assert (slip.check_terminal(slip.normalise(number)) is None) is fits
