"""The links above a round show a part of it: nothing else is saved with that part, and nothing sent is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from indicators.actions import lock_round
from indicators.domain import periods
from indicators.models import Committee, Figure, Indicator
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_for, client_of, in_charge, officer, person, text_of
from tests.indicators.round_pages import DECEMBER, open_round, press, read, round_store, save, told

pytestmark = pytest.mark.django_db

A_SEVENTH = {
    "indicators.csv": (
        "code,committee,name,good_is,unit,frequency,basis\nA09,adults,The seventh,bigger,count,monthly,period\n"
    )
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    """The round of December 2016 with a seventh line: A02 is verified, of the others nothing is entered."""
    round_store(tmp_path)
    stores.load(tmp_path / "seventh", {**A_SEVENTH, **stores.figures("A09,2016-11,5")})


def only(show: str) -> str:
    return f"{DECEMBER}?show={show}"


def lines(answer: HttpResponse) -> list[str]:
    """The lines on the page, in its order."""
    return [part.partition('"')[0] for part in answer.content.decode().split('id="line-')[1:]]


def links(answer: HttpResponse) -> dict[str, str]:
    """What the links say of each part: `7`, `7 chosen`; `0 no link` where there is nothing to be shown."""
    found = {}
    for item in text_of(answer).partition("round-shows")[2].partition("</ul>")[0].split("<li>")[1:]:
        words = item.partition(">")[2].partition(" <span")[0]
        count = item.partition('count">')[2].partition("<")[0]
        how = " chosen" if "aria-current" in item else "" if "href=" in item else " no link"
        found[words] = count + how
    return found


def drafts() -> dict[str, str]:
    rows = Figure.objects.exclude(state="verified").select_related("indicator").order_by("indicator__code")
    return {row.indicator.code: f"{row.value or row.status} {row.state}" for row in rows}


def retire(*codes: str) -> None:
    Indicator.objects.filter(code__in=codes).update(retired_from="2016-10")


# What is shown


def test_each_link_shows_its_part_and_says_how_many(data_officer: Client, lead: Client) -> None:
    user = officer(DATA_OFFICER, "owner")
    in_charge(user, "data", stores.indicator("A05"), stores.indicator("A02"))
    save(data_officer, "save_and_submit", a01__value="86.3", a05__value="170")
    save(data_officer, "awaited", ticked=("a09",))
    save(lead, "send_back", ticked=("a05",), reason="Counted twice?")
    client = client_for(user)
    assert links(open_round(client)) == {
        "All": "7 chosen",
        "Yours": "2",
        "No figure yet": "4",
        "To verify": "1",
        "Sent back": "1",
    }
    assert lines(open_round(client, only("mine"))) == ["a02", "a05"]
    assert lines(open_round(client, only("missing"))) == ["a06", "a03", "a04", "a09"], "awaited ones too"
    assert lines(open_round(client, only("to-verify"))) == ["a01"]
    assert lines(open_round(client, only("sent-back"))) == ["a05"]
    assert links(open_round(client, only("to-verify")))["To verify"] == "1 chosen"


def test_what_is_submitted_as_awaited_is_to_be_verified_too(data_officer: Client, lead: Client) -> None:
    save(data_officer, "awaited", ticked=("a01",))
    save(data_officer, "submit", ticked=("a01",))
    page = open_round(lead, only("to-verify"))
    assert lines(page) == ["a01"]
    assert "Awaited, submitted" in text_of(page)
    assert lines(open_round(lead, only("missing")))[:2] == ["a06", "a01"]


def test_a_handful_of_lines_has_no_links(data_officer: Client) -> None:
    retire("A09")
    assert links(open_round(data_officer)) == {}
    assert links(open_round(data_officer, only("to-verify"))) == {
        "All": "6",
        "Yours": "6",
        "No figure yet": "5",
        "To verify": "0 chosen",
        "Sent back": "0 no link",
    }, "but there is a way back from a part"


@pytest.mark.parametrize("show", ["nonsense", "", "MINE", "mine\x00", "<script>alert(1)</script>", "x" * 2000])
def test_what_no_link_says_shows_everything(data_officer: Client, show: str) -> None:
    answer = data_officer.get(DECEMBER, {"show": show})
    assert answer.status_code == 200
    assert len(lines(answer)) == 7
    assert "<script>alert" not in text_of(answer)


def test_a_part_without_lines_says_so_and_keeps_the_lock(data_officer: Client, lead: Client) -> None:
    answer = open_round(lead, only("sent-back"))
    assert lines(answer) == []
    assert "No line of this round stands like that." in text_of(answer)
    assert links(answer)["Sent back"] == "0 chosen"
    assert links(open_round(lead))["Sent back"] == "0 no link"
    assert "Ticked lines" not in text_of(answer)
    assert press(lead, answer, "lock", address=only("sent-back"), lock_reason="Done").status_code == 302
    assert "This round is locked." in text_of(open_round(data_officer, only("missing")))


def test_the_heads_of_earlier_months_do_not_depend_on_the_first_line(data_officer: Client) -> None:
    """A quarter's line may be the first of a part; the heads above are those of the months."""
    retire("A01", "A02", "A04", "A05", "A06")
    answer = open_round(data_officer)
    assert lines(answer) == ["a03", "a09"]
    assert "<span>Sep 16</span><span>Oct 16</span><span>Nov 16</span><span>Target</span>" in text_of(answer)


