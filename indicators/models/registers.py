"""The registers: committees, sections, rating schemes, indicators and the versions of their definitions.

Edited in the admin; every change is kept with who and when (django-simple-history).
"""

from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from indicators.models.fields import DecimalTextField, PeriodField, ends_field, is_decimal, is_period

SLUG_HELP = "Small letters, digits and hyphens. It stands in addresses and files: change it rarely."


class SchemeKind(models.TextChoices):
    PERCENT_OF_TARGET = "percent_of_target", "Per cent of the target"
    POINTS = "points", "Points: in the unit itself"
    THRESHOLDS = "thresholds", "Two fixed levels"
    BANDS = "bands", "Named bands of values"
    JUDGEMENT = "judgement", "Judged by a person"


class Scheme(models.Model):
    """How a figure becomes red, amber or green."""

    slug = models.SlugField(unique=True, help_text=SLUG_HELP)
    kind = models.CharField(max_length=20, choices=SchemeKind, help_text="What the gap to the target is measured in.")
    green_within = DecimalTextField(
        default="0", help_text="Green when the gap is at most this. In per cent of the target, or in points."
    )
    red_from = DecimalTextField(default="5", help_text="Red when the gap is at least this; amber between the two.")
    levels = models.CharField(
        max_length=200,
        blank=True,
        help_text="For two fixed levels: green 20; red 30. For bands: green 1-5; amber 6-15; red 16-25.",
    )
    note = models.TextField(blank=True, help_text="Why this scheme, for those who ask.")
    history = HistoricalRecords()

    class Meta:
        ordering = ("slug",)
        verbose_name = "rating scheme"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=SchemeKind.values), name="scheme_kind_known"),
            models.CheckConstraint(condition=is_decimal("green_within"), name="scheme_green_within_decimal"),
            models.CheckConstraint(condition=is_decimal("red_from"), name="scheme_red_from_decimal"),
        )

    def __str__(self) -> str:
        return self.slug


