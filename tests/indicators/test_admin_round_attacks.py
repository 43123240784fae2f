"""What goes wrong between opening a round and saving it, and who sends what they may not: nothing typed is lost, and
nothing is written that nobody meant.
"""
# ruff: noqa: RUF001, letters that look like others are what is tried here

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from indicators.actions import lock_round, reopen_round
from indicators.admin.round_outcomes import Do
from indicators.domain import periods
from indicators.models import Committee, Figure, Indicator, Revision, RoundEvent
from indicators.roles import (
    ADMINISTRATOR,
    DATA_OFFICER,
    DEMOCRATIC_SERVICES,
    LEAD_OFFICER,
    MEMBER,
    PERFORMANCE_LEAD,
)
from tests import stores
from tests.indicators.actors import BACKEND, client_for, client_of, in_charge, officer, person, text_of
from tests.indicators.round_pages import DECEMBER, ROUNDS, open_round, press, read, round_store, save, told

pytestmark = pytest.mark.django_db

MARCH_2016, APRIL_2016 = f"{ROUNDS}adults/2016-03/", f"{ROUNDS}adults/2016-04/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    round_store(tmp_path)


def written() -> tuple[list[object], ...]:
    """Everything that a round's page could change."""
    return tuple(list(model.objects.order_by("pk").values()) for model in (Figure, Revision, RoundEvent))


def on_its_way() -> dict[str, str]:
    rows = Figure.objects.exclude(state="verified").select_related("indicator").order_by("indicator__code")
    return {f"{row.indicator.code} {row.period}": f"{row.value or row.status} {row.state}" for row in rows}


# Pages that are sent again


def test_a_page_sent_again_changes_nothing_a_second_time(data_officer: Client) -> None:
    """A double click, a page reloaded, the back button: the same page arrives twice."""
    page = open_round(data_officer)
    for do, state in (("save", "draft"), ("save_and_submit", "submitted")):
        first = press(data_officer, page, do, a01__value="86.3", a05__value="170")
        assert first.status_code == 302
        before = Revision.objects.count()
        again = press(data_officer, page, do, a01__value="86.3", a05__value="170")
        assert again.status_code == 302
        assert Revision.objects.count() == before
        assert on_its_way() == {"A01 2016-12": f"86.3 {state}", "A05 2016-12": f"170 {state}"}


