"""What was locked: a version with its files, and how the paper would read if it were locked now."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from reports.admin.desk import PaperDesk, Seat, paper_url
from reports.cards import Document
from reports.cards.papers import PaperRecord
from reports.exports.papers import MEDIA_TYPES
from reports.pages.papers import address, composed
from reports.pages.published import KINDS, LABELS
from reports.pdf import PdfError, PdfTimeout, render
from reports.queries.versions import FileRecord, file_of, files_of, versions_of

RESTRICTED: Final = "-restricted"


class VersionPages(PaperDesk):
    def version_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """A locked version: what it is, why, what it changed, its files."""
        paper, seat = self.paper_and_seat(request, pk)
        found = self.version_or_404(paper, seat, version)
        newest = versions_of([paper.pk])[paper.pk][-1]
        files = [one for one in files_of(found.pk) if seat.reads_all or not one.restricted]
        context = {
            "version": found,
            "in_its_place": newest if newest.pk != found.pk else None,
            "kind": KINDS[found.kind],
            "files": [(_label(one), _file_url(paper, found.pk, one), one) for one in files],
            "public_address": f"{address(paper)}v{found.number}/" if found.published_at else "",
        }
        return self.paper_page(request, "version.html", f"Version {found.number}", paper, seat, **context)

    def file_view(
        self, request: HttpRequest, pk: int, version: int, ending: str, *, restricted: bool = False
    ) -> HttpResponse:
        """A file of a locked version, byte for byte."""
        paper, seat = self.paper_and_seat(request, pk)
        found = self.version_or_404(paper, seat, version)
        if restricted and not seat.reads_all:
            raise PermissionDenied
        content = file_of(found.pk, ending, restricted=restricted)
        if content is None:
            raise Http404("This version has no such file.")
        name = f"{paper.slug}-v{found.number}{RESTRICTED if restricted else ''}.{ending}"
        return _download(content[0], ending, name)

    # As it stands now ------------------------------------------------------------------------------------------------

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper as it would read if it were locked now, for everybody or with the parts not for publication."""
        paper, seat = self.paper_and_seat(request, pk)
        document, has_restricted, restricted = self._document(request, paper, seat)
        context = {
            "document": document,
            "restricted": restricted,
            "has_restricted": has_restricted and seat.reads_all,
            "pdf": paper_url("preview_pdf", paper.pk) + ("?restricted=yes" if restricted else ""),
        }
        return self.paper_page(request, "preview.html", "How it reads", paper, seat, **context)

    def preview_pdf_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same as a PDF; where none can be made, what stops it."""
        paper, seat = self.paper_and_seat(request, pk)
        document, _, restricted = self._document(request, paper, seat)
        try:
            content = render(
                document, seconds=settings.PDF_SECONDS, site=settings.SITE_ADDRESS, megabytes=settings.PDF_MEMORY_MB
            )
        except (PdfError, PdfTimeout) as error:
            context: dict[str, Any] = {"why": str(error)}
            return self.paper_page(request, "no_pdf.html", "The PDF cannot be made", paper, seat, 409, **context)
        part = RESTRICTED if restricted else ""
        return _download(content, "pdf", f"{paper.slug}-not-published{part}.pdf")

    def _document(self, request: HttpRequest, paper: PaperRecord, seat: Seat) -> tuple[Document, bool, bool]:
        """The document asked for, whether there is one with exempt parts, and whether it is that one."""
        asked = request.GET.get("restricted") == "yes"
        if asked and not seat.reads_all:
            raise PermissionDenied
        whole = composed(paper)
        if asked and whole.restricted is not None:
            return whole.restricted, True, True
        return whole.public, whole.restricted is not None, False


def _label(one: FileRecord) -> str:
    label = LABELS.get(one.ending, one.ending)
    return f"{label} with the parts not for publication" if one.restricted else label


def _file_url(paper: PaperRecord, version: int, one: FileRecord) -> str:
    return paper_url("restricted_file" if one.restricted else "file", paper.pk, version, one.ending)


def _download(content: bytes, ending: str, name: str) -> HttpResponse:
    if ending not in MEDIA_TYPES:
        raise Http404("There is no such file.")
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type=MEDIA_TYPES[ending], headers={"Content-Disposition": disposition})
