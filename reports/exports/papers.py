"""The figures of a locked paper for machines: of the indicators that the document shows, and no others.

A supplement holds the cards that changed, and a paper may leave out or withhold its dashboard: then its files hold the
figures of the report cards that everybody may read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import orjson

from reports.cards import Dashboard, Document
from reports.exports.delimited import dashboard_csv
from reports.exports.documents import document_json
from reports.exports.structured import dashboard_json

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""The files of a locked paper by their endings, and what each is for a browser."""
DASHBOARD_KEY = "dashboard"
CARD_START = "card-"


def paper_csv(document: Document, dashboard: Dashboard) -> bytes:
    """The columns of the dashboard's CSV."""
    return dashboard_csv(_shown(document, dashboard))


def paper_json(document: Document, dashboard: Dashboard, number: str) -> bytes:
    """`paper` says which it is, `dashboard` is as the dashboard's JSON, `document` everything that is printed."""
    return orjson.dumps(
        {
            "paper": {
                "title": document.title,
                "council": document.council,
                "committee": document.committee,
                "version": number,
                "standing": document.standing,
                "locked_at": document.made_at,
                "address": document.source,
            },
            "dashboard": orjson.Fragment(dashboard_json(_shown(document, dashboard))),
            "document": orjson.Fragment(document_json(document)),
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _shown(document: Document, dashboard: Dashboard) -> Dashboard:
    keys = {part.key for part in document.walk()}
    if DASHBOARD_KEY in keys:
        return dashboard
    return replace(dashboard, every=tuple(card for card in dashboard.every if f"{CARD_START}{card.address}" in keys))
