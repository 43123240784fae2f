"""Indicators with their figures, targets and what people decided about them, ready to be assessed.

Verdicts use an indicator's whole history, yet a page must not grow slower as years pile up. So the newest 27 periods
of each are read (13 shown, their year before, and one to see an edge by), and `Series.earlier_left_out` says where
more is stored. The core says when a verdict could depend on more; only those indicators are then read whole
(docs/decisions/0003-bounded-reading.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Subquery, Value

from indicators.domain.definitions import Basis, Colour, Definition, Polarity, Unit
from indicators.domain.errors import SchemeError
from indicators.domain.exception_report import Flag, Rule
from indicators.domain.periods import Frequency, Period, parse
from indicators.domain.rating import Override, Scheme
from indicators.domain.series import Observation, Series, Status
from indicators.domain.targets import Profile, TargetRow, Targets, parse_profile
from indicators.models import DefinitionVersion, ExceptionFlag, Figure, Indicator, RatingOverride, Target
from indicators.queries.committees import SCHEME_COLUMNS, CommitteeRecord, newest_ends, scheme_of

PERIODS_READ = 27
YEAR_AHEAD = 11  # a year's target stands for its months long before the month its year ends in
STATUSES = {status.value: status for status in Status}
REGISTER_COLUMNS = (
    *("pk", "committee_id", "code", "address", "name", "section__name", "section__slug", "decimals", "lead"),
    *("data_owner", "suppress_below", "retired_from", "good_is", "unit", "frequency", "basis"),
    *("oldest", "oldest_target", "newest"),
)
FIGURE_COLUMNS = ("indicator_id", "period", "value", "status", "reason", "judged", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class VitalSign:
    """One indicator as the core and the cards need it. `first_ends` and `newest_ends` are the months in which its
    oldest and newest stored rows end; None without any."""

    pk: int
    code: str
    address: str
    name: str
    section: str
    section_slug: str
    decimals: int | None
    lead: str
    data_owner: str
    suppress_below: int | None
    retired_from: Period | None
    definition: Definition
    scheme: Scheme
    first_ends: int | None = None
    first_target_ends: int | None = None
    newest_ends: int | None = None
    series: Series = field(default_factory=Series)
    targets: Targets = field(default_factory=Targets)
    overrides: Mapping[Period, Override] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()

    def retired_at(self, as_at: Period) -> bool:
        """Is it no longer reported at the end of that month?"""
        return self.retired_from is not None and self.retired_from.first_month.number <= as_at.last_month_number


def vital_signs(
    committees: Collection[CommitteeRecord], as_at: Period | None = None, *, only: Collection[int] | None = None
) -> dict[int, list[VitalSign]]:
    """The indicators of each committee (by its key), in the order of its dashboard, with figures up to the month.

    Without `as_at` each committee's newest month bounds them. `only` holds the keys of the indicators wanted.
    Four queries.
    """
    found: dict[int, list[VitalSign]] = {one.pk: [] for one in committees}
    for committee, sign in _registers(committees, only):
        found[committee].append(sign)
    signs = [sign for group in found.values() for sign in group]
    last = as_at.last_month_number if as_at else max((sign.newest_ends or 0 for sign in signs), default=0)
    figures, targets = Q(pk__in=[]), Q(pk__in=[])
    first = {frequency: last - PERIODS_READ * frequency.months + 1 for frequency in Frequency}
    for frequency, first_month in first.items():
        keys = [sign.pk for sign in signs if sign.definition.frequency is frequency]
        if keys:
            figures |= Q(indicator_id__in=keys, ends__gte=first_month, ends__lte=last)
            targets |= Q(indicator_id__in=keys, ends__gte=first_month, ends__lte=last + YEAR_AHEAD)
    series, aims, said = _series(figures), _targets(targets), _said(signs)
    filled = {}
    for sign in signs:
        edge = first[sign.definition.frequency]
        marks = said.get(sign.pk, _Said())
        filled[sign.pk] = replace(
            sign,
            definition=replace(sign.definition, breaks=tuple(marks.breaks)) if marks.breaks else sign.definition,
            series=Series.of(
                series.get(sign.pk, ()), earlier_left_out=sign.first_ends is not None and sign.first_ends < edge
            ),
            targets=Targets.of(
                aims.get(sign.pk, ()),
                earlier_left_out=sign.first_target_ends is not None and sign.first_target_ends < edge,
            ),
            overrides=marks.overrides,
            flags=tuple(marks.flags),
        )
    return {committee: [filled[sign.pk] for sign in group] for committee, group in found.items()}


def registered(committee: CommitteeRecord) -> list[VitalSign]:
    """A committee's indicators in order, retired ones too, without their figures. One query."""
    return [sign for _, sign in _registers([committee], None)]


