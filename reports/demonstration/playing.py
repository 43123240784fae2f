"""Plays a paper that is told in files: the same actions as the screens, by the accounts it names, at the times it says.

Clocks: what is composed is composed now; a version carries the time that the script gives it (`fixtures/papers/`
says why), and its lateness is counted from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.domain.definitions import address_of
from indicators.importing.problems import Problem, quoted
from indicators.importing.rows import Row
from indicators.queries import committees as committee_queries
from reports import actions
from reports.actions.locking import Correction
from reports.cards.papers import PaperRecord
from reports.demonstration.rows import (
    FIRST,
    AcceptanceRow,
    AddedRow,
    ExemptRow,
    LeftOutRow,
    MeetingRow,
    PaperRow,
    PaperScript,
    PartText,
    VersionRow,
)
from reports.models import Meeting, PaperPart
from reports.pages.paper_exceptions import reported_now
from reports.pages.preflight import preflight
from reports.queries.papers import paper as paper_record


class NotPlayed(Exception):
    """Nothing was written; `problems` say what could not be read, found or done."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def play_paper(script: PaperScript) -> int:
    """Does all of it, or nothing. The key of the paper. Raises `NotPlayed`."""
    if script.problems:
        raise NotPlayed(script.problems)
    people = User.objects.in_bulk({name for *_, name in _names(script)}, field_name="username")
    unknown = tuple(
        Problem(row.file, row.row, column, name, f"there is no account {quoted(name)}; accepted: one that is there")
        for row, column, name in _names(script)
        if name not in people
    )
    if unknown:
        raise NotPlayed(unknown)
    (meeting,), (paper,) = script.meetings, script.papers
    with transaction.atomic():
        return _Player(script, people, paper, _meeting(meeting)).play()


def _names(script: PaperScript) -> Iterator[tuple[Row, str, str]]:
    """Everybody who does something: the row and the column that name them."""
    for paper in script.papers:
        yield paper, "composed_by", paper.composed_by
    for version in script.versions:
        yield version, "locked_by", version.locked_by
        if version.published_by:
            yield version, "published_by", version.published_by


def _meeting(row: MeetingRow) -> Meeting:
    """The meeting, called now if nobody has called it yet."""
    committee = committee_queries.committee(row.committee)
    if committee is None:
        message = f"there is no committee {quoted(row.committee)}; accepted: one that is there"
        raise NotPlayed((Problem(row.file, row.row, "committee", row.committee, message),))
    found, _ = Meeting.objects.get_or_create(
        committee_id=committee.pk, day=row.day, defaults={"time": row.time, "place": row.place}
    )
    return found


