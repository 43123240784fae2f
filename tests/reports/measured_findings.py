"""How well the number check does on labelled sentences: each row of a file names one claim of a sentence and the
verdict that a careful reader gives it; nothing else in the sentence is wrong, unless another row says so."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from indicators.domain.definitions import address_of
from indicators.domain.periods import parse
from reports import pages
from reports.cards.findings import UNDOUBTED, TextFinding
from reports.pages.text_checks import check_card_text

HERE = Path(__file__).parent
SENTENCES, HELD_OUT = HERE / "sentences.csv", HERE / "sentences_held_out.csv"
INDEPENDENT, SECOND_INDEPENDENT = HERE / "sentences_independent.csv", HERE / "sentences_independent_2.csv"
THIRD_INDEPENDENT = HERE / "sentences_independent_3.csv"


class Labelled(NamedTuple):
    code: str
    as_at: str
    sentence: str
    said: str
    expected: str
    note: str


@dataclass
class Measured:
    """`found` and `missed` are faults that were and were not doubted; `false` doubts of what is right. `mistaken` are
    the claims with another verdict than the label."""

    labelled: list[Labelled] = field(default_factory=list)
    found: int = 0
    missed: list[Labelled] = field(default_factory=list)
    false: list[tuple[Labelled, TextFinding]] = field(default_factory=list)
    mistaken: list[tuple[Labelled, str]] = field(default_factory=list)

    @property
    def faults(self) -> int:
        return self.found + len(self.missed)

    @property
    def precision(self) -> Decimal:
        """Of the doubts, the share that is right, in per cent."""
        return _share(self.found, self.found + len(self.false))

    @property
    def recall(self) -> Decimal:
        """Of the faults, the share that is doubted, in per cent."""
        return _share(self.found, self.faults)

    @property
    def exact(self) -> Decimal:
        """Of all claims, the share with the very verdict of the label, in per cent."""
        return _share(len(self.labelled) - len(self.mistaken), len(self.labelled))


def labelled(path: Path) -> list[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Labelled(**row) for row in csv.DictReader(file)]


def measured(path: Path) -> Measured:
    """Every sentence checked by itself, as the text of its indicator."""
    rows = labelled(path)
    found = Measured(rows)
    faulty = {(row.sentence, row.said) for row in rows if row.expected not in UNDOUBTED}
    for row in rows:
        findings = check_card_text(address_of(row.code), parse(row.as_at), row.sentence, reader=pages.EVERYTHING)
        mine = [one for one in findings if _is_of(row.said, one)]
        others = [said for sentence, said in faulty if sentence == row.sentence and said != row.said]
        if row.expected not in UNDOUBTED:
            if any(one.is_doubt for one in mine):
                found.found += 1
            else:
                found.missed.append(row)
        else:
            found.false += [(row, one) for one in mine if one.is_doubt]
        found.false += [
            (row, one)
            for one in findings
            if one.is_doubt and one not in mine and not any(_is_of(said, one) for said in others)
        ]
        verdict = _verdict(mine)
        if verdict != row.expected:
            found.mistaken.append((row, verdict))
    return found


def _is_of(said: str, finding: TextFinding) -> bool:
    """Is the finding one of that claim: does either hold the words of the other?"""
    return said.lower() in finding.said.lower() or finding.said.lower() in said.lower()


def _verdict(findings: Iterable[TextFinding]) -> str:
    """A doubt goes before what agrees, that before what cannot be judged; nothing told is not judged."""
    verdicts = [one.verdict for one in findings]
    doubts = [verdict for verdict in verdicts if verdict not in UNDOUBTED]
    return next(iter(doubts), "agrees" if "agrees" in verdicts else "cannot_judge")


def _share(part: int, whole: int) -> Decimal:
    return (100 * Decimal(part) / whole).quantize(Decimal(1), ROUND_HALF_UP) if whole else Decimal(100)
