"""The rules of `docs/methods.md` once more: a short, slow program that reads a folder in the public data format.

Nothing of the project is imported here, so that it can serve as a twin: of the demonstrations' hand-written verdicts
(`test_demonstrations.py`) and of the core. It takes only clean folders and checks nothing.
"""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
STEPS = {"monthly": 1, "quarterly": 3, "annual": 12}
PER = {"percent": 100, "per_100k": 100_000}


@cache
def rows(folder: str, name: str) -> list[dict[str, str]]:
    path = FIXTURES / folder / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def end(period: str) -> int:
    """The month in which a period ends, counted from the year 0."""
    start = int(period[:4])
    if "Q" in period:
        return start * 12 + 2 + 3 * int(period[-1])
    return start * 12 + 14 if "/" in period else start * 12 + int(period[5:]) - 1


def gap_from(good_is: str, value: Decimal, low: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal]:
    """How much worse than the target, and the target or bound it is measured from."""
    if good_is == "range":
        assert high is not None
        return max((low - value, low), (value - high, high))
    return (low - value if good_is == "bigger" else value - low), low


class Indicator:
    """Everything the folder says of one code, and its verdicts as at one month. Figures are keyed by end month."""

    def __init__(self, folder: str, code: str, as_at: str):
        self.folder, self.code, self.as_at = folder, code, end(as_at)
        self.row = self._one("indicators.csv", "code", code)
        self.committee = self._one("committees.csv", "slug", self.row["committee"])
        slug = self.row.get("scheme") or self.committee["default_scheme"]
        default = {"kind": "percent_of_target", "green_within": "0", "red_from": "5"}
        self.scheme = self._one("schemes.csv", "slug", slug) if slug else default
        self.good_is, self.basis, self.step = self.row["good_is"], self.row["basis"], STEPS[self.row["frequency"]]
        mine = [one for one in rows(folder, "figures.csv") if one["code"] == code and end(one["period"]) <= self.as_at]
        self.figures = {end(one["period"]): one for one in mine}
        self.targets = [one for one in rows(folder, "targets.csv") if one["code"] == code]
        self.breaks = [
            end(one["from_period"])
            for one in rows(folder, "definitions.csv")
            if one["code"] == code and one["breaks_series"] == "yes"
        ]
        self.latest = max((when for when in self.figures if self.has_figure(when)), default=None)

    def _one(self, name: str, column: str, wanted: str) -> dict[str, str]:
        (found,) = (one for one in rows(self.folder, name) if one[column] == wanted)
        return found

    def has_figure(self, when: int) -> bool:
        return self.figures.get(when, {}).get("status") in ("final", "provisional")

    def value(self, when: int) -> Decimal | None:
        if not self.has_figure(when) or self.row["unit"] == "judgement":
            return None
        row = self.figures[when]
        if row["value"]:
            return Decimal(row["value"])
        return (Decimal(row["numerator"]) * PER[self.row["unit"]] / Decimal(row["denominator"])).quantize(
            Decimal("0.000001"), ROUND_HALF_UP
        )

    def target(self, when: int) -> tuple[Decimal, Decimal | None] | None:
        for one in self.targets:
            is_year = "/" in one["period"] and "Q" not in one["period"]
            if end(one["period"]) == when and (self.step == 12 or not is_year):
                return Decimal(one["value"]), Decimal(one["value_to"]) if one.get("value_to") else None
        for one in self.targets:
            month = when - (end(one["period"]) - 12)
            if self.step < 12 and "/" in one["period"] and "Q" not in one["period"] and 1 <= month <= 12:
                return self._profiled(one, month)
        return None

    def _profiled(self, one: dict[str, str], month: int) -> tuple[Decimal, Decimal | None] | None:
        value, (word, *numbers) = Decimal(one["value"]), (one.get("profile", "").split() or [""])
        if word == "linear":
            start = Decimal(numbers[0])
            return start + (value - start) * month / 12, None
        if word == "shares":
            ends = [(i * 12 // len(numbers), Decimal(n)) for i, n in enumerate(["0", *numbers])]
            (a, low), (b, high) = next(pair for pair in pairwise(ends) if month <= pair[1][0])
            return value * (low + (high - low) * (month - a) / (b - a)) / 100, None
        if word == "flat" or month == 12:
            return value, Decimal(one["value_to"]) if one.get("value_to") else None
        return None

    def gap_percent(self, when: int, target_of: int | None = None) -> Decimal | None:
        value, target = self.value(when), self.target(when if target_of is None else target_of)
        if value is None or target is None or self.good_is == "none":
            return None
        worse, bound = gap_from(self.good_is, value, *target)
        if not bound:
            return None if worse > 0 else Decimal(0)
        return worse * 100 / abs(bound) if self.good_is != "range" or worse > 0 else Decimal(0)

    def computed(self, when: int, target_of: int | None = None) -> str:
        kind, value, scheme = self.scheme["kind"], self.value(when), self.scheme
        if kind == "judgement":
            return self.figures[when]["judged"] if self.has_figure(when) else "none"
        if value is None:
            return "none"
        if kind == "bands":
            stretches = re.findall(r"(\w+) (\d+)-(\d+)", scheme["levels"])
            return next((c for c, low, high in stretches if int(low) <= value <= int(high)), "none")
        if kind == "thresholds":
            levels = {c: Decimal(n) for c, n in re.findall(r"(\w+) ([\d.]+)", scheme["levels"])}
            sign = -1 if self.good_is == "bigger" else 1
            green, red = sign * value <= sign * levels["green"], sign * value >= sign * levels["red"]
            return "green" if green else "red" if red else "amber"
        gap, target = self.gap_percent(when, target_of), self.target(when if target_of is None else target_of)
        if kind == "points" and target is not None and self.good_is != "none":
            gap = gap_from(self.good_is, value, *target)[0]
        if gap is None:
            return "none"
        green, red = gap <= Decimal(scheme["green_within"]), gap >= Decimal(scheme["red_from"])
        return "green" if green else "red" if red else "amber"

    def shown(self, when: int) -> str:
        for one in rows(self.folder, "rating_overrides.csv"):
            if one["code"] == self.code and end(one["period"]) == when:
                return one["rating"]
        return self.computed(when)

    def breaks_between(self, earlier: int, later: int) -> bool:
        return any(earlier < start <= later for start in self.breaks)

    def worse(self, earlier: int, later: int) -> int | None:
        """1 worse, -1 better, 0 the same, None where the two may not be compared."""
        if self.breaks_between(earlier, later) or self.good_is == "none":
            return None
        if self.basis == "year_to_date" and later - earlier != 12:
            return None
        then, now = self.value(earlier), self.value(later)
        if then is None or now is None:
            return None
        if self.good_is == "range":
            ranges = self.target(earlier), self.target(later)
            if None in ranges or ranges[0] != ranges[1]:
                return None
            then, now = (max(gap_from("range", value, *ranges[0])[0], Decimal(0)) for value in (then, now))
        moved = then - now if self.good_is == "bigger" else now - then
        return (moved > 0) - (moved < 0)

    @cached_property
    def run(self) -> int | None:
        """Worsening moves in a row up to the latest figure; None where the rule is not evaluated."""
        when = self.latest
        if when is None or self.basis == "year_to_date" or self.good_is == "none":
            return None
        while self.worse(when - self.step, when) == 1:
            when -= self.step
        return (self.latest - when) // self.step

    @property
    def moved_by_target(self) -> bool:
        """Did the colour change since the last figure only because the target moved? Not asked of running totals."""
        before, now = self.computed(self.latest - self.step), self.computed(self.latest)
        with_the_old = self.computed(self.latest, target_of=self.latest - self.step)
        return self.basis != "year_to_date" and "none" not in (before, now) and before != now and with_the_old == before

    @property
    def target_ended(self) -> bool:
        """Had it a target before its latest figure, and has it none for that one?"""
        return self.target(self.latest) is None and any(end(one["period"]) < self.latest for one in self.targets)

    @property
    def in_colour(self) -> int:
        """How many periods it has been this colour without a break."""
        when, colour = self.latest, self.shown(self.latest)
        while self.shown(when - self.step) == colour and not self.breaks_between(when - self.step, when):
            when -= self.step
        return (self.latest - when) // self.step + 1

    @property
    def fired(self) -> list[str]:
        """The rules that fired, the decisions by hand last."""
        if self.latest is None:
            return []
        gap, found = self.gap_percent(self.latest), []
        far = gap is not None and gap > 0 and gap >= Decimal(self.committee["off_target_from"])
        if far or "red" in (self.computed(self.latest), self.shown(self.latest)):
            found.append("off_target")
        if self.run is not None and self.run >= int(self.committee["worsening_moves"]):
            found.append("deteriorating")
        flags = rows(self.folder, "exception_flags.csv")
        said = {one["rule"] for one in flags if one["code"] == self.code and end(one["period"]) == self.latest}
        return found + [
            rule for rule in ("budget", "corporate_risk", "added_by_hand", "left_out_by_hand") if rule in said
        ]

    @property
    def verdict(self) -> str:
        """Its place in the report: exception, left out, nearly, or nothing."""
        fired = self.fired
        if "left_out_by_hand" in fired:
            return "left out"
        if fired:
            return "exception"
        short = self.run is not None and self.run == int(self.committee["worsening_moves"]) - 1
        return "nearly" if self.latest is not None and (self.shown(self.latest) == "amber" or short) else ""