class Committee(models.Model):
    """A committee of a council, whose dashboard is public or for signed-in people only."""

    slug = models.SlugField(max_length=60, unique=True, help_text=SLUG_HELP)
    name = models.CharField(max_length=120, help_text="As it is called in its papers.")
    council = models.CharField(max_length=120, help_text="The council's name as the public knows it.")
    default_scheme = models.ForeignKey(
        Scheme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For indicators without a scheme of their own. Empty: per cent of target, red from 5 per cent.",
    )
    public = models.BooleanField(
        default=False, help_text="Public: everybody sees it. Otherwise only people who are signed in."
    )
    off_target_from = DecimalTextField(
        default="5", help_text="Off target, and so an exception, from so many per cent worse than the target."
    )
    worsening_moves = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1)],
        help_text="Deteriorating, and so an exception, after so many worsening moves in a row.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("name", "slug")
        constraints = (
            models.CheckConstraint(condition=is_decimal("off_target_from"), name="committee_off_target_decimal"),
            models.CheckConstraint(condition=Q(worsening_moves__gte=1), name="committee_worsening_moves_positive"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.council}"


class Section(models.Model):
    """A heading under which a committee's dashboard groups its indicators."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sections")
    slug = models.SlugField(max_length=60, help_text=SLUG_HELP)
    name = models.CharField(max_length=120)
    order = models.IntegerField(default=0, help_text="Smaller numbers come first.")
    history = HistoricalRecords()

    class Meta:
        ordering = ("committee", "order", "name")
        constraints = (models.UniqueConstraint(fields=("committee", "slug"), name="section_slug_once_a_committee"),)

    def __str__(self) -> str:
        return self.name


class GoodIs(models.TextChoices):
    BIGGER = "bigger", "Bigger is better"
    SMALLER = "smaller", "Smaller is better"
    RANGE = "range", "Within a range is best"
    NONE = "none", "No judgement"


class Unit(models.TextChoices):
    PERCENT = "percent", "Per cent"
    PER_100K = "per_100k", "Rate per 100,000"
    COUNT = "count", "Count"
    DAYS = "days", "Days"
    POUNDS = "pounds", "Pounds"
    SCORE = "score", "Score"
    RATIO = "ratio", "Ratio"
    JUDGEMENT = "judgement", "Judgement by a person"


class Frequency(models.TextChoices):
    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    ANNUAL = "annual", "Annual (financial year)"


class Basis(models.TextChoices):
    PERIOD = "period", "In the period"
    YEAR_TO_DATE = "year_to_date", "Year to date (April to the period's end)"
    ROLLING_12 = "rolling_12", "Rolling 12 months"
    SNAPSHOT = "snapshot", "Snapshot at the period's end"


class Indicator(models.Model):
    """A vital sign: one measure that a committee follows."""

    code = models.CharField(
        max_length=24,
        validators=[RegexValidator(r"^[A-Za-z0-9().\-/]+$", "Letters, digits, - . ( ) and / only.")],
        help_text="Up to 24 letters, digits, - . ( ) and /. Unique whatever the case.",
    )
    address = models.SlugField(
        max_length=24, unique=True, editable=False, help_text="The code as it stands in addresses; made from the code."
    )
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="indicators")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=250, help_text="As councillors read it.")
    good_is = models.CharField("good is", max_length=10, choices=GoodIs, help_text="Which way is good.")
    unit = models.CharField(max_length=12, choices=Unit, help_text="Percentages are entered as 86.2.")
    frequency = models.CharField(max_length=10, choices=Frequency, help_text="How often there is a figure.")
    basis = models.CharField(
        max_length=14, choices=Basis, help_text="What stretch of time a figure covers: decides what may be compared."
    )
    decimals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Decimal places shown. Empty: as the figures were given."
    )
    scheme = models.ForeignKey(
        Scheme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicators",
        help_text="How it is rated. Empty: the committee's default.",
    )
    lead = models.CharField("lead officer", max_length=120, blank=True, help_text="A role, not a person's name.")
    data_owner = models.CharField(max_length=120, blank=True, help_text="A role, not a person's name.")
    due_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The figure is due so many days after its period ends."
    )
    order = models.IntegerField(default=0, help_text="Smaller numbers come first within the section.")
    suppress_below = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Counts and numerators below this are not shown, to protect people."
    )
    retired_from = PeriodField(
        null=True, blank=True, help_text="No longer reported from this period on, such as 2017-04."
    )
    related = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="related_from")
    history = HistoricalRecords(m2m_fields=[related])

    class Meta:
        ordering = ("committee", "section__order", "order", "code")
        constraints = (
            models.UniqueConstraint(Lower("code"), name="indicator_code_once_whatever_case"),
            models.CheckConstraint(condition=Q(good_is__in=GoodIs.values), name="indicator_good_is_known"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="indicator_unit_known"),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="indicator_frequency_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="indicator_basis_known"),
            models.CheckConstraint(
                condition=Q(retired_from__isnull=True) | is_period("retired_from"), name="indicator_retired_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DefinitionVersion(models.Model):
    """What an indicator means from a period on. A version may break the series: nothing is compared across it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    from_period = PeriodField(help_text="The first period it holds for, such as 2016-04 or 2016/17.")
    ends = ends_field("from_period")
    definition = models.TextField(help_text="What is counted, out of what, in plain words.")
    why = models.TextField("why it is important", blank=True)
    target_rationale = models.TextField(blank=True, help_text="Why the target is what it is.")
    breaks_series = models.BooleanField(
        default=False, help_text="Figures from this version on are not comparable with earlier ones."
    )
    note = models.TextField(blank=True)
    history = HistoricalRecords(excluded_fields=["ends"])

    class Meta:
        ordering = ("indicator", "ends")
        verbose_name = "definition"
        constraints = (
            models.UniqueConstraint(fields=("indicator", "from_period"), name="definition_once_a_period"),
            models.CheckConstraint(condition=is_period("from_period"), name="definition_from_period"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} from {self.from_period}"
