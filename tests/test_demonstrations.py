"""The demonstration folders against verdicts written by hand, and against the rules of the public data format.

The verdicts are worked out by `plain_verdicts.py`, which knows nothing of the project's own code, so that a slip in the
data and a slip in the rules cannot hide each other.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.plain_verdicts import FIXTURES, PER, Indicator, end, rows

FOLDERS = ("norfolk_2017", "demonshire")
HEADINGS = [
    "Why is this important?",
    "What explains current performance?",
    "What will success look like?",
    "Action required",
]
TOKEN = re.compile(r"\{\{(?:([\w/().-]+):)?([^}]+)\}\}")


def written(when: int) -> str:
    return f"{when // 12}-{when % 12 + 1:02d}"


def codes(folder: str) -> list[str]:
    return [row["code"] for row in rows(folder, "indicators.csv")]


NORFOLK = {  # code: month of the latest figure, gap in per cent, colour
    "A02": ("2016-11", "-8.79", "green"),
    "A03": ("2016-11", "7.97", "red"),
    "A08": ("2016-11", "-3.33", "green"),
    "A09": ("2016-11", "106.67", "red"),
    "A10": ("2016-12", "13.16", "red"),
    "A11": ("2016-12", "28.13", "red"),
}


@pytest.mark.parametrize("code", NORFOLK)
def test_norfolk_ratings(code):
    one = Indicator("norfolk_2017", code, "2017-01")
    gap = one.gap_percent(one.latest).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (written(one.latest), str(gap), one.shown(one.latest)) == NORFOLK[code]


def test_norfolk_exceptions_are_the_papers_four_and_one_that_got_worse_three_times():
    all_of_them = [Indicator("norfolk_2017", row["code"], "2017-01") for row in rows("norfolk_2017", "indicators.csv")]
    assert {one.code: one.fired for one in all_of_them if one.fired} == {
        "A03": ["off_target", "deteriorating"],
        "A05": ["deteriorating"],
        "A09": ["off_target"],
        "A10": ["off_target"],
        "A11": ["off_target"],
    }
    assert [one.code for one in all_of_them if one.verdict == "nearly"] == ["A08"]
    written = {path.parent.name for path in (FIXTURES / "norfolk_2017" / "report_cards").glob("*/2017-01.md")}
    assert written == {one.code.lower() for one in all_of_them if one.fired}


DEMONSHIRE = {  # code: end of the latest figure, computed colour, periods in it, run, rules that fired, verdict
    "D01": ("2026-06", "green", 4, 2, "", "nearly"),
    "D02": ("2026-09", "none", 0, 3, "deteriorating", "exception"),
    "D03": ("2026-09", "none", 0, None, "", ""),
    "D04": ("2026-09", "red", 5, 0, "off_target left_out_by_hand", "left out"),
    "D06": ("2026-09", "green", 7, 0, "added_by_hand", "exception"),
    "D07": ("2026-09", "none", 0, 1, "", ""),
    "D/7(a)": ("2026-09", "green", 1, 0, "", ""),
    "D08": ("2026-09", "red", 1, None, "off_target", "exception"),
    "D09": ("2026-09", "red", 3, None, "off_target", "exception"),
    "D10": ("2026-09", "red", 9, 0, "off_target", "exception"),
    "D11": ("2026-08", "amber", 2, 0, "off_target", "exception"),
    "D12": ("2026-09", "green", 23, 1, "", ""),
    "D13": ("2026-06", "red", 1, 2, "off_target", "exception"),
    "D14": ("2026-09", "red", 4, 1, "off_target", "exception"),
    "D15": ("2026-09", "amber", 1, 1, "", "nearly"),
    "D16": ("2026-09", "none", 0, 1, "", ""),
    "D17": ("2026-03", "none", 0, None, "", ""),
    "D18": ("2026-09", "red", 1, 0, "off_target", "exception"),
    "D19": ("2026-09", "amber", 1, None, "", "nearly"),
    "D20": ("2026-03", "green", 3, 3, "deteriorating", "exception"),
    "D22": ("2026-09", "red", 3, 0, "off_target budget", "exception"),
    "D23": ("2026-09", "amber", 4, 1, "budget", "exception"),
    "D24": ("2026-09", "red", 1, 1, "off_target corporate_risk", "exception"),
    "D25": ("2026-09", "amber", 2, 2, "", "nearly"),
    "D26": ("2026-09", "green", 4, None, "", ""),
    "M01": ("2026-09", "green", 18, 2, "deteriorating", "exception"),
    "M02": ("2026-09", "amber", 1, 0, "", "nearly"),
    "M03": ("2026-09", "red", 1, 1, "off_target", "exception"),
}


@pytest.mark.parametrize("code", DEMONSHIRE)
def test_demonshire_shows_each_rule(code):
    one = Indicator("demonshire", code, "2026-09")
    colour = one.computed(one.latest)
    streak = 0 if colour == "none" else one.in_colour
    found = (written(one.latest), colour, streak, one.run, " ".join(one.fired), one.verdict)
    assert found == DEMONSHIRE[code]


def test_demonshire_table_leaves_out_only_what_has_no_verdict():
    without = {code for code in codes("demonshire") if code not in DEMONSHIRE}
    assert without == {"D05", "D21"}  # retired in October 2025; no figures yet
    assert Indicator("demonshire", "D21", "2026-09").latest is None


def test_an_alert_that_changed_only_because_the_target_moved():
    moved = [code for code in DEMONSHIRE if Indicator("demonshire", code, "2026-09").moved_by_target]
    assert moved == ["D18"]
    one = Indicator("demonshire", "D18", "2026-09")
    assert one.value(one.latest) == one.value(one.latest - 1)


def test_a_target_that_ended_is_told_from_one_that_never_was():
    ended = [code for code in DEMONSHIRE if Indicator("demonshire", code, "2026-09").target_ended]
    assert ended == ["D07"]


def test_the_override_changes_what_is_shown_and_not_what_is_computed():
    one = Indicator("demonshire", "D14", "2026-09")
    assert (one.computed(one.latest), one.shown(one.latest)) == ("red", "amber")


def test_what_ended_a_run_was_needed_to_end_it():
    """At the month before the tie the run stood at three; across the gap and the break worsening would have gone on."""
    tie, gap, broken = (Indicator("demonshire", code, "2026-09") for code in ("D12", "D07", "D25"))
    assert Indicator("demonshire", "D12", "2026-07").fired == ["deteriorating"]
    assert tie.worse(end("2026-07"), end("2026-08")) == 0
    assert not gap.has_figure(end("2026-07"))
    assert gap.value(end("2026-08")) < gap.value(end("2026-06"))
    assert broken.value(end("2026-07")) > broken.value(end("2026-06"))
    assert broken.worse(end("2026-06"), end("2026-07")) is None


def test_a_flag_of_an_earlier_figure_says_nothing_of_the_latest():
    assert Indicator("demonshire", "D12", "2026-01").fired == ["budget"]
    assert Indicator("demonshire", "D12", "2026-09").fired == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_figures_are_whole(folder):
    """A value or a reason, sorted, once each; percentages are not fractions; a value agrees with its numbers."""
    units = {row["code"]: row["unit"] for row in rows(folder, "indicators.csv")}
    figures = rows(folder, "figures.csv")
    keys = [(row["code"], end(row["period"])) for row in figures]
    assert keys == sorted(set(keys))
    for row in figures:
        has_figure = bool(row["value"] or row.get("judged") or row.get("numerator"))
        assert has_figure == (row["status"] in ("final", "provisional")), row
        assert row["reason"] or (has_figure and units[row["code"]] != "judgement"), row
        if row["value"] and units[row["code"]] == "percent":
            assert Decimal(row["value"]) > 1, row
        if row["value"] and row.get("numerator"):
            exact = Decimal(row["numerator"]) * PER[units[row["code"]]] / Decimal(row["denominator"])
            assert exact.quantize(Decimal(row["value"]), ROUND_HALF_UP) == Decimal(row["value"]), row


@pytest.mark.parametrize("folder", FOLDERS)
def test_report_cards_have_their_headings_and_name_figures_that_exist(folder):
    by_address = {re.sub("[^a-z0-9]+", "-", code.lower()).strip("-"): code for code in codes(folder)}
    texts = sorted((FIXTURES / folder / "report_cards").glob("*/*.md"))
    assert len(texts) >= 4
    for path in texts:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS, path
        tokens = TOKEN.findall(text)
        assert tokens, path
        for code, said in tokens:
            one = Indicator(folder, code or by_address[path.parent.name], path.stem)
            for word in re.findall(r"\d{4}/\d{2}(?: Q\d)?|\d{4}-\d{2}|[a-z]+", said):
                assert word in ("latest", "target", "rating", "change") or one.has_figure(end(word)), (path, said)
            assert "target" not in said or one.target(one.latest) is not None, (path, said)


# The round in progress

PLAYED = "round_in_progress/demonshire"


def steps_of() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The steps taken with each figure, in their order."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows(PLAYED, "steps.csv"):
        found.setdefault((row["code"], row["period"]), []).append(row)
    return found


def test_the_round_is_that_of_the_month_after_the_newest_verified_one() -> None:
    newest = max(end(row["period"]) for row in rows("demonshire", "figures.csv"))
    played = {end(row["period"]) for row in rows(PLAYED, "figures.csv")}
    assert max(played) == newest + 1
    known = {(row["code"], row["period"]) for row in rows("demonshire", "figures.csv")}
    corrected = [row for row in rows(PLAYED, "figures.csv") if end(row["period"]) <= newest]
    assert [(row["code"], row["period"]) in known for row in corrected] == [True]


def test_the_round_shows_every_way_a_figure_can_stand() -> None:
    """As its README tells: the word a figure is listed under, and the codes."""
    figures = {(row["code"], row["period"]): row for row in rows(PLAYED, "figures.csv")}
    steps = steps_of()
    assert steps.keys() == figures.keys()
    last = {key: some[-1]["step"] for key, some in steps.items()}
    status = {key: row["status"] for key, row in figures.items()}
    (corrected,) = [key for key, step in last.items() if step == "verify"]
    october = {key[0] for key in figures if key != corrected}
    due = {row["code"] for row in rows("demonshire", "indicators.csv") if row["frequency"] == "monthly"} - {"D05"}

    def standing(step: str) -> set[str]:
        return {key[0] for key in last if last[key] == step and status[key] in ("final", "provisional")}

    def without(reason: str) -> set[str]:
        return {key[0] for key in status if status[key] == reason}

    told = {
        "Submitted, waiting for somebody else to verify it": standing("submit"),
        "A draft": standing("enter"),
        "Awaited, and said so": without("awaited"),
        "Nothing entered": due - october,
        "Cannot be reported, submitted with the reason": without("not_reportable"),
        "Sent back with the reason": standing("send_back"),
        "Asked about because it is unlikely, and ticked with what was checked": {
            key[0] for key, some in steps.items() if some[0]["checked"]
        },
        "Revised: a verified figure corrected, with its reason and day": {corrected[0]},
    }
    readme = (FIXTURES / PLAYED).parent / "README.md"
    lines = [line.split("|")[1:3] for line in readme.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    listed = {what.strip(): set(re.findall(r"[DM]\d\d", where)) for what, where in lines[2:]}
    assert all(told.values())
    assert {what: listed.get(what) for what in told} == told
