"""Documents as accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst in a process of its own.

`render` is the one door: it prepares the words (`preparing`), starts a worker (`worker`) that knows nothing of the
site, and gives the bytes or tells which sentence of which part could not be set. The same document gives the same
bytes. `cleaned` tells authors what of a text cannot be printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.pdf.cleaning import cleaned
from reports.pdf.errors import PdfError, PdfTimeout

if TYPE_CHECKING:
    from reports.cards import Document

__all__ = ["PdfError", "PdfTimeout", "cleaned", "render"]


def render(document: Document, *, seconds: int, site: str = "", megabytes: int = 512) -> bytes:
    """The document as PDF. `site` (`https://performance.example.gov.uk`) goes before addresses of the site, which
    without it are words and no links.

    Takes twice the `seconds` at most: for a place among the workers of this process, and for the worker, which may take
    so many `megabytes` of memory. Raises `PdfError`, `PdfTimeout`.
    """
    # Not above: the worker passes through this file too, and reading the cards would take a third of its time.
    from reports.pdf import rendering

    return rendering.render(document, seconds=seconds, site=site, megabytes=megabytes)
