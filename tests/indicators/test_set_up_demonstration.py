"""The first start fills an empty database; no later start touches it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from indicators.management.commands import set_up_demonstration
from indicators.queries.committees import EVERYTHING, committees
from indicators.roles import ROLES

pytestmark = pytest.mark.django_db
ACCOUNT = re.compile(r"^  ([a-z-]+) +(\S{16})$", re.MULTILINE)


def set_up() -> str:
    """Run the command and give what it printed."""
    printed = io.StringIO()
    call_command("set_up_demonstration", stdout=printed)
    return printed.getvalue()


def test_an_empty_database_gets_every_demonstration_and_one_account_for_each_role() -> None:
    printed = set_up()
    assert len(committees(EVERYTHING)) >= len(set_up_demonstration.demonstration_folders()) == 2
    passwords = dict(ACCOUNT.findall(printed))
    assert set(passwords) == set(get_user_model().objects.values_list("username", flat=True))
    assert len(set(passwords.values())) == len(ROLES) == 6
    for username, password in passwords.items():
        user = authenticate(RequestFactory().post("/"), username=username, password=password)
        assert user is not None
        assert [group.name.lower().replace(" ", "-") for group in user.groups.all()] == [username]
        assert user.is_staff is (username != "member")
        assert not user.is_superuser


def test_a_second_start_changes_and_prints_nothing() -> None:
    set_up()
    before = list(get_user_model().objects.order_by("pk").values())
    assert set_up() == ""
    assert list(get_user_model().objects.order_by("pk").values()) == before


def test_a_council_that_has_begun_gets_no_demonstration() -> None:
    get_user_model().objects.create_user("first-officer")
    assert set_up() == ""
    assert committees(EVERYTHING) == []


def test_a_demonstration_that_cannot_be_loaded_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "committees.csv").write_text("slug,name\n", encoding="utf-8")
    monkeypatch.setattr(set_up_demonstration, "FOLDERS", tmp_path)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        set_up()
    assert not get_user_model().objects.exists()
