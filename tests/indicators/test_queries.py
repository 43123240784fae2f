"""Reading: the four queries written out in SQL against the same read row by row through the ORM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.domain import periods
from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.exception_report import CommitteeRules, Flag, Rule
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Override, Scheme, SchemeKind, Thresholds
from indicators.domain.series import Observation, Series, State, Status
from indicators.domain.targets import TargetRow, Targets, parse_profile
from indicators.models import Figure, Indicator, ReportCardText, Target
from indicators.queries.committees import (
    ANYBODY,
    EVERYTHING,
    CommitteeRecord,
    Committees,
    Reader,
    committee,
    committee_of_indicator,
    committees,
    committees_of_codes,
)
from indicators.queries.sign_records import VitalSign
from indicators.queries.texts import CardText, definitions, words_beside
from indicators.queries.vital_signs import PERIODS_READ, registered, vital_signs, with_whole_history
from tests import long_histories
from tests.stores import COMMITTEES, REGISTERS, demonstration, figures, indicator, load, registers

pytestmark = pytest.mark.django_db
JANUARY = periods.month(2017, 1)


# The slow plain twin: one indicator after the other, row by row


def plain_order(one: Indicator) -> tuple:
    """As the dashboard stands: sections in order, what has none last; then its own order; then the code."""
    section = one.section
    return (section is None, section.order if section else 0, section.name if section else "", one.order, one.code)


def plain_observation(row: Figure) -> Observation:
    number = {name: getattr(row, name) for name in ("value", "numerator", "denominator")}
    return Observation(
        period=parse(row.period),
        status=Status(row.status),
        reason=row.reason,
        judged=None if row.judged is None else Colour(row.judged),
        revised_on=row.revised_on,
        state=State(row.state),
        **{name: None if text is None else Decimal(text) for name, text in number.items()},
    )


def plain_target(row: Target) -> TargetRow:
    upper = None if row.value_to is None else Decimal(row.value_to)
    return TargetRow(parse(row.period), Decimal(row.value), upper, parse_profile(row.profile) if row.profile else None)


def plain_sign(one: Indicator, record: CommitteeRecord, last: int, *, whole: bool = False) -> VitalSign:
    """One indicator with everything up to a month, or the newest periods only."""
    months = Frequency(one.frequency).months
    first = 0 if whole else last - PERIODS_READ * months + 1
    by_period = {row.period: row for row in one.figures.all() if row.state == "verified"}
    if record.with_drafts:
        by_period |= {row.period: row for row in one.figures.all() if row.state != "verified"}
    seen = by_period.values()
    shown = [row for row in seen if first <= parse(row.period).last_month_number <= last]
    aimed = [row for row in one.targets.all() if first <= parse(row.period).last_month_number <= last + 11]
    earlier = any(parse(row.period).last_month_number < first for row in seen)
    earlier_targets = any(parse(row.period).last_month_number < first for row in one.targets.all())
    breaks = [parse(row.from_period) for row in one.definitions.all() if row.breaks_series]
    scheme = one.scheme
    return VitalSign(
        pk=one.pk,
        code=one.code,
        address=one.address,
        name=one.name,
        section=one.section.name if one.section else "",
        section_slug=one.section.slug if one.section else "",
        decimals=one.decimals,
        lead=one.lead,
        data_owner=one.data_owner,
        suppress_below=one.suppress_below,
        retired_from=parse(one.retired_from) if one.retired_from else None,
        definition=Definition(
            one.code,
            Polarity(one.good_is),
            Unit(one.unit),
            Frequency(one.frequency),
            Basis(one.basis),
            tuple(sorted(breaks, key=lambda period: period.last_month_number)),
        ),
        scheme=record.default_scheme if scheme is None else plain_scheme(scheme),
        series=Series.of(map(plain_observation, shown), earlier_left_out=earlier),
        targets=Targets.of(map(plain_target, aimed), earlier_left_out=earlier_targets),
        overrides={
            parse(row.period): Override(parse(row.period), Colour(row.rating), row.reason)
            for row in one.overrides.all()
        },
        flags=tuple(Flag(parse(row.period), Rule(row.rule), row.reason) for row in one.flags.all()),
    )


def plain_scheme(row: object) -> Scheme:
    """Only what a scheme by thresholds or by a gap needs; bands are read by the core (`test_rating.py`)."""
    found = Scheme(row.slug, SchemeKind(row.kind), Decimal(row.green_within), Decimal(row.red_from))
    if row.kind == "thresholds":
        green, red = (Decimal(part.split()[1]) for part in row.levels.split(";"))
        return Scheme(found.slug, found.kind, found.green_within, found.red_from, Thresholds(green, red))
    return found


def facts(sign: VitalSign) -> dict[str, object]:
    """A sign to compare: rows of targets and flags in one order, bands left aside."""
    return {
        **{name: getattr(sign, name) for name in VitalSign.__slots__},
        "scheme": (sign.scheme.slug, sign.scheme.kind, sign.scheme.green_within, sign.scheme.thresholds),
        "targets": (
            sorted(sign.targets.rows, key=lambda row: row.period.written),
            sign.targets.earlier_left_out,
        ),
        "definition": (sign.definition.code, sign.definition.unit, sign.definition.basis, set(sign.definition.breaks)),
        "flags": sorted(sign.flags, key=lambda flag: (flag.period.written, flag.rule)),
    }


def twins(as_at: Period, *, whole: bool = False, with_drafts: str = "") -> Iterator[tuple[list, list]]:
    """What the queries give of each committee, and what the twin gives; one of them with drafts."""
    every = [replace(one, with_drafts=one.slug == with_drafts) for one in committees(EVERYTHING)]
    found = vital_signs(every, as_at, whole=whole)
    for record in every:
        rows = Indicator.objects.filter(committee_id=record.pk).select_related("section", "scheme")
        plain = [plain_sign(one, record, as_at.last_month_number, whole=whole) for one in sorted(rows, key=plain_order)]
        yield [facts(stored.read()) for stored in found[record.pk]], [facts(sign) for sign in plain]


def test_the_demonstrations_are_read_as_by_the_plain_twin() -> None:
    demonstration("demonshire")
    demonstration("norfolk_2017")
    for as_at in ("2017-01", "2026-09", "2025-11", "2010-01"):
        both = list(twins(parse(as_at)))
        for found, plain in both:
            assert found == plain, as_at
        assert sum(len(found) for found, _ in both) == 45


@pytest.mark.parametrize("whole", [False, True])
def test_long_histories_are_read_as_by_the_plain_twin(tmp_path: Path, whole: bool) -> None:
    load(tmp_path, long_histories.files(seed=7))
    for as_at in (JANUARY, periods.month(2020, 1)):
        ((found, plain),) = twins(as_at, whole=whole)
        assert found == plain
        left_out = [one["code"] for one in found if one["series"].earlier_left_out]
        assert bool(left_out) is not whole, as_at


@pytest.mark.parametrize("whole", [False, True])
def test_figures_on_their_way_are_read_as_by_the_plain_twin(tmp_path: Path, whole: bool) -> None:
    """In the place of verified ones, before the first, beyond the newest and far in the past; of one committee only."""
    demonstration("demonshire")
    load(tmp_path, long_histories.files(seed=9))
    periods_of = ("1990-01", "2003-05", "2016-11", "2016-12", "2017-01", "2026-08", "2026-09", "2027-02")
    monthly = Indicator.objects.filter(frequency="monthly").exclude(unit="judgement")
    numerators = set(Figure.objects.exclude(numerator=None).values_list("indicator__code", flat=True))
    codes = [code for code in monthly.values_list("code", flat=True) if code not in numerators]
    lines = [f"{code},{period},{place}" for place, code in enumerate(codes) for period in periods_of[place % 3 :]]
    load(tmp_path, figures(*lines), draft=True, reason="On their way")
    Figure.objects.filter(state="draft", ends__gt=periods.month(2017, 1).number).update(state="submitted")
    Figure.objects.filter(state="verified", indicator__code=codes[0]).update(revised_on="2026-10-12")
    seen = set()
    for slug in committees(EVERYTHING):
        for as_at in (JANUARY, periods.month(2027, 6)):
            for found, plain in twins(as_at, whole=whole, with_drafts=slug.slug):
                assert found == plain, (slug.slug, as_at)
                seen |= {(one.state, one.revised_on is not None) for sign in found for one in sign["series"]}
    assert seen == {(State.DRAFT, False), (State.SUBMITTED, False), (State.VERIFIED, False), (State.VERIFIED, True)}


def test_a_committee_with_drafts_says_where_its_verified_figures_are(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-11,85\nA01,2016-12,86.2\nA03,2016/17 Q3,90\n")
    load(tmp_path, figures("A01,2016-02,1", "A02,2017-03,3"), draft=True, reason="First sight")
    bare, key = committee("adults"), indicator("A01").committee_id
    assert (bare.newest, bare.with_drafts, bare.verified) == (periods.month(2016, 12), False, None)
    for refused in (Committees(), Committees(frozenset({key + 1}))):
        assert committee("adults", refused) == bare
        assert committee_of_indicator("a01", refused) == (indicator("A01").pk, bare)
    asked = committee("adults", Committees(frozenset({key})))
    assert committee_of_indicator("a01", Committees(every=True)) == (indicator("A01").pk, asked)
    assert (asked.newest, asked.with_drafts) == (periods.month(2017, 3), True)
    assert asked.verified == (periods.month(2016, 11), periods.month(2016, 12))
    Figure.objects.filter(state="verified").delete()
    assert committee("adults").newest is None
    none = committee("adults", Committees(every=True))
    assert (none.newest, none.verified) == (periods.month(2017, 3), None)


def test_reading_the_rest_is_reading_the_whole(tmp_path: Path) -> None:
    load(tmp_path, long_histories.files(seed=8))
    every = committees(EVERYTHING)
    bounded = vital_signs(every, JANUARY)[every[0].pk]
    whole = vital_signs(every, JANUARY, whole=True)[every[0].pk]
    wanted = bounded[5:9]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = with_whole_history(wanted)
    assert len(queries) == 2
    assert [one.pk for one in found] == [one.pk for one in wanted]
    assert [facts(one.read()) for one in found] == [facts(one.read()) for one in whole[5:9]]
    with CaptureQueriesContext(connection) as queries:
        assert with_whole_history([]) == []
    assert len(queries) == 0


def read(as_at: Period | None = None, **options: object) -> list[VitalSign]:
    """The indicators of all committees, in order."""
    found = vital_signs(committees(EVERYTHING), as_at, **options)
    return [stored.read() for group in found.values() for stored in group]


def test_drafts_and_submitted_figures_are_never_read(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    load(tmp_path, figures("A01,2016-12,1", "A01,2017-02,2", "A02,2017-03,3"), draft=True, reason="First sight")
    Figure.objects.create(indicator=indicator("A02"), period="2017-04", state="submitted", value="4")
    for whole in (False, True):
        signs = read(periods.month(2017, 6), whole=whole)
        assert [(one.period.written, one.value) for sign in signs for one in sign.series] == [
            ("2016-12", Decimal("86.2"))
        ]
    (record,) = committees(EVERYTHING)
    assert committee(record.slug).newest == periods.month(2016, 12)
    (stored,) = vital_signs([record], only=[indicator("A01").pk])[record.pk]
    assert (stored.first_ends, stored.newest_ends) == (periods.month(2016, 12).number,) * 2


def test_nothing_later_than_the_month_is_read_but_the_years_target(tmp_path: Path) -> None:
    registers(
        tmp_path,
        figures="code,period,value\nA01,2016-12,1\nA01,2017-01,2\nA01,2017-02,3\n"
        "A03,2016/17 Q3,90\nA03,2016/17 Q4,91\n",
        targets="code,period,value,value_to,profile\nA01,2016/17,90,,flat\nA01,2017/18,95,,flat\n"
        "A03,2016/17,88,95,flat\nA03,2017/18,89,95,flat\n",
    )
    found = {sign.code: sign for sign in read(JANUARY)}
    assert [one.period.written for one in found["A01"].series] == ["2016-12", "2017-01"]
    assert [one.period.written for one in found["A03"].series] == ["2016/17 Q3"]
    assert [row.period.written for row in found["A01"].targets.rows] == ["2016/17"]
    assert [row.period.written for row in found["A03"].targets.rows] == ["2016/17"]
    april = {sign.code: sign for sign in read(periods.month(2017, 4))}
    assert {row.period.written for row in april["A01"].targets.rows} == {"2016/17", "2017/18"}


def test_without_a_month_the_newest_row_bounds(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2014-06,1\nA01,2016-12,2\n")
    (one,) = (sign for sign in read() if sign.code == "A01")
    assert [figure.period.written for figure in one.series] == ["2016-12"]
    assert one.series.earlier_left_out


def test_without_a_month_each_committee_has_its_own(tmp_path: Path) -> None:
    registers(tmp_path)
    load(
        tmp_path,
        {
            "committees.csv": COMMITTEES + "old,Older,Example Council,no\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n"
            "O01,old,Visits,bigger,count,monthly,period\n",
            **figures("O01,2009-12,1", "O01,2010-01,2", "O01,2001-01,3", "A01,2016-12,4"),
        },
    )
    signs = {sign.code: sign.series for sign in read()}
    assert [one.period.written for one in signs["O01"]] == ["2009-12", "2010-01"]
    assert [one.period.written for one in signs["A01"]] == ["2016-12"]
    assert signs["O01"].earlier_left_out
    assert not signs["A01"].earlier_left_out


def test_only_some_indicators_and_nothing_of_others(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,1\nA02,2016-12,2\n")
    wanted = [indicator("A02").pk]
    (one,) = read(JANUARY, only=wanted)
    assert (one.code, len(one.series)) == ("A02", 1)
    assert read(JANUARY, only=[]) == []
    assert vital_signs([], JANUARY) == {}


def test_two_committees_stay_apart(tmp_path: Path) -> None:
    registers(tmp_path)
    load(
        tmp_path,
        {
            "committees.csv": COMMITTEES + "children,Children,Example Council,no\n",
            "sections.csv": "committee,slug,name\nadults,same,Adults first\nchildren,same,Children first\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,section\n"
            "C01,children,Visits,bigger,count,monthly,period,same\n"
            "A01,adults,People with a review,bigger,percent,monthly,period,same\n",
            **figures("C01,2017-03,1", "A01,2016-12,2"),
        },
    )
    adults, children = (committee(slug) for slug in ("adults", "children"))
    found = vital_signs([adults, children], JANUARY)
    assert [stored.address for stored in found[children.pk]] == ["c01"]
    assert found[children.pk][0].read().section == "Children first"
    assert [stored.address for stored in found[adults.pk]] == ["a01", "a02", "a03", "a04", "a05"]
    assert len(found[children.pk][0].figures) == 0, "March is later than January"
    assert (adults.newest, children.newest) == (periods.month(2016, 12), periods.month(2017, 3))
    assert [one.slug for one in committees(ANYBODY)] == ["adults"]
    assert [one.slug for one in committees(EVERYTHING)] == ["adults", "children"]


@pytest.mark.parametrize(
    ("retired", "last_reported"), [("2017-01", "2016-12"), ("2016/17 Q4", "2016-12"), ("2017/18", "2017-03")]
)
def test_retired_from_the_first_month_of_a_period(tmp_path: Path, retired: str, last_reported: str) -> None:
    registers(tmp_path)
    Indicator.objects.filter(code="A01").update(retired_from=retired)
    (one,) = (stored for stored in registered(committee("adults")) if stored.address == "a01")
    last = parse(last_reported)
    assert not one.retired_at(last)
    assert one.retired_at(last.next)
    assert one.read().retired_from == parse(retired)


def test_a_committee_brings_its_rules_and_its_scheme(tmp_path: Path) -> None:
    load(
        tmp_path,
        {
            **REGISTERS,
            "schemes.csv": "slug,kind,green_within,red_from\nnear,points,0.50,2\n",
            "committees.csv": "slug,name,council,default_scheme,public,off_target_from,worsening_moves\n"
            "adults,Adults,Example,near,yes,7.5,2\n",
        },
    )
    record = committee("adults")
    assert record.rules == CommitteeRules(Decimal("7.5"), 2)
    assert record.default_scheme == Scheme("near", SchemeKind.POINTS, Decimal("0.50"), Decimal(2))
    assert committee("no-such") is None
    key, found = committee_of_indicator("a03")
    assert (key, found) == (indicator("A03").pk, record)
    assert committee_of_indicator("A03") is None, "addresses are in small letters"
    assert set(committees_of_codes(["a01", "a05", "zz"])) == {"a01", "a05"}


def test_levels_that_nobody_can_read_give_none(tmp_path: Path) -> None:
    load(tmp_path, {**REGISTERS, "schemes.csv": "slug,kind,levels\nfixed,thresholds,green 20; red 30\n"})
    one = indicator("A01")
    one.scheme_id = committee_scheme("fixed", levels="green; red")
    one.save()
    (sign,) = read(JANUARY, only=[one.pk])
    assert (sign.scheme.kind, sign.scheme.thresholds) == (SchemeKind.THRESHOLDS, None)


def committee_scheme(slug: str, *, levels: str) -> int:
    from indicators.models import Scheme as SchemeRow

    row = SchemeRow.objects.get(slug=slug)
    row.levels = levels
    row.save()
    return row.pk


# Texts


def card_text(key: int, as_at: Period) -> CardText | None:
    return words_beside(key, as_at, EVERYTHING)[0]


def test_the_newest_text_up_to_the_month_is_shown(tmp_path: Path) -> None:
    registers(tmp_path)
    key = indicator("A01").pk
    for period in ("2016-11", "2017-01"):
        ReportCardText.objects.create(indicator_id=key, period=period, why=period, state="approved")

    def text(as_at: Period, pk: int = key) -> CardText | None:
        return words_beside(pk, as_at, EVERYTHING)[0]

    assert text(periods.month(2016, 10)) is None
    assert text(periods.month(2016, 12)).why == "2016-11"
    assert text(JANUARY) == CardText(JANUARY, "2017-01", "", "", "")
    assert text(periods.quarter(2016, 4)).why == "2017-01"
    assert text(JANUARY, indicator("A02").pk) is None


def test_versions_of_definitions_come_oldest_first(tmp_path: Path) -> None:
    registers(
        tmp_path,
        definitions="code,from_period,definition\nA01,2016-12,Third\nA01,2016/17 Q1,Second\n"
        "A01,2015/16,First\nA02,2016-04,Other\n",
    )
    keys = [indicator(code).pk for code in ("A01", "A02", "A03")]
    found = definitions(keys)
    assert [[one.definition for one in found[key]] for key in keys] == [["First", "Second", "Third"], ["Other"], []]


def test_related_indicators_as_far_as_somebody_may_see_them(tmp_path: Path) -> None:
    registers(tmp_path)
    load(
        tmp_path,
        {
            "committees.csv": COMMITTEES + "children,Children,Example Council,no\n",
            "indicators.csv": "code,committee,name,good_is,unit,frequency,basis,related\n"
            "C01,children,Visits,bigger,count,monthly,period,\n"
            "A01,adults,People with a review,bigger,percent,monthly,period,C01;A02\n",
        },
    )
    ReportCardText.objects.create(indicator=indicator("A01"), period="2016-11", why="It is", state="approved")

    def seen(code: str, reader: Reader) -> list[str]:
        text, related = words_beside(indicator(code).pk, JANUARY, reader)
        assert (text is not None) is (code == "A01")
        return [one.code for one in related]

    assert seen("A01", EVERYTHING) == ["A02", "C01"]
    assert seen("A01", ANYBODY) == ["A02"]
    children = indicator("C01").committee_id
    assert seen("A01", Reader(signed_in=True, private=Committees(frozenset({children})))) == ["A02", "C01"]
    assert seen("A01", Reader(signed_in=True, private=Committees(frozenset({children + 1})))) == ["A02"]
    assert seen("A02", EVERYTHING) == [], "a link goes one way"
