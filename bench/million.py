"""A store with a million applications, made in a minute: rows and search index, no journal behind them.

For what only reads them. The people are invented: two hundred given names and some four hundred families
share them, as in a town, and so do the beginnings of their numbers.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.domain import receipt
from app.domain.signatures import Signer
from app.local_db import search
from app.local_db.identity import Identity
from app.local_db.keys import create_keys
from app.local_db.place import Place
from app.local_db.store import create_store
from app.office.accept import accept
from app.office.counter import Counter
from app.office.packaged import packaged_catalogue, packaged_tariffs
from app.office.sample import samples
from app.office.sign_in import Session

PASSPHRASE = "bench-passphrase-1"  # invented
APPLICATIONS = 1_000_000
BATCH = 50_000
CLERK = Session("1001", "کارمند نمونه", frozenset({"clerk"}), offline=True)
GIVEN = (
    *("علی‌رضا", "زهرا", "محمد", "فاطمه", "حسین", "مریم", "رضا", "سارا", "مهدی", "نرگس"),
    *(f"نام{n}" for n in range(190)),
)
ROOTS = ("احمد", "محمد", "حسین", "رضا", "کریم", "علی", "جعفر", "صادق", "باقر", "موسو", "هاشم", "قاسم", "نور")
ENDINGS = ("ی", "ی‌نژاد", "زاده", "پور", "ی‌فر", "یان", "ی‌اصل", "وند", "لو", "ی‌راد", "نیا", "خواه")
FAMILIES = (*(root + ending for root in ROOTS for ending in ENDINGS), *(f"نمونه{n}" for n in range(180)))
RECEIPTS_A_YEAR = 400_000


def make(directory: Path, count: int = APPLICATIONS) -> Counter:
    """A counter, open for writing, with ``count`` applications more than the one really accepted."""
    place = Place(directory)
    keys = create_keys(place, PASSPHRASE)
    passphrase_file(directory).write_text(PASSPHRASE, encoding="utf-8")
    identity = Identity(
        device="bench",
        office="0412",
        office_name="دفتر نمونه",
        counter=2,
        centre_url="http://127.0.0.1:9",
        audience="daftar",
        trust={"keys": []},
    )
    counter = Counter(create_store(place, keys, identity), Signer(keys.device_key, "bench"))
    catalogue, tariff = packaged_catalogue(), packaged_tariffs()[-1]
    first = samples(catalogue, tariff, today=counter.day(counter.now())[0], count=1, seed="million")
    accept(counter, CLERK, next(iter(first)))
    fill(counter, count)
    return counter


def passphrase_file(directory: Path) -> Path:
    """Where the passphrase of a store made here lies, for a program that is to open it."""
    return directory / "passphrase"


def arguments(directory: Path) -> list[str]:
    """What ``daftar`` is called with to open a store made here."""
    return ["--data-dir", str(directory), "--passphrase-file", str(passphrase_file(directory))]


def fill(counter: Counter, count: int) -> None:
    """Write the rows of ``count`` people after the pattern of the first application in the store."""
    with counter.store.read() as conn:
        columns = [row[1] for row in conn.exec_driver_sql("PRAGMA table_info(applications)")]
        first = conn.exec_driver_sql(f"SELECT {', '.join(columns)} FROM applications LIMIT 1").one()
    insert = f"INSERT INTO applications ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    people = itertools.islice(_people(dict(zip(columns, first, strict=True))), count)
    while batch := list(itertools.islice(people, BATCH)):
        with counter.store.write() as conn:
            conn.exec_driver_sql(insert, [tuple(one[column] for column in columns) for one in batch])
            conn.exec_driver_sql(search._INSERT, [_indexed(one) for one in batch])


def _people(pattern: dict[str, Any]) -> Iterator[dict[str, Any]]:
    rng = random.Random(1405)
    for number in itertools.count(1):
        plate = f"{rng.randrange(10, 99)}ب{rng.randrange(100, 999)}-{rng.randrange(10, 99)}"
        year, running = divmod(number, RECEIPTS_A_YEAR)
        yield {
            **pattern,
            "seq": pattern["seq"] + number,
            "ordinal": pattern["ordinal"] + number,
            "content_seq": pattern["seq"] + number,
            "application": f"a-{number}",
            "request": f"r-{number}",
            "receipt": receipt.make("0412", 2, 1400 + year, running + 2),
            "given": rng.choice(GIVEN),
            "family": rng.choice(FAMILIES),
            "national_code": f"99{number:08d}",
            "mobile": f"0912{rng.randrange(10**7):07d}",
            "more_numbers": plate,
        }


def _indexed(one: dict[str, Any]) -> tuple[int, str, str]:
    numbers = (one["national_code"], one["mobile"], one["more_numbers"])
    return one["seq"], search._name_key(f"{one['given']} {one['family']}"), search._number_keys(numbers)
