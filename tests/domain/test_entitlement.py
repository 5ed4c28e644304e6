"""Proves who may take which family of services on which day: the one function that all sides ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.entitlement import Entitlement, changed, family_of, why_not
from app.domain.tariff import Words

DAYS = st.builds(
    lambda y, m, d: f"{y:04d}-{m:02d}-{d:02d}",
    st.integers(1300, 1500),
    st.integers(1, 12),
    st.integers(1, 29),
)
FAMILIES = st.sampled_from(["passport", "licence", "fuel", "conscription"])
RECORDS = st.lists(st.builds(Entitlement, FAMILIES, DAYS), max_size=6)


@given(RECORDS, FAMILIES, DAYS)
def test_a_family_may_be_taken_up_to_and_with_its_last_day(
    record: list[Entitlement], family: str, day: str
) -> None:
    may = any(one.family == family and one.until >= day for one in record)
    assert (why_not(record, f"{family}.issue", day) is None) is may


@given(FAMILIES, DAYS)
def test_a_record_without_limit_allows_everything_and_an_empty_one_nothing(family: str, day: str) -> None:
    assert why_not(None, f"{family}.issue", day) is None
    assert why_not((), f"{family}.issue", day) is not None


@given(RECORDS, FAMILIES, DAYS)
def test_a_change_touches_one_family_only(record: list[Entitlement], family: str, until: str) -> None:
    given_ = changed(record, family, until)
    assert [one for one in given_ if one.family == family] == [Entitlement(family, until)]
    assert {one for one in given_ if one.family != family} == {one for one in record if one.family != family}
    assert family not in {one.family for one in changed(given_, family, None)}


def test_the_first_family_that_is_given_limits_a_record_to_it() -> None:
    assert changed(None, "fuel", "1405-12-29") == (Entitlement("fuel", "1405-12-29"),)


def test_the_reason_names_the_family_and_the_last_day_in_both_languages() -> None:
    record = [Entitlement("passport", "1405-06-31")]
    ended = why_not(record, "passport.issue", "1405-07-01", Words("گذرنامه", "Passport"))
    assert ended is not None
    assert "گذرنامه" in ended.fa
    assert "۱۴۰۵/۰۶/۳۱" in ended.fa
    assert ended.en == "This person's leave to take Passport ended on 1405-06-31."
    never = why_not(record, "fuel.issue", "1405-01-01")
    assert never is not None
    assert "fuel" in never.en


def test_a_family_is_the_first_word_of_the_code() -> None:
    assert family_of("passport.renewal") == "passport"
