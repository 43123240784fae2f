"""PDFs for tests that look at many pages many times: the same document gives the same bytes, so each is made once."""

from __future__ import annotations

from functools import lru_cache

from reports.pdf import render

render_once = lru_cache(maxsize=512)(render)
