"""A device made of nothing but the protocol page: no code of the project's, so none of its mistakes."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
import time
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NDJSON = "application/x-ndjson"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class PageDevice:
    """An enrolled device with its journal."""

    def __init__(self, http: httpx.Client, office: str, code: str) -> None:
        self.http, self.office = http, office
        self.key = Ed25519PrivateKey.generate()
        answer = http.post("/v1/devices", json=enrolling(self.key, office, code))
        assert answer.status_code == 201, answer.text
        self.enrolment = answer.json()
        self.id: str = self.enrolment["device"]
        self.lines: list[bytes] = []
        self.hashes = [hashlib.sha256(b"daftar-journal-v1" + self.id.encode()).digest()]
        self._token = ""

    def line(self, kind: str = "staff.signed_in", data: Any = None, **other: Any) -> bytes:
        """The next entry's bytes; ``other`` members stand in the place of the right ones or beside them."""
        entry = {
            "seq": len(self.lines) + 1,
            "id": uuid7(),
            "kind": kind,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "office": self.office,
            "device": self.id,
            "staff": "1001",
            "data": {} if data is None else data,
        }
        return json.dumps(entry | other, ensure_ascii=False, separators=(",", ":")).encode()

    def write(self, *lines: bytes) -> None:
        """Append lines to the journal; by default one entry."""
        for line in lines or (self.line(),):
            self.lines.append(line)
            self.hashes.append(hashlib.sha256(self.hashes[-1] + line).digest())

    def forget(self, seq: int) -> None:
        """Go back to ``seq`` lines."""
        del self.lines[seq:], self.hashes[seq + 1 :]

    def head(self, seq: int | None = None) -> dict[str, Any]:
        """The head after ``seq`` lines, by default all."""
        seq = len(self.lines) if seq is None else seq
        return {"seq": seq, "hash": self.hashes[seq].hex()}

    def header(self, after: int, until: int, **other: Any) -> bytes:
        """A batch's first line."""
        head = self.head(until)
        signed = b"daftar-head-v1" + self.id.encode() + struct.pack(">Q", head["seq"])
        signature = b64u(self.key.sign(signed + bytes.fromhex(head["hash"])))
        wanted = {"device": self.id, "after": self.head(after), "head": head, "signature": signature}
        return json.dumps(wanted | other).encode()

    def batch(self, after: int = 0, until: int | None = None, *, end: bytes = b"\n", **other: Any) -> bytes:
        """A batch of the lines after ``after``."""
        until = len(self.lines) if until is None else until
        return b"\n".join([self.header(after, until, **other), *self.lines[after:until]]) + end

    def push(self, body: bytes, *, zstd: bool = False, **headers: str) -> httpx.Response:
        """``POST /v1/journal``."""
        sent = {"Content-Type": NDJSON, **self.auth(), **headers}
        if zstd:
            body, sent["Content-Encoding"] = zstandard.compress(body), "zstd"
        return self.http.post("/v1/journal", content=body, headers=sent)

    def get(self, path: str, **parameters: Any) -> httpx.Response:
        """A call with the token."""
        return self.http.get(path, params=parameters, headers=self.auth())

    def held(self) -> dict[str, Any]:
        """The head that the centre answers."""
        found: dict[str, Any] = self.get("/v1/journal/head").json()
        return found

    def auth(self) -> dict[str, str]:
        """The authorisation header; the first time it fetches a token."""
        if not self._token:
            self._token = self.ask_token(self.assertion()).json()["access_token"]
        return {"Authorization": f"Bearer {self._token}"}

    def assertion(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A client assertion; claims given stand in the place of the right ones."""
        now = int(time.time())
        right = {"iss": self.id, "sub": self.id, "aud": self.enrolment["audience"], "exp": now + 120}
        said = right | {"jti": str(uuid.uuid4())} | claims
        first = ".".join(b64u(json.dumps(part).encode()) for part in (header or {"alg": "EdDSA"}, said))
        return f"{first}.{b64u(self.key.sign(first.encode()))}"

    def ask_token(self, assertion: str, **form: str) -> httpx.Response:
        """``POST /v1/token``."""
        right = {"grant_type": "client_credentials", "client_assertion_type": JWT_BEARER}
        return self.http.post("/v1/token", data=right | {"client_assertion": assertion} | form)


def enrolling(key: Ed25519PrivateKey, office: str, code: str) -> dict[str, Any]:
    """The body of ``POST /v1/devices``."""
    public = {"kty": "OKP", "crv": "Ed25519", "x": b64u(key.public_key().public_bytes_raw())}
    return {"activation_code": code, "office": office, "name": "PC-1", "public_key": public}


def b64u(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def uuid7() -> str:
    """A UUIDv7."""
    raw = bytearray((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))
    raw[6], raw[8] = (raw[6] & 0x0F) | 0x70, (raw[8] & 0x3F) | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))
