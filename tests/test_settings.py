"""Settings: each is listed in `.env.example`; a missing or wrong one ends the start with a paragraph, no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from asc_dashboard import settings
from asc_dashboard.environment import Environment, contrast_with_white
from asc_dashboard.mail import MailServer

ROOT = settings.BASE_DIR
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
KEY = "k" * 60


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Start the site's command line with nothing but these settings."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", "COLUMNS": "200"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_example_lists_every_setting_with_its_default() -> None:
    listed = re.findall(r"^#?([A-Z][A-Z_]*)=(.*)$", EXAMPLE, flags=re.MULTILINE)
    assert len(listed) == len(dict(listed))
    assert dict(listed) == settings.env.defaults


def test_only_what_must_be_given_is_not_commented_out() -> None:
    assert re.findall(r"^([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE) == ["SECRET_KEY"]


def test_a_missing_key_is_explained() -> None:
    ended = start()
    assert ended.returncode == 1
    assert "SECRET_KEY is missing." in ended.stderr
    assert "secrets.token_urlsafe" in ended.stderr
    assert ".env.example" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_all_problems_are_told_at_once_and_no_secret_is_printed() -> None:
    ended = start(
        SECRET_KEY="short-secret",
        DEBUG="perhaps",
        DATABASE_URL="mysql://council:hunter2@host/name",
        BRAND_COLOUR="#ffee00",
        LOG_LEVEL="loud",
        PORT="http",
        WEB_CONCURRENCY="0",
        UPLOAD_FILE_MB="20 MB",
        UPLOAD_UNPACKED_MB="0",
        UPLOAD_ROWS="many",
        UPLOAD_COLUMNS="2",
        UPLOAD_SECONDS="1",
        UPLOAD_MEMORY_MB="63",
        UPLOAD_AT_ONCE_KB="-1",
        SITE_ADDRESS="performance.example.gov.uk/site",
        EMAIL_URL="smtp+plain://council:hunter3@relay",
        DEFAULT_FROM_EMAIL="Performance, team",
        ENV_FILE="/nowhere/.env",
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    for name in (
        "SECRET_KEY",
        "DEBUG",
        "DATABASE_URL",
        "BRAND_COLOUR",
        "LOG_LEVEL",
        "PORT",
        "WEB_CONCURRENCY",
        "UPLOAD_FILE_MB",
        "UPLOAD_UNPACKED_MB",
        "UPLOAD_ROWS",
        "UPLOAD_COLUMNS",
        "UPLOAD_SECONDS",
        "UPLOAD_MEMORY_MB",
        "UPLOAD_AT_ONCE_KB",
        "SITE_ADDRESS",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
        "ENV_FILE",
    ):
        assert re.search(rf"^{name} ", ended.stderr, flags=re.MULTILINE), name
    assert "short-secret" not in ended.stderr
    assert "hunter2" not in ended.stderr
    assert "hunter3" not in ended.stderr


def test_the_file_is_read_and_the_environment_beats_it(tmp_path: Path) -> None:
    file = tmp_path / "site.env"
    file.write_text(f"SECRET_KEY={KEY}\nPORT=none\n", encoding="utf-8")
    assert 'PORT is "none"' in start(ENV_FILE=str(file)).stderr
    assert start(ENV_FILE=str(file), PORT="8001").returncode == 0


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///db.sqlite3",
        "sqlite:////var/lib/dashboard/db.sqlite3",
        "postgres://user:p%40ss@host:5432/name",
        "postgresql://user@/name?host=/run/postgresql",
    ],
)
def test_database_addresses_that_work(address: str) -> None:
    environment = Environment({"DATABASE_URL": address})
    assert environment.database("DATABASE_URL", "")["NAME"]
    environment.stop_if_wrong()


@pytest.mark.parametrize(
    "address", ["rubbish", "mysql://u@h/n", "postgres://u@h:port/n", "sqlite://", "postgres://u@h/"]
)
def test_database_addresses_that_are_refused(address: str) -> None:
    environment = Environment({"DATABASE_URL": address})
    environment.database("DATABASE_URL", "")
    with pytest.raises(SystemExit, match="DATABASE_URL is not the address"):
        environment.stop_if_wrong()


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("console:", MailServer()),
        ("smtp://ann:p%40ss%2F@mail.example.gov.uk", MailServer("mail.example.gov.uk", 587, "ann", "p@ss/", True)),
        ("smtp://mail.example.gov.uk:25/", MailServer("mail.example.gov.uk", 25, starttls=True)),
        ("smtps://a:b@10.0.0.1:465", MailServer("10.0.0.1", 465, "a", "b", tls=True)),
        ("smtp+plain://relay", MailServer("relay", 25)),
        ("smtp+plain://[::1]:2525", MailServer("::1", 2525)),
    ],
)
def test_ways_to_send_mail_that_work(address: str, server: MailServer) -> None:
    environment = Environment({"EMAIL_URL": address})
    assert environment.mail_server("EMAIL_URL", "console:") == server
    environment.stop_if_wrong()
    assert import_string(server.backend)
    assert not server.password or server.password not in repr(server)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "console",
            "mail.example.gov.uk",
            "smtp://",
            "smtp://host:port",
            "smtp://host:99999",
            "http://host",
            "smtp:host",
        ),
        *(
            "smtp://ann@host",
            "smtp://:pass@host",
            "smtp+plain://ann:pass@host",
            "smtp://host/path",
            "smtp://host?tls=1",
        ),
        *("smtp://ho st", "smtp://host#x", "smtp://[::1"),
    ],
)
def test_ways_to_send_mail_that_are_refused(address: str) -> None:
    environment = Environment({"EMAIL_URL": address})
    assert environment.mail_server("EMAIL_URL", "console:") == MailServer()
    with pytest.raises(SystemExit, match="EMAIL_URL is not a way to send mail") as ended:
        environment.stop_if_wrong()
    assert "pass@" not in str(ended.value)


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("performance@example.gov.uk", True),
        ("Performance team <performance@example.gov.uk>", True),
        ("performance", False),
        ("a@b, c@d", False),
        ("a@b\nBcc: c@d", False),
        ("Ann <a@b", False),
        ("a@b>", False),
        ("<a@b> Ann", False),
    ],
)
def test_addresses_that_mails_come_from(address: str, is_taken: bool) -> None:
    environment = Environment({"DEFAULT_FROM_EMAIL": address})
    given = environment.sender("DEFAULT_FROM_EMAIL", "performance@localhost")
    assert given == (address if is_taken else "performance@localhost")


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("https://performance.example.gov.uk/", "https://performance.example.gov.uk"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("performance.example.gov.uk", ""),
        ("https://example.gov.uk/performance", ""),
        ("https://example.gov.uk?x", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
    ],
)
def test_addresses_of_the_site(address: str, read: str) -> None:
    environment = Environment({"SITE_ADDRESS": address})
    default = "http://127.0.0.1:8000"
    assert environment.site("SITE_ADDRESS", default, example="https://performance.example.gov.uk") == (read or default)


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48), ("#1d70b8", 5.17)]
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


@given(st.text(alphabet="#0123456789abcdefXYZ", max_size=8))
def test_a_colour_is_readable_or_refused(text: str) -> None:
    environment = Environment({"BRAND_COLOUR": text})
    colour = environment.colour("BRAND_COLOUR", "#1d5c63")
    assert contrast_with_white(colour) >= 4.5


@pytest.mark.parametrize(("text", "meaning"), [("yes", True), ("ON", True), ("1", True), ("False", False), ("", False)])
def test_switches(text: str, meaning: bool) -> None:
    environment = Environment({"DEBUG": text})
    assert environment.yes_or_no("DEBUG") is meaning
    environment.stop_if_wrong()
