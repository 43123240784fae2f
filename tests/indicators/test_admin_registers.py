"""Registers and report-card texts in the admin: checked as files are, and kept with their history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from indicators.admin.fields import StoredField
from indicators.importing.folder import read_folder
from indicators.importing.sheets import SHEETS
from indicators.models import Committee, DefinitionVersion, Indicator, Scheme, Section
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import client_of, text_of, working_store

pytestmark = pytest.mark.django_db

ADMIN = "/admin/indicators"
NEW = {
    "committee": {
        "name": "Children's Services Committee",
        "council": "Example Council",
        "slug": "children",
        "off_target_from": "5",
        "worsening_moves": "3",
    },
    "section": {"name": "The front door", "slug": "front-door", "order": "1"},
    "scheme": {"slug": "strict", "kind": "points", "green_within": "0", "red_from": "2"},
    "indicator": {
        "code": "N.01",
        "name": "New measure",
        "good_is": "bigger",
        "unit": "percent",
        "frequency": "monthly",
        "basis": "period",
        "order": "0",
    },
    "definitionversion": {"from_period": "April 2017", "definition": "Counted at the month's end"},
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    working_store(tmp_path / "store")


def links(noun: str) -> dict[str, str]:
    """The rows that a new one of the kind belongs to."""
    if noun in ("section", "indicator"):
        return {"committee": str(Committee.objects.get(slug="adults").pk)}
    if noun == "definitionversion":
        return {"indicator": str(stores.indicator("A01").pk)}
    return {}


def add(client: Client, noun: str, **typed: str) -> HttpResponse:
    return client.post(f"{ADMIN}/{noun}/add/", {**NEW[noun], **links(noun), **typed})


def change(client: Client, row: Any, **typed: str) -> HttpResponse:
    """Opens a row, types, and presses Save."""
    address = f"{ADMIN}/{row._meta.model_name}/{row.pk}/change/"
    form = client.get(address).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    data = {name: str(value) for name, value in shown.items() if value is not None and value is not False}
    return client.post(address, data | typed)


def errors(answer: HttpResponse, field: str) -> str:
    assert answer.status_code == 200, "it was saved"
    return " ".join(answer.context["adminform"].form.errors.get(field, []))


# Adding, changing, history


@pytest.mark.parametrize("noun", NEW)
def test_a_row_is_added_and_its_history_begins(lead: Client, noun: str) -> None:
    assert add(lead, noun, change_reason="New year").status_code == 302
    model = {model._meta.model_name: model for model in (Committee, Section, Scheme, Indicator)} | {
        "definitionversion": DefinitionVersion,
    }
    row = model[noun].objects.latest("pk")
    record = row.history.get()
    assert (record.history_user.username, record.history_change_reason) == ("performance-lead", "New year")
    page = text_of(lead.get(f"{ADMIN}/{noun}/{row.pk}/history/"))
    assert "New year" in page
    assert "revert" not in page.lower()


def test_a_change_shows_in_the_history_with_who_and_why(lead: Client) -> None:
    committee = Committee.objects.get(slug="adults")
    assert change(lead, committee, name="Adults Board", change_reason="Renamed in May").status_code == 302
    page = text_of(lead.get(f"{ADMIN}/committee/{committee.pk}/history/"))
    for words in ("Adult Social Care Committee → Adults Board", "performance-lead", "Renamed in May"):
        assert words in page


def test_the_address_of_a_committee_stays(lead: Client) -> None:
    """Published papers have lasting addresses in it."""
    committee = Committee.objects.get(slug="adults")
    assert change(lead, committee, name="Adults Board", slug="board").status_code == 302
    committee.refresh_from_db()
    assert (committee.name, committee.slug) == ("Adults Board", "adults")


def test_nothing_is_undone_from_the_history(lead: Client) -> None:
    committee = Committee.objects.get(slug="adults")
    change(lead, committee, name="Adults Board")
    version = committee.history.last().pk
    for client in (lead, client_of(DATA_OFFICER)):
        address = f"{ADMIN}/committee/{committee.pk}/history/{version}/"
        assert client.post(address, {**NEW["committee"], "name": "Undone"}).status_code == 404
    committee.refresh_from_db()
    assert committee.name == "Adults Board"


# What importing refuses, the forms refuse


def test_every_field_of_a_register_is_read_as_its_column() -> None:
    lead = client_of(PERFORMANCE_LEAD)
    nouns = {"committees": "committee", "sections": "section", "schemes": "scheme", "indicators": "indicator"}
    for sheet in SHEETS:
        noun = {**nouns, "definitions": "definitionversion"}.get(sheet.part)
        if noun is None:
            continue
        form = lead.get(f"{ADMIN}/{noun}/add/").context["adminform"].form
        for column in sheet.columns:
            name = "indicator" if (noun, column.name) == ("definitionversion", "code") else column.name
            assert name in form.fields, f"{noun} has no field for {column.name}"
            field = form.fields[name]
            if isinstance(field, StoredField):
                assert field.read == column.read
            else:
                assert hasattr(field, "choices") or name in ("public", "breaks_series", "related"), name


@pytest.mark.parametrize(
    ("noun", "typed", "field", "says"),
    [
        ("committee", {"slug": "Children services"}, "slug", "accepted: letters, digits, - and _"),
        ("committee", {"off_target_from": "five"}, "off_target_from", "“five” is not a number"),
        ("committee", {"off_target_from": "-1"}, "off_target_from", "accepted: a number of 0 or more"),
        ("committee", {"worsening_moves": "0"}, "worsening_moves", "accepted: a whole number from 1"),
        ("committee", {"worsening_moves": "99999"}, "worsening_moves", "to 32767"),
        ("committee", {"name": "x" * 121}, "name", "accepted: at most 120"),
        ("section", {"slug": "a/b"}, "slug", "not a short name"),
        ("scheme", {"green_within": "2"}, "green_within", "accepted: less than red_from"),
        ("scheme", {"kind": "thresholds", "levels": "green 20"}, "levels", "Accepted: green 20; red 30"),
        ("scheme", {"kind": "bands", "levels": "green 1-9; red 5-10"}, "levels", "two bands overlap"),
        ("scheme", {"levels": "green 20; red 30"}, "levels", "has no levels: leave them empty"),
        ("indicator", {"code": "N 01"}, "code", "accepted: letters, digits, - . ( ) and /"),
        ("indicator", {"code": "a01"}, "code", "There is an indicator A01 People with a review already"),
        ("indicator", {"code": "A/01"}, "code", ""),
        ("indicator", {"code": "-A.01-"}, "code", ""),
        ("indicator", {"decimals": "16"}, "decimals", "a whole number from 0 to 15"),
        ("indicator", {"retired_from": "soon"}, "retired_from", "write a month such as 2016-12"),
        ("indicator", {"related": "A01; Z99"}, "related", "There is no indicator Z99"),
        ("indicator", {"related": "N.01"}, "related", "There is no indicator N.01"),
        ("definitionversion", {"from_period": "2017/19"}, "from_period", "is not a financial year"),
        ("definitionversion", {"definition": "a\x07bell"}, "definition", "control character"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    lead: Client, noun: str, typed: dict[str, str], field: str, says: str
) -> None:
    if not says:
        stores.indicator("A01")
        add(lead, noun, code="A.01")
    assert (says or "has the same address form") in errors(add(lead, noun, **typed), field)


def test_a_section_belongs_to_the_committee(lead: Client) -> None:
    add(lead, "section", committee=str(Committee.objects.get(slug="cabinet").pk))
    section = Section.objects.get()
    answer = add(lead, "indicator", section=str(section.pk))
    assert "“The front door” is a section of Cabinet Board" in errors(answer, "section")
    change(lead, section, committee=str(Committee.objects.get(slug="adults").pk))
    section.refresh_from_db()
    assert section.committee.slug == "cabinet", "a section stays with its committee"


def test_a_scheme_fits_what_it_rates(lead: Client) -> None:
    add(lead, "scheme", slug="by-person", kind="judgement")
    scheme = Scheme.objects.get(slug="by-person")
    answer = add(lead, "indicator", scheme=str(scheme.pk))
    assert "accepted: a scheme of another kind" in errors(answer, "scheme")
    assert add(lead, "indicator", scheme=str(scheme.pk), unit="judgement", good_is="none").status_code == 302
    assert "accepted: a scheme of kind judgement" in errors(change(lead, scheme, kind="points"), "kind")


def test_a_default_scheme_fits_the_committees_indicators(lead: Client) -> None:
    add(lead, "scheme", slug="by-person", kind="judgement")
    committee = Committee.objects.get(slug="adults")
    answer = change(lead, committee, default_scheme=str(Scheme.objects.get(slug="by-person").pk), slug="adults-2")
    assert "accepted: a scheme of another kind" in errors(answer, "default_scheme")


def test_limits_that_a_scheme_does_not_have_are_left_as_usual(lead: Client) -> None:
    add(lead, "scheme", kind="bands", levels="green 1-5; red 6-10", green_within="", red_from="9")
    scheme = Scheme.objects.get(slug="strict")
    assert (scheme.green_within, scheme.red_from) == ("0", "5")


@pytest.mark.parametrize(("field", "to"), [("unit", "days"), ("frequency", "quarterly"), ("basis", "snapshot")])
@pytest.mark.parametrize("code", ["A01", "A01.new"])
def test_what_an_indicator_is_stays_once_it_has_figures(lead: Client, field: str, to: str, code: str) -> None:
    answer = change(lead, stores.indicator("A01"), code=code, **{field: to})
    assert "has figures already" in errors(answer, field)


def test_what_is_typed_is_stored_in_the_written_form(lead: Client) -> None:
    add(lead, "indicator", retired_from="April 2018", related="a01 ; A02", order="007")
    indicator = stores.indicator("N.01")
    assert (indicator.address, indicator.retired_from, indicator.order) == ("n-01", "2018-04", 7)
    assert {one.code for one in indicator.related.all()} == {"A01", "A02"}
    assert 'value="A01; A02"' in text_of(lead.get(f"{ADMIN}/indicator/{indicator.pk}/change/"))
    add(lead, "committee", off_target_from="7.50%")
    assert Committee.objects.get(slug="children").off_target_from == "7.50"
    add(lead, "definitionversion")
    assert DefinitionVersion.objects.latest("pk").from_period == "2017-04"


def test_an_address_follows_its_code(lead: Client) -> None:
    assert change(lead, stores.indicator("A01"), code="A01.New").status_code == 302
    assert stores.indicator("A01.New").address == "a01-new"


def test_a_warning_is_said_and_the_row_saved(lead: Client) -> None:
    answer = add(lead, "scheme", red_from="")
    assert answer.status_code == 302
    assert Scheme.objects.get(slug="strict").red_from == "5"
    assert len(list(get_messages(answer.wsgi_request))) >= 1


def test_one_definition_a_period(lead: Client) -> None:
    add(lead, "definitionversion")
    answer = add(lead, "definitionversion", from_period="2017-04")
    assert "already exists" in errors(answer, "__all__")


def test_what_is_typed_here_comes_through_export_and_import_unchanged(lead: Client, tmp_path: Path) -> None:
    add(lead, "definitionversion", definition="One\r\nTwo", note="  spaces  ")
    first = tmp_path / "first"
    assert stores.Command("export_folder", first).error == ""
    assert read_folder(first).problems == ()
    assert (
        stores.Command("import_folder", first).printed[-1] == "Nothing to change: the store holds all of this already."
    )


# Deleting


@pytest.mark.parametrize("noun", ["committee", "indicator"])
def test_what_others_depend_on_is_not_deleted(noun: str) -> None:
    client = client_of(ADMINISTRATOR)
    row = {"committee": Committee, "indicator": Indicator}[noun].objects.first()
    address = f"{ADMIN}/{noun}/{row.pk}/delete/"
    assert "would require deleting the following protected related objects" in text_of(client.get(address))
    client.post(address, {"post": "yes"})
    row.refresh_from_db()
    answer = client.post(f"{ADMIN}/{noun}/", {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert answer.status_code == 200
    row.refresh_from_db()


def test_what_nothing_depends_on_is_deleted_by_an_administrator_only(lead: Client) -> None:
    add(lead, "section")
    section = Section.objects.get()
    address = f"{ADMIN}/section/{section.pk}/delete/"
    assert lead.post(address, {"post": "yes"}).status_code == 403
    assert client_of(ADMINISTRATOR).post(address, {"post": "yes"}).status_code == 302
    assert not Section.objects.exists()
    assert Section.history.latest().history_type == "-"


@pytest.mark.parametrize(
    ("noun", "asked", "found"),
    [
        ("committee", {"q": "cabinet"}, 1),
        ("committee", {"public__exact": "1"}, 1),
        ("indicator", {"q": "days waited"}, 1),
        ("indicator", {"frequency__exact": "quarterly"}, 1),
        ("definitionversion", {"q": "confidence"}, 1),
        ("scheme", {"q": "nothing"}, 0),
    ],
)
def test_registers_are_searched_and_filtered(lead: Client, noun: str, asked: dict[str, str], found: int) -> None:
    assert lead.get(f"{ADMIN}/{noun}/", asked).context["cl"].result_count == found
