"""A committee's vital signs month by month, on pages that lie on their side."""

from __future__ import annotations

from reports.cards import Dashboard, Document, Part
from reports.presenters.documents.blocks import Indoors, paragraph
from reports.presenters.documents.grids import vital_signs_grid
from reports.presenters.documents.live import Making, live_document


def dashboard_part(
    dashboard: Dashboard, *, key: str = "dashboard", number: str = "", heading: str = "", indoors: Indoors = ()
) -> Part:
    """The summary and the table of every vital sign. Names lead to the report cards that stand `indoors`."""
    return Part(
        key=key,
        heading=heading or f"Vital signs as at {dashboard.as_at.name}",
        number=number,
        blocks=(
            paragraph(" ".join(filter(None, (dashboard.summary, dashboard.age)))),
            vital_signs_grid(dashboard, indoors),
        ),
        new_page=True,
        landscape=True,
    )


def dashboard_document(dashboard: Dashboard, making: Making) -> Document:
    """The dashboard alone, from live figures."""
    committee, as_at = dashboard.committee, dashboard.as_at
    return live_document(
        f"{committee.name}: vital signs",
        committee,
        as_at,
        (dashboard_part(dashboard, heading="Every vital sign, month by month"),),
        making,
        source=f"/committees/{committee.slug}/{as_at.address}/",
        subject=f"Vital signs as at {as_at.name}",
        landscape=True,
    )
