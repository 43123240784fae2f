"""Signing in, in a browser: with and without JavaScript, as an officer and as a guesser."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll

PASSWORD = "correct horse battery staple"


@pytest.fixture
def officer(transactional_db: None) -> str:
    """The username of somebody who may enter the admin."""
    get_user_model().objects.create_superuser("officer", password=PASSWORD)
    return "officer"


def sign_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible(page: Page, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/accounts/sign-in/")
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_a_wrong_password_is_said_and_can_be_mended(page: Page, live_server: LiveServer, officer: str) -> None:
    page.goto(f"{live_server.url}/accounts/sign-in/?next=/admin/")
    sign_in(page, officer, "wrong")
    expect(page.get_by_text("Please enter a correct username and password")).to_be_visible()
    assert_accessible(page)
    sign_in(page, officer, PASSWORD)
    expect(page).to_have_url(f"{live_server.url}/admin/")


def test_it_works_without_javascript(page_without_javascript: Page, live_server: LiveServer, officer: str) -> None:
    page_without_javascript.goto(f"{live_server.url}/accounts/sign-in/?next=/admin/")
    sign_in(page_without_javascript, officer, PASSWORD)
    expect(page_without_javascript).to_have_url(f"{live_server.url}/admin/")
    page_without_javascript.get_by_role("button", name="Log out").click()
    page_without_javascript.goto(f"{live_server.url}/admin/")
    expect(page_without_javascript).to_have_url(f"{live_server.url}/accounts/sign-in/?next=/admin/")


@pytest.mark.usefixtures("officer")
def test_a_guesser_is_told_how_long_to_wait(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/accounts/sign-in/")
    for guess in range(5):
        sign_in(page, "officer", f"guess {guess}")
    expect(page.get_by_text("15 minutes")).to_be_visible()
    assert_accessible(page)
