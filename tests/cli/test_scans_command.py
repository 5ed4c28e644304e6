"""Proves that ``daftar accept`` takes scans as files beside its lines, and that ``verify`` and ``doctor``
tell of those that are gone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from support.cli_desk import Desk
from support.office_kit import CATALOGUE, PASSPORT, passport_request, words

from app.domain.catalogue import RequiredDocument

JPEG = b"\xff\xd8\xff" + b"a face" * 20
PNG = b"\x89PNG\r\n\x1a\n" + b"a card" * 20
PAPERS = tuple(RequiredDocument(code=code, name=words(code)) for code in ("photo", "card"))


def line(request: str, *documents: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(passport_request(request))
    return plain | {"documents": list(documents)}


def office_with_papers(desk: Desk) -> None:
    office = desk.fill()
    office.reopen()
    service = msgspec.structs.replace(PASSPORT, documents=PAPERS)
    office.feed.publish(
        msgspec.structs.replace(CATALOGUE, version=8, services=(service, *CATALOGUE.services[1:]))
    )
    office.counter.close()


def test_files_that_a_line_names_are_kept_and_go_with_the_application(
    bare_desk: Desk, tmp_path: Path
) -> None:
    office_with_papers(bare_desk)
    (tmp_path / "face.jpg").write_bytes(JPEG)
    (tmp_path / "card.png").write_bytes(PNG)
    (tmp_path / "text.jpg").write_bytes(b"words")
    lines = [
        line("a", {"paper": "photo", "file": "face.jpg"}, {"paper": "card", "file": "card.png"}),
        line("b", {"paper": "photo", "file": "gone.jpg"}, {"paper": "card", "file": "text.jpg"}),
        line("c", {"paper": "deed", "file": "face.jpg"}),
        line("d", {"paper": "photo", "file": str(tmp_path / "face.jpg")}),
    ]
    file = tmp_path / "lines"
    file.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    ran = bare_desk.run("accept", file, "--as", "1001", "--password-file", bare_desk.password_file, "--json")
    assert ran.code == 1
    assert [answer["id"] for answer in ran.lines] == ["a", "d"]
    told = [msgspec.json.decode(said) for said in ran.err.splitlines()]
    refused = [
        (one["id"], [(p["path"], p["code"]) for p in one["problems"]]) for one in told if "problems" in one
    ]
    assert refused == [
        ("b", [("documents.0.file", "document-unreadable"), ("documents.1.file", "document-type")]),
        ("c", [("documents.0.paper", "not-asked")]),
    ]
    assert [one["id"] for one in told if "warnings" in one] == ["d"]
    again = bare_desk.run("accept", file, "--as", "1001", "--password-file", bare_desk.password_file)
    assert [answer["repeated"] for answer in again.lines] == [True, True]

    assert bare_desk.run("verify", "--json").json["documents"] == "ok"
    kept = sorted((bare_desk.data_dir / "documents").iterdir())
    assert len(kept) == 2
    for each in kept:
        each.unlink()
    verified = bare_desk.run("verify", "--json")
    assert (verified.code, verified.json["documents"], verified.json["tables"]) == (1, "missing", "ok")
    receipt = ran.lines[0]["receipt"]
    assert f"the scan of photo for receipt {receipt} is missing" in verified.err
    examined = bare_desk.run("doctor")
    assert "3 scans are missing or damaged" in examined.out
