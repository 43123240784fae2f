"""Finished answers to people who are not signed in, kept in the process while nothing has changed.

An answer is good for one state of the store (`pages.store_token`, one query) on one day, since pages say how long ago
things were. So a saved figure shows on the very next request, whichever worker answers it. Answers to signed-in people
are never kept. Kept answers are compressed once; they hold no secret that a length could give away.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from reports import pages

MOST_BYTES = 8 * 1024 * 1024
LEVEL = 5  # the next takes two fifths more time and saves 4 bytes in 100
COMPRESSED = ("text/html", "text/csv", "application/json")


@dataclass(frozen=True, slots=True)
class Answer:
    """One finished answer and what it is good for."""

    good_for: str
    body: bytes
    packed: bytes | None
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


class Shelf:
    """The newest answers by address, up to so many bytes. Safe for threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._bytes, self._most, self._lock = 0, most_bytes, Lock()

    def take(self, address: str, good_for: str) -> Answer | None:
        """The answer kept for the address, unless things have changed since."""
        with self._lock:
            found = self._answers.get(address)
            if found is None or found.good_for != good_for:
                return None
            self._answers.move_to_end(address)
            return found

    def put(self, address: str, answer: Answer) -> None:
        if answer.size > self._most // 4:
            return
        with self._lock:
            before = self._answers.pop(address, None)
            self._bytes += answer.size - (before.size if before else 0)
            self._answers[address] = answer
            while self._bytes > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= oldest.size

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._bytes = 0


shelf = Shelf()


def kept(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer kept for this address, or the one `make` gives, kept if it is whole and nobody's own."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response = make()
        response.headers["Cache-Control"] = "private, no-store"
        return response
    good_for = f"{pages.store_token()}-{timezone.localdate():%Y%m%d}"
    address = request.build_absolute_uri()
    found = shelf.take(address, good_for)
    if found is None:
        response = make()
        # A way of signing in that needs no session would come here too: what is somebody's own is never kept.
        if response.status_code != 200 or request.user.is_authenticated:
            return response
        found = _answer(response, good_for)
        shelf.put(address, found)
    return _served(request, found)


def _answer(response: HttpResponse, good_for: str) -> Answer:
    content_type = response.headers["Content-Type"]
    packs = content_type.startswith(COMPRESSED)
    packed = gzip.compress(response.content, LEVEL, mtime=0) if packs else None
    return Answer(good_for, response.content, packed, tuple(response.headers.items()))


def _served(request: HttpRequest, answer: Answer) -> HttpResponse:
    etag = f'W/"{answer.good_for}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        accepts = "gzip" in request.headers.get("Accept-Encoding", "")
        packed = answer.packed if accepts else None
        response = HttpResponse(answer.body if packed is None else packed)
        for name, value in answer.headers:
            response.headers[name] = value
        if packed is not None:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    # A browser asks each time whether its copy still holds: a correction must not wait for a cache to forget.
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response
