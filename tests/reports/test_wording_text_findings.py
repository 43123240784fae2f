"""The words of the number check's findings."""

from __future__ import annotations

import pytest

from indicators.domain.text_check.check import check_text
from indicators.domain.text_check.findings import Finding, Reason, Verdict
from reports.presenters.text_findings import key_of, text_findings
from reports.wording.text_findings import VERDICT_WORDS, stored_words, why_words
from reports.wording.voice import Voice
from tests.domain.worked_text_checks import CHECKED, SUBJECTS

VOICES = {code: Voice(one.definition, one.decimals) for code, one in SUBJECTS.items()}
SAID = (
    ("A03", "The rate was 613 in August.", "613 in August 2016", "The stored figure is 613 in August 2016."),
    (
        "A03",
        "The rate was 640 in October.",
        "630 in October 2016",
        "No stored figure or target is 640; there was 630 in October 2016.",
    ),
    (
        "A03",
        "The target is 600.",
        "a target of 590 in November 2016",
        "No stored target is 600; there was a target of 590 in November 2016.",
    ),
    (
        "A03",
        "The target is 590.",
        "a target of 590 in November 2016",
        "The store has a target of 590 in November 2016.",
    ),
    (
        "DELAYS",
        "Delays are down 15% since October 2016.",
        "707 in October 2016 and 616 in November 2016",
        "There was 707 in October 2016 and 616 in November 2016: down 91 per 100,000, 12.8 per cent of the earlier "
        "figure (14.7 of the later one).",
    ),
    (
        "A08",
        "Performance fell by 1.1% in November.",
        "94.1% in October 2016 and 93.0% in November 2016",
        "There was 94.1% in October 2016 and 93.0% in November 2016: down 1.1 percentage points.",
    ),
    (
        "A03",
        "It is the lowest since June.",
        "630 in October 2016 and 637 in November 2016",
        "There was 630 in October 2016, beyond 637 in November 2016.",
    ),
    (
        "A03",
        "The rate is below target.",
        "637 in November 2016 and a target of 590 in November 2016",
        "There was 637 in November 2016 against a target of 590 in November 2016: 47 per 100,000 above, 8.0 per cent "
        "of it.",
    ),
    (
        "D23",
        "Beds in use are within the target range.",
        "86.4% in September 2026 and a target of 88% to 95% in September 2026",
        "There was 86.4% in September 2026 against a target of 88% to 95% in September 2026.",
    ),
    ("A03", "The England rate was 640.", "", "It is not said clearly to be a figure of this indicator."),
    ("D09", "It is the highest since April.", "", "These figures are not compared with each other."),
    ("A03", "The rate was 640 in 2014.", "", "No figure to hold it against is stored."),
    ("A03", "It is the highest ever.", "637 in November 2016", "There was 637 in November 2016."),
    (
        "A03",
        "The rate is unchanged since July 2016, when it was the same as in August 2016.",
        "613 in July 2016 and 637 in November 2016",
        "There was 613 in July 2016 and 637 in November 2016: up 24 per 100,000, 3.9 per cent of the earlier figure.",
    ),
    ("A03", "In October it was 637.", "630 in October 2016 and 637 in November 2016", None),
)


@pytest.mark.parametrize(("code", "text", "stored", "why"), SAID, ids=[text for _, text, _, _ in SAID])
def test_words(code: str, text: str, stored: str, why: str | None) -> None:
    (found, *_) = check_text(text, SUBJECTS[code])
    assert stored_words(found, VOICES[code]) == stored
    if why is not None:
        assert why_words(found, VOICES[code]) == why


def test_every_finding_of_the_worked_examples_is_a_whole_sentence() -> None:
    for case in CHECKED:
        for card in text_findings(check_text(case.text, SUBJECTS[case.code]), VOICES):
            assert card.why.endswith(".")
            assert card.why[0].isupper() or card.why[0].isdigit() or card.why[0] in "£-–"
            assert card.stored or not card.is_doubt


def test_without_a_voice_nothing_stored_is_told() -> None:
    (found, *_) = check_text("The rate was 613 in August.", SUBJECTS["A03"])
    assert (stored_words(found, None), why_words(found, None)) == ("", "The words and the stored figures agree.")
    unjudged = Finding("5%", "5%", Verdict.CANNOT_JUDGE, Reason.NOT_OURS)
    assert why_words(unjudged, None) == "It is not said clearly to be a figure of this indicator."


def test_each_verdict_has_its_words_and_a_key_is_short() -> None:
    assert set(VERDICT_WORDS) == set(Verdict)
    assert len(key_of("a", "b")) == 16
    assert key_of("a", "b") != key_of("a", "c")
