"""`check_text`: what a text says of indicators, claim by claim, held against their stored figures. Total.

A text belongs to one indicator, or to none. Where a sentence names another one, its claims may be of either: then only
what neither of them bears out is doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indicators.domain.text_check.claims import Claim, ClaimKind, Read, read
from indicators.domain.text_check.clauses import About, clause_at, spoken_of
from indicators.domain.text_check.findings import Finding, Reason, Subject, Verdict
from indicators.domain.text_check.judging_changes import judge_change, judge_factor
from indicators.domain.text_check.judging_gaps import judge_gap
from indicators.domain.text_check.judging_numbers import NOT_OURS, Judgement, is_its_very_figure, judge_level
from indicators.domain.text_check.judging_words import judge_extreme, judge_move, judge_side
from indicators.domain.text_check.known import Known, known
from indicators.domain.text_check.number_claims import number_claims
from indicators.domain.text_check.numbers import Said
from indicators.domain.text_check.sentences import Sentence, sentences
from indicators.domain.text_check.word_claims import word_claims
from indicators.domain.text_check.words import PERIOD_KINDS, Kind, finder, unmarked, words_of

JUDGES = {
    ClaimKind.LEVEL: judge_level,
    ClaimKind.AIM: judge_level,
    ClaimKind.CHANGE: judge_change,
    ClaimKind.GAP: judge_gap,
    ClaimKind.MOVE: judge_move,
    ClaimKind.FACTOR: judge_factor,
    ClaimKind.EXTREME: judge_extreme,
    ClaimKind.SIDE: judge_side,
}
BY_WORDS = frozenset((ClaimKind.MOVE, ClaimKind.FACTOR, ClaimKind.EXTREME, ClaimKind.SIDE))
"""Claims without a number: where they are not of the indicator there is nothing to tell."""


def check_text(text: str, own: Subject | None, others: Sequence[Subject] = ()) -> tuple[Finding, ...]:
    """The findings of a text in order. `own` is the indicator it belongs to; None for a text of no single one, in which
    only sentences and list items that name one of `others` are judged."""
    subjects = {one.code: known(one) for one in others}
    names = {name: one.code for one in others for name in (one.name, one.code)}
    mine = None
    if own is not None:
        mine = subjects[own.code] = known(own)
        names |= {own.name: own.code, own.code: own.code}
    checker = _Checker(mine, subjects, names)
    return tuple(finding for sentence in sentences(text) for finding in checker.findings(sentence))


class _Checker:
    """Goes through the sentences of one text and remembers what the one before spoke of."""

    def __init__(self, own: Known | None, subjects: Mapping[str, Known], names: Mapping[str, str]) -> None:
        self._own, self._subjects = own, subjects
        self._mentions = finder(names)
        self._block = 0
        self._named: tuple[str, ...] = ()
        self._about = About.OWN

    def findings(self, sentence: Sentence) -> Iterator[Finding]:
        words = words_of(sentence.text, self._mentions(sentence.text))
        if sentence.block != self._block:
            self._block, self._named, self._about = sentence.block, (), About.OWN
        # In an indicator's own text a token of another one gives its figures, so other numbers are not of it.
        kinds = (Kind.INDICATOR, Kind.GIVEN) if self._own is None else (Kind.INDICATOR,)
        mentioned = tuple(dict.fromkeys(word.low for word in words if word.kind in kinds))
        self._named = mentioned or self._named
        stems = self._stems()
        reading = read(sentence.text, words, stems, self._about)
        self._about = _spoken_of_first(reading)
        if sentence.table:
            yield from _only_told(reading)
            return
        numbered = number_claims(reading)
        claims = sorted([*numbered, *word_claims(reading, numbered)], key=lambda claim: (claim.first, claim.last))
        claims = [self._of_told_figure(reading, claim, numbered) for claim in claims]
        if sentence.aims:
            claims = [replace(claim, wished=True) for claim in claims if claim.kind not in BY_WORDS]
        found = [finding for claim in claims if (finding := self._finding(reading, claim)) is not None]
        yield from found or _only_told(reading)

    def _of_told_figure(self, reading: Read, claim: Claim, numbered: Sequence[Claim]) -> Claim:
        """`Occupancy was 86.4%, which is below target`: what has the very figure is the indicator by another name."""
        if self._own is None or claim.kind not in BY_WORDS or claim.about is not About.ELSE:
            return claim
        place = reading.clauses.index(clause_at(reading.clauses, claim.first))
        near = reading.clauses[max(0, place - 2) : place + 1]
        beside = [
            one for one in numbered if one.kind is ClaimKind.LEVEL and clause_at(reading.clauses, one.first) in near
        ]
        told = any(is_its_very_figure(reading, one, self._own) for one in beside)
        return replace(claim, about=About.OWN) if told else claim

    def _stems(self) -> frozenset[str]:
        """The words of the names of all indicators that the sentence may speak of."""
        spoken = [self._own] if self._own is not None else []
        spoken += [self._subjects[code] for code in self._named if code in self._subjects]
        return frozenset(stem for one in spoken for stem in one.own)

    def _finding(self, reading: Read, claim: Claim) -> Finding | None:
        if claim.number is not None and claim.number.unit is Said.NOTHING:
            return None
        if (
            claim.kind in BY_WORDS
            and claim.about is not About.OWN
            and not (claim.kind is ClaimKind.SIDE and claim.about is About.AIM)
        ):
            return None
        judged = [(one, JUDGES[claim.kind](reading, claim, one)) for one in self._candidates(reading, claim)]
        of, judgement = _settled(judged)
        sentence, said = unmarked(reading.text), unmarked(reading.said(claim))
        return Finding(sentence, said, judgement.verdict, judgement.reason, judgement.stored, of)

    def _candidates(self, reading: Read, claim: Claim) -> list[Known]:
        """The indicators that a claim may be of: the text's own, and the one named before it."""
        mentions = reading.words[: claim.first] if self._named else ()
        before = [word.low for word in mentions if word.kind is Kind.INDICATOR]
        code = before[-1] if before else next(iter(self._named), "")
        if claim.kind in BY_WORDS and not code:
            code = next((word.low for word in reading.words if word.kind is Kind.GIVEN), "")
        named = self._subjects.get(code)
        found = [] if named is None else [named]
        if self._own is not None and self._own is not named:
            found.append(self._own)
        return found


def _spoken_of_first(reading: Read) -> About:
    """What a sentence as a whole speaks of: its first clause that names something, as a rule the subject."""
    first = reading.clauses[0]
    return spoken_of(reading.words, first, first.end, reading.own)


def _settled(judged: Sequence[tuple[Known, Judgement]]) -> tuple[str, Judgement]:
    """One verdict of those by each indicator that a claim may be of."""
    for verdict in (Verdict.AGREES, Verdict.CANNOT_JUDGE):
        for one, judgement in judged:
            if judgement.verdict is verdict:
                return one.subject.code, judgement
    for one, judgement in judged:
        return one.subject.code, judgement
    return "", NOT_OURS


def _only_told(reading: Read) -> Iterator[Finding]:
    """Where a sentence has numbers or dates and none is a claim, one finding says that it was seen."""
    for at, word in enumerate(reading.words):
        per = word.kind is Kind.NUMBER and reading.low(at - 1) in ("per", "every")
        if (word.kind is Kind.NUMBER and not per) or word.kind in PERIOD_KINDS:
            yield Finding(unmarked(reading.text), word.text, Verdict.CANNOT_JUDGE, Reason.NOT_OURS)
            return
