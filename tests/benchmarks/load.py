"""A small closed-loop load generator: so many connections, each asks again as soon as it has its answer.

It speaks just enough HTTP/1.1 to keep its own cost far below the server's, goes only to this machine, and stops after
a given number of requests.
"""

from __future__ import annotations

import re
import selectors
import socket
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType

HOST = "127.0.0.1"
PATIENCE = 30  # seconds without a single byte from the server
HEAD_END = b"\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ENCODING = re.compile(rb"\r\ncontent-encoding: *gzip", re.IGNORECASE)


class BadAnswer(Exception):
    """The server answered something else than 200 with a length, or not at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `seconds` from connecting (or, on a kept connection, from asking) to its last byte."""

    seconds: float
    body: bytes
    gzipped: bool


@dataclass(frozen=True, slots=True)
class Round:
    """What so many requests took: `seconds` altogether, and of each, shortest first."""

    seconds: float
    each: tuple[float, ...]

    @classmethod
    def of(cls, seconds: float, each: Iterable[float]) -> Round:
        return cls(seconds, tuple(sorted(each)))

    @property
    def per_second(self) -> float:
        return len(self.each) / self.seconds

    @property
    def median(self) -> float:
        return statistics.median(self.each)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 requests did not exceed (nearest rank)."""
        return self.each[-(-len(self.each) * 95 // 100) - 1]


@dataclass(slots=True)
class _Connection:
    """A kept connection and the answer it is in the middle of."""

    socket: socket.socket
    left: int = 0
    asked: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    ends: int | None = None  # how many bytes the answer has, once its head is there

    def ask(self, request: bytes) -> None:
        self.received.clear()
        self.ends = None
        self.asked = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> bool:
        """Takes what has come; is the answer whole?"""
        chunk = self.socket.recv(1 << 18)
        if not chunk:
            raise BadAnswer(f"The server closed the connection after {len(self.received)} bytes.")
        self.received += chunk
        if self.ends is None:
            self.ends = _end_of_answer(self.received)
        return self.ends is not None and len(self.received) >= self.ends


def _end_of_answer(received: bytearray) -> int | None:
    head_end = received.find(HEAD_END)
    if head_end < 0:
        return None
    head = bytes(received[:head_end])
    status, length = STATUS.match(head), LENGTH.search(head)
    if status is None or status[1] != b"200" or length is None:
        raise BadAnswer(head.decode("latin-1"))
    return head_end + len(HEAD_END) + int(length[1])


def _request(path: str, connection: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\nConnection: {connection}\r\n\r\n".encode()


class Clients:
    """Connections that stay open between rounds, so that a round after another measures answers only."""

    def __init__(self, port: int, path: str, *, connections: int) -> None:
        self._request = _request(path, "keep-alive")
        address = (HOST, port)
        self._connections = [_Connection(socket.create_connection(address, PATIENCE)) for _ in range(connections)]

    def __enter__(self) -> Clients:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._connections:
            one.socket.close()

    def round(self, each: int) -> Round:
        """Every connection asks so many times. Raises `BadAnswer`."""
        times: list[float] = []
        with selectors.DefaultSelector() as selector:
            begun = time.perf_counter()
            for one in self._connections:
                selector.register(one.socket, selectors.EVENT_READ, one)
                one.left = each
                one.ask(self._request)
            asking = len(self._connections)
            while asking:
                ready = selector.select(PATIENCE)
                if not ready:
                    raise BadAnswer(f"The server said nothing for {PATIENCE} seconds.")
                for key, _ in ready:
                    one = key.data
                    if not one.take():
                        continue
                    times.append(time.perf_counter() - one.asked)
                    one.left -= 1
                    if one.left:
                        one.ask(self._request)
                    else:
                        selector.unregister(one.socket)
                        asking -= 1
            return Round.of(time.perf_counter() - begun, times)


def ask_once(port: int, path: str) -> Answer:
    """One request on a connection of its own, as a new visitor's; any of the workers takes it. Raises `BadAnswer`."""
    begun = time.perf_counter()
    with socket.create_connection((HOST, port), PATIENCE) as opened:
        connection = _Connection(opened)
        connection.ask(_request(path, "close"))
        while not connection.take():
            pass
    seconds = time.perf_counter() - begun
    head, _, body = bytes(connection.received).partition(HEAD_END)
    return Answer(seconds, body, ENCODING.search(head) is not None)
