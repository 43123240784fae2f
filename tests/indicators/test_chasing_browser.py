"""The page of what is missing in a round, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.models import Indicator
from indicators.roles import PERFORMANCE_LEAD
from tests import stores
from tests.conftest import Watch
from tests.indicators.test_admin_browser import check, enter
from tests.indicators.test_chasing import PAGE
from tests.indicators.test_reminders import FILES, hand_over, somebody


@pytest.fixture
def store(transactional_db: None, tmp_path: Path) -> None:
    """Figures of two people, one a deputy, and one of nobody's; names as long as they come."""
    stores.load(tmp_path / "store", FILES)
    ann = somebody("ann", "A01", "A02", first_name="Annabelle-Theodora", last_name="Featherstonehaugh-Cholmondeley")
    hand_over(ann, somebody("ben", email=""), "A02", first=timezone.localdate(), last=timezone.localdate())
    somebody("gone", "A03", is_active=False)
    Indicator.objects.filter(code="A01").update(name="People aged 65 and over with a yearly review of their care " * 3)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_accessible_and_keeps_the_policy(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, width: int
) -> None:
    enter(context, live_server, PERFORMANCE_LEAD)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{PAGE}")
    expect(page.get_by_role("heading", name="Nobody’s")).to_be_visible()
    check(page, watch)


@pytest.mark.usefixtures("store")
def test_it_is_reached_from_the_round_and_leads_back(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    enter(context, live_server, PERFORMANCE_LEAD)
    page.goto(f"{live_server.url}{PAGE.removesuffix('chasing/')}")
    page.get_by_role("link", name="What is missing").click()
    expect(page).to_have_url(f"{live_server.url}{PAGE}")
    page.get_by_role("link", name="Round of December 2016").click()
    expect(page).to_have_url(f"{live_server.url}{PAGE.removesuffix('chasing/')}")
    page.get_by_role("link", name="Rounds", exact=True).click()
    page.get_by_role("link", name="what is missing in December 2016, Adults Committee").click()
    expect(page).to_have_url(f"{live_server.url}{PAGE}")
