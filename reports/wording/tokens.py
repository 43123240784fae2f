"""Figure tokens in report-card text: `{{latest}}`, `{{target}}`, `{{2016-08}}`, `{{change 2016-08 latest}}`,
`{{rating}}`, with `CODE:` in front for another indicator. The words come from the store, so they cannot contradict it.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.domain.assessment import Assessment
from indicators.domain.definitions import Basis
from indicators.domain.errors import PeriodError
from indicators.domain.periods import parse
from indicators.domain.series import Observation, Series
from indicators.domain.targets import Targets
from indicators.domain.travel import compare
from reports.wording import numbers
from reports.wording.travel import change_words
from reports.wording.voice import COLOUR_WORDS, STATUS_WORDS, Voice

NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One indicator's figures, ready to be spoken in a text as at the month of its assessment."""

    voice: Voice
    assessment: Assessment
    series: Series
    targets: Targets

    def say(self, token: str) -> str | None:
        """What a token stands for; None where there is no such figure or token."""
        words = token.split()
        if words[:1] == ["change"] and len(words) > 2:
            return self._change(" ".join(words[1:]))
        name = " ".join(words)
        if name == "rating":
            return COLOUR_WORDS[self.assessment.colour].lower()
        if name == "target":
            latest = self.assessment.latest
            return None if latest is None or latest.target is None else self.voice.target(latest.target)
        observation = self._observation(name)
        return None if observation is None else self._figure(observation)

    def _observation(self, name: str) -> Observation | None:
        if name == "latest":
            return None if self.assessment.latest is None else self.assessment.latest.observation
        try:
            period = parse(name)
        except PeriodError:
            return None
        return self.series.up_to(self.assessment.as_at).at(period)

    def _figure(self, observation: Observation) -> str:
        if self.voice.hides(observation):
            return "a figure too small to be shown"
        if observation.value is not None:
            return numbers.figure_with_unit(observation.value, self.voice.definition.unit, self.voice.decimals)
        if observation.judged is not None:
            return COLOUR_WORDS[observation.judged].lower()
        return STATUS_WORDS[observation.status].lower()

    def _change(self, names: str) -> str | None:
        """The change between two periods, `2016/17 Q1 latest` included; never one that the basis forbids."""
        for split in range(1, len(names)):
            if names[split] != " ":
                continue
            earlier, later = self._observation(names[:split]), self._observation(names[split + 1 :])
            if earlier is None or later is None:
                continue
            if not self._may_compare(earlier, later):
                return NOT_COMPARABLE
            comparison = compare(self.voice.definition, self.targets, earlier.period, earlier, later)
            if comparison.change is None:
                return NOT_COMPARABLE
            return change_words(self.voice, comparison) or ("no change" if not comparison.change else NOT_COMPARABLE)
        return None

    def _may_compare(self, earlier: Observation, later: Observation) -> bool:
        """Year-to-date figures compare with the same point of another year only; hidden ones with none."""
        if self.voice.hides(earlier) or self.voice.hides(later):
            return False
        if self.voice.definition.basis is not Basis.YEAR_TO_DATE:
            return True
        return earlier.period.month_of_financial_year == later.period.month_of_financial_year
