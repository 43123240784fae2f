"""The parts of a paper changed: their text, their place, left out with a reason, exempt with a reason."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from reports.actions.refusals import PaperRefused, check_seen, held, held_part
from reports.cards.papers import PartRecord, grouped
from reports.models import PaperPart
from reports.models.papers import PARAGRAPHS
from reports.queries.papers import paper as paper_record

MOVED = "Moved"
"""What the history of a part says when somebody moved it."""


def save_part(*, paper: int, key: str, seen: int, heading: str, text: str, by: AbstractBaseUser) -> PaperPart:
    """The heading and the text of a part. `seen` is the version that was on the screen. Raises `PaperRefused` and
    `Conflict`, with nothing written."""
    if not heading.strip():
        raise PaperRefused("A part needs a heading.")
    with held_part(paper, key) as row:
        if (row.heading, row.text) == (heading.strip(), text.strip()):
            return row
        check_seen(row, seen)
        row.heading, row.text = heading.strip(), text.strip()
        return _saved(row, by)


def leave_out_part(*, paper: int, key: str, seen: int, reason: str, by: AbstractBaseUser) -> PaperPart:
    """Not printed any more; the reason is printed instead, at the paper's end. Raises `PaperRefused`, `Conflict`."""
    if not reason.strip():
        raise PaperRefused("Say why the part is left out: the reason is printed at the end of the paper.")
    with held_part(paper, key) as row:
        check_seen(row, seen)
        row.left_out = reason.strip()
        return _saved(row, by, reason)


def take_in_part(*, paper: int, key: str, seen: int, by: AbstractBaseUser) -> PaperPart:
    """Printed again. Raises `PaperRefused`, `Conflict`."""
    with held_part(paper, key) as row:
        check_seen(row, seen)
        row.left_out = ""
        return _saved(row, by)


def set_exempt(
    *,
    paper: int,
    key: str,
    seen: int,
    paragraph: int | None,
    reason: str = "",
    review: date | None = None,
    by: AbstractBaseUser,
) -> PaperPart:
    """Withheld from everything public by a paragraph of Schedule 12A, with a reason that everybody may read; None makes
    it public again. Raises `PaperRefused`, `Conflict`."""
    if paragraph is not None and not 1 <= paragraph <= PARAGRAPHS:
        raise PaperRefused(f"Schedule 12A has the paragraphs 1 to {PARAGRAPHS}.")
    if paragraph is not None and not reason.strip():
        raise PaperRefused("Say why the part is not for publication, in words that everybody may read.")
    with held_part(paper, key) as row:
        check_seen(row, seen)
        row.exempt_paragraph = paragraph
        row.exempt_reason = reason.strip() if paragraph is not None else ""
        row.exempt_review = review if paragraph is not None else None
        return _saved(row, by, reason)


def move_part(*, paper: int, key: str, up: bool, by: AbstractBaseUser) -> None:
    """One place up or down, together with what stands under it; what stands under another part moves within that one.
    At the end it stays. Raises `PaperRefused`."""
    with held(paper):
        found = paper_record(paper)
        groups = [] if found is None else [[head, *under] for head, under in grouped(found.parts)]
        if not _moved(groups, key, -1 if up else 1):
            return
        wanted = {part.pk: place for place, part in enumerate(part for group in groups for part in group)}
        for row in PaperPart.objects.filter(paper=paper):
            if row.key == key:
                row.place = wanted[row.pk]
                _saved(row, by, MOVED)
            elif row.place != wanted[row.pk]:  # it makes room: nobody moved it
                PaperPart.objects.filter(pk=row.pk).update(place=wanted[row.pk])


def _moved(groups: list[list[PartRecord]], key: str, step: int) -> bool:
    """Moves the part within the groups, if there is anywhere to move to."""
    for at, (head, *under) in enumerate(groups):
        if head.key == key:
            other = at + step
            if 0 <= other < len(groups):
                groups[at], groups[other] = groups[other], groups[at]
                return True
            return False
        place = next((place for place, part in enumerate(under) if part.key == key), None)
        if place is not None:
            other = place + step
            if 0 <= other < len(under):
                under[place], under[other] = under[other], under[place]
                groups[at] = [head, *under]
                return True
            return False
    raise PaperRefused("This part is not in the paper any more.")


def _saved(row: PaperPart, by: AbstractBaseUser, reason: str = "") -> PaperPart:
    row._history_user = by
    row._change_reason = reason.strip()[:100] or None
    row.full_clean()
    row.save()
    return row
