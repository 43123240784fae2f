"""The steps that a button takes with figures of a round that are on their way, and the lock on the round."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from indicators.actions import (
    RoundRefused,
    RowSeen,
    Stepped,
    discard_figures,
    lock_round,
    reopen_round,
    send_back,
    submit_figures,
    verify_figures,
)
from indicators.admin.fields import sentence
from indicators.admin.round_forms import Line
from indicators.admin.round_outcomes import LOCK_REASON, NOT_YOURS, REASON, Do, Outcome, Sent, figures
from indicators.domain.periods import Period
from indicators.models import Committee
from indicators.queries.rounds import RoundRow

WORDS: Final[Mapping[Do, tuple[str, str]]] = {
    Do.SAVE_AND_SUBMIT: ("submit", "submitted"),
    Do.SUBMIT: ("submit", "submitted"),
    Do.DISCARD: ("discard", "discarded"),
    Do.VERIFY: ("verify", "verified"),
    Do.SEND_BACK: ("send back", "sent back"),
}
"""The buttons that take a step: what is asked for, and what has become of a figure."""


def take_step(
    do: Do, sent: Sent, outcome: Outcome, rows: Mapping[str, RoundRow], kept: Collection[str]
) -> frozenset[str]:
    """Takes the step with every line it is meant for and tells what became of each; gives the keys of those done.

    `rows` are the lines as they stand, `kept` the keys of those that were saved a moment ago: their new version counts
    as seen, of all others the one that the page showed. What is not saved yet takes no step.
    """
    verb, done_word = WORDS[do]
    ways: dict[RowSeen, Line] = {}
    for line in _meant(do, sent, outcome, rows, kept):
        draft = rows[line.key].standing.on_its_way if line.key in rows else None
        if not (do.is_leads or line.may_enter):
            outcome.add_to(line, NOT_YOURS)
        elif draft is None:
            outcome.add_to(line, _no_draft(rows.get(line.key), verb))
        else:
            ways[RowSeen(draft.pk, draft.version if line.key in kept else _version_seen(line, draft.pk))] = line
    stepped = _take(do, list(ways), sent, outcome)
    done = frozenset(ways[one.seen].key for one in stepped if one.is_done)
    for one in stepped:
        if not one.is_done:
            outcome.add_to(ways[one.seen], sentence(one.problem))
    if done:
        outcome.done.append(f"{figures(len(done))} {done_word}.")
    return done


def _no_draft(row: RoundRow | None, verb: str) -> str:
    is_verified = row is not None and row.standing.verified is not None
    return (
        f"It is verified already; there is no draft of it to {verb}."
        if is_verified
        else f"There is no draft of it to {verb}."
    )


def _meant(do: Do, sent: Sent, outcome: Outcome, rows: Mapping[str, RoundRow], kept: Collection[str]) -> list[Line]:
    lines = [line for line in outcome.lines if not line.is_bad]
    if do is not Do.SAVE_AND_SUBMIT:
        if not any(line.is_ticked for line in outcome.lines):
            outcome.add("No line is ticked", f"Tick the lines to {WORDS[do][0]}, and press the button again.")
        return [line for line in lines if line.is_ticked]
    # What the page did not show is not submitted with it.
    return [line for line in lines if line.was_sent and _is_ready(line, rows.get(line.key), sent, kept)]


def _is_ready(line: Line, row: RoundRow | None, sent: Sent, kept: Collection[str]) -> bool:
    """Is it a draft of theirs, saved now or before? One sent back waits until something was done about it."""
    draft = None if row is None else row.standing.on_its_way
    if draft is None or draft.state != "draft" or draft.sent_back:
        return False
    return line.key in kept or line.mine or draft.entered_by == sent.user.pk


def _version_seen(line: Line, pk: int) -> int:
    """The version they saw of the draft that stands; nought where they saw another draft, or none."""
    seen = line.mark.seen.on_its_way
    return seen[1] if seen is not None and seen[0] == pk else 0


def _take(do: Do, ways: Sequence[RowSeen], sent: Sent, outcome: Outcome) -> tuple[Stepped, ...]:
    reason = outcome.reason(sent, REASON)
    if not ways or reason is None:
        return ()
    if do is Do.VERIFY:
        return verify_figures(ways, by=sent.user)
    if do is Do.DISCARD:
        return discard_figures(ways, by=sent.user, reason=reason)
    if do is Do.SEND_BACK:
        if reason:
            return send_back(ways, by=sent.user, reason=reason)
        outcome.add("Reason", "Say what is to be mended; who entered the figures reads it.", f"id_{REASON}")
        return ()
    return submit_figures(ways, by=sent.user)


def lock_or_reopen(do: Do, committee: Committee, month: Period, sent: Sent, outcome: Outcome) -> None:
    """Locks the round or opens it again; not while something typed is still to be mended."""
    reason = outcome.reason(sent, LOCK_REASON)
    if reason is None:
        return
    if outcome.bad:
        outcome.add("The round", "It was not locked: some lines are not saved yet. Mend them first, and lock it then.")
        return
    change = lock_round if do is Do.LOCK else reopen_round
    try:
        change(committee=committee, month=month, by=sent.user, reason=reason)
    except RoundRefused as refused:
        outcome.add("The round", str(refused), f"id_{LOCK_REASON}")
    else:
        outcome.done.append(f"The round of {month.name} is {'locked' if do is Do.LOCK else 'open again'}.")
