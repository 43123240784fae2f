"""The admin shows, offers and accepts what somebody's roles reach, and tells nothing of other committees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.admin.limits import LimitedAdmin
from indicators.models import (
    Capacity,
    Committee,
    DefinitionVersion,
    ExceptionFlag,
    Handover,
    Indicator,
    RatingOverride,
    ReportCardText,
    Responsibility,
    Scheme,
    Section,
    Target,
    Upload,
)
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, LEAD_OFFICER, PERFORMANCE_LEAD
from reports.models import Meeting, Paper, StandingText
from tests import stores
from tests.indicators.actors import (
    PRIVATE_WORDS,
    client_for,
    client_of,
    in_charge,
    officer,
    person,
    text_of,
    working_store,
)
from tests.indicators.test_admin_registers import NEW, change, errors

pytestmark = pytest.mark.django_db

ADMIN = "/admin/indicators"
HIDDEN = (*PRIVATE_WORDS, "P01", "Sealed section", "Sealed text", "Sealed line", "sealed-officer")
"""What stands in the other committee, and nobody of adults may learn."""

PAPERS = ("meeting", "standingtext", "paper")
LISTS = (
    "figure",
    "target",
    "ratingoverride",
    "exceptionflag",
    "revision",
    "reportcardtext",
    "committee",
    "section",
    "indicator",
    "definitionversion",
    "responsibility",
    "handover",
    "upload",
    *PAPERS,
)


def list_of(noun: str) -> str:
    """Where its rows are listed."""
    return f"/admin/{'reports' if noun in PAPERS else 'indicators'}/{noun}/"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    """Adults, where the people of these tests are, and cabinet, of which they must learn nothing; a row of each kind in
    both."""
    working_store(tmp_path / "store")
    sealed = {
        "sections.csv": "committee,slug,name\ncabinet,sealed,Sealed section\n",
        "targets.csv": "code,period,value\nP01,2016-12,41\nP01,2016/17,40\n",
        "rating_overrides.csv": "code,period,rating,reason\nP01,2016-12,green,Sealed line\n",
        "exception_flags.csv": "code,period,rule,reason\nP01,2016-12,budget,Sealed line\n",
        "report_cards/p01/2016-12.md": "## Action required\n\nSealed text\n",
    }
    stores.load(tmp_path / "sealed", sealed, by=officer(ADMINISTRATOR, "sealed-officer", committees=["cabinet"]))
    rows = {
        "sections.csv": "committee,slug,name\nadults,front,Front door\n",
        "rating_overrides.csv": "code,period,rating,reason\nA01,2016-12,red,Known\n",
        "exception_flags.csv": "code,period,rule,reason\nA01,2016-12,budget,Line 7\n",
        "definitions.csv": "code,from_period,definition\nA01,2016-04,Reviews\n",
        "report_cards/a01/2016-12.md": "## Action required\n\nNone.\n",
    }
    stores.load(tmp_path / "more", rows)
    for code, slug in (("A01", "adults"), ("P01", "cabinet")):
        prefix = "" if slug == "adults" else "sealed-officer-"
        jo, sam = (officer(DATA_OFFICER, f"{prefix}{name}", committees=[slug]) for name in ("jo", "sam"))
        in_charge(jo, Capacity.DATA, stores.indicator(code))
        row = {"giver": jo, "deputy": sam, "from_day": "2016-12-01", "until_day": "2099-12-01", "reason": "Leave"}
        committee = Committee.objects.get(slug=slug)
        Handover.objects.create(committee=committee, **row).indicators.set([stores.indicator(code)])
        name = "own.csv" if slug == "adults" else "Sealed line.csv"
        words = "Own" if slug == "adults" else "Sealed text"
        meeting = Meeting.objects.create(committee=committee, day=date(2017, 3, 6), place=words)
        StandingText.objects.create(committee=committee, part="contact", text=words)
        Paper.objects.create(
            meeting=meeting, slug="p", month="2016-12", title=words, retained_until=date(2023, 3, 6), made_by=jo
        )
        Upload.objects.create(committee=committee, period="2016-12", file_name=name, size=1, by=jo, at=timezone.now())


@pytest.fixture
def lead() -> Client:
    """Who leads in adults."""
    return client_of(PERFORMANCE_LEAD, committees=["adults"])


def picture() -> dict[str, list[tuple]]:
    """All that is stored; the stamp changes with a form that is sent, whatever is wrong with it."""
    return stores.picture(without=("StoreStamp",))


def tells_nothing(answer: HttpResponse) -> bool:
    page = answer.content.decode()
    return not [word for word in HIDDEN if word in page]


# Lists, filters, searches


@pytest.mark.parametrize("noun", LISTS)
def test_a_list_shows_the_rows_of_ones_own_committees(lead: Client, noun: str) -> None:
    page = lead.get(list_of(noun))
    everything = client_of(ADMINISTRATOR).get(list_of(noun))
    assert 0 < len(page.context["cl"].result_list) < len(everything.context["cl"].result_list)
    assert page.context["cl"].full_result_count in (None, len(page.context["cl"].result_list))
    assert tells_nothing(page)
    assert not tells_nothing(everything), "otherwise the lines above prove nothing"


@pytest.mark.parametrize("noun", LISTS)
def test_no_search_finds_what_is_not_listed(lead: Client, noun: str) -> None:
    listed = {row.pk for row in lead.get(list_of(noun)).context["cl"].result_list}
    for asked in (*HIDDEN, "2016-12", "a", "%", "_", "' OR 1=1 --", "\x00", "é" * 300):
        answer = lead.get(list_of(noun), {"q": asked})
        assert answer.status_code == 200
        assert {row.pk for row in answer.context["cl"].result_list} <= listed


@pytest.mark.parametrize("noun", LISTS)
def test_a_filter_by_hand_finds_nothing_of_another_committee(lead: Client, noun: str) -> None:
    cabinet = Committee.objects.get(slug="cabinet")
    model = next(one for one in admin.site._registry if one._meta.model_name == noun)
    for asked in admin.site._registry[model].list_filter:
        path = asked if isinstance(asked, str) else asked[0]
        value = cabinet.pk if path.endswith("committee") else 1
        answer = lead.get(list_of(noun), {f"{path}__id__exact": value}, follow=True)
        assert answer.status_code == 200
        assert tells_nothing(answer)
    for lookup in ("committee__name__startswith", "indicator__name__contains", "indicator__committee__slug"):
        answer = lead.get(list_of(noun), {lookup: "Cab"}, follow=True)
        assert answer.status_code in (200, 400)
        assert tells_nothing(answer)


def test_filters_name_ones_own_committees_once_there_are_several() -> None:
    Committee.objects.create(slug="third", name="Third Committee", council="Example Council")
    client = client_of(DATA_OFFICER, "both", committees=["adults", "third"])
    for noun in ("figure", "revision", "section", "indicator", "definitionversion", "handover", *PAPERS):
        page = client.get(list_of(noun))
        assert "Third Committee" in text_of(page)
        assert tells_nothing(page)


@pytest.mark.parametrize("noun", LISTS)
def test_a_list_takes_the_same_queries_for_many_committees(noun: str) -> None:
    user = person(DATA_OFFICER, "jo-of-all", committees=["adults"])
    client = client_for(user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(list_of(noun)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(6):
        slug = f"more-{number}"
        more = Committee.objects.create(slug=slug, name=slug, council="Example Council")
        user.committee_roles.create(role=DATA_OFFICER, committee=more)
        row = stores.indicator("A02")
        row.pk, row.code, row.address, row.committee = None, f"M{number}", f"m{number}", more
        row.save()
        in_charge(user, Capacity.DATA, row)
    # The filter by committee appears with the second one, and is one query.
    assert queries() <= few + 2


# Rows


ROWS = (
    Committee,
    Section,
    Indicator,
    DefinitionVersion,
    ReportCardText,
    Responsibility,
    Handover,
)


def hidden_row(model: type) -> Any:
    way = {Committee: "slug", Section: "committee__slug", Indicator: "committee__slug", Handover: "committee__slug"}
    return model.objects.filter(**{way.get(model, "indicator__committee__slug"): "cabinet"}).latest("pk")


@pytest.mark.parametrize("model", ROWS)
@pytest.mark.parametrize("role", [PERFORMANCE_LEAD, ADMINISTRATOR])
def test_a_row_of_another_committee_is_not_there(model: type, role: str) -> None:
    client, row = client_of(role, "theirs", committees=["adults"]), hidden_row(model)
    before = picture()
    for page in ("change", "delete", "history"):
        address = reverse(f"admin:indicators_{model._meta.model_name}_{page}", args=(row.pk,))
        for answer in (client.get(address), client.post(address, {"post": "yes", "name": "Taken over"})):
            assert answer.status_code in (403, 404, 405)
            assert tells_nothing(answer)
    assert picture() == before


def test_a_key_that_is_none_is_not_there(lead: Client) -> None:
    for key in ("0", "-1", "9" * 30, "x", "' OR 1=1", "%00", "1e3"):
        for page in ("change", "delete", "history"):
            assert lead.get(f"{ADMIN}/indicator/{key}/{page}/").status_code == 404
        assert lead.get(f"{ADMIN}/handover/{key}/end/").status_code == 404


ENTRIES = ("figure/p01/2016-12/", "target/p01/2016-12/", "target/p01/fy2016-17/", "ratingoverride/p01/2016-12/")


@pytest.mark.parametrize("entry", [*ENTRIES, "exceptionflag/p01/2016-12/budget/", "revision/p01/2016-12/"])
def test_an_entry_of_another_committee_is_not_there(lead: Client, entry: str) -> None:
    before = picture()
    for page in ("", "withdraw/"):
        for answer in (
            lead.get(f"{ADMIN}/{entry}{page}"),
            lead.post(f"{ADMIN}/{entry}{page}", {"value": "1", "why": "Mine", "reason": "Mine", "version": "1"}),
        ):
            assert answer.status_code == 404
            assert tells_nothing(answer)
    assert picture() == before
    # The same address with a code that nobody has is answered in the same way.
    assert lead.get(f"{ADMIN}/{entry.replace('p01', 'zz9')}").status_code == 404


def test_a_deleted_rows_history_stays_with_its_committee(lead: Client) -> None:
    theirs, mine = hidden_row(ReportCardText), ReportCardText.objects.get(indicator__code="A01")
    keys = theirs.pk, mine.pk
    theirs.delete()
    mine.delete()
    assert lead.get(f"{ADMIN}/reportcardtext/{keys[0]}/history/").status_code == 403
    assert lead.get(f"{ADMIN}/reportcardtext/{keys[1]}/history/").status_code == 200


def test_the_history_of_what_is_left_of_a_deleted_indicator_is_for_those_who_see_every_committee(lead: Client) -> None:
    row = stores.indicator("A05")
    definition = DefinitionVersion.objects.create(indicator=row, from_period="2016-04", definition="Admissions")
    key = definition.pk
    definition.delete()
    row.delete()
    address = f"{ADMIN}/definitionversion/{key}/history/"
    assert lead.get(address).status_code == 403


# Forms


def test_forms_offer_ones_own_committees(lead: Client) -> None:
    for noun in ("section", "indicator", "definitionversion", "reportcardtext"):
        page = lead.get(f"{ADMIN}/{noun}/add/")
        assert page.status_code == 200
        assert tells_nothing(page)
    for noun in ("figure", "target", "ratingoverride", "exceptionflag"):
        page = lead.get(f"{ADMIN}/{noun}/add/")
        assert list(page.context["form"].fields["indicator"].queryset) == list(
            Indicator.objects.filter(committee__slug="adults").order_by("code")
        )
        assert tells_nothing(page)
    assert tells_nothing(lead.get(f"{ADMIN}/target/copy-forward/"))
    assert tells_nothing(lead.get(f"{ADMIN}/responsibility/add/"))
    assert tells_nothing(lead.get(f"{ADMIN}/handover/add/"))


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("section", "committee"),
        ("indicator", "committee"),
        ("indicator", "section"),
        ("definitionversion", "indicator"),
    ],
)
def test_a_row_made_by_hand_in_another_committee_is_refused(lead: Client, noun: str, field: str) -> None:
    cabinet = Committee.objects.get(slug="cabinet")
    hidden = {"committee": cabinet, "section": Section.objects.get(slug="sealed"), "indicator": stores.indicator("P01")}
    typed = {"committee": Committee.objects.get(slug="adults").pk, **NEW[noun], field: hidden[field].pk}
    before = picture()
    answer = lead.post(f"{ADMIN}/{noun}/add/", typed)
    assert answer.status_code == 403
    assert tells_nothing(answer)
    assert picture() == before
    for nonsense in ("0", "x", "9" * 40, "-1", "' OR 1=1", "", "\x00"):
        answer = lead.post(f"{ADMIN}/{noun}/add/", {**typed, field: nonsense})
        assert (answer.status_code, picture() == before) == (200, True) or field == "section"


def test_an_indicator_is_moved_only_between_ones_own_committees(lead: Client) -> None:
    third = Committee.objects.create(slug="third", name="Third Committee", council="Example Council")
    mine, cabinet = stores.indicator("A05"), Committee.objects.get(slug="cabinet")
    assert change(lead, mine, committee=str(cabinet.pk)).status_code == 403
    assert change(lead, mine, committee=str(third.pk)).status_code == 403
    both = client_of(PERFORMANCE_LEAD, "both", committees=["adults", "third"])
    assert change(both, mine, committee=str(third.pk)).status_code == 302
    mine.refresh_from_db()
    assert mine.committee == third
    assert lead.get(f"{ADMIN}/indicator/{mine.pk}/change/").status_code == 404
    # A committee in which somebody may look but not lead is not offered.
    mixed = person(PERFORMANCE_LEAD, "mixed", committees=["third"])
    mixed.committee_roles.create(role=DATA_OFFICER, committee=Committee.objects.get(slug="adults"))
    assert change(client_for(mixed), mine, committee=str(Committee.objects.get(slug="adults").pk)).status_code == 403
    assert client_for(mixed).get(f"{ADMIN}/indicator/{stores.indicator('A01').pk}/change/").status_code == 200
    assert client_for(mixed).post(f"{ADMIN}/indicator/{stores.indicator('A01').pk}/change/", {}).status_code == 403


def test_what_belongs_to_no_committee_is_changed_by_who_may_in_every_one(lead: Client) -> None:
    scheme = Scheme.objects.create(slug="shared", kind="points")
    everywhere = client_of(PERFORMANCE_LEAD, "everywhere")
    for noun in ("scheme", "committee"):
        assert lead.get(f"{ADMIN}/{noun}/add/").status_code == 403
        assert lead.post(f"{ADMIN}/{noun}/add/", NEW[noun]).status_code == 403
        assert everywhere.post(f"{ADMIN}/{noun}/add/", NEW[noun]).status_code == 302
    address = f"{ADMIN}/scheme/{scheme.pk}/change/"
    assert lead.get(address).status_code == 200, "to look at: ratings hang on it"
    assert lead.post(address, {**NEW["scheme"], "slug": "shared"}).status_code == 403
    assert (
        client_of(ADMINISTRATOR, "here", committees=["adults"])
        .post(f"{ADMIN}/scheme/{scheme.pk}/delete/", {"post": "yes"})
        .status_code
        == 403
    )
    assert everywhere.post(address, {**NEW["scheme"], "slug": "shared", "red_from": "3"}).status_code == 302
    assert change(lead, Committee.objects.get(slug="adults"), name="Adults Board").status_code == 302


def test_the_rows_of_several_committees_are_deleted_only_where_somebody_may() -> None:
    admin_of_one = person(ADMINISTRATOR, "mixed", committees=["adults"])
    admin_of_one.committee_roles.create(role=PERFORMANCE_LEAD, committee=Committee.objects.get(slug="cabinet"))
    client, keys = client_for(admin_of_one), [str(row.pk) for row in ReportCardText.objects.all()]
    before = ReportCardText.objects.count()
    asked = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    client.post(f"{ADMIN}/reportcardtext/", asked)
    assert ReportCardText.objects.count() == before > 1
    mine = ReportCardText.objects.get(indicator__code="A01")
    client.post(f"{ADMIN}/reportcardtext/", {**asked, "_selected_action": [str(mine.pk)]})
    assert not ReportCardText.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("noun", ["target", "ratingoverride", "exceptionflag", "figure", "reportcardtext"])
def test_an_entry_is_not_begun_for_an_indicator_of_another_committee(lead: Client, noun: str) -> None:
    asked = {"indicator": "P01", "period": "2016-12", "rule": "budget"}
    answer = lead.get(f"{ADMIN}/{noun}/add/", asked)
    assert answer.status_code == 403
    assert tells_nothing(answer)
    assert lead.get(f"{ADMIN}/{noun}/add/", {**asked, "indicator": "ZZ9"}).status_code == 200


def test_targets_are_copied_only_in_ones_own_committees(lead: Client) -> None:
    address, cabinet = f"{ADMIN}/target/copy-forward/", Committee.objects.get(slug="cabinet")
    asked = {"committee": cabinet.pk, "year": "2016/17"}
    for answer in (lead.get(address, asked), lead.post(address, asked)):
        assert answer.status_code == 403
        assert tells_nothing(answer)
    assert not Target.objects.filter(indicator__code="P01", period="2017/18").exists()
    own = {**asked, "committee": Committee.objects.get(slug="adults").pk}
    assert lead.get(address, own).status_code == 200
    assert lead.post(address, own).status_code == 302
    assert Target.objects.filter(indicator__code="A01", period="2017/18").exists()


def test_a_decision_by_hand_about_another_committee_is_refused(lead: Client) -> None:
    before = RatingOverride.objects.count(), ExceptionFlag.objects.count()
    typed = {"rating": "red", "reason": "Mine"}
    assert lead.post(f"{ADMIN}/ratingoverride/p01/2016-11/", typed).status_code == 404
    assert lead.post(f"{ADMIN}/exceptionflag/p01/2016-11/budget/", typed).status_code == 404
    assert (RatingOverride.objects.count(), ExceptionFlag.objects.count()) == before


# One's own indicators


def test_a_data_officer_enters_only_figures_of_their_own() -> None:
    user = officer(DATA_OFFICER, "jane", committees=["adults"])
    in_charge(user, Capacity.DATA, stores.indicator("A02"))
    client = client_for(user)
    before = picture()
    offered = client.get(f"{ADMIN}/figure/add/").context["form"].fields["indicator"].queryset
    assert [one.code for one in offered] == ["A02"]
    assert client.get(f"{ADMIN}/figure/add/", {"indicator": "A01", "period": "2016-12"}).status_code == 403
    for page in ("figure/a01/2016-12/", "figure/a01/2016-09/"):
        assert client.get(f"{ADMIN}/{page}").status_code == 403
        assert client.post(f"{ADMIN}/{page}", {"value": "1", "status": "final"}).status_code == 403
    assert picture() == before
    assert client.get(f"{ADMIN}/figure/a02/2016-12/").status_code == 200
    assert client.get(f"{ADMIN}/revision/a01/2016-12/").status_code == 200, "to look at"
    assert f"{ADMIN}/figure/a01/2016-12/" not in text_of(client.get(f"{ADMIN}/revision/a01/2016-12/"))
    assert f"{ADMIN}/figure/a02/2016-12/" in text_of(client.get(f"{ADMIN}/revision/a02/2016-12/"))


def test_a_lead_officer_writes_only_of_their_own() -> None:
    user = officer(LEAD_OFFICER, "jane", committees=["adults"])
    in_charge(user, Capacity.LEAD, stores.indicator("A02"))
    client = client_for(user)
    offered = client.get(f"{ADMIN}/reportcardtext/add/").context["form"].fields["indicator"].queryset
    assert [one.code for one in offered] == ["A02"]
    typed = {"do": "save", "version": "", "why": "It matters."}
    before = picture()
    for code, status in (("A01", 403), ("P01", 404)):
        asked = {"indicator": code, "period": "Jan 2017"}
        assert client.get(f"{ADMIN}/reportcardtext/add/", asked).status_code == 403
        assert client.post(f"{ADMIN}/reportcardtext/write/{code.lower()}/2017-01/", typed).status_code == status
    theirs = ReportCardText.objects.get(indicator__code="A01")
    look = client.get(f"{ADMIN}/reportcardtext/{theirs.pk}/change/", follow=True)
    assert (look.status_code, "id_why" in text_of(look)) == (200, False), "to look at"
    assert client.post(f"{ADMIN}/reportcardtext/{theirs.pk}/change/", {"why": "Mine now"}).status_code == 405
    assert picture() == before
    assert client.post(f"{ADMIN}/reportcardtext/write/a02/2017-01/", typed).status_code == 302
    assert ReportCardText.objects.get(indicator__code="A02").written_by == user


# Indicators that are named beside others


@pytest.fixture
def linked() -> Indicator:
    """A01 with one related indicator that people of adults know, and one that they do not."""
    row = stores.indicator("A01")
    row.related.set([stores.indicator("A02"), stores.indicator("P01")])
    return row


def test_related_indicators_of_another_committee_are_not_named(lead: Client, linked: Indicator) -> None:
    address = f"{ADMIN}/indicator/{linked.pk}"
    colleague = client_of(DATA_OFFICER, committees=["adults"])
    for answer in (
        lead.get(f"{address}/change/"),
        colleague.get(f"{address}/change/"),
        lead.get(f"{address}/history/"),
    ):
        assert answer.status_code == 200
        assert tells_nothing(answer)
        assert "A02" in text_of(answer)
    assert "indicator of another committee" in text_of(lead.get(f"{address}/history/"))
    assert "P01" in text_of(client_of(ADMINISTRATOR).get(f"{address}/change/"))
    assert "P01" in text_of(client_of(ADMINISTRATOR).get(f"{address}/history/"))


def test_they_stay_when_somebody_saves_who_does_not_see_them(lead: Client, linked: Indicator) -> None:
    assert change(lead, linked, related="A03").status_code == 302
    assert {one.code for one in linked.related.all()} == {"A03", "P01"}
    assert change(lead, linked, related="").status_code == 302
    assert {one.code for one in linked.related.all()} == {"P01"}
    assert "no indicator P01" in errors(change(lead, linked, related="A02; P01"), "related").replace("“", "").replace(
        "”", ""
    )
    chief = client_of(ADMINISTRATOR)
    assert change(chief, linked, related="A02").status_code == 302
    assert {one.code for one in linked.related.all()} == {"A02"}


def test_a_code_that_is_taken_elsewhere_is_refused_without_its_name(lead: Client) -> None:
    adults = Committee.objects.get(slug="adults")
    answer = lead.post(f"{ADMIN}/indicator/add/", {**NEW["indicator"], "code": "p01", "committee": adults.pk})
    assert "There is an indicator P01 in another committee already" in errors(answer, "code")
    assert "Unpublished measure" not in text_of(answer)
    own = lead.post(f"{ADMIN}/indicator/add/", {**NEW["indicator"], "code": "a02", "committee": adults.pk})
    assert "A02 Days waited" in errors(own, "code")


def test_the_history_of_an_indicator_that_moved_does_not_name_where_it_was(lead: Client) -> None:
    moved = stores.indicator("P01")
    moved.section = Section.objects.get(slug="sealed")
    moved.save()
    moved.committee, moved.section, moved.name = Committee.objects.get(slug="adults"), None, "Moved measure"
    moved.save()
    page = text_of(lead.get(f"{ADMIN}/indicator/{moved.pk}/history/"))
    assert "another committee → Adult Social Care Committee" in page
    assert "section of another committee → nothing" in page
    assert "Cabinet Board" not in page
    assert "Sealed section" not in page


def test_every_list_of_committees_rows_is_looked_at_here() -> None:
    limited = {model._meta.model_name for model, one in admin.site._registry.items() if isinstance(one, LimitedAdmin)}
    assert limited == {*LISTS, "scheme"}
