"""A round in the admin: all that is good is kept, all that was typed stays, nobody enters what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from indicators.actions import load_folder
from indicators.importing.folder import read_folder
from indicators.models import Figure, Indicator, Revision, RoundEvent
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, MEMBER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_for, client_of, in_charge, officer, person, text_of
from tests.indicators.round_pages import DECEMBER, ROUNDS, open_round, press, read, round_store, save, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    round_store(tmp_path)


def draft(code: str, period: str = "2016-12") -> Figure:
    return Figure.objects.exclude(state="verified").get(indicator__code=code, period=period)


def drafts() -> dict[str, str]:
    """What is on its way, by code: value or status, and how far it is."""
    rows = Figure.objects.exclude(state="verified").select_related("indicator").order_by("indicator__code")
    return {row.indicator.code: f"{row.value or row.judged or row.status} {row.state}" for row in rows}


# What a round shows


def test_the_figures_due_are_shown_and_no_others(data_officer: Client) -> None:
    page = open_round(data_officer)
    marks = {name.removesuffix("-mark") for name in read(page).names if name.endswith("-mark")}
    assert marks == {"a01", "a02", "a03", "a04", "a05", "a06"}, "no year ends in December, and A08 is retired"
    text = text_of(page)
    assert "The front door" in text
    assert "88%" in text
    assert "Q3 2016/17" in text
    november = open_round(data_officer, f"{ROUNDS}adults/2016-11/")
    assert "A03" not in text_of(november), "no quarter ends in November"
    assert "A07" in text_of(open_round(data_officer, f"{ROUNDS}adults/2016-03/"))


def test_the_last_three_figures_stand_beside_the_field_a_missing_month_as_missing(data_officer: Client) -> None:
    Figure.objects.get(indicator__code="A01", period="2016-10").delete()
    past = text_of(open_round(data_officer)).partition('id="line-a01"')[2].partition("</dl>")[0]
    assert [words in past for words in ("<dt>Sep 16</dt><dd>86.9%</dd>", "<dt>Oct 16</dt><dd>–</dd>")] == [True] * 2
    assert "<dt>Nov 16</dt><dd>86.2%</dd>" in past
    assert "<dt>Target</dt><dd>88%</dd>" in past


def test_my_own_come_first_then_section_by_section() -> None:
    user = officer(DATA_OFFICER, "owner")
    in_charge(user, "data", stores.indicator("A05"), stores.indicator("A02"))
    page = text_of(open_round(client_for(user)))
    places = [
        page.index(words) for words in ("Yours", 'line-a02"', 'line-a05"', "The front door", 'line-a06"', "Other")
    ]
    assert places == sorted(places)
    names = read(open_round(client_for(user))).names
    assert {"a02-value", "a05-value"} <= names
    assert "a01-value" not in names, "fields only where somebody may enter"
    assert "86.2%" in page, "the rest is there to be read"


# Saving


def test_values_as_typed_are_kept_as_drafts_and_lines_nobody_touched_are_left_alone(data_officer: Client) -> None:
    before = Revision.objects.count()
    answer = save(data_officer, a01__value=" 86.3% ", a05__value="2,207", a03__value="80", a03__status="provisional")
    assert answer.status_code == 302
    assert "3 figures are saved as drafts." in told(data_officer, answer)
    assert drafts() == {"A01": "86.3 draft", "A03": "80 draft", "A05": "2207 draft"}
    assert draft("A03", "2016/17 Q3").status == "provisional"
    assert Revision.objects.count() == before + 3
    assert "Nothing was changed" in told(data_officer, save(data_officer))
    assert Revision.objects.count() == before + 3


def test_a_numerator_and_a_denominator_make_the_value(data_officer: Client) -> None:
    page = open_round(data_officer)
    form = text_of(page)
    assert form.index("a06-numerator") < form.index("a06-value"), "it was given as a fraction the last time"
    assert press(data_officer, page, a06__numerator="1,100", a06__denominator="2200").status_code == 302
    assert (draft("A06").value, draft("A06").numerator) == ("50", "1100")
    save(data_officer, a06__numerator="1210")
    assert draft("A06").value == "55"
    assert read(open_round(data_officer)).fields["a06-value"] == [""], "the value follows from the two"


def test_a_judgement_takes_a_colour_and_its_reason(data_officer: Client) -> None:
    answer = save(data_officer, a04__judged="amber")
    assert answer.status_code == 200
    assert 'href="#id_a04-reason"' in text_of(answer)
    answer = press(data_officer, answer, a04__reason="The contract is late")
    assert answer.status_code == 302
    assert (draft("A04").judged, draft("A04").reason) == ("amber", "The contract is late")


def test_every_good_line_is_kept_and_every_bad_one_stands_as_typed(data_officer: Client) -> None:
    answer = save(data_officer, a01__value="86.3", a05__value="1e5 <b>", a03__numerator="5", a03__note="Two\nlines")
    assert answer.status_code == 200
    assert drafts() == {"A01": "86.3 draft"}
    form, text = read(answer), text_of(answer)
    assert form.fields["a05-value"] == ["1e5 <b>"]
    assert form.fields["a03-numerator"] == ["5"]
    assert form.fields["a03-note"] == ["Two\r\nlines"]
    assert "“1e5 &lt;b&gt;” is not a number; accepted: a number such as 86.2" in text
    assert "beside numerator 5; accepted: both or neither" in text
    assert "1 figure is saved as a draft." in text
    assert "<title>Error:" in text
    for link in ("#id_a05-value", "#id_a03-denominator"):
        assert link in form.links
        assert link.removeprefix("#") in form.ids, "the link in the summary leads to the field"
    assert press(data_officer, answer, a05__value="170", a03__numerator="", a03__value="80").status_code == 302
    assert drafts() == {"A01": "86.3 draft", "A03": "80 draft", "A05": "170 draft"}
    assert draft("A03", "2016/17 Q3").note == "Two\nlines"


def test_changing_a_verified_figure_asks_why(data_officer: Client) -> None:
    answer = save(data_officer, a02__value="16")
    assert answer.status_code == 200
    assert "#id_a02-why" in read(answer).links
    assert "The verified figure is 15" in text_of(answer)
    assert press(data_officer, answer, a02__why="Recounted").status_code == 302
    assert (draft("A02").value, draft("A02").why) == ("16", "Recounted")
    assert "Verified until now:</strong> <bdi>15</bdi>" in text_of(open_round(data_officer))
    assert "15" in told(data_officer, save(data_officer, a02__value="15")), "as verified again"
    assert drafts() == {}


def test_a_reason_without_a_change_is_not_thrown_away(data_officer: Client) -> None:
    answer = save(data_officer, a02__why="I have my doubts")
    assert answer.status_code == 200
    assert "the figure is as it was" in text_of(answer)
    assert read(answer).fields["a02-why"] == ["I have my doubts"]


def test_what_was_awaited_has_come_once_it_is_typed(data_officer: Client) -> None:
    save(data_officer, "awaited", ticked=("a01",), reason="The team is short of staff")
    assert (draft("A01").status, draft("A01").reason) == ("awaited", "The team is short of staff")
    for status in ("awaited", "final", "provisional"):  # a script may have changed it while they typed
        assert save(data_officer, a01__value="86.3", a01__status=status).status_code == 302
        come = "final" if status == "awaited" else status
        assert (draft("A01").status, draft("A01").reason, draft("A01").value) == (come, "", "86.3")
        save(data_officer, "discard", ticked=("a01",))
        save(data_officer, "awaited", ticked=("a01",), reason="The team is short of staff")
    assert save(data_officer, a01__value="86.3", a01__reason="Without the night shift").status_code == 302
    assert draft("A01").reason == "Without the night shift", "a reason of its own stays"


# Doubts


def test_what_looks_like_a_slip_is_asked_and_kept_with_a_tick_and_a_reason(data_officer: Client) -> None:
    answer = save(data_officer, a01__value="0.863")
    assert answer.status_code == 200
    assert drafts() == {}
    assert "0.863% looks like 86.3" in text_of(answer) or "0.863 looks like 86.3" in text_of(answer)
    assert "#id_a01-tick" in read(answer).links
    for half in ({"a01__tick": "on"}, {"a01__checked": "Rang the team"}):
        answer = press(data_officer, answer, **half)
        assert answer.status_code == 200
        assert drafts() == {}
        answer = save(data_officer, a01__value="0.863")
    answer = press(data_officer, answer, a01__tick="on", a01__checked="Rang the team")
    assert answer.status_code == 302
    assert draft("A01").checked == "Rang the team"
    assert "Rang the team" in text_of(open_round(data_officer))


def test_a_tick_counts_for_the_very_figure_it_was_asked_about(data_officer: Client) -> None:
    answer = save(data_officer, a01__value="0.863")
    answer = press(data_officer, answer, a01__value="8.63", a01__tick="on", a01__checked="Rang the team")
    assert answer.status_code == 200
    assert drafts() == {}
    assert read(answer).fields["a01-checked"] == ["Rang the team"], "what was typed stays"
    assert press(data_officer, answer, a01__value="86.3").status_code == 302
    assert draft("A01").checked == ""


# Two people


def test_a_line_somebody_else_changed_meanwhile_is_a_conflict_only_where_one_typed(data_officer: Client) -> None:
    page = open_round(data_officer)
    colleague = client_for(person(DATA_OFFICER, "colleague"))
    save(colleague, a01__value="86.4", a05__value="171")
    answer = press(data_officer, page, a01__value="86.5", a03__value="80")
    assert answer.status_code == 409
    assert drafts() == {"A01": "86.4 draft", "A03": "80 draft", "A05": "171 draft"}
    text = text_of(answer)
    assert "colleague has changed it meanwhile" in text
    assert '<td dir="auto">86.4</td><td dir="auto">86.5</td>' in text
    assert "#id_a01-choice-mine" in read(answer).links
    again = press(data_officer, answer)
    assert again.status_code == 200
    assert "Choose which of the two is to stand." in text_of(again)
    assert drafts()["A01"] == "86.4 draft"
    theirs = press(data_officer, again, **{"a01__choice": "theirs"})
    assert theirs.status_code == 302
    assert drafts()["A01"] == "86.4 draft"


def test_mine_is_put_in_its_place_and_changed_again_meanwhile_it_is_asked_again(data_officer: Client) -> None:
    page = open_round(data_officer)
    colleague = client_for(person(DATA_OFFICER, "colleague"))
    save(colleague, a01__value="86.4")
    answer = press(data_officer, page, a01__value="86.5")
    save(colleague, a01__value="86.6")
    answer = press(data_officer, answer, a01__choice="mine")
    assert answer.status_code == 409
    assert drafts()["A01"] == "86.6 draft"
    assert press(data_officer, answer, a01__choice="mine").status_code == 302
    assert drafts()["A01"] == "86.5 draft"


def test_a_draft_that_took_the_place_of_the_one_seen_was_not_seen(data_officer: Client) -> None:
    colleague = client_for(person(DATA_OFFICER, "colleague"))
    save(colleague, a01__value="86.4")
    page = open_round(data_officer)
    save(colleague, "discard", ticked=("a01",))
    save(colleague, a01__value="86.6")
    assert draft("A01").version == 1, "its version is that of the one that was seen"
    assert press(data_officer, page, a01__value="86.5").status_code == 409
    assert press(data_officer, page, "submit", ticked=("a01",)).status_code == 200
    assert drafts()["A01"] == "86.6 draft"


def test_two_tabs_of_one_person_do_not_overwrite_each_other(data_officer: Client) -> None:
    first, second = open_round(data_officer), open_round(data_officer)
    assert press(data_officer, first, a01__value="86.3").status_code == 302
    assert press(data_officer, second, a05__value="170").status_code == 302
    assert press(data_officer, second, a01__value="86.9", a05__value="170").status_code == 409
    assert drafts() == {"A01": "86.3 draft", "A05": "170 draft"}


# Many at once


def test_several_are_marked_at_once_with_one_reason(data_officer: Client) -> None:
    answer = save(data_officer, "not_reportable", ticked=("a01", "a05"), a03__value="80")
    assert answer.status_code == 200
    assert "one reason serves all ticked lines" in text_of(answer)
    assert drafts() == {"A03": "80 draft"}, "what was typed is saved whatever the button"
    assert read(answer).fields["ticked"] == ["a01", "a05"]
    answer = press(data_officer, answer, "not_reportable", ticked=("a01", "a05"), reason="The system was replaced")
    assert answer.status_code == 302
    assert {draft(code).reason for code in ("A01", "A05")} == {"The system was replaced"}
    assert drafts() == {"A01": "not_reportable draft", "A03": "80 draft", "A05": "not_reportable draft"}


def test_a_typed_value_is_never_thrown_away_by_marking(data_officer: Client) -> None:
    answer = save(data_officer, "awaited", ticked=("a01",), a01__value="86.3")
    assert answer.status_code == 200
    assert "“86.3” stands beside status awaited" in text_of(answer)
    assert read(answer).fields["a01-value"] == ["86.3"]
    assert drafts() == {}


def test_save_and_submit_takes_ones_own_and_leaves_what_was_sent_back(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3", a05__value="170")
    assert drafts() == {"A01": "86.3 submitted", "A05": "170 submitted"}
    save(lead, "send_back", ticked=("a05",), reason="Counted twice?")
    answer = save(data_officer, "save_and_submit", a03__value="80")
    assert "Counted twice?" in told(data_officer, answer)
    assert drafts() == {"A01": "86.3 submitted", "A03": "80 submitted", "A05": "170 draft"}
    save(data_officer, "save_and_submit", a05__value="169")
    assert drafts()["A05"] == "169 submitted"


def test_what_others_entered_is_not_submitted_with_ones_own(lead: Client) -> None:
    save(client_for(person(DATA_OFFICER, "colleague")), a05__value="170")
    save(lead, "save_and_submit", a01__value="86.3")
    assert drafts() == {"A01": "86.3 submitted", "A05": "170 draft"}


def test_bad_lines_are_not_submitted(data_officer: Client) -> None:
    answer = save(data_officer, "save_and_submit", a01__value="86.3", a05__value="many")
    assert answer.status_code == 200
    assert drafts() == {"A01": "86.3 submitted"}
    assert "1 figure is submitted." in text_of(answer)


def test_verified_at_once_by_somebody_else(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3", a05__value="170")
    save(lead, "save_and_submit", a03__value="80")
    answer = save(lead, "verify", ticked=("a01", "a03", "a05", "a06"))
    assert answer.status_code == 200
    text = text_of(answer)
    assert "2 figures are verified." in text
    assert "You entered it yourself; somebody else verifies it." in text
    assert "There is no draft of it to verify." in text
    assert drafts() == {"A03": "80 submitted"}
    assert sorted(read(answer).fields["ticked"]) == ["a03", "a06"], "those still to be looked at stay ticked"


def test_nothing_ticked_is_told(data_officer: Client) -> None:
    for do in ("submit", "discard", "awaited", "not_reportable"):
        answer = save(data_officer, do, a01__value="86.3")
        assert "No line is ticked" in text_of(answer), do
    assert drafts() == {"A01": "86.3 draft"}


def test_drafts_are_discarded(data_officer: Client) -> None:
    save(data_officer, a01__value="86.3")
    assert "1 figure is discarded." in told(data_officer, save(data_officer, "discard", ticked=("a01",)))
    assert drafts() == {}


def test_a_figure_changed_since_it_was_looked_at_is_not_verified(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    page = open_round(lead)
    save(data_officer, "save_and_submit", a01__value="86.4")
    answer = press(lead, page, "verify", ticked=("a01",))
    assert "somebody else has changed it since you looked" in text_of(answer).lower()
    assert drafts() == {"A01": "86.4 submitted"}


# Locks


def test_a_locked_round_is_read_only_and_says_who_and_why(data_officer: Client, lead: Client) -> None:
    page = open_round(data_officer)
    assert save(lead, "lock", a01__value="86.3", lock_reason="Papers are out").status_code == 302
    assert drafts() == {"A01": "86.3 draft"}, "what was typed is saved first"
    locked = open_round(data_officer)
    assert "This round is locked." in text_of(locked)
    assert "performance-lead" in text_of(locked)
    assert "Papers are out" in text_of(locked)
    assert not {name for name in read(locked).names if name.endswith("-value")}
    answer = press(data_officer, page, a05__value="170")
    assert answer.status_code == 200
    assert "The round of December 2016 was locked by performance-lead" in text_of(answer)
    assert read(answer).fields["a05-value"] == ["170"], "what was typed meanwhile is not lost"
    assert drafts() == {"A01": "86.3 draft"}
    without = press(lead, open_round(lead), "reopen")
    assert "A reason is needed" in text_of(without)
    assert press(lead, without, "reopen", lock_reason="A late return").status_code == 302
    assert [event.step for event in RoundEvent.objects.order_by("id")] == ["locked", "reopened"]
    assert press(data_officer, open_round(data_officer), a05__value="170").status_code == 302


def test_a_round_with_bad_lines_is_not_locked(lead: Client) -> None:
    answer = save(lead, "lock", a01__value="soon")
    assert "It was not locked" in text_of(answer)
    assert not RoundEvent.objects.exists()


# Made by hand


def hand_made(client: Client, **data: str) -> str:
    answer = client.post(DECEMBER, {name.replace("__", "-"): value for name, value in data.items()})
    return told(client, answer)


def test_lines_of_other_committees_and_lines_not_due_are_refused(data_officer: Client) -> None:
    before = stores.picture()
    mark = "//2016-12/0000000000000000"
    for key in ("p01", "a08", "a07", "nonsense", "<script>"):
        said = hand_made(data_officer, **{f"{key}__mark": mark, f"{key}__value": "5", f"{key}__status": "final"})
        assert "It is not due in this round, so nothing was done about it. You sent “5” and “final”." in said
        assert "<script>”" not in said
        assert "It is not due in this round" in hand_made(data_officer, do="submit", ticked=key)
    assert stores.picture() == before


def test_lines_that_are_not_ones_own_are_refused_and_told_what_was_sent() -> None:
    user = officer(DATA_OFFICER, "owner")
    in_charge(user, "data", stores.indicator("A05"))
    client, before = client_for(user), stores.picture()
    mark = "//2016-12/0000000000000000"
    said = hand_made(client, a01__mark=mark, a01__value="5", a01__status="final")
    assert "You may not enter figures of this indicator. Nothing of it was saved. You sent “5” and “final”." in said
    assert stores.picture() == before
    save(client_of(PERFORMANCE_LEAD), a01__value="86.3")
    before = stores.picture()
    for do in ("submit", "discard", "awaited"):
        assert "You may not" in hand_made(client, do=do, ticked="a01", a01__mark="1:1//2016-12/0000000000000000"), do
    assert stores.picture() == before


@pytest.mark.parametrize(
    "mark",
    [
        *("", "x", "/", "//", "///", "////", "1:1/1", "9" * 400, "//2016-12/zzzzzzzzzzzzzzzz"),
        *("1:1/1:1/2016-12/0000000000000000\n", "\u0661:1//2016-12/0", "//0000000000000000"),
        *("//december/0000000000000000", "//2016-12-q9/0000000000000000", "///0000000000000000"),
    ],
)
def test_a_mark_that_no_page_has_sent_saves_nothing(data_officer: Client, mark: str) -> None:
    before = stores.picture()
    said = hand_made(data_officer, a01__mark=mark, a01__value="86.3", a01__status="final")
    assert "nothing of it was saved" in said
    assert stores.picture() == before


@pytest.mark.parametrize("do", ["verify", "send_back", "lock", "reopen"])
def test_what_a_lead_does_is_refused_to_others(data_officer: Client, do: str) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    before = stores.picture()
    assert (
        data_officer.post(DECEMBER, {"do": do, "ticked": "a01", "reason": "x", "lock_reason": "x"}).status_code == 403
    )
    assert stores.picture() == before
    assert data_officer.post(DECEMBER, {"do": "explode"}).status_code == 404


def test_who_looks_only_has_no_fields_and_no_buttons() -> None:
    client, before = client_of(DEMOCRATIC_SERVICES), stores.picture()
    assert read(open_round(client)).names <= {"csrfmiddlewaretoken", "do"}
    mark = "//2016-12/0000000000000000"
    hand_made(client, a01__mark=mark, a01__value="5", a01__status="final", do="save_and_submit")
    assert stores.picture() == before


def test_committees_one_may_not_look_into_and_months_without_a_round(data_officer: Client) -> None:
    stranger = client_for(person(DATA_OFFICER, "stranger", committees=["cabinet"]))
    assert stranger.get(DECEMBER).status_code == 404, "like a committee that is not there"
    assert stranger.get(f"{DECEMBER}print/").status_code == 404
    assert stranger.post(DECEMBER, {}).status_code == 404
    assert client_of(MEMBER).get(DECEMBER).status_code in (302, 403)
    for period in ("2016-17-q3", "fy2016-17", "2016-13", "2199-12", "december"):
        assert data_officer.get(f"{ROUNDS}adults/{period}/").status_code == 404, period
    assert data_officer.get(f"{ROUNDS}nowhere/2016-12/").status_code == 404
    assert data_officer.get(f"{ROUNDS}adults/1999-01/").status_code == 200


# Nasty text

NASTY = (
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "\u202eright to left\u202c עברית",
    "é" * 9_000,
    '=HYPERLINK("http://example.org")',
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "robert'); DROP TABLE indicators_figure;--",
)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_nasty_text_stays_text_in_every_field(data_officer: Client, text: str) -> None:
    answer = save(
        data_officer,
        "not_reportable",
        ticked=("a05",),
        a01__value=text,
        a01__numerator=text,
        a01__note=text,
        a03__value="80",
        a03__note=text,
        reason=text,
    )
    assert answer.status_code == 200
    form = read(answer)
    assert form.fields["a01-value"] == form.fields["a01-numerator"] == form.fields["a01-note"] == [text]
    assert "<script>alert" not in text_of(answer)
    assert "<img src=x" not in text_of(answer)
    assert draft("A03", "2016/17 Q3").note == draft("A05").reason == text
    assert "<script>alert" not in text_of(open_round(data_officer))
    assert "<script>alert" not in text_of(data_officer.get(f"{DECEMBER}print/"))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("9" * 5000, "is not a number"),
        ("1234567890123456", "16 significant digits"),
        ("٨٦", "is not a number"),
        ("NaN", "is not a number"),
        ("1\u0000", "is not a number"),
    ],
)
def test_numbers_that_are_none(data_officer: Client, value: str, says: str) -> None:
    answer = save(data_officer, a01__value=value)
    assert says in text_of(answer)
    assert drafts() == {}


def test_a_zero_target_and_a_zero_value(data_officer: Client) -> None:
    assert "<dt>Target</dt><dd>0</dd>" in text_of(open_round(data_officer))
    answer = save(data_officer, a05__value="0")
    assert answer.status_code == 302
    assert draft("A05").value == "0"


# The list


def test_the_list_counts_and_is_limited_to_what_one_may_look_into(data_officer: Client) -> None:
    save(data_officer, a01__value="86.3")
    rows = text_of(data_officer.get(ROUNDS)).split("<tr>")[2:]
    assert "January 2017" in rows[0] or "January 2017" in rows[1], "the round after the newest is there to begin"
    december = next(row for row in rows if "December 2016" in row and "Adult Social" in row)
    assert '<td class="number">6</td>' in december
    assert "how-verified" in december
    assert "how-draft" in december
    assert "how-missing" in december
    assert "Cabinet Board" in text_of(data_officer.get(ROUNDS))
    here = client_for(person(DATA_OFFICER, "only-adults", committees=["adults"]))
    assert "Cabinet Board" not in text_of(here.get(ROUNDS))
    assert "Cabinet Board" not in text_of(here.get(f"{ROUNDS}?committee=cabinet"))
    assert "Adult Social" not in text_of(data_officer.get(f"{ROUNDS}?committee=cabinet")).partition("<tbody>")[2]
    assert data_officer.get(f"{ROUNDS}?page=999&committee=none-such").status_code == 200


def test_late_is_told_in_days(data_officer: Client) -> None:
    due = timezone.localdate() - timedelta(days=3)
    month = f"{(due.replace(day=1) - timedelta(days=1)):%Y-%m}"
    days = (timezone.localdate() - (due.replace(day=1) - timedelta(days=1))).days - 14
    text = text_of(data_officer.get(f"{ROUNDS}adults/{month}/")).partition('id="line-a06"')[2].partition("</li>")[0]
    expected = f"{days} day{'s' if days != 1 else ''} late"
    assert (expected in text) is (days > 0)


def test_without_anything_the_pages_say_so(tmp_path: Path) -> None:
    stores.load(tmp_path / "empty", {"committees.csv": "slug,name,council,public\nempty,Empty,Example Council,yes\n"})
    client = client_of(PERFORMANCE_LEAD)
    assert "Nothing is due in this round" in text_of(open_round(client, f"{ROUNDS}empty/2016-12/"))
    Indicator.objects.all().update(retired_from="2010-01")
    assert "There is no round yet" in text_of(client.get(f"{ROUNDS}?committee=empty"))


def test_the_print_out_has_the_figures_and_lines_to_sign(data_officer: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    text = text_of(data_officer.get(f"{DECEMBER}print/"))
    for words in ("86.3%", "86.2%", "88%", "Submitted", "Signature", "Nothing entered"):
        assert words in text


def test_an_import_beside_the_browser_is_a_conflict_too(data_officer: Client, tmp_path: Path) -> None:
    page = open_round(data_officer)
    folder = stores.write(tmp_path / "later", stores.figures("A01,2016-12,86.4"))
    load_folder(read_folder(folder))
    answer = press(data_officer, page, a01__value="86.5")
    assert answer.status_code == 409
    assert drafts() == {}
