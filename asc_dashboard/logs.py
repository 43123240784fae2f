"""Keeps personal data out of the logs, whichever library writes them."""

from __future__ import annotations

import logging
import re

QUERY_STRING = re.compile(r"(?<=\S)\?[^\s'\"]+")
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])")
# A time of day has the form of a short IPv6 address; the machine's own addresses are nobody's.
NOBODYS = re.compile(r"\d\d:\d\d:\d\d|127\.0\.0\.1|0\.0\.0\.0|::1?")
# PostgreSQL quotes the row that it refused.
REFUSED_ROW = re.compile(r"^DETAIL:.*$", re.MULTILINE)


class ImpersonalFormatter(logging.Formatter):
    """Formats a record, its traceback included, without network addresses, query strings and quoted rows."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines to print."""
        return impersonal(super().format(record))


def impersonal(text: str) -> str:
    """The text with what could name a person replaced by a mark that says what stood there."""
    text = REFUSED_ROW.sub("DETAIL: (left out)", text)
    text = QUERY_STRING.sub("?(left out)", text)
    return ADDRESS.sub(lambda found: found[0] if NOBODYS.fullmatch(found[0]) else "(address)", text)
