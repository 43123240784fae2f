"""Keeps personal data out of the logs, whichever library writes them."""

from __future__ import annotations

import logging
import re

QUERY_STRING = re.compile(r"(?<=\S)\?[^\s'\"]+")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])")
CLOCK_TIME = re.compile(r"\d\d:\d\d:\d\d")


class Impersonal(logging.Filter):
    """Takes network addresses and query strings out of each message. It drops no message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message in place; always true."""
        message = QUERY_STRING.sub("?...", record.getMessage())
        record.msg = ADDRESS.sub(_without_address, message)
        record.args = None
        return True


def _without_address(found: re.Match[str]) -> str:
    # A time of day has the form of a short IPv6 address.
    return found[0] if CLOCK_TIME.fullmatch(found[0]) else "(address)"
