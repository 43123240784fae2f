"""Roles, responsibilities and handovers in a browser: accessible at any width, true to the security policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators import rights
from indicators.models import Capacity, Committee, Handover, Responsibility
from indicators.roles import ADMINISTRATOR, DATA_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.conftest import Watch
from tests.indicators.actors import client_for, client_of, in_charge, officer, working_store
from tests.indicators.test_admin_browser import check

ADMIN = "/admin/indicators"
PAGES = (
    "/admin/auth/user/{jo}/change/",
    "/admin/auth/user/{jo}/history/",
    f"{ADMIN}/responsibility/",
    f"{ADMIN}/responsibility/add/",
    f"{ADMIN}/responsibility/add/?committee={{committee}}&person={{jo}}&capacity=data",
    f"{ADMIN}/responsibility/add/?committee={{committee}}&person=x&capacity=data",
    f"{ADMIN}/responsibility/{{responsibility}}/change/",
    f"{ADMIN}/responsibility/{{responsibility}}/history/",
    f"{ADMIN}/responsibility/{{responsibility}}/delete/",
    f"{ADMIN}/handover/",
    f"{ADMIN}/handover/add/",
    f"{ADMIN}/handover/add/?of={{committee}}-{{jo}}",
    f"{ADMIN}/handover/{{handover}}/change/",
    f"{ADMIN}/handover/{{handover}}/history/",
    f"{ADMIN}/handover/{{handover}}/end/",
)


@pytest.fixture
def ids(transactional_db: None, tmp_path: Path) -> dict[str, int]:
    """A data officer with two indicators, one of them handed to a colleague for three days; and who else is there."""
    working_store(tmp_path / "store")
    jo, sam, kim = (officer(DATA_OFFICER, name, committees=["adults"]) for name in ("jo", "sam", "kim"))
    in_charge(jo, Capacity.DATA, stores.indicator("A01"), stores.indicator("A02"))
    in_charge(kim, Capacity.DATA, stores.indicator("A03"))
    handover = Handover.objects.create(
        committee=Committee.objects.get(slug="adults"),
        giver=jo,
        deputy=sam,
        from_day=rights.today(),
        until_day=rights.today(),
        reason="Leave",
    )
    handover.indicators.set([stores.indicator("A01")])
    return {
        "jo": jo.pk,
        "committee": handover.committee_id,
        "handover": handover.pk,
        "responsibility": Responsibility.objects.earliest("pk").pk,
    }


def enter(context: BrowserContext, live_server: LiveServer, cookie: str) -> None:
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible_and_keeps_the_policy(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, ids: dict[str, int], width: int
) -> None:
    enter(context, live_server, client_of(ADMINISTRATOR).cookies["sessionid"].value)
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        answer = page.goto(live_server.url + address.format(**ids))
        assert answer is not None
        assert answer.status == 200, address
        check(page, watch)


def test_a_role_is_given_and_taken(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, ids: dict[str, int]
) -> None:
    enter(context, live_server, client_of(ADMINISTRATOR).cookies["sessionid"].value)
    page.goto(f"{live_server.url}/admin/auth/user/{ids['jo']}/change/")
    page.locator("#id_committee_roles-1-role").select_option("Lead officer")
    expect(page.locator("#id_committee_roles-1-committee option:checked")).to_have_text("Every committee")
    page.locator("#id_committee_roles-0-DELETE").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    watch.complaints.clear()
    jo = User.objects.get(pk=ids["jo"])
    assert [(row.role, row.committee) for row in jo.committee_roles.all()] == [("Lead officer", None)]
    page.goto(f"{live_server.url}/admin/auth/user/{ids['jo']}/history/")
    expect(page.get_by_role("row", name="Taken Data officer Adult Social Care Committee")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_indicators_are_shared_out_and_handed_over_by_keyboard(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, ids: dict[str, int], width: int
) -> None:
    lead = client_of(PERFORMANCE_LEAD, committees=["adults"])
    enter(context, live_server, lead.cookies["sessionid"].value)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(
        f"{live_server.url}{ADMIN}/responsibility/add/?committee={ids['committee']}&person={ids['jo']}&capacity=data"
    )
    page.get_by_label("A04 Project on course").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("jo as data officer: 1 given, 0 taken away.")).to_be_visible()
    check(page, watch)

    jo = User.objects.get(pk=ids["jo"])
    enter(context, live_server, client_for(jo).cookies["sessionid"].value)
    page.goto(f"{live_server.url}{ADMIN}/handover/add/")
    expect(page.get_by_label("A04 Project on course")).to_be_checked()
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_be_visible()
    check(page, watch)
    page.get_by_label("Deputy").select_option("sam")
    page.get_by_label("A01 People with a review").uncheck()
    page.get_by_label("First day").fill(rights.today().isoformat())
    page.get_by_label("Last day").fill(rights.today().isoformat())
    page.get_by_label("Reason").first.fill("Leave")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    check(page, watch)
    made = Handover.objects.latest("pk")
    assert {one.code for one in made.indicators.all()} == {"A02", "A04"}
    page.goto(f"{live_server.url}{ADMIN}/handover/{made.pk}/change/")
    page.get_by_role("link", name="End it now").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("row", name="Ended early").first).to_be_visible()
    check(page, watch)
