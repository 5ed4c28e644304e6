"""Another implementation of the centre, in memory, made of nothing but the protocol page.

It shares no code with the project: were both sides wrong in the same way, their own tests would not see.
Answers carry members that the page does not name, as it allows. ``spoil`` makes one call misbehave.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import zstandard
from argon2 import PasswordHasher
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

AUDIENCE = "https://centre.example/"
ACTIVATION = "OPEN-SESAME"
PASSWORD = "a-good-password"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

Spoiler = Callable[["Call"], None]
"""Answers a call in its own way, or does nothing and lets the gateway answer."""


@dataclass
class Journal:
    """A device as held: its key, its lines and the hash after each."""

    device: str
    key: Ed25519PublicKey
    lines: list[bytes] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)

    def head(self, seq: int | None = None) -> dict[str, Any]:
        """The head after ``seq`` lines, by default all."""
        seq = len(self.lines) if seq is None else seq
        return {"seq": seq, "hash": self.hashes[seq].hex(), "shard": 3}

    def cut(self, seq: int) -> None:
        """Go back to ``seq`` lines, as a centre does that was restored from a backup."""
        del self.lines[seq:], self.hashes[seq + 1 :]

    @property
    def kinds(self) -> list[str]:
        """The kind of each entry."""
        return [json.loads(line)["kind"] for line in self.lines]


class ForeignGateway:
    """One office at a loopback port; as a context it stops at its end."""

    def __init__(self) -> None:
        self.journals: dict[str, Journal] = {}
        self.items: list[dict[str, Any]] = []
        self.epoch = "first"
        self.calls: list[str] = []
        self.faults: list[str] = []
        self.spoilers: list[tuple[str, Spoiler]] = []
        self._trust = Ed25519PrivateKey.generate()
        self._used: set[str] = set()
        self._tokens: dict[str, str] = {}
        self._verifier = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD)
        handler = type("Handler", (Call,), {"gateway": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> ForeignGateway:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def journal(self) -> Journal:
        """The journal of the only device."""
        (only,) = self.journals.values()
        return only

    def spoil(self, call: str, spoiler: Spoiler, times: int = 1) -> None:
        """Let ``spoiler`` answer the next calls of this name (as ``POST /v1/journal``)."""
        self.spoilers += [(call, spoiler)] * times

    def forget_tokens(self) -> None:
        """Every token has expired."""
        self._tokens.clear()

    def say(self, kind: str, data: dict[str, Any], **more: Any) -> None:
        """Add an item to the feed."""
        item = {"seq": len(self.items) + 1, "id": uuid7(), "kind": kind, "at": now(), "data": data}
        self.items.append(item | more)

    def publish(self, what: str, payload: bytes, version: int, *, key: Any = None, **header: Any) -> None:
        """Publish a catalogue or tariff as a compact JWS."""
        first = b64u(json.dumps({"alg": "EdDSA"} | header).encode()) + "." + b64u(payload)
        signature = (key or self._trust).sign(first.encode())
        self.say(f"{what}.published", {"version": version, "jws": f"{first}.{b64u(signature)}"})

    # The calls, in the page's order.

    def enrol(self, call: Call) -> None:
        """``POST /v1/devices``."""
        asked = json.loads(call.body)
        if asked["activation_code"] != ACTIVATION:
            return call.problem(403, "activation-refused")
        if self.journals:
            return call.problem(409, "activation-used")
        device = str(uuid.uuid4())
        key = Ed25519PublicKey.from_public_bytes(unb64u(asked["public_key"]["x"]))
        start = hashlib.sha256(b"daftar-journal-v1" + device.encode()).digest()
        self.journals[device] = Journal(device, key, hashes=[start])
        trust = {"kty": "OKP", "crv": "Ed25519", "x": b64u(self._trust.public_key().public_bytes_raw())}
        return call.json(
            {
                "device": device,
                "counter": 2,
                "office": {"code": asked["office"], "name": "دفتر نمونه", "province": "23"},
                "audience": AUDIENCE,
                "trust": {"keys": [trust | {"kid": "k1", "use": "sig"}]},
                "epoch": self.epoch,
                "time": now(),
                "motd": "welcome",
            },
            201,
        )

    def token(self, call: Call) -> None:
        """``POST /v1/token``."""
        form = {name: values[0] for name, values in parse_qs(call.body.decode()).items()}
        if form["grant_type"] != "client_credentials" or form["client_assertion_type"] != JWT_BEARER:
            return call.json({"error": "unsupported_grant_type"}, 400)
        head, claims, signature = form["client_assertion"].split(".")
        said = json.loads(unb64u(claims))
        journal = self.journals[said["sub"]]
        journal.key.verify(unb64u(signature), f"{head}.{claims}".encode())
        is_good = (
            json.loads(unb64u(head))["alg"] == "EdDSA"
            and said["iss"] == said["sub"]
            and said["aud"] == AUDIENCE
            and time.time() < said["exp"] <= time.time() + 300
            and said["jti"] not in self._used
        )
        if not is_good:
            return call.json({"error": "invalid_client"}, 401)
        self._used.add(said["jti"])
        token = b64u(hashlib.sha256(said["jti"].encode()).digest())
        self._tokens[token] = journal.device
        return call.json({"access_token": token, "token_type": "Bearer", "expires_in": 900, "scope": "x"})

    def status(self, call: Call) -> None:
        """``GET /v1/status``."""
        upstreams = [{"name": "passport", "state": "up", "since": now(), "latency_ms": 3}]
        call.json({"time": now(), "epoch": self.epoch, "upstreams": upstreams, "build": "x"})

    def sign_in(self, call: Call) -> None:
        """``POST /v1/sign-in``."""
        asked = json.loads(call.body)
        if asked["password"] != PASSWORD:
            return call.problem(401, "sign-in-refused")
        lease_end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))
        person = {"staff": asked["staff"], "name": "کارمند", "roles": ["clerk"], "credential": 1}
        return call.json(person | {"lease_end": lease_end, "verifier": self._verifier, "shift": "day"})

    def head(self, call: Call) -> None:
        """``GET /v1/journal/head``."""
        call.json(self.journals[call.query.get("device", call.device)].head())

    def push(self, call: Call) -> None:
        """``POST /v1/journal``."""
        body = call.body
        if call.headers["content-type"] != "application/x-ndjson" or len(body) > 4 * 1024 * 1024:
            return call.problem(400, "not-ndjson")
        first, *lines = body.removesuffix(b"\n").split(b"\n")
        header = json.loads(first)
        journal, after, head = self.journals[header["device"]], header["after"], header["head"]
        hashes = [bytes.fromhex(after["hash"])]
        for line in lines:
            hashes.append(hashlib.sha256(hashes[-1] + line).digest())
            entry = json.loads(line)
            is_whole = entry.keys() >= {"seq", "id", "kind", "at", "office", "device", "staff", "data"}
            if not is_whole or entry["seq"] != after["seq"] + len(hashes) - 1 or len(line) > 65_536:
                return call.problem(400, "journal-broken")
        signed = b"daftar-head-v1" + header["device"].encode()
        signed += struct.pack(">Q", head["seq"]) + bytes.fromhex(head["hash"])
        try:
            journal.key.verify(unb64u(header["signature"]), signed)
        except InvalidSignature:
            return call.problem(400, "bad-signature")
        if hashes[-1].hex() != head["hash"] or head["seq"] != after["seq"] + len(lines) or len(lines) > 1000:
            return call.problem(400, "journal-broken")
        if after["seq"] > len(journal.lines):
            return call.problem(409, "journal-behind", head=journal.head())
        for seq, digest in enumerate(hashes, after["seq"]):
            if seq <= len(journal.lines):
                if journal.hashes[seq] != digest:
                    return call.problem(409, "journal-fork", seq=seq)
            else:
                journal.lines.append(lines[seq - after["seq"] - 1])
                journal.hashes.append(digest)
        return call.json({"head": journal.head(), "took_ms": 1})

    def entries(self, call: Call) -> None:
        """``GET /v1/journal``."""
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1000))
        held = self.journals[call.query.get("device", call.device)].lines[after : after + limit]
        call.send(200, "application/x-ndjson", b"".join(line + b"\n" for line in held))

    def feed(self, call: Call) -> None:
        """``GET /v1/feed``, with at most two items a page."""
        after = int(call.query["after"])
        rest = self.items[after:]
        call.json({"epoch": self.epoch, "items": rest[:2], "more": len(rest) > 2, "next": "x"})

    def receives(self, call: Call) -> None:
        """Check who calls and hand the call on."""
        try:
            call.device = self._tokens.get(call.headers.get("authorization", "").removeprefix("Bearer "), "")
            open_calls = {
                "POST /v1/devices": self.enrol,
                "POST /v1/token": self.token,
                "GET /v1/status": self.status,
            }
            device_calls = {
                "POST /v1/sign-in": self.sign_in,
                "GET /v1/journal/head": self.head,
                "POST /v1/journal": self.push,
                "GET /v1/journal": self.entries,
                "GET /v1/feed": self.feed,
            }
            if call.name in open_calls:
                open_calls[call.name](call)
            elif call.name not in device_calls:
                call.problem(404, "no-such-call")
            elif not call.device:
                call.problem(401, "token-expired")
            else:
                device_calls[call.name](call)
        except (KeyError, ValueError, InvalidSignature) as error:
            self.faults.append(f"{call.name}: {error!r}")
            call.problem(400, "fault-of-the-client")


class Call(BaseHTTPRequestHandler):
    """One request and its answer."""

    gateway: ForeignGateway
    protocol_version = "HTTP/1.1"
    device = ""

    def do_GET(self) -> None:
        """Any request: read it whole and answer once."""
        parts = urlsplit(self.path)
        self.name = f"{self.command} {parts.path}"
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("content-encoding") == "zstd":
            self.body = zstandard.ZstdDecompressor().decompressobj().decompress(self.body)
        self.is_answered = False
        self.gateway.calls.append(self.name)
        for number, (name, spoiler) in enumerate(self.gateway.spoilers):
            if name == self.name:
                del self.gateway.spoilers[number]
                spoiler(self)
                break
        if not self.is_answered:
            self.gateway.receives(self)

    do_POST = do_GET

    def json(self, value: Any, status: int = 200) -> None:
        """A JSON answer."""
        self.send(status, "application/json; charset=utf-8", json.dumps(value).encode())

    def problem(self, status: int, kind: str, **members: Any) -> None:
        """RFC 9457, with no more than it must have."""
        said = {"type": f"urn:daftar:problem:{kind}", "title": kind, "status": status, "detail": "said so"}
        self.send(status, "application/problem+json", json.dumps(said | members).encode())

    def send(self, status: int, kind: str, body: bytes, *, cut: int = 0, **headers: str) -> None:
        """An answer; ``cut`` bytes of the body never come."""
        self.is_answered = True
        self.send_response(status)
        for name, text in ({"content-type": kind, "content-length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(body[: len(body) - cut])
        self.close_connection = self.close_connection or bool(cut)

    def commit_silently(self) -> None:
        """Let the gateway do what was asked, and keep its answer back."""
        send, self.send = self.send, lambda *_, **__: None  # type: ignore[method-assign]
        self.gateway.receives(self)
        self.send = send  # type: ignore[method-assign]

    def log_message(self, *_: object) -> None:
        """Nothing."""


def b64u(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def now() -> str:
    """The present instant, RFC 3339 in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + "Z"


def uuid7() -> str:
    """A UUIDv7."""
    raw = bytearray((time.time_ns() // 1_000_000).to_bytes(6, "big") + uuid.uuid4().bytes[6:])
    raw[6] = (raw[6] & 0x0F) | 0x70
    return str(uuid.UUID(bytes=bytes(raw)))
