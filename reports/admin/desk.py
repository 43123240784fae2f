"""The frame of a paper's pages in the admin: who may do what with it, and what of it somebody must not read.

Rows of papers change through `reports.actions` only. What is not for publication is kept from everybody without the
right to read it: on every page a withheld part is told of as the public paper tells of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final, NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from indicators import rights
from indicators.admin.limits import LimitedAdmin
from reports.cards.papers import PaperRecord, PartRecord
from reports.queries.papers import paper as paper_record
from reports.queries.versions import VersionRecord, versions_of
from reports.wording.papers import meeting_words

COMPOSE: Final = "reports.change_paper"
LOCK: Final = "reports.lock_paper"
READ_ALL: Final = "reports.view_restricted_paper"


class OnlyThroughActions(Exception):
    """Something tried to save a paper without the action that checks it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What one person may do with one paper: change it, lock and publish it, read the parts not for publication."""

    composes: bool
    locks: bool
    reads_all: bool

    def withheld(self, paper: PaperRecord) -> frozenset[str]:
        """The keys of the parts of which this person must read nothing: the exempt ones, and what stands under them."""
        if self.reads_all:
            return frozenset()
        return frozenset(paper.withheld)


class PaperDesk(LimitedAdmin):
    """What the pages of one paper share."""

    of_committee: ClassVar[str | None] = "meeting__committee"

    # What Django asks ------------------------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyThroughActions("Papers change only through reports.actions.")

    delete_model = delete_queryset = save_model

    # The paper, and who looks at it ----------------------------------------------------------------------------------

    def paper_and_seat(self, request: HttpRequest, pk: int) -> tuple[PaperRecord, Seat]:
        """The paper as it stands, and what this person may do with it. One of another committee is not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        paper = paper_record(pk)
        if paper is None or paper.meeting.committee not in rights.committees_of(request.user, *self.to_view):
            raise Http404(f"There is no paper {pk}.")
        composes, locks, reads_all = (
            rights.may(request.user, permission, paper.meeting.committee) for permission in (COMPOSE, LOCK, READ_ALL)
        )
        # Nobody locks what they may not read.
        return paper, Seat(composes, locks and reads_all, reads_all)

    def part_or_404(self, paper: PaperRecord, seat: Seat, key: str) -> PartRecord:
        """A part of the paper. What somebody must not read is not there: its very name may tell something."""
        part = next((one for one in paper.parts if one.key == key), None)
        if part is None or key in seat.withheld(paper):
            raise Http404("There is no such part.")
        return part

    def versions_shown(self, paper: PaperRecord, seat: Seat) -> list[VersionRecord]:
        """The versions of the paper, oldest first. One that was opened again before it was published is for those who
        read all: what is withheld now may stand open in it."""
        every = versions_of([paper.pk])[paper.pk]
        standing = every[-1:] if paper.locked else []
        return [one for one in every if one.published_at or seat.reads_all or one in standing]

    def version_or_404(self, paper: PaperRecord, seat: Seat, version: int) -> VersionRecord:
        found = next((one for one in self.versions_shown(paper, seat) if one.pk == version), None)
        if found is None:
            raise Http404(f"There is no version {version} of this paper.")
        return found

    # Pages -----------------------------------------------------------------------------------------------------------

    def to(self, page: str, *args: Any, at: str = "") -> HttpResponseRedirect:
        """Sends on to one of the pages, to a place on it where one is given."""
        return HttpResponseRedirect(paper_url(page, *args) + (f"#{at}" if at else ""))

    def paper_page(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        paper: PaperRecord,
        seat: Seat,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """One page of a paper, with the way to the others."""
        context = {
            "paper": paper,
            "seat": seat,
            "meeting_words": meeting_words(paper.meeting.day, paper.meeting.time),
            "desk_pages": _pages(paper),
            "here": request.path,
            **context,
        }
        return self.page(request, template, title, status, **context)

    def page(self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,  # a paper needs the whole width
            "opts": self.opts,
            "title": title,
            **context,
        }
        return TemplateResponse(request, f"admin/reports/{template}", context, status=status)


def paper_url(page: str, *args: Any) -> str:
    """The address of one of the pages of papers."""
    return reverse(f"admin:reports_paper_{page}", args=args)


def _pages(paper: PaperRecord) -> tuple[tuple[str, str], ...]:
    """The pages of a paper: what each is called, and where it is."""
    return (
        ("Parts", paper_url("compose", paper.pk)),
        ("Cover, deadlines, clearances", paper_url("about", paper.pk)),
        ("How it reads", paper_url("preview", paper.pk)),
        ("History", paper_url("history", paper.pk)),
    )
