"""A store with figures on their way, for the tests of pages that show them and of those that never do."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponse
from django.test import Client

from indicators.roles import PERFORMANCE_LEAD
from tests.indicators.actors import client_of
from tests.reports.on_their_way import draft, submitted
from tests.stores import COMMITTEES, load, registers

OFFER, BANNER = "Show figures not verified yet", "With drafts: not what the public sees."
DASHBOARD, EXCEPTIONS = "/committees/adults/2016-12/", "/committees/adults/2016-12/exceptions/"
CARD, CARD_NOW = "/indicators/a01/2016-12/", "/indicators/a01/"
PAGES = (DASHBOARD, EXCEPTIONS, CARD, CARD_NOW)
CHILDREN = {
    "committees.csv": COMMITTEES + "children,Children,Example Council,no\nempty,Nothing yet,Example Council,yes\n",
    "indicators.csv": "code,committee,name,good_is,unit,frequency,basis\n"
    "C01,children,Visits,bigger,count,monthly,period\nE01,empty,Calls,bigger,count,monthly,period\n",
    "figures.csv": "code,period,value\nC01,2016-12,40\n",
}


def fill(folder: Path) -> None:
    """A01: green as verified in December, red as drafted; a submitted figure for January. C01, E01: drafts too."""
    registers(
        folder,
        figures="code,period,value\nA01,2016-10,90.1\nA01,2016-11,91.2\nA01,2016-12,92.3\nA02,2016-12,14\n",
        targets="code,period,value\nA01,2016-12,90\nA01,2017-01,90\n",
    )
    load(folder, CHILDREN)
    draft("A01", "2016-12", "71.5")
    submitted("A01", "2017-01", "72.5")
    draft("A02", "2016-02", "77")
    draft("C01", "2016-12", "41")
    draft("E01", "2016-11", "5")


def lead(*committees: str) -> Client:
    return client_of(PERFORMANCE_LEAD, "lead-of-" + "-".join(committees), committees=committees)


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def drafted(address: str) -> str:
    return f"{address}?drafts=yes"
