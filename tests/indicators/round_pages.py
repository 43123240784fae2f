"""A round as a browser works on it: the page is read, its fields are filled in, a button is pressed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from django.http import HttpResponse
from django.test import Client

from tests import stores
from tests.indicators.actors import text_of

ROUNDS = "/admin/indicators/roundevent/"
DECEMBER = f"{ROUNDS}adults/2016-12/"
CALM = [f"A01,2016-{month:02d},{86 + month % 3}.{month}" for month in range(1, 10)]
FIGURES = "\n".join(
    (
        "code,period,value,numerator,denominator,status,reason,judged",
        *(f"{line},,,,," for line in CALM),
        "A01,2016-10,85.0,,,,,",
        "A01,2016-11,86.2,,,,,",
        "A02,2016-11,14,,,,,",
        "A02,2016-12,15,,,,,",
        "A04,2016-11,,,,,On time,green",
        "A06,2016-11,50,1050,2100,,,",
        "",
    )
)
MORE = {
    "sections.csv": "committee,slug,name,order\nadults,front-door,The front door,1\n",
    "indicators.csv": (
        "code,committee,name,good_is,unit,frequency,basis,section,due_days,retired_from\n"
        "A06,adults,Reviews as a share,bigger,percent,monthly,period,front-door,14,\n"
        "A07,adults,A year's total,bigger,count,annual,period,,,\n"
        "A08,adults,No more,bigger,count,monthly,period,,,2016-11\n"
    ),
    "targets.csv": "code,period,value\nA01,2016-12,88\nA02,2016-12,0\n",
}


def round_store(folder: Path) -> None:
    """A public committee whose round of December 2016 has begun, and one that only its own people see."""
    stores.registers(folder / "store")
    stores.load(folder / "more", {**MORE, "figures.csv": FIGURES})
    stores.load(
        folder / "private",
        {
            "committees.csv": "slug,name,council,public\ncabinet,Cabinet Board,Example Council,no\n",
            "indicators.csv": (
                "code,committee,name,good_is,unit,frequency,basis\nP01,cabinet,Unpublished,bigger,count,monthly,period\n"
            ),
            **stores.figures("P01,2016-12,43219876"),
        },
    )


TICKED = ("checkbox", "radio")


class FormReader(HTMLParser):
    """What a browser would send from the form of a round or a figure: the values of its fields, ticked boxes only."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self._inside = False
        self._select = self._area = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "form":
            self._inside = "novalidate" in given  # as ours are; the admin has a form of its own to sign out
        if not self._inside or ("name" not in given and tag != "option"):
            return
        name, kind = given.get("name", ""), given.get("type")
        self.names.add(name)
        if tag == "input" and kind != "submit" and (kind not in TICKED or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value", "on" if kind in TICKED else ""))
        if tag == "select":
            self._select = name
        if tag == "option" and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = [given["value"]]
        if tag == "textarea":
            self._area, self._text = name, ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "textarea" and self._area:
            # The first line end after the tag is no part of it; line ends are sent as CR LF.
            text = self._text.removeprefix("\n").replace("\n", "\r\n")
            self.fields[self._area], self._area = [text], ""


def read(answer: HttpResponse) -> FormReader:
    found = FormReader()
    found.feed(answer.content.decode())
    return found


def open_round(client: Client, address: str = DECEMBER) -> HttpResponse:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


def press(
    client: Client,
    answer: HttpResponse,
    do: str = "save",
    *,
    ticked: tuple[str, ...] = (),
    address: str = DECEMBER,
    **typed: str,
) -> HttpResponse:
    """Types into the page's fields (`a01_value="86.2"`), ticks lines and presses a button. Fields that the page does
    not have cannot be typed in."""
    return client.post(address, sent(answer, do, ticked=ticked, **typed))


def sent(answer: HttpResponse, do: str = "save", *, ticked: tuple[str, ...] = (), **typed: str) -> dict[str, list[str]]:
    """What the browser then sends."""
    form = read(answer)
    typed = {name.replace("__", "-"): text for name, text in typed.items()}
    assert typed.keys() <= form.names, typed.keys() - form.names
    return {**form.fields, **{name: [text] for name, text in typed.items()}, "ticked": list(ticked), "do": [do]}


def save(client: Client, do: str = "save", *, ticked: tuple[str, ...] = (), **typed: str) -> HttpResponse:
    """Opens the round, types, and presses a button."""
    return press(client, open_round(client), do, ticked=ticked, **typed)


def told(client: Client, answer: HttpResponse) -> str:
    """What the page says after a button was pressed, wherever it leads."""
    return text_of(client.get(answer["Location"]) if answer.status_code == 302 else answer)
