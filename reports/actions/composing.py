"""A paper begun and brought up to date: it composes itself from the exceptions of its month and the standing texts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify

from indicators.domain.periods import Frequency, Period, parse
from indicators.models.stamp import StoreStamp
from reports.actions.refusals import PaperRefused, check_seen, held
from reports.cards.papers import PartKind
from reports.models import Meeting, Paper, PaperPart
from reports.pages.paper_exceptions import IndicatorNow, exceptions_now
from reports.queries.papers import meeting_record, standing_texts
from reports.wording.papers import STANDARD_PARTS, StandardPart
from reports.wording.standing import day as told

RETAINED_YEARS = 6
LONGEST_KEY = 50
OF_DOCUMENTS = ("card-", "definition-", "exception-", "exceptions-", "exempt-", "why-a-")
"""How the keys begin of what documents make of a paper's parts: a part of the paper's own has none of them."""
OF_PAGES = (
    *("contents", "main", "files", "changes", "versions"),
    *("red", "amber", "green", "none", "improving", "worsening", "steady"),
)
"""What has those names on the page of a paper: a link to a part of the same name would lead there."""
BEGUN = "Begun"
"""What the history of a paper and of the parts it began with says of their first day."""


def begin_paper(
    *,
    meeting: int,
    slug: str,
    title: str,
    month: Period,
    by: AbstractBaseUser,
    item: str = "",
    director: str = "",
) -> Paper:
    """A new paper with the parts of the standard format and a report card for each exception of the month.

    Raises `PaperRefused`. It is retained for six years after its meeting unless another day is set.
    """
    if month.frequency is not Frequency.MONTHLY:
        raise PaperRefused(f"{month.name} is a {month.frequency.noun}; a paper is as at a month such as January 2017.")
    with transaction.atomic():
        StoreStamp.touch()
        of = Meeting.objects.select_related("committee").filter(pk=meeting).first()
        if of is None:
            raise PaperRefused("This meeting is not there any more.")
        if Paper.objects.filter(meeting=of, slug=slug).exists():
            raise PaperRefused(f"The meeting has a paper at “{slug}” already. Choose another name for the address.")
        paper = Paper(
            meeting=of,
            slug=slug,
            title=title.strip(),
            month=month.written,
            item=item.strip(),
            director=director.strip(),
            retained_until=_years_later(of.day, RETAINED_YEARS),
            made_by=by,
        )
        paper.full_clean()
        paper._history_user, paper._change_reason = by, BEGUN
        paper.save()
        own = standing_texts(of.committee.pk)
        place = 0
        for standard in STANDARD_PARTS:
            _begin(_standard_part(paper, standard, own, place), by)
            place += 1
            if standard.kind == "cards":
                for one in exceptions_now(meeting_record(of), month):
                    _begin(_card(paper, one, place), by)
                    place += 1
    return paper


def change_paper(
    *,
    paper: int,
    seen: int,
    title: str,
    item: str,
    director: str,
    urgency: str,
    retained_until: date,
    by: AbstractBaseUser,
) -> Paper:
    """What the paper says of itself. `seen` is the version that was on the screen. Raises `PaperRefused` and
    `Conflict`."""
    with held(paper) as row:
        check_seen(row, seen)
        row.title, row.item, row.director = title.strip(), item.strip(), director.strip()
        row.urgency, row.retained_until = urgency.strip(), retained_until
        row._history_user = by
        row.full_clean()
        row.save()
    return row


def follow_meeting(*, meeting: int, was: date, by: AbstractBaseUser) -> None:
    """A meeting was moved: its papers are kept as long after the new day. One for which somebody set another day keeps
    that."""
    with transaction.atomic():
        StoreStamp.touch()
        day = Meeting.objects.get(pk=meeting).day
        for row in Paper.objects.filter(meeting=meeting, retained_until=_years_later(was, RETAINED_YEARS)):
            row.retained_until, row.version = _years_later(day, RETAINED_YEARS), row.version + 1
            row._history_user, row._change_reason = by, f"The meeting was moved to {told(day)}"
            row.save()


def bring_in_exceptions(*, paper: int, by: AbstractBaseUser) -> tuple[str, ...]:
    """Adds a report card for each exception that has none yet, at the end of the report cards. Their codes.

    Cards of what is no exception any more stay: somebody decides whether they are left out.
    """
    with held(paper) as row:
        have = set(PaperPart.objects.filter(paper=row, kind="card").values_list("indicator", flat=True))
        found = exceptions_now(meeting_record(row.meeting), parse(row.month))
        missing = [one for one in found if one.key not in have]
        for one in missing:
            _insert_card(row, one, by)
    return tuple(one.code for one in missing)


def add_card(*, paper: int, indicator: IndicatorNow, by: AbstractBaseUser) -> PaperPart:
    """A report card of an indicator that no rule reports. Raises `PaperRefused` where it has one already."""
    with held(paper) as row:
        if PaperPart.objects.filter(paper=row, indicator=indicator.key).exists():
            raise PaperRefused(f"{indicator.code} has a report card in this paper already.")
        return _insert_card(row, indicator, by)


def add_part(*, paper: int, heading: str, text: str, appendix: bool, by: AbstractBaseUser) -> PaperPart:
    """A part of its own: after the numbered ones, or as the last appendix. Raises `PaperRefused`."""
    heading = heading.strip()
    if not heading:
        raise PaperRefused("A part needs a heading.")
    with held(paper) as row:
        parts = list(PaperPart.objects.filter(paper=row).order_by("place", "pk"))
        before = [
            one for one in parts if one.appendix == appendix and (appendix or one.numbered or PartKind(one.kind).nests)
        ]
        part = PaperPart(
            paper=row,
            key=_free_key(row, heading),
            heading=heading,
            text=text.strip(),
            numbered=not appendix,
            appendix=appendix,
        )
        _insert(part, parts, parts.index(before[-1]) + 1 if before else len(parts), by)
    return part


def _begin(part: PaperPart, by: AbstractBaseUser) -> None:
    """Saves a part of a new paper, so that its history says of it that the paper began with it."""
    part._history_user, part._change_reason = by, BEGUN
    part.save()


def _standard_part(paper: Paper, standard: StandardPart, own: dict[str, str], place: int) -> PaperPart:
    return PaperPart(
        paper=paper,
        key=standard.key,
        kind=standard.kind,
        heading=standard.heading,
        text=own.get(standard.key, standard.text),
        place=place,
        numbered=standard.numbered,
        appendix=standard.appendix,
        mandatory=standard.mandatory,
    )


def _card(paper: Paper, one: IndicatorNow, place: int) -> PaperPart:
    return PaperPart(
        paper=paper,
        key=f"card-{one.address}",
        kind="card",
        indicator_id=one.key,
        heading=f"{one.code} {one.name}"[:250],
        place=place,
    )


def _insert_card(paper: Paper, one: IndicatorNow, by: AbstractBaseUser) -> PaperPart:
    parts = list(PaperPart.objects.filter(paper=paper).order_by("place", "pk"))
    before = [part for part in parts if part.kind in ("cards", "card")]
    part = _card(paper, one, 0)
    _insert(part, parts, parts.index(before[-1]) + 1 if before else len(parts), by)
    return part


def _insert(part: PaperPart, parts: list[PaperPart], at: int, by: AbstractBaseUser) -> None:
    """Puts a part at its place; those after it move on by one. That is no change of what they say."""
    for place, other in enumerate(parts):
        wanted = place if place < at else place + 1
        if other.place != wanted:
            PaperPart.objects.filter(pk=other.pk).update(place=wanted)
    part.place = at
    part._history_user = by
    part.full_clean()
    part.save()


def _free_key(paper: Paper, heading: str) -> str:
    """An address form of the heading that no part of the paper has yet."""
    base = slugify(heading)[:LONGEST_KEY] or "part"
    taken = set(PaperPart.objects.filter(paper=paper).values_list("key", flat=True))
    key, number = base, 1
    while key in taken or key in OF_PAGES or key.startswith(OF_DOCUMENTS):
        number += 1
        key = f"part-{base}-{number}"
    return key


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; 28 February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