def with_whole_history(signs: Collection[VitalSign], as_at: Period) -> list[VitalSign]:
    """The same indicators with all their figures and targets up to the month. Two queries, none for none."""
    if not signs:
        return []
    keys = [sign.pk for sign in signs]
    last = as_at.last_month_number
    series = _series(Q(indicator_id__in=keys, ends__lte=last))
    targets = _targets(Q(indicator_id__in=keys, ends__lte=last + YEAR_AHEAD))
    return [
        replace(sign, series=Series.of(series.get(sign.pk, ())), targets=Targets.of(targets.get(sign.pk, ())))
        for sign in signs
    ]


def _registers(
    committees: Collection[CommitteeRecord], only: Collection[int] | None
) -> Iterator[tuple[int, VitalSign]]:
    defaults = {one.pk: one.default_scheme for one in committees}
    own = Q(pk__in=list(only)) if only is not None else Q()
    oldest = Figure.objects.filter(indicator=OuterRef("pk"), state="verified").order_by("ends").values("ends")[:1]
    oldest_target = Target.objects.filter(indicator=OuterRef("pk")).order_by("ends").values("ends")[:1]
    rows = (
        Indicator.objects.filter(own, committee_id__in=list(defaults))
        .order_by(F("section__order").asc(nulls_last=True), "section__name", "order", "code")
        .annotate(oldest=Subquery(oldest), oldest_target=Subquery(oldest_target), newest=newest_ends())
        .values_list(*REGISTER_COLUMNS, *(f"scheme__{name}" for name in SCHEME_COLUMNS))
    )
    for row in rows:
        (pk, committee, code, address, name, section, section_slug, decimals, lead, data_owner, suppress_below) = row[
            :11
        ]
        retired_from, good_is, unit, frequency, basis, oldest_ends, oldest_target_ends, newest = row[11:19]
        yield (
            committee,
            VitalSign(
                pk=pk,
                code=code,
                address=address,
                name=name,
                section=section or "",
                section_slug=section_slug or "",
                decimals=decimals,
                lead=lead,
                data_owner=data_owner,
                suppress_below=suppress_below,
                retired_from=None if retired_from is None else parse(retired_from),
                definition=Definition(code, Polarity(good_is), Unit(unit), Frequency(frequency), Basis(basis)),
                scheme=scheme_of(row[19:]) or defaults[committee],
                first_ends=oldest_ends,
                first_target_ends=oldest_target_ends,
                newest_ends=newest,
            ),
        )


def _series(wanted: Q) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = defaultdict(list)
    rows = Figure.objects.filter(wanted, state="verified").order_by().values_list(*FIGURE_COLUMNS)
    for key, period, value, status, reason, judged, numerator, denominator in rows.iterator(chunk_size=5000):
        found[key].append(
            Observation(
                parse(period),
                None if value is None else Decimal(value),
                STATUSES[status],
                reason,
                None if judged is None else Colour(judged),
                None if numerator is None else Decimal(numerator),
                None if denominator is None else Decimal(denominator),
            )
        )
    return found


def _targets(wanted: Q) -> dict[int, list[TargetRow]]:
    found: dict[int, list[TargetRow]] = defaultdict(list)
    rows = (
        Target.objects.filter(wanted).order_by().values_list("indicator_id", "period", "value", "value_to", "profile")
    )
    for key, period, value, value_to, profile in rows.iterator(chunk_size=5000):
        upper = None if value_to is None else Decimal(value_to)
        found[key].append(TargetRow(parse(period), Decimal(value), upper, profile_of(profile) if profile else None))
    return found


def profile_of(text: str) -> Profile | None:
    """The profile as stored; one nobody can read counts as none, so the year's target stands for its end only."""
    try:
        return parse_profile(text)
    except SchemeError:
        return None


@dataclass(slots=True)
class _Said:
    """What people said of one indicator's periods."""

    overrides: dict[Period, Override] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    breaks: list[Period] = field(default_factory=list)


def _said(signs: Collection[VitalSign]) -> dict[int, _Said]:
    """Overrides, flags and breaks in one query: three small tables of the same shape."""
    keys = [sign.pk for sign in signs]
    found: dict[int, _Said] = defaultdict(_Said)
    overrides = RatingOverride.objects.filter(indicator_id__in=keys).order_by()
    flags = ExceptionFlag.objects.filter(indicator_id__in=keys).order_by()
    breaks = DefinitionVersion.objects.filter(indicator_id__in=keys, breaks_series=True).order_by()
    rows = overrides.values_list("indicator_id", "period", Value("override"), "rating", "reason").union(
        flags.values_list("indicator_id", "period", Value("flag"), "rule", "reason"),
        breaks.values_list("indicator_id", "from_period", Value("break"), Value(""), Value("")),
        all=True,
    )
    for key, period_text, kind, what, reason in rows:
        period = parse(period_text)
        if kind == "override":
            found[key].overrides[period] = Override(period, Colour(what), reason)
        elif kind == "flag":
            found[key].flags.append(Flag(period, Rule(what), reason))
        else:
            found[key].breaks.append(period)
    return found
