"""What keeps the site safe: headers, TLS, the lock-out, logs without personal data."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from asc_dashboard import client as caller
from asc_dashboard import settings as site
from asc_dashboard.logs import ImpersonalFormatter, impersonal

PASSWORD = "correct horse battery staple"
USERNAME = "jane.doe"
HER_ADDRESS, ANOTHER = "203.0.113.9", "203.0.113.10"


@pytest.fixture
def jane() -> None:
    get_user_model().objects.create_user(USERNAME, password=PASSWORD)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site writes to its log while the test runs."""
    handler = next(h for h in logging.getLogger().handlers if isinstance(h.formatter, ImpersonalFormatter))
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def sign_in(client: Client, password: str, address: str = HER_ADDRESS) -> HttpResponse:
    return client.post(
        reverse("sign-in"),
        {"username": USERNAME, "password": password},
        REMOTE_ADDR=address,
        query_params={"next": "/"},
    )


# Headers --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/admin/login/", "/healthz", "/no/such/page"])
def test_every_answer_carries_the_safety_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_brand_colour_is_a_stylesheet_of_our_own(client: Client) -> None:
    answer = client.get(reverse("brand-stylesheet"))
    assert answer["Content-Type"].startswith("text/css")
    assert answer.content.decode() == f":root {{ --brand: {site.BRAND_COLOUR}; }}\n"


BEHIND_A_PROXY = """
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
plain = client.get("/brand.css")
assert plain.status_code == 301 and plain["Location"] == "https://localhost/brand.css", plain
assert client.get("/healthz").status_code in {200, 503}, "a probe is not redirected"
safe = client.get("/accounts/sign-in/", headers={"x-forwarded-proto": "https"})
assert safe.status_code == 200 and "max-age=31536000" in safe["Strict-Transport-Security"], safe
assert "upgrade-insecure-requests" in safe["Content-Security-Policy"]
assert safe.cookies["csrftoken"]["secure"]
print("all as expected")
"""


@pytest.mark.usefixtures("collected_static_files")
def test_behind_tls() -> None:
    environment = os.environ | {"BEHIND_TLS": "yes", "DJANGO_SETTINGS_MODULE": "asc_dashboard.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", BEHIND_A_PROXY],
        cwd=site.BASE_DIR,
        env=environment | {"DATABASE_URL": "sqlite:////nowhere/db.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "all as expected" in asked.stdout, asked.stderr


# The lock-out ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("jane")
def test_five_wrong_passwords_lock_one_account_from_one_address(client: Client) -> None:
    for _ in range(4):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client, "wrong").status_code == 429
    refused = sign_in(client, PASSWORD)
    assert refused.status_code == 429
    assert "15 minutes" in refused.content.decode()
    assert sign_in(Client(), PASSWORD, address=ANOTHER).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("jane")
def test_the_lock_opens_after_fifteen_minutes_whatever_was_tried_meanwhile(client: Client) -> None:
    for _ in range(7):
        sign_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert sign_in(client, PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, PASSWORD).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("jane")
def test_signing_in_forgets_earlier_mistakes(client: Client) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(client, "wrong")
        assert sign_in(client, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("behind_tls", "forwarded", "expected"),
    [
        (False, "198.51.100.1", "127.0.0.1"),
        (True, "198.51.100.1", "198.51.100.1"),
        (True, "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        (True, "", "127.0.0.1"),
    ],
    ids=["not believed without a proxy", "the proxy's word", "not what the caller made up", "no proxy after all"],
)
def test_whose_address_counts(settings: Settings, behind_tls: bool, forwarded: str, expected: str) -> None:
    settings.BEHIND_TLS = behind_tls
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    assert caller.address(request) == expected


# Signing out ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("jane")
def test_signing_out_takes_a_post(client: Client) -> None:
    assert sign_in(client, PASSWORD).status_code == 302
    assert client.get(reverse("sign-out")).status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post(reverse("sign-out")).status_code == 302
    assert "_auth_user_id" not in client.session


# Logs -----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("jane")
def test_the_log_names_nobody(client: Client, log: io.StringIO) -> None:
    for _ in range(6):
        sign_in(client, "wrong")
    client.get("/no/such/page", {"search": USERNAME}, REMOTE_ADDR=HER_ADDRESS)
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s: %s", HER_ADDRESS, "x")
    try:
        raise ValueError(f"duplicate key\nDETAIL: Key (username)=({USERNAME}) already exists.")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /page?search=%s", USERNAME)
    written = log.getvalue()
    assert "Locking out" in written
    assert "/no/such/page" in written
    assert "ValueError: duplicate key" in written
    assert USERNAME not in written
    assert HER_ADDRESS not in written
    assert "search" not in written


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("from 203.0.113.9 at 09:41:07", "from (address) at 09:41:07"),
        ("from [2001:db8::8a2e:370:7334]:443", "from [(address)]:443"),
        ("Listening at: http://127.0.0.1:8000", "Listening at: http://127.0.0.1:8000"),
        ("Not Found: /search?name=doe", "Not Found: /search?(left out)"),
        ("What now? Nothing.", "What now? Nothing."),
        ("Django 5.2.19", "Django 5.2.19"),
    ],
)
def test_what_is_left_out(text: str, printed: str) -> None:
    assert impersonal(text) == printed
