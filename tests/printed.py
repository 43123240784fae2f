"""PDFs for tests that look at many pages many times: the same document gives the same bytes, so each is made once, and
what it says is read once.
"""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf

from reports.pdf import render
from tests.reports.pdf_text import said_in

render_once = lru_cache(maxsize=512)(render)


@lru_cache(maxsize=1024)
def said_once(content: bytes) -> str:
    """Everything a PDF says anywhere."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return said_in(file)
