"""What a button of the round's page does: keeps every good line, says what is wrong with the others, takes the step.

Whatever the button, what was typed is saved first: nobody loses a figure by pressing another one. All of it is one
transaction, and costs the same queries for one line and for sixty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import transaction

from indicators.actions import Entered, Result, enter_figures
from indicators.admin.doubt_words import doubt_words
from indicators.admin.fields import sentence
from indicators.admin.round_forms import WORDS, Line, line_of
from indicators.admin.round_marks import Mark, digest
from indicators.admin.round_outcomes import NOT_YOURS, REASON, Do, Outcome, Sent, figures
from indicators.admin.round_reading import read_line, sent_line, sent_texts
from indicators.admin.round_steps import WORDS as STEPS
from indicators.admin.round_steps import lock_or_reopen, take_step
from indicators.domain.periods import Period
from indicators.domain.series import Status
from indicators.importing.problems import listed, quoted
from indicators.models import Committee
from indicators.queries.rounds import Round, RoundRow

MARKED = {Do.AWAITED: Status.AWAITED, Do.NOT_REPORTABLE: Status.NOT_REPORTABLE}


class Saving:
    """One form sent. `lines` are those of the round as it stood when it came in; `read_again` gives it as it stands."""

    def __init__(self, lines: Sequence[Line], sent: Sent, read_again: Callable[[], Round]) -> None:
        self._sent, self._read_again = sent, read_again
        self._lines = {line.key: line for line in lines}
        self._outcome = Outcome(list(lines))
        self._kept: set[str] = set()

    def save(self, do: Do, committee: Committee, month: Period) -> Outcome:
        """Does it, and tells what became of every line."""
        outcome, done = self._outcome, frozenset[str]()
        with transaction.atomic():
            self._receive()
            self._enter(self._wanted(do))
            if do in STEPS:
                done = take_step(do, self._sent, outcome, self._rows_again(), self._kept)
            elif do.is_of_round:
                lock_or_reopen(do, committee, month, self._sent, outcome)
        if not outcome.is_clean:
            again = self._rows_again()
            outcome.lines = [self._after(line, again.get(line.key, line.row), done) for line in outcome.lines]
        return outcome

    def _rows_again(self) -> dict[str, RoundRow]:
        self._outcome.round = self._read_again()
        return {row.indicator.address: row for row in self._outcome.round.rows}

    # What was sent ----------------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        data, ticked = self._sent.data, self._sent.ticked
        for line in self._lines.values():
            line.is_ticked = line.key in ticked
            if line.may_enter:
                sent_line(line, data)
            elif f"{line.key}-mark" in data:
                self._refuse_typed(line)
        named = {name.removesuffix("-mark") for name in data if name.endswith("-mark")}
        for key in sorted((named | ticked) - self._lines.keys()):
            message = f"It is not due in this round, so nothing was done about it.{self._sent_words(key)}"
            self._outcome.add(quoted(key), message)

    def _refuse_typed(self, line: Line) -> None:
        """Nobody is offered fields where they may not enter; their right may have ended while the page was open."""
        line.mark = Mark.read(self._sent.data[f"{line.key}-mark"]) or line.mark
        words = self._sent_words(line.key)
        if words and digest(sent_texts(line.key, self._sent.data)) != line.mark.digest:
            self._outcome.add_to(line, f"{NOT_YOURS} Nothing of it was saved.{words}")

    def _sent_words(self, key: str) -> str:
        """What was sent for a line that is not saved, so that it is not lost."""
        texts = [quoted(text) for text in sent_texts(key, self._sent.data).values() if text.strip()]
        return f" You sent {listed(texts, 'and')}." if texts else ""

    def _wanted(self, do: Do) -> list[Line]:
        """The lines to enter: those somebody typed in, and the ticked ones where all of them are to be marked."""
        status = MARKED.get(do) if do in MARKED and self._can_mark(do) else None
        wanted = []
        for number, line in enumerate(self._lines.values(), 1):
            if not line.was_sent or line.errors:
                continue
            if status is not None and line.is_ticked:
                line.typed["status"] = status.value
                line.typed["reason"] = self._sent.data.get(REASON, "").strip() or line.typed["reason"]
            if line.is_touched:
                read_line(line, number)
                wanted.append(line)
            elif line.why.strip() != line_of(line.row).why and not line.choice:
                message = "A reason stands here, but the figure is as it was. Accepted: another figure, or no reason."
                line.add_error("why", message)
        return [line for line in wanted if line.entry is not None]

    def _can_mark(self, do: Do) -> bool:
        outcome, ticked = self._outcome, [line for line in self._lines.values() if line.is_ticked]
        if not ticked:
            outcome.add("No line is ticked", f"Tick the lines to mark as {WORDS['status'][do.value].lower()}.")
        for line in ticked:
            if not line.may_enter:
                outcome.add_to(line, NOT_YOURS)
        reason = outcome.reason(self._sent, REASON)
        if do is Do.NOT_REPORTABLE and reason == "":
            message = "Say why they cannot be reported; one reason serves all ticked lines."
            outcome.add("Reason", message, f"id_{REASON}")
        return bool(reason) or (do is Do.AWAITED and reason is not None)

    # Entering ---------------------------------------------------------------------------------------------------------

    def _enter(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        counts: Counter[Result] = Counter()
        found = enter_figures([line.entry for line in lines if line.entry], by=self._sent.user)
        for line, entered in zip(lines, found, strict=True):
            counts[entered.result] += 1
            if entered.is_kept:
                line.errors.clear()  # of an answer to doubts that are no more
                self._kept.add(line.key)
                for problem in entered.problems:
                    self._outcome.warnings.append(f"Please check {line.code}: {sentence(problem.message)}")
            else:
                self._tell(line, entered)
        self._outcome.done += _entered_words(counts)

    def _tell(self, line: Line, entered: Entered) -> None:
        """Puts what the action found at the fields of its line."""
        indicator = line.row.indicator
        line.doubts = [doubt_words(one, indicator.unit, indicator.decimals) for one in entered.doubts]
        for problem in entered.problems:
            if problem.is_error:
                line.add_error("why" if entered.why_needed else problem.column, sentence(problem.message))
        if entered.result is Result.CONFLICT:
            self._outcome.has_clash = True
            line.had_clash, line.choice = True, ""

    def _after(self, line: Line, row: RoundRow, done: frozenset[str]) -> Line:
        """The line as it is shown next: as it stands now, or as typed where something is to be mended."""
        if not line.is_bad:
            fresh = line_of(row, may_enter=line.may_enter, mine=line.mine)
            fresh.is_ticked = line.is_ticked and line.key not in done
            return fresh
        line.row = row
        if line.had_clash:
            line.against(row, self._sent.user.pk)
        return line


def _entered_words(counts: Mapping[Result, int]) -> Iterator[str]:
    saved = counts.get(Result.NEW, 0) + counts.get(Result.CHANGED, 0)
    if saved:
        yield f"{figures(saved)} saved as {'a draft' if saved == 1 else 'drafts'}."
    if back := counts.get(Result.TAKEN_BACK, 0):
        yield f"{figures(back)} as verified again, without a draft."
