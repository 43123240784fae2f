"""The files of a locked version, made once: PDF, Word copy, CSV and JSON for everybody, PDF with the exempt parts."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from reports.actions.refusals import PaperRefused
from reports.cards import Document
from reports.exports.papers import paper_csv, paper_json
from reports.exports.word import document_docx
from reports.pages.papers import Composed
from reports.pdf import PdfError, render


def files_of(whole: Composed, number: str) -> Iterator[tuple[str, bool, bytes]]:
    """Each file's ending, whether it is restricted, and its bytes. Raises `PaperRefused` where a PDF cannot be made,
    with the part and the sentence that stop it."""
    shown = whole.public
    yield "pdf", False, _pdf(shown)
    yield "docx", False, document_docx(shown, site=settings.SITE_ADDRESS)
    yield "csv", False, paper_csv(shown, whole.material.dashboard)
    yield "json", False, paper_json(shown, whole.material.dashboard, number)
    if whole.restricted is not None:
        yield "pdf", True, _pdf(whole.restricted)


def _pdf(document: Document) -> bytes:
    try:
        return render(
            document, seconds=settings.PDF_SECONDS, site=settings.SITE_ADDRESS, megabytes=settings.PDF_MEMORY_MB
        )
    except PdfError as error:
        raise PaperRefused(f"The PDF cannot be made, so nothing was locked. {error}") from error