def test_who_looks_only_finds_the_same_parts() -> None:
    client = client_of(DEMOCRATIC_SERVICES)
    assert links(open_round(client))["No figure yet"] == "6"
    assert len(lines(open_round(client, only("missing")))) == 6
    assert read(open_round(client, only("missing"))).names <= {"csrfmiddlewaretoken", "do"}


# What is saved


def test_a_part_saves_its_lines_and_leads_back_to_itself(data_officer: Client) -> None:
    page = open_round(data_officer, only("missing"))
    answer = press(data_officer, page, address=only("missing"), a01__value="86.3")
    assert answer["Location"] == only("missing")
    assert "1 figure is saved as a draft." in told(data_officer, answer)
    assert "a01" not in lines(open_round(data_officer, only("missing")))
    assert drafts() == {"A01": "86.3 draft"}


def test_save_and_submit_takes_what_the_page_showed_and_nothing_else(data_officer: Client) -> None:
    save(data_officer, a05__value="170")
    page = open_round(data_officer, only("missing"))
    press(data_officer, page, "save_and_submit", address=only("missing"), a01__value="86.3")
    assert drafts() == {"A01": "86.3 submitted", "A05": "170 draft"}
    save(data_officer, "save_and_submit")
    assert drafts() == {"A01": "86.3 submitted", "A05": "170 submitted"}


def test_a_line_that_left_its_part_meanwhile_is_not_dropped(data_officer: Client) -> None:
    page = open_round(data_officer, only("missing"))
    save(client_for(person(DATA_OFFICER, "colleague")), a01__value="86.4")
    answer = press(data_officer, page, address=only("missing"), a01__value="86.5", a05__value="many")
    assert answer.status_code == 409
    assert {"a01", "a05"} <= set(lines(answer)), "the line is no longer missing, but somebody typed in it"
    assert '<td dir="auto">86.4</td><td dir="auto">86.5</td>' in text_of(answer)
    answer = press(data_officer, answer, address=only("missing"), a01__choice="mine", a05__value="170")
    assert answer.status_code == 302
    assert drafts() == {"A01": "86.5 draft", "A05": "170 draft"}


def test_a_bad_line_stays_on_the_page_of_its_part(data_officer: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3", a05__value="170")
    page = open_round(data_officer, only("to-verify"))
    assert lines(page) == ["a01", "a05"]
    answer = press(data_officer, page, address=only("to-verify"), a01__value="86.4", a05__value="many")
    assert answer.status_code == 200
    assert lines(answer) == ["a01", "a05"], "what was saved is a draft again, and still before their eyes"
    assert read(answer).fields["a05-value"] == ["many"]
    assert links(answer)["To verify"] == "1 chosen"


def test_who_verifies_does_it_in_the_part_that_waits(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3", a05__value="170")
    page = open_round(lead, only("to-verify"))
    answer = press(lead, page, "verify", ticked=("a01",), address=only("to-verify"))
    assert "1 figure is verified." in told(lead, answer)
    assert lines(open_round(lead, only("to-verify"))) == ["a05"]
    page = open_round(lead, only("to-verify"))
    press(lead, page, "send_back", ticked=("a05",), address=only("to-verify"), reason="Twice?")
    assert lines(open_round(data_officer, only("sent-back"))) == ["a05"]


def test_a_part_of_a_round_locked_meanwhile_loses_nothing_typed(data_officer: Client) -> None:
    page = open_round(data_officer, only("missing"))
    lead = officer(PERFORMANCE_LEAD, "closer")
    lock_round(committee=Committee.objects.get(slug="adults"), month=periods.month(2016, 12), by=lead)
    answer = press(data_officer, page, address=only("missing"), a05__value="170")
    assert "was locked by closer" in text_of(answer)
    assert read(answer).fields["a05-value"] == ["170"]
    assert drafts() == {}
