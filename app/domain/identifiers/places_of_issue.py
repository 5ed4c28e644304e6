"""Where a national code was issued, by its first three digits: larger towns only, and only as a hint.

The register's list is not published; copies of it (the one of persian-tools was looked at) contradict
themselves for some towns and go stale. So this holds the towns for which copies are clear, is never a
reason to refuse or to warn, and a code of another place simply has no hint.
"""

from __future__ import annotations

_TOWNS = {
    "تهران": "001-008 011 015 020 025",
    "کرج": "031-032",
    "قم": "037-038",
    "ورامین": "041-042",
    "شمیران": "044-045",
    "شهر ری": "048-049",
    "اراک": "052-053",
    "ساوه": "059-060",
    "بیرجند": "064-065",
    "بجنورد": "067-068",
    "سبزوار": "078-079",
    "مشهد": "092-094 096-098",
    "نیشابور": "105-106",
    "نجف‌آباد": "108-109",
    "کاشان": "125-126",
    "اصفهان": "127-129",
    "تبریز": "136-138",
    "اردبیل": "145-146",
    "مراغه": "154-155",
    "اهواز": "174-175",
    "آبادان": "181",
    "دزفول": "199-200",
    "گنبد کاووس": "202-203",
    "بابل": "205-206",
    "ساری": "208-209",
    "گرگان": "211-212",
    "آمل": "213-214",
    "قائم‌شهر": "215-216",
    "شیراز": "228-230",
    "جهرم": "246-247",
    "رشت": "258-259",
    "بندر انزلی": "264",
    "لنگرود": "270",
    "لاهیجان": "271-272",
    "ارومیه": "274-275",
    "خوی": "279-280",
    "کرمان": "298-299",
    "رفسنجان": "304-305",
    "سیرجان": "306-307",
    "کرمانشاه": "324-325",
    "بندرعباس": "338-339",
    "بوشهر": "349-350",
    "زاهدان": "361-362",
    "زابل": "366-367",
    "سنندج": "372-373",
    "سقز": "375-376",
    "ملایر": "392-393",
    "خرم‌آباد": "406-407",
    "بروجرد": "412-413",
    "یاسوج": "422-423",
    "زنجان": "427-428",
    "قزوین": "431-432",
    "یزد": "442-443",
    "ایلام": "449-450",
    "سمنان": "456",
    "شاهرود": "458-459",
    "شهرکرد": "461-462",
}


def _prefixes(ranges: str) -> list[str]:
    found: list[str] = []
    for one in ranges.split():
        first, _, last = one.partition("-")
        found += [f"{number:03d}" for number in range(int(first), int(last or first) + 1)]
    return found


PLACES: dict[str, str] = {prefix: town for town, ranges in _TOWNS.items() for prefix in _prefixes(ranges)}
"""The town's Persian name by the first three digits."""


def find_place(national_code: str) -> str:
    """The town in which a right national code was most likely issued; empty when that is not known."""
    return PLACES.get(national_code[:3], "")
