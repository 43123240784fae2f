"""Figures not ripe for the public, with a text of their own in every column, in a store to look for them in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from indicators.domain.definitions import Colour
from indicators.models import Figure
from indicators.models.fields import DecimalTextField
from tests.indicators.actors import officer
from tests.reports.on_their_way import draft, sent_back, submitted

STORE = {
    "committees.csv": (
        "slug,name,council,public\nadults,Adult Social Care,Example,yes\ncabinet,Cabinet Board,Example,no\n"
        "children,Children,Example,yes\nstarting,Starting out,Example,yes\n"
    ),
    "indicators.csv": (
        "code,committee,name,good_is,unit,frequency,basis,related\n"
        "A01,adults,People with a review,bigger,percent,monthly,period,P01;S01\n"
        "A02,adults,Days waited,smaller,days,monthly,period,\n"
        "A03,adults,Beds in use,range,percent,quarterly,snapshot,\n"
        "A04,adults,Project on course,none,judgement,monthly,snapshot,\n"
        "A06,adults,Not counted before,bigger,count,monthly,period,\n"
        "P01,cabinet,Unpublished measure,bigger,count,monthly,period,\n"
        "C01,children,Visits,bigger,count,monthly,period,\n"
        "S01,starting,Calls,bigger,count,monthly,period,\n"
    ),
    "definitions.csv": "code,from_period,definition\nA01,2016-04,Reviews done\n",
    "targets.csv": (
        "code,period,value,value_to,profile\nA01,2016/17,90,,flat\nA02,2016/17,20,,flat\nA03,2016/17,80,90,flat\n"
    ),
    "figures.csv": (
        "code,period,value,numerator,denominator,status,reason,judged\n"
        "A01,2016-10,85.0,,,final,,\nA01,2016-11,86.0,,,final,,\nA01,2016-12,,450,500,final,,\n"
        "A02,2016-11,14,,,final,,\nA02,2016-12,,,,awaited,,\nA03,2016/17 Q3,85,,,final,,\n"
        "A04,2016-12,,,,final,It goes well,green\nP01,2016-12,40,,,final,,\nC01,2016-12,30,,,final,,\n"
    ),
    "report_cards/a01/2016-11.md": (
        "## Why is this important?\n\n{{latest}} {{2016-12}} {{rating}} {{change 2016-11 latest}} {{A02:latest}} "
        "{{P01:latest}} {{S01:latest}} {{2017-01}}\n"
    ),
}
CODES = tuple(line.partition(",")[0].lower() for line in STORE["indicators.csv"].splitlines()[1:])
COMMITTEES = ("adults", "cabinet", "children", "starting")
STATES = ("draft", "submitted", "sent back")
TOLD = tuple(
    field.name
    for field in Figure._meta.concrete_fields
    if isinstance(field, models.TextField | DecimalTextField) and field.name != "sent_back"
)
"""Every column of a figure that holds a number or words, whichever there are by now, but what sends it back."""


def put_on_their_way() -> list[Figure]:
    """Figures of each state: over verified ones, in new months, of an indicator and a committee without any yet, of
    every kind; with a text of its own in every column that can hold one."""
    draft("A01", "2016-12", "61.4071")
    draft("A03", "2016/17 Q3", "71.4072")
    draft("A04", "2016-12", judged=Colour.RED, reason="It goes badly")
    draft("A06", "2016-12", "814073")
    draft("S01", "2016-11", "814074")
    draft("P01", "2017-02", "814075")
    submitted("A01", "2017-01", "61.4076")
    submitted("A02", "2016-12", "27.4077")
    submitted("P01", "2016-12", "814078")
    sent_back("A01", "2016-11", "61.4079", reason="Ask the team again")
    sent_back("A02", "2017-03", "27.4080", reason="Ask the team again")
    sent_back("S01", "2016-12", "814081", reason="Ask the team again")
    rows = list(Figure.objects.exclude(state="verified").order_by("pk"))
    for number, row in enumerate(rows, 912_300):
        for name in TOLD:
            if isinstance(Figure._meta.get_field(name), models.TextField):
                setattr(row, name, f"Unripe {name} no. {number}")
            elif row.value is not None and name != "value":
                setattr(row, name, f"{number}.{len(name):02d}")
        if row.sent_back:
            row.sent_back = f"Unripe sent_back no. {number}"
        row.entered_by = officer(None, "unripe-officer")
        row.save()
    return rows


def state_of(row: Figure) -> str:
    return "sent back" if row.sent_back else row.state


def texts_of(rows: Iterable[Figure]) -> set[str]:
    """What must be seen nowhere: every text and number in them, and who entered them."""
    columns = (*TOLD, "sent_back")
    return {"unripe-officer", *(found for row in rows for name in columns if (found := getattr(row, name)))}
