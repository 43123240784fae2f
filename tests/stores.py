"""Stores for tests, made through the project's own actions, and pictures of all that a store holds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management import CommandError, call_command

from indicators.actions import (
    Entry,
    Kind,
    Loaded,
    RowSeen,
    Seen,
    enter_figures,
    load_folder,
    submit_figures,
    verify_figures,
)
from indicators.domain.periods import Period
from indicators.importing.folder import read_folder
from indicators.importing.rows import FigureRow
from indicators.models import Figure, Indicator
from indicators.queries.committees import store_token
from tests.snapshots import made_once

FIXTURES = Path(__file__).parent.parent / "fixtures"
DEMONSTRATIONS = ("demonshire", "norfolk_2017")

COMMITTEES = "slug,name,council,public\nadults,Adult Social Care Committee,Example Council,yes\n"
INDICATORS = """\
code,committee,name,good_is,unit,frequency,basis
A01,adults,People with a review,bigger,percent,monthly,period
A02,adults,Days waited,smaller,days,monthly,period
A03,adults,Beds in use,range,percent,quarterly,snapshot
A04,adults,Project on course,none,judgement,monthly,snapshot
A05,adults,Admissions since April,smaller,per_100k,monthly,year_to_date
"""
REGISTERS = {"committees.csv": COMMITTEES, "indicators.csv": INDICATORS}

WITH_EVERYTHING = {
    **REGISTERS,
    "sections.csv": "committee,slug,name\nadults,front-door,The front door\n",
    "schemes.csv": "slug,kind,green_within,red_from\nstrict,points,0,2\n",
    "definitions.csv": "code,from_period,definition\nA01,2016-04,Reviews\n",
    "targets.csv": "code,period,value\nA01,2016-12,90\n",
    "figures.csv": "code,period,value\nA01,2016-12,86.2\n",
    "rating_overrides.csv": "code,period,rating,reason\nA01,2016-12,green,Known to be late\n",
    "exception_flags.csv": "code,period,rule,reason\nA01,2016-12,budget,Line 7\n",
    "report_cards/a01/2016-12.md": "## Action required\n\nNone.\n",
}
"""A folder with a row in every file of the format."""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it and no others; names may lie deeper (`report_cards/a01/2016-12.md`)."""
    for old in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        old.rmdir() if old.is_dir() else old.unlink()
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def load(folder: Path, files: Mapping[str, str], **options: Any) -> Loaded:
    """Loads files as a folder would be loaded."""
    return load_folder(read_folder(write(folder, files)), **options)


@made_once
def registers(folder: Path, **files: str) -> Loaded:
    """The registers above in the store, with further CSV files loaded beside them."""
    return load(folder, {**REGISTERS, **{f"{name}.csv": text for name, text in files.items()}})


@made_once
def demonstration(name: str) -> Loaded:
    """One of the demonstrations, as the first start loads it."""
    return load_folder(read_folder(FIXTURES / name))


def figures(*lines: str, columns: str = "code,period,value") -> dict[str, str]:
    """`figures.csv` with these lines."""
    return {"figures.csv": "\n".join((columns, *lines)) + "\n"}


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(code__iexact=code)


def typed(
    code: str, period: Period, value: str | None, *, seen: Seen | None = None, why: str = "", **columns: Any
) -> Entry:
    """One figure as somebody types it. Whatever looks odd about it was checked; without `seen` it goes over whatever
    stands."""
    row = FigureRow(
        row=1,
        given=frozenset(Kind.FIGURE.columns),
        code=code,
        period=period,
        value=None if value is None else Decimal(value),
        value_text=value or "",
        **columns,
    )
    return Entry(row=row, seen=seen, why=why, checked="Counted twice")


def seen_of(code: str, period: Period) -> Seen:
    """What somebody sees who looks at the figure as it stands now."""
    rows = Figure.objects.filter(indicator__code=code, period=period.written)
    found = {row.state == "verified": row for row in rows}
    return Seen.of(found.get(False), found.get(True))


def on_its_way(code: str, period: Period) -> RowSeen:
    """The row of the figure that waits to be submitted or verified, as it stands now."""
    row = Figure.objects.exclude(state="verified").get(indicator__code=code, period=period.written)
    return RowSeen(row.pk, row.version)


def verified_figure(code: str, period: Period, value: str | None, *, why: str = "", **columns: Any) -> Figure:
    """A figure as the public comes to see it: one officer enters and submits it, another one verifies it."""
    clerk, lead = officer(), officer("performance-lead")
    (entered,) = enter_figures([typed(code, period, value, why=why, **columns)], by=clerk)
    assert entered.is_kept, entered.problems
    for done in (
        *submit_figures([on_its_way(code, period)], by=clerk),
        *verify_figures([on_its_way(code, period)], by=lead),
    ):
        assert done.is_done, done.problem
    return Figure.objects.get(indicator__code=code, period=period.written, state="verified")


def officer(username: str = "data-officer") -> AbstractBaseUser:
    return get_user_model().objects.get_or_create(username=username)[0]


def picture(*, without: tuple[str, ...] = ()) -> dict[str, list[tuple]]:
    """Every row of every table of the app: registers, their history, entries, revisions, links and the stamp."""
    models = apps.get_app_config("indicators").get_models(include_auto_created=True)
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list())
        for model in models
        if model.__name__ not in without
    }


class Command:
    """One run of a management command: what it printed, and the error it ended with ("" for none)."""

    def __init__(self, *arguments: Any) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.error = ""
        try:
            call_command(*map(str, arguments), stdout=out, stderr=err, no_color=True)
        except CommandError as error:
            self.error = str(error)
        self.printed, self.complained = out.getvalue().splitlines(), err.getvalue().splitlines()


def stamp() -> str:
    return store_token()
