"""Texts that were on the pages before there were drafts are approved, by nobody named, when their history says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("indicators", "0006_reminders"), ("indicators", "0007_text_states")
WRITTEN = datetime(2016, 12, 20, 9, tzinfo=UTC)


def migrate(*targets: tuple[str, str]) -> Any:
    """The models as they are after the migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_every_text_there_was_is_approved_and_its_history_too() -> None:
    try:
        old = migrate(BEFORE)
        writer = old.get_model("auth", "User").objects.create(username="writer")
        committee = old.get_model("indicators", "Committee").objects.create(slug="adults", name="A", council="C")
        words = {"good_is": "bigger", "unit": "percent", "frequency": "monthly", "basis": "period"}
        indicator = old.get_model("indicators", "Indicator").objects.create(
            code="A01", address="a01", name="Reviews", committee=committee, **words
        )
        texts = old.get_model("indicators", "ReportCardText").objects
        history = old.get_model("indicators", "HistoricalReportCardText").objects
        known = texts.create(indicator=indicator, period="2016-12", why="Because")
        texts.create(indicator=indicator, period="2017-01", why="Put there past the actions")
        for kind, day, user in (("+", 1, None), ("~", 20, writer.pk)):
            at = WRITTEN.replace(day=day)
            history.create(
                id=known.pk,
                indicator_id=indicator.pk,
                period="2016-12",
                why="Because",
                history_type=kind,
                history_date=at,
                history_user_id=user,
            )
        new = migrate(AFTER)
        rows = new.get_model("indicators", "ReportCardText").objects.order_by("period")
        told = ("period", "why", "state", "version", "written_by", "written_at", "approved_by", "approved_at")
        assert list(rows.values_list(*told)) == [
            ("2016-12", "Because", "approved", 1, writer.pk, WRITTEN, None, WRITTEN),
            ("2017-01", "Put there past the actions", "approved", 1, None, None, None, None),
        ]
        records = new.get_model("indicators", "HistoricalReportCardText").objects
        assert set(records.values_list("state", flat=True)) == {"approved"}
        assert records.count() == 2
    finally:
        call_command("migrate", verbosity=0)
