"""A device on the wire, made of nothing but the protocol page: what another implementation would send."""

from __future__ import annotations

import json
import os
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import zstandard

from app.domain.chain import Head, extend, genesis, signed_head
from app.domain.entry import Entry, encode
from app.domain.ids import uuid7
from app.domain.signatures import Signer, b64u
from app.sync.protocol import JWT_BEARER, NDJSON


@dataclass
class WireDevice:
    """An enrolled device: its key, its journal's lines and a token when it has fetched one."""

    http: httpx.Client
    office: str
    device: str
    counter: int
    audience: str
    enrolment: dict[str, Any]
    signer: Signer
    lines: list[bytes] = field(default_factory=list)
    token: str = ""

    def head(self, seq: int | None = None) -> Head:
        """The head after the first ``seq`` lines, by default all."""
        return extend(genesis(self.device), self.lines[: len(self.lines) if seq is None else seq])

    def write(self, count: int = 1, kind: str = "staff.signed_in", pad: int = 0, **data: Any) -> None:
        """Append entries to the journal."""
        for _ in range(count):
            content = dict(data, pad="x" * pad) if pad else dict(data)
            entry = Entry(
                seq=len(self.lines) + 1,
                id=uuid7(time.time_ns() // 1_000_000, os.urandom(10)),
                kind=kind,
                at="2026-11-23T10:42:07.123Z",
                office=self.office,
                device=self.device,
                staff="1001",
                data=content,
            )
            self.lines.append(encode(entry))

    def batch(self, after: int = 0, until: int | None = None) -> bytes:
        """The body that sends the lines after ``after`` up to ``until``."""
        until = len(self.lines) if until is None else until
        return self.body(self.head(after), self.head(until), self.lines[after:until])

    def body(self, after: Head, head: Head, lines: list[bytes], signature: bytes | None = None) -> bytes:
        """A body of any content, signed over ``head`` unless a signature is given."""
        signed = self.signer.sign(signed_head(self.device, head)) if signature is None else signature
        header = {
            "device": self.device,
            "after": {"seq": after.seq, "hash": after.hex()},
            "head": {"seq": head.seq, "hash": head.hex()},
            "signature": b64u(signed),
        }
        return b"\n".join([json.dumps(header).encode(), *lines]) + b"\n"

    def push(self, body: bytes, *, zstd: bool = False, **headers: str) -> httpx.Response:
        """Send a batch."""
        if zstd:
            body = zstandard.ZstdCompressor().compress(body)
            headers["Content-Encoding"] = "zstd"
        return self.http.post(
            "/v1/journal", content=body, headers=self.auth() | {"Content-Type": NDJSON} | headers
        )

    def get(self, path: str, **parameters: Any) -> httpx.Response:
        """A call with the token."""
        return self.http.get(path, params=parameters, headers=self.auth())

    def centre_head(self) -> tuple[int, str]:
        """The head that the centre answers."""
        answer = self.get("/v1/journal/head").raise_for_status().json()
        return answer["seq"], answer["hash"]

    def auth(self) -> dict[str, str]:
        """The authorisation header; fetches a token the first time."""
        if not self.token:
            self.token = self.ask_token().raise_for_status().json()["access_token"]
        return {"Authorization": f"Bearer {self.token}"}

    def ask_token(self, assertion: str | None = None, **form: str) -> httpx.Response:
        """``POST /v1/token``."""
        fields = {
            "grant_type": "client_credentials",
            "client_assertion_type": JWT_BEARER,
            "client_assertion": self.assertion() if assertion is None else assertion,
        } | form
        return self.http.post("/v1/token", data=fields)

    def assertion(self, signer: Signer | None = None, **changes: Any) -> str:
        """A client assertion; a claim given as ``None`` is left out."""
        now = int(time.time())
        claims = {
            "iss": self.device,
            "sub": self.device,
            "aud": self.audience,
            "iat": now,
            "exp": now + 120,
            "jti": str(uuid.uuid4()),
        } | changes
        payload = {name: value for name, value in claims.items() if value is not None}
        return (signer or self.signer).jws(json.dumps(payload).encode(), "JWT")


def enrol(http: httpx.Client, office: str, code: str, name: str = "PC-1") -> WireDevice:
    """Enrol a new device with an activation code."""
    seed = os.urandom(32)
    wanted = {
        "activation_code": code,
        "office": office,
        "name": name,
        "public_key": Signer(seed, "").public_jwk(),
    }
    answer = http.post("/v1/devices", json=wanted).raise_for_status().json()
    return WireDevice(
        http=http,
        office=office,
        device=answer["device"],
        counter=answer["counter"],
        audience=answer["audience"],
        enrolment=answer,
        signer=Signer(seed, answer["device"]),
    )
