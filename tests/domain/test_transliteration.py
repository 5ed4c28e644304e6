"""Proves the suggested Latin spelling of Persian names: usual for common ones in any writing, honest about
what is guessed, and always something that the field it is meant for would take.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Field
from app.domain.field_types import find_type
from app.domain.latin_names import ENDINGS, FAMILY, GIVEN
from app.domain.tariff import Words
from app.domain.transliteration import Suggestion, name_behind, suggest

LATIN_NAME = find_type("latin_name")
FIELD = Field(name="latin_given", type="latin_name", label=Words(fa="نام", en="name"))
PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

COMMON = """
محمد MOHAMMAD، علی ALI، علی‌رضا ALIREZA، علیرضا ALIREZA، علی رضا ALIREZA، حسین HOSSEIN،
محمدحسین MOHAMMADHOSSEIN، محمد حسین MOHAMMAD HOSSEIN، محمدرضا MOHAMMADREZA، محمد‌رضا MOHAMMADREZA،
محمدعلی MOHAMMADALI، محمدامین MOHAMMADAMIN، امیرحسین AMIRHOSSEIN، امیر حسین AMIR HOSSEIN،
امیرعلی AMIRALI، امیرمحمد AMIRMOHAMMAD، ابوالفضل ABOLFAZL، سید محمد SEYED MOHAMMAD، سیدعلی SEYEDALI،
سیده زهرا SEYEDEH ZAHRA، غلام‌رضا GHOLAMREZA، غلام‌حسین GHOLAMHOSSEIN، عبدالله ABDOLLAH،
عبد الله ABDOLLAH، نعمت‌الله NEMATOLLAH، نعمت الله NEMATOLLAH، روح الله ROUHOLLAH، نصرالله NASROLLAH،
فاطمه FATEMEH، فاطمه زهرا FATEMEH ZAHRA، زهرا ZAHRA، زینب ZEINAB، معصومه MASOUMEH، مریم MARYAM،
نرگس NARGES، نازنین‌زهرا NAZANINZAHRA، ریحانه REYHANEH، رقیه ROGHAYEH، سمیه SOMAYEH، الهام ELHAM،
آیدا AIDA، ثریا SORAYA، رویا ROYA، رؤیا ROYA، مائده MAEDEH، فائزه FAEZEH، خسرو KHOSROW، کورش KOUROSH،
داوود DAVOUD، داود DAVOUD، یحیی YAHYA، يحيي YAHYA، كاظم KAZEM، مصطفي MOSTAFA، موسی MOUSA، عیسی EISA،
مرتضی MORTEZA، ابراهیم EBRAHIM، اسماعیل ESMAEIL، احمدی AHMADI، محمدی MOHAMMADI، حسینی HOSSEINI،
رضایی REZAEI، رضائی REZAEI، موسوی MOUSAVI، کریمی KARIMI، رحیمی RAHIMI، جعفری JAFARI، صادقی SADEGHI،
حسن‌زاده HASSANZADEH، حسن زاده HASSANZADEH، حسین‌زاده HOSSEINZADEH، رضازاده REZAZADEH، علی‌زاده ALIZADEH،
علیزاده ALIZADEH، محمدزاده MOHAMMADZADEH، محمدی‌نژاد MOHAMMADINEJAD، احمدی نژاد AHMADINEJAD،
کریم‌پور KARIMPOUR، علی‌پور ALIPOUR، حسین‌پور HOSSEINPOUR، عباس‌پور ABBASPOUR، قلی‌پور GHOLIPOUR،
محمدیان MOHAMMADIAN، احمدیان AHMADIAN، کریمیان KARIMIAN، رضایی‌فر REZAEIFAR، کریمی‌نیا KARIMINIA،
علوی‌تبار ALAVITABAR، میرحسینی MIRHOSSEINI، میرزاخانی MIRZAKHANI، پورمحمدی POURMOHAMMADI،
شمس‌الدین SHAMSODDIN، نورالدین NOURODDIN، دولت‌آبادی DOWLATABADI، جعفرزاده اصل JAFARZADEH ASL،
حسینی نسب HOSSEININASAB، طباطبایی TABATABAEI، طباطبائی TABATABAEI، یزدان‌پناه YAZDANPANAH،
حق‌شناس HAGHSHENAS، وطن‌دوست VATANDOUST، جمالی JAMALI، صفری SAFARI، قاسمی GHASEMI، هاشمی HASHEMI،
زارع ZARE، مقدم MOGHADDAM، مرادی MORADI، نوروزی NOROUZI، بهرامی BAHRAMI، رستمی ROSTAMI، یوسفی YOUSEFI،
ابراهیمی EBRAHIMI
"""


def pairs() -> list[tuple[str, str]]:
    """(Persian, Latin) of the list above; both may be of several words."""
    found = []
    for pair in COMMON.strip().replace("\n", " ").split("،"):
        words = pair.split()
        latin = [word for word in words if word.isascii()]
        found.append((" ".join(words[: -len(latin)]), " ".join(latin)))
    return found


def test_there_are_a_hundred_names_to_prove() -> None:
    assert len(pairs()) >= 100


@pytest.mark.parametrize(("persian", "latin"), pairs())
def test_a_common_name_is_written_as_passports_write_it(persian: str, latin: str) -> None:
    assert suggest(persian) == Suggestion(latin, is_rough=False)


@pytest.mark.parametrize("name", ["گلشیفته", "شکیباوند", "حسین شکیباوند", "گلشیفته‌زاده"])
def test_what_is_guessed_says_so(name: str) -> None:
    found = suggest(name)
    assert found is not None
    assert found.is_rough


def test_a_known_part_is_kept_inside_a_name_that_is_guessed() -> None:
    found = suggest("محمد گلشیفته‌زاده")
    assert found is not None
    assert found.latin.startswith("MOHAMMAD ")
    assert found.latin.endswith("ZADEH")


@pytest.mark.parametrize("nothing", ["", "  ", "-", "ء", "۱۲", "()"])
def test_without_a_letter_there_is_no_suggestion(nothing: str) -> None:
    assert suggest(nothing) is None


@given(st.text(st.sampled_from(PERSIAN + "آأئؤةكيى \u200c"), min_size=1, max_size=60))
def test_whatever_is_suggested_is_a_latin_name_that_its_field_takes(name: str) -> None:
    found = suggest(name)
    if found is None:
        assert not any(letter in PERSIAN for letter in name)
        return
    assert LATIN_NAME is not None
    assert LATIN_NAME.check(found.latin, FIELD, "1405-09-03") == ()
    assert LATIN_NAME.normalise(found.latin) == found.latin


@given(st.text(st.sampled_from(PERSIAN), min_size=1, max_size=30))
def test_a_persian_word_always_has_a_suggestion_and_it_is_left_as_it_is(word: str) -> None:
    found = suggest(word)
    assert found is not None
    assert suggest(found.latin) == Suggestion(found.latin, is_rough=False)


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    found = suggest(text)
    assert found is None or found.latin


def test_every_entry_of_the_tables_is_latin_and_stands_there_once() -> None:
    for table in (GIVEN, FAMILY, ENDINGS):
        entries = [pair.split() for pair in table.replace("،", "\n").splitlines() if pair.strip()]
        assert all(len(entry) == 2 for entry in entries)
        assert all(latin.isascii() and latin.isalpha() and latin.isupper() for _, latin in entries)
        persian = [name for name, _ in entries]
        assert sorted({name for name in persian if persian.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("latin_given", ("name.given",)),
        ("latin_family", ("name.family",)),
        ("given", ("name.given",)),
        ("latin_name", ("name.given", "name.family")),
    ],
)
def test_the_fields_name_says_which_part_of_the_name_it_writes(field: str, parts: tuple[str, ...]) -> None:
    assert name_behind(field) == parts