@dataclass(slots=True)
class _Player:
    """Plays one script. `parts` are the keys of added parts as the paper calls them, by what the script calls them."""

    script: PaperScript
    people: Mapping[str, User]
    told: PaperRow
    meeting: Meeting
    pk: int = 0
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def composer(self) -> User:
        return self.people[self.told.composed_by]

    def play(self) -> int:
        self._begin()
        self._compose()
        for row in self.script.versions:
            self._lock(row)
        return self.pk

    def _begin(self) -> None:
        told = self.told
        with _refusals(told):
            made = actions.begin_paper(
                meeting=self.meeting.pk,
                slug=told.slug,
                title=told.title,
                month=told.month,
                item=told.item,
                director=told.director,
                by=self.composer,
            )
            self.pk = made.pk

    def _compose(self) -> None:
        for added in self.script.added:
            self._add(added)
        self._add_cards()
        for text in self.script.texts_of(FIRST):
            self._write(text)
        for out in self.script.left_out:
            self._leave_out(out)
        for exempt in self.script.exempt:
            self._withhold(exempt)
        deadlines = {row.name: row.day for row in self.script.deadlines}
        actions.set_deadlines(paper=self.pk, deadlines=deadlines, by=self.composer)
        for row in self.script.clearances:
            with _refusals(row):
                actions.record_clearance(
                    paper=self.pk,
                    kind=row.kind,
                    comment=row.comment,
                    initials=row.initials,
                    day=row.day,
                    by=self.composer,
                )
        self._accept(self.script.acceptances)

    def _add(self, row: AddedRow) -> None:
        with _refusals(row):
            made = actions.add_part(
                paper=self.pk, heading=row.heading, text="", appendix=row.appendix, by=self.composer
            )
            self.parts[row.part] = made.key
            if row.before:
                self._move(row, made.key)

    def _move(self, row: AddedRow, key: str) -> None:
        """Up, until it stands before the part that is named."""
        before = self._part(row, "before", row.before).key
        while True:
            keys = [part.key for part in self._paper().parts]
            if keys.index(key) < keys.index(before):
                return
            actions.move_part(paper=self.pk, key=key, up=True, by=self.composer)
            if [part.key for part in self._paper().parts] == keys:
                message = f"{row.part} cannot stand before {quoted(row.before)}; accepted: another part"
                raise NotPlayed((Problem(row.file, row.row, "before", row.before, message),))

    def _add_cards(self) -> None:
        known = {one.address: one for one in reported_now(self._paper().meeting, self.told.month)}
        for row in self.script.cards:
            found = known.get(address_of(row.code))
            if found is None:
                message = f"{row.code} is not on the dashboard of the paper; accepted: {', '.join(sorted(known))}"
                raise NotPlayed((Problem(row.file, row.row, "code", row.code, message),))
            with _refusals(row):
                actions.add_card(paper=self.pk, indicator=found, by=self.composer)

    def _write(self, text: PartText) -> None:
        part = self._part(text, "", text.part)
        with _refusals(text):
            actions.save_part(
                paper=self.pk,
                key=part.key,
                seen=part.version,
                heading=part.heading,
                text=text.text,
                by=self.composer,
            )

    def _leave_out(self, row: LeftOutRow) -> None:
        part = self._part(row, "part", row.part)
        with _refusals(row):
            actions.leave_out_part(paper=self.pk, key=part.key, seen=part.version, reason=row.reason, by=self.composer)

    def _withhold(self, row: ExemptRow) -> None:
        part = self._part(row, "part", row.part)
        with _refusals(row):
            actions.set_exempt(
                paper=self.pk,
                key=part.key,
                seen=part.version,
                paragraph=row.paragraph,
                reason=row.reason,
                review=row.review,
                by=self.composer,
            )

    def _accept(self, rows: tuple[AcceptanceRow, ...]) -> None:
        if not rows:
            return
        found = {one.key: one for one in preflight(self._paper()) if one.acceptable}
        for row in rows:
            one = found.get(row.finding)
            if one is None:
                told = "; ".join(f"{key} ({finding.words})" for key, finding in found.items()) or "none"
                message = f"preflight has no such finding that can be accepted; accepted: {told}"
                raise NotPlayed((Problem(row.file, row.row, "finding", row.finding, message),))
            with _refusals(row):
                actions.accept_finding(
                    paper=self.pk, finding=one.key, words=one.words, reason=row.reason, by=self.composer
                )

    def _lock(self, row: VersionRow) -> None:
        correction = None
        with _refusals(row):
            if row is not self.script.versions[0]:
                actions.reopen_paper(paper=self.pk, by=self.people[row.locked_by], reason=row.reason)
                for text in self.script.texts_of(row.number):
                    self._write(text)
                correction = Correction(row.reason, row.number.endswith(".0"), row.supplement)
            if row.urgency:
                self._urge(row.urgency)
            made = actions.lock_paper(
                paper=self.pk, by=self.people[row.locked_by], correction=correction, at=_aware(row.locked_at)
            )
            if made.number != row.number:
                message = f"it became version {made.number}; accepted: the next version after the one before"
                raise NotPlayed((Problem(row.file, row.row, "number", row.number, message),))
            if row.published_at is not None:
                actions.publish_version(version=made.pk, by=self.people[row.published_by], at=_aware(row.published_at))

    def _urge(self, urgency: str) -> None:
        paper = self._paper()
        actions.change_paper(
            paper=paper.pk,
            seen=paper.version,
            title=paper.title,
            item=paper.item,
            director=paper.director,
            urgency=urgency,
            retained_until=paper.retained_until,
            by=self.composer,
        )

    def _paper(self) -> PaperRecord:
        found = paper_record(self.pk)
        assert found is not None
        return found

    def _part(self, row: Row | PartText, column: str, name: str) -> PaperPart:
        """A part by the name the script gives it."""
        parts = {part.key: part for part in PaperPart.objects.filter(paper=self.pk)}
        part = parts.get(self.parts.get(name, name))
        if part is None:
            message = f"the paper has no part {quoted(name)}; accepted: {', '.join(parts)}"
            raise NotPlayed((Problem(row.file, getattr(row, "row", None), column, name, message),))
        return part


@contextmanager
def _refusals(row: Row | PartText) -> Iterator[None]:
    """What an action refuses, as a problem of the row that asked for it."""
    try:
        yield
    except (actions.PaperRefused, actions.Conflict) as refused:
        raise NotPlayed((_problem(row, str(refused)),)) from refused
    except ValidationError as refused:
        raise NotPlayed(tuple(_problem(row, message) for message in refused.messages)) from refused


def _problem(row: Row | PartText, message: str) -> Problem:
    return Problem(row.file, getattr(row, "row", None), "", "", message)


def _aware(local: datetime) -> datetime:
    return timezone.make_aware(local)