def test_a_step_sent_again_says_that_it_was_taken(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    page = open_round(lead)
    assert press(lead, page, "verify", ticked=("a01",)).status_code == 302
    before = written()
    answer = press(lead, page, "verify", ticked=("a01",))
    assert "It is verified already; there is no draft of it to verify." in text_of(answer)
    assert written() == before
    page = open_round(lead)
    assert press(lead, page, "lock").status_code == 302
    assert "is locked already" in text_of(press(lead, page, "lock"))
    assert RoundEvent.objects.count() == 1


def test_the_back_button_and_another_value_shows_both_and_calls_oneself_you(data_officer: Client) -> None:
    page = open_round(data_officer)
    press(data_officer, page, a01__value="86.3")
    answer = press(data_officer, page, a01__value="86.4")
    assert answer.status_code == 409
    assert "You have changed it in another window meanwhile" in text_of(answer)
    assert '<td dir="auto">86.3</td><td dir="auto">86.4</td>' in text_of(answer)
    assert press(data_officer, answer, a01__choice="mine").status_code == 302
    assert on_its_way() == {"A01 2016-12": "86.4 draft"}


# The session and the form


def test_a_session_that_ended_writes_nothing_and_leads_back_to_the_same_part(data_officer: Client) -> None:
    address = f"{DECEMBER}?show=missing"
    page, before = open_round(data_officer, address), written()
    user = User.objects.get(username="data-officer")
    data_officer.session.flush()
    answer = press(data_officer, page, address=address, a01__value="86.3")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/admin/indicators/roundevent/adults/2016-12/%3Fshow%3Dmissing")
    assert written() == before
    data_officer.force_login(user, backend=BACKEND)
    assert press(data_officer, page, address=address, a01__value="86.3").status_code == 302, (
        "the page is as good as new"
    )
    assert on_its_way() == {"A01 2016-12": "86.3 draft"}


@pytest.mark.parametrize("token", [None, "", "x" * 64])
def test_a_form_that_another_site_could_have_sent_is_refused_in_words(token: str | None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(DATA_OFFICER), backend=BACKEND)
    before = written()
    data = {"a01-mark": "//2016-12/0000000000000000", "a01-value": "86.3", "a01-status": "final", "do": "save"}
    answer = client.post(DECEMBER, data if token is None else {**data, "csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert "The form was not accepted" in text_of(answer)
    assert written() == before


# What changes between opening and saving


def test_a_round_locked_and_opened_again_meanwhile_is_open(data_officer: Client) -> None:
    page = open_round(data_officer)
    where = {"committee": Committee.objects.get(slug="adults"), "month": periods.month(2016, 12)}
    closer = officer(PERFORMANCE_LEAD, "closer")
    lock_round(**where, by=closer)
    reopen_round(**where, by=closer, reason="Too early")
    assert press(data_officer, page, a05__value="170").status_code == 302


def test_in_a_round_locked_meanwhile_no_step_is_taken(data_officer: Client, lead: Client) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    save(data_officer, a05__value="170")
    officers, leads = open_round(data_officer), open_round(lead)
    save(client_of(PERFORMANCE_LEAD, "closer"), "lock")
    before = written()
    for client, page, do, code in (
        *((lead, leads, do, "a01") for do in ("verify", "send_back")),
        *((data_officer, officers, do, "a05") for do in ("submit", "discard", "awaited", "not_reportable")),
    ):
        answer = press(client, page, do, ticked=(code,), reason="Why not")
        assert "locked" in text_of(answer).lower(), do
    assert press(data_officer, officers, "save_and_submit").status_code == 200
    assert written() == before


def test_an_indicator_retired_meanwhile_is_told_with_what_was_typed(data_officer: Client) -> None:
    page = open_round(data_officer)
    Indicator.objects.filter(code="A05").update(retired_from="2016-12")
    answer = press(data_officer, page, a01__value="86.3", a05__value="170")
    assert "a05”: It is not due in this round, so nothing was done about it. You sent “170” and “final”." in text_of(
        answer
    )
    assert on_its_way() == {"A01 2016-12": "86.3 draft"}


def test_what_was_typed_for_a_month_is_not_taken_for_the_quarter_it_became(data_officer: Client) -> None:
    page = open_round(data_officer)
    Indicator.objects.filter(code="A05").update(frequency="quarterly")
    answer = press(data_officer, page, a01__value="86.3", a05__value="170")
    assert answer.status_code == 200
    assert "What is due is Q3 2016/17, and the page showed December 2016" in text_of(answer)
    assert read(answer).fields["a05-value"] == ["170"]
    assert on_its_way() == {"A01 2016-12": "86.3 draft"}
    assert press(data_officer, answer).status_code == 302, "they have looked, and it is the quarter's"
    assert on_its_way() == {"A01 2016-12": "86.3 draft", "A05 2016/17 Q3": "170 draft"}


def test_a_line_that_became_a_quarters_and_that_nobody_typed_in_is_left_alone(data_officer: Client) -> None:
    page = open_round(data_officer)
    Indicator.objects.filter(code="A05").update(frequency="quarterly")
    assert press(data_officer, page, a01__value="86.3").status_code == 302
    assert on_its_way() == {"A01 2016-12": "86.3 draft"}


def test_an_indicator_that_became_a_judgement_meanwhile_keeps_what_was_typed(data_officer: Client) -> None:
    page = open_round(data_officer)
    Indicator.objects.filter(code="A05").update(unit="judgement")
    answer = press(data_officer, page, a05__value="170")
    assert answer.status_code == 200
    assert "170" in text_of(answer)
    assert on_its_way() == {}


def test_indicators_taken_from_somebody_meanwhile_are_told_with_what_was_typed() -> None:
    user = officer(DATA_OFFICER, "owner")
    in_charge(user, "data", stores.indicator("A05"))
    client = client_for(user)
    page = open_round(client)
    user.responsibilities.all().delete()
    answer = press(client, page, a05__value="170")
    assert "You may not enter figures of this indicator." in text_of(answer)
    assert "You sent “170” and “final”." in text_of(answer)
    assert on_its_way() == {}


# Numbers and texts

HUGE = "9" * 200


@pytest.mark.parametrize(
    "value",
    [
        HUGE,
        f"0.{HUGE}",
        "1e999",
        "1E-999",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "٨٦",
        "１２",
        "½",
        "0x10",
        "1_000",
        "1\x00",
    ],
)
def test_what_is_no_number_is_kept_in_its_field_and_written_nowhere(data_officer: Client, value: str) -> None:
    answer = save(data_officer, a01__value=value, a05__value="170")
    assert answer.status_code == 200
    assert read(answer).fields["a01-value"] == [value]
    assert "#id_a01-value" in read(answer).links
    assert on_its_way() == {"A05 2016-12": "170 draft"}


@pytest.mark.parametrize(
    "text",
    [
        "n" * 10_000,
        "שלום \u202eמימין לשמאל\u202c ولكن",
        "👩🏽\u200d🔬 after 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "é\u0301 and \u00a0 and \ufeff",
        "one\ntwo\n\nfour",
    ],
    ids=["10,000 letters", "right to left", "pictures", "odd letters", "lines"],
)
def test_notes_are_kept_letter_by_letter_and_shown_again(data_officer: Client, text: str) -> None:
    assert save(data_officer, a01__value="86.3", a01__note=text).status_code == 302
    assert Figure.objects.get(state="draft").note == text
    page = open_round(data_officer)
    assert read(page).fields["a01-note"] == [text.replace("\n", "\r\n")]
    assert "Nothing was changed" in told(data_officer, press(data_officer, page)), "it comes back as it went"
    assert data_officer.get(f"{DECEMBER}print/").status_code == 200


@pytest.mark.parametrize("text", ["n" * 10_001, "\x00", "bell \x07", "n" * 100_000])
@pytest.mark.parametrize("column", ["note", "reason"])
def test_texts_that_cannot_be_kept_stand_in_their_field(data_officer: Client, column: str, text: str) -> None:
    answer = save(data_officer, **{"a01__value": "86.3", f"a01__{column}": text, "a05__value": "170"})
    assert answer.status_code == 200
    assert read(answer).fields[f"a01-{column}"] == [text]
    assert on_its_way() == {"A05 2016-12": "170 draft"}


@pytest.mark.parametrize("text", ["n" * 10_001, "\x00"])
def test_reasons_that_cannot_be_kept_take_no_step(data_officer: Client, lead: Client, text: str) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    before = written()
    assert save(lead, "send_back", ticked=("a01",), reason=text).status_code == 200
    assert save(lead, "lock", lock_reason=text).status_code == 200
    assert written() == before


@pytest.mark.parametrize(
    "data",
    [
        {"do": "\x00"},
        {"ticked": "\x00"},
        {"\x00-mark": "x"},
        {"-mark": "x"},
        {"a01-mark": "\x00"},
        {"a01-choice": "both"},
        {"a01-status": "\x00", "a01-mark": "//2016-12/0000000000000000"},
        {"a01-judged": "purple", "a01-mark": "//2016-12/0000000000000000"},
        {"a01-clash": "1", "a01-choice": "both", "a01-mark": "//2016-12/0000000000000000", "a01-value": "5"},
        {"a01-value": ["1", "2"], "a01-mark": ["", ""]},
    ],
    ids=str,
)
def test_what_no_page_of_ours_sends_is_answered_and_writes_nothing(lead: Client, data: dict[str, object]) -> None:
    before = written()
    assert lead.post(DECEMBER, data).status_code in (200, 302, 404)
    assert written() == before


# Years and their ends


def test_a_year_is_due_with_march_and_not_with_april(data_officer: Client) -> None:
    page = open_round(data_officer, MARCH_2016)
    assert press(data_officer, page, address=MARCH_2016, a07__value="1200", a03__value="80").status_code == 302
    assert on_its_way() == {"A03 2015/16 Q4": "80 draft", "A07 2015/16": "1200 draft"}
    april = open_round(data_officer, APRIL_2016)
    assert not {name for name in read(april).names if name.startswith(("a03-", "a07-"))}
    data = {"a07-mark": "//fy2015-16/0000000000000000", "a07-value": "5", "a07-status": "final"}
    assert "It is not due in this round" in text_of(data_officer.post(APRIL_2016, data))
    assert on_its_way() == {"A03 2015/16 Q4": "80 draft", "A07 2015/16": "1200 draft"}


def test_february_of_a_leap_year_is_a_round_like_others(data_officer: Client) -> None:
    address = f"{ROUNDS}adults/2016-02/"
    Indicator.objects.filter(code="A05").update(due_days=1)
    page = open_round(data_officer, address)
    assert "Due 1 Mar 2016" in text_of(page), "a day after 29 February"
    assert press(data_officer, page, address=address, a05__value="170").status_code == 302
    assert on_its_way() == {"A05 2016-02": "170 draft"}


@pytest.mark.parametrize("period", ["1900-01", "1900-02", "1999-12", "2000-02"])
@pytest.mark.parametrize("tail", ["", "print/", "chasing/", "?show=missing"])
def test_long_past_months_have_their_pages(lead: Client, period: str, tail: str) -> None:
    answer = lead.get(f"{ROUNDS}adults/{period}/{tail}")
    assert answer.status_code == 200
    assert "1899" not in "".join(read(answer).links), "no link leads to where there is no page"


@pytest.mark.parametrize("period", ["1899-12", "0001-01", "0000-01", "9999-12", "2016-00", "2016-12%00", "١٩٩٩-٠١"])
@pytest.mark.parametrize("tail", ["", "print/", "chasing/"])
def test_months_that_are_none_have_no_page(lead: Client, period: str, tail: str) -> None:
    assert lead.get(f"{ROUNDS}adults/{period}/{tail}").status_code == 404
    assert lead.post(f"{ROUNDS}adults/{period}/", {"do": "lock"}).status_code == 404


def test_a_committee_without_indicators_has_a_round_on_which_nothing_goes_wrong(tmp_path: Path, lead: Client) -> None:
    stores.load(tmp_path / "empty", {"committees.csv": "slug,name,council,public\nempty,Empty,Example Council,yes\n"})
    address = f"{ROUNDS}empty/2016-12/"
    for page in ("", "print/", "chasing/", "?show=to-verify"):
        assert lead.get(address + page).status_code == 200, page
    for do in Do:
        assert lead.post(address, {"do": do, "ticked": "a01", "reason": "x"}).status_code in (200, 302), do
    assert on_its_way() == {}


# Who may not

STEPS = tuple(Do)


def sent_by(client: Client, do: Do) -> HttpResponse:
    """Everything at once: a figure typed, a line ticked, reasons given."""
    a01 = Figure.objects.exclude(state="verified").get(indicator__code="A01")
    return client.post(
        DECEMBER,
        {
            "do": do,
            "ticked": ["a01", "a05"],
            "a01-mark": f"{a01.pk}:{a01.version}//2016-12/0000000000000000",
            "a01-value": "12.5",
            "a05-mark": "//2016-12/0000000000000000",
            "a05-value": "9",
            "a05-status": "final",
            "reason": "Because",
            "lock_reason": "Because",
        },
    )


@pytest.mark.parametrize("do", STEPS)
def test_who_only_looks_or_does_not_belong_here_changes_nothing(data_officer: Client, do: Do) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    cases = {
        "nobody": Client(),
        "no role": client_of(None),
        "member": client_of(MEMBER),
        "democratic services": client_of(DEMOCRATIC_SERVICES),
        "lead officer": client_of(LEAD_OFFICER),
        "data officer of nothing": client_for(officer(DATA_OFFICER, "of-nothing")),
        "of another committee": client_of(PERFORMANCE_LEAD, "elsewhere", committees=["cabinet"]),
    }
    before = written()
    for who, client in cases.items():
        answer = sent_by(client, do)
        assert answer.status_code in (200, 302, 403, 404), who
        assert written() == before, who


@pytest.mark.parametrize("do", [do for do in STEPS if do.is_leads])
@pytest.mark.parametrize("role", [DATA_OFFICER, ADMINISTRATOR])
def test_who_enters_figures_does_not_verify_or_lock(data_officer: Client, role: str, do: Do) -> None:
    save(data_officer, "save_and_submit", a01__value="86.3")
    before = written()
    assert sent_by(client_of(role, "another"), do).status_code == 403
    assert written() == before
