"""Versions that were locked before they kept their item number get that of their paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.reports import papering

BEFORE, AFTER = ("reports", "0001_initial"), ("reports", "0002_item_of_version")


def migrate(target: tuple[str, str]) -> Any:
    """The models as they are after the migration."""
    MigrationExecutor(connection).migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.mark.django_db(transaction=True)
def test_a_version_that_is_there_has_the_item_number_of_its_paper() -> None:
    try:
        old = migrate(BEFORE)
        by = old.get_model("auth", "User").objects.create(username="clerk")
        committee = old.get_model("indicators", "Committee").objects.create(slug="adults", name="Adults")
        meeting = old.get_model("reports", "Meeting").objects.create(committee=committee, day=papering.MEETING_DAY)
        for slug, item in (("first", "8"), ("second", "")):
            paper = old.get_model("reports", "Paper").objects.create(
                meeting=meeting, slug=slug, month="2016-12", item=item, retained_until=date(2023, 3, 6)
            )
            old.get_model("reports", "PaperVersion").objects.create(
                paper=paper, major=1, content=b"{}", content_sha256="0" * 64, locked_by=by, locked_at=papering.IN_TIME
            )
        versions = migrate(AFTER).get_model("reports", "PaperVersion").objects.order_by("paper__slug")
        assert list(versions.values_list("item", flat=True)) == ["8", ""]
    finally:
        call_command("migrate", verbosity=0)
