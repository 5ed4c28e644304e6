"""A bad line to the centre: an HTTP proxy on loopback that spoils chosen exchanges in chosen ways.

    proxy = FaultProxy(gateway.base_url)
    proxy.next(Fault.DROP_ANSWER, "/v1/journal")     # the request arrives, its answer does not
    ...                                              # the office uses proxy.url
    proxy.close()

Requests and answers are passed on byte for byte. ``seen`` tells what came through, in order of arrival.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urlsplit

PIECE_BYTES = 64 * 1024
IDLE_S = 60.0
HTML = b"<!doctype html><html><body>Please log in to the guest network</body></html>"


class Fault(Enum):
    """What happens to one exchange."""

    NONE = auto()
    REFUSE = auto()
    """The connection ends before the request is passed on."""
    CUT_REQUEST = auto()
    """Half of the request's body is passed on, then both connections end."""
    SPOIL_REQUEST = auto()
    """One byte in the middle of the request's body is another when it is passed on."""
    DROP_ANSWER = auto()
    """The request is passed on and has its effect; the answer is lost."""
    TRUNCATE = auto()
    """Half of the answer's body comes, then the connection ends."""
    DELAY = auto()
    """The answer comes after ``seconds``."""
    HANG = auto()
    """The answer never comes; the connection stays open until the proxy closes or ``release`` is called."""
    DUPLICATE_REQUEST = auto()
    """The request is passed on twice; the second answer comes back."""
    DUPLICATE_ANSWER = auto()
    """The answer comes twice on the same connection."""
    SWAP = auto()
    """This answer and that of the next exchange with this fault come back exchanged."""
    REPLACE = auto()
    """The request is passed on; ``status``, ``content_type`` and ``body`` come instead of the answer."""
    INSTEAD = auto()
    """The request is not passed on; ``status``, ``content_type`` and ``body`` come at once."""
    HUGE = auto()
    """A body of ``size_bytes`` comes instead of the answer."""


@dataclass(frozen=True)
class Rule:
    """A fault, for which exchanges (path prefix, method, after skipping some), and its particulars."""

    fault: Fault
    path: str = ""
    method: str = ""
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    status: int = 200
    content_type: str = "text/html"
    body: bytes = HTML
    headers: tuple[tuple[str, str], ...] = ()
    size_bytes: int = 0


@dataclass
class _Pending:
    rule: Rule
    left: int
    to_skip: int


@dataclass
class Exchange:
    """A request that came: method, path with query, its body's size, and the answer's status if any."""

    method: str
    path: str
    body: bytes = field(repr=False)
    status: int | None = None


@dataclass
class _Message:
    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.head + self.body


class FaultProxy:
    """Listens on a port of its own for as long as it is open; ``target`` may be changed at any time."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.seen: list[Exchange] = []
        self._rules: list[_Pending] = []
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._released = threading.Event()
        self._swap: tuple[_Message, threading.Event, list[bytes]] | None = None
        self._listener: socket.socket | None = None
        self._port = 0
        self.up()

    @property
    def url(self) -> str:
        """What an office is enrolled with."""
        return f"http://127.0.0.1:{self._port}"

    def next(self, fault: Fault, path: str = "", **particulars: object) -> None:
        """Spoil the next exchange whose path begins with ``path`` (``times`` of them)."""
        rule = Rule(fault, path, **particulars)  # type: ignore[arg-type]
        with self._lock:
            self._rules.append(_Pending(rule, rule.times, rule.skip))

    def problem(self, path: str, status: int, kind: str, times: int = 1, **members: object) -> None:
        """Answer the next such request with a problem, without passing it on."""
        headers = members.pop("headers", ())
        content = {"type": f"urn:daftar:problem:{kind}", "title": kind, "status": status, **members}
        self.next(
            Fault.INSTEAD,
            path,
            times=times,
            status=status,
            content_type="application/problem+json",
            body=json.dumps(content).encode(),
            headers=headers,
        )

    def calm(self) -> None:
        """Forget every fault still to come."""
        with self._lock:
            self._rules.clear()

    def count(self, path: str, method: str = "") -> int:
        """How many requests came whose path begins with ``path``."""
        return sum(e.path.startswith(path) and e.method.startswith(method) for e in list(self.seen))

    def down(self) -> None:
        """Refuse connections and end those that are open."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            for connection in list(self._open):
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def up(self) -> None:
        """Listen again, on the same port."""
        if self._listener is not None:
            return
        self._listener = socket.create_server(("127.0.0.1", self._port), backlog=64)
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def release(self) -> None:
        """Let go of every exchange that hangs."""
        self._released.set()

    def close(self) -> None:
        """Stop."""
        self.release()
        self.down()

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # One connection ----------------------------------------------------------------------------------

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, office: socket.socket) -> None:
        with self._lock:
            self._open.add(office)
        centre: socket.socket | None = None
        try:
            office.settimeout(IDLE_S)
            reader = _Reader(office)
            while (request := reader.message(is_answer=False)) is not None:
                if centre is None:
                    centre = self._connect()
                keep = self._exchange(office, centre, request)
                if not keep:
                    return
        except (OSError, ValueError):
            return
        finally:
            with self._lock:
                self._open.discard(office)
            for each in (office, centre):
                if each is not None:
                    with contextlib.suppress(OSError):
                        each.shutdown(socket.SHUT_RDWR)
                    each.close()

    def _connect(self) -> socket.socket:
        parts = urlsplit(self.target)
        connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=5)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.settimeout(IDLE_S)
        with self._lock:
            self._open.add(connection)
        return connection

    def _exchange(self, office: socket.socket, centre: socket.socket, request: _Message) -> bool:
        """Pass one exchange on, spoilt or not; whether the connection may be used again."""
        method, path = request.head.split(b" ", 2)[:2]
        record = Exchange(method.decode(), path.decode(), request.body)
        rule = self._rule_for(record)
        fault = rule.fault if rule is not None else Fault.NONE
        with self._lock:
            self.seen.append(record)
        if fault is Fault.REFUSE:
            return False
        if rule is not None and fault is Fault.INSTEAD:
            record.status = rule.status
            office.sendall(_made(rule, rule.body))
            return True
        if fault is Fault.CUT_REQUEST:
            centre.sendall(request.head + request.body[: len(request.body) // 2])
            return False
        if fault is Fault.SPOIL_REQUEST:
            request = _spoilt(request)
        answer = self._ask(centre, request)
        if fault is Fault.DUPLICATE_REQUEST:
            answer = self._ask(centre, request)
        record.status = int(answer.head.split(b" ", 2)[1])
        if rule is None:
            office.sendall(answer.raw)
            return True
        return self._spoil(office, answer, rule)

    def _ask(self, centre: socket.socket, request: _Message) -> _Message:
        centre.sendall(request.raw)
        answer = _Reader(centre).message(is_answer=True, is_bodiless=request.head.startswith(b"HEAD "))
        if answer is None:
            raise OSError("the centre hung up")
        return answer

    def _spoil(self, office: socket.socket, answer: _Message, rule: Rule) -> bool:
        match rule.fault:
            case Fault.DROP_ANSWER:
                return False
            case Fault.TRUNCATE:
                office.sendall(answer.head + answer.body[: len(answer.body) // 2])
                return False
            case Fault.DELAY:
                self._released.wait(rule.seconds)
            case Fault.HANG:
                self._released.wait()
                return False
            case Fault.DUPLICATE_ANSWER:
                office.sendall(answer.raw)
            case Fault.SWAP:
                answer = self._swapped(answer)
            case Fault.REPLACE:
                office.sendall(_made(rule, rule.body))
                return True
            case Fault.HUGE:
                office.sendall(_made(rule, b"", size_bytes=rule.size_bytes))
                for piece in _pieces(rule.size_bytes):
                    office.sendall(piece)
                return True
        office.sendall(answer.raw)
        return True

    def _swapped(self, answer: _Message) -> _Message:
        """This answer for the other one of a pair; alone for too long, its own."""
        with self._lock:
            if self._swap is None:
                mine: tuple[_Message, threading.Event, list[bytes]] = (answer, threading.Event(), [])
                self._swap = mine
            else:
                other, self._swap = self._swap, None
                other[2].append(answer.raw)
                other[1].set()
                return other[0]
        if mine[1].wait(5.0):
            return _Message(mine[2][0], b"")
        with self._lock:
            self._swap = None
        return answer

    def _rule_for(self, exchange: Exchange) -> Rule | None:
        with self._lock:
            for pending in self._rules:
                rule = pending.rule
                if not exchange.path.startswith(rule.path) or not exchange.method.startswith(rule.method):
                    continue
                if pending.to_skip:
                    pending.to_skip -= 1
                    return None
                pending.left -= 1
                if pending.left == 0:
                    self._rules.remove(pending)
                return rule
        return None


class _Reader:
    """Reads whole HTTP/1.1 messages from one side of a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = b""

    def message(self, *, is_answer: bool, is_bodiless: bool = False) -> _Message | None:
        """The next message; None when the other side has hung up. The answer to HEAD has no body."""
        while b"\r\n\r\n" not in self._buffer:
            piece = self._connection.recv(PIECE_BYTES)
            if not piece:
                return None
            self._buffer += piece
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        head += b"\r\n\r\n"
        fields = dict(_field(line) for line in head.split(b"\r\n")[1:] if b":" in line)
        if b"chunked" in fields.get(b"transfer-encoding", b""):
            return _Message(head, self._chunks())
        status = head.split(b" ", 2)[1] if is_answer else b""
        if is_bodiless or status[:1] == b"1" or status in (b"204", b"304"):
            return _Message(head, b"")
        return _Message(head, self._exactly(int(fields.get(b"content-length", b"0"))))

    def _exactly(self, size: int) -> bytes:
        pieces, held = [self._buffer], len(self._buffer)
        while held < size:
            piece = self._connection.recv(PIECE_BYTES)
            if not piece:
                raise OSError("cut short")
            pieces.append(piece)
            held += len(piece)
        whole = b"".join(pieces)
        self._buffer = whole[size:]
        return whole[:size]

    def _chunks(self) -> bytes:
        """A chunked body with its framing, as it came."""
        whole = b""
        while True:
            while b"\r\n" not in self._buffer:
                self._buffer += self._connection.recv(PIECE_BYTES)
            line, _, self._buffer = self._buffer.partition(b"\r\n")
            size = int(line.split(b";")[0], 16)
            whole += line + b"\r\n" + self._exactly(size + 2)
            if size == 0:
                return whole


def _spoilt(request: _Message) -> _Message:
    body = bytearray(request.body)
    if body:
        body[len(body) // 2] ^= 0x20
    return _Message(request.head, bytes(body))


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.strip().lower(), value.strip().lower()


def _made(rule: Rule, body: bytes, size_bytes: int | None = None) -> bytes:
    """An answer of the proxy's own."""
    size = len(body) if size_bytes is None else size_bytes
    lines = [
        f"HTTP/1.1 {rule.status} Made up",
        f"content-type: {rule.content_type}",
        f"content-length: {size}",
    ]
    lines += [f"{name}: {value}" for name, value in rule.headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _pieces(size_bytes: int) -> Iterator[bytes]:
    piece = b" " * PIECE_BYTES
    while size_bytes > 0:
        yield piece[:size_bytes]
        size_bytes -= len(piece)


def eventually(condition: object, seconds: float = 10.0) -> None:
    """Wait until ``condition()`` is true; fails after ``seconds``."""
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.01)
