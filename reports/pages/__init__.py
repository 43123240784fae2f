"""The assembler: queries, then `assess`, then presenters, then a card. The only room of reports that reads the store.

Each page makes a fixed number of queries (`tests/reports/test_queries.py` counts them).
"""

from indicators import rights
from indicators.queries import committees as committee_queries
from indicators.queries.committees import Reader
from indicators.queries.previews import Typed
from reports.pages.boards import dashboard, landing, newest_month, without_figures
from reports.pages.committees import Missing, NotYours, SignInNeeded
from reports.pages.published import Damaged, paper_file, paper_list, published_paper
from reports.pages.report_cards import definitions, report_card
from reports.pages.typed_figures import previews
from reports.presenters.choosing import WITH_DRAFTS, Selection

__all__ = [
    "ANYBODY",
    "EVERYTHING",
    "WITH_DRAFTS",
    "Damaged",
    "Missing",
    "NotYours",
    "Reader",
    "Selection",
    "SignInNeeded",
    "Typed",
    "dashboard",
    "definitions",
    "landing",
    "newest_month",
    "paper_file",
    "paper_list",
    "previews",
    "published_paper",
    "reader_of",
    "report_card",
    "store_token",
    "without_figures",
]

store_token = committee_queries.store_token
reader_of = rights.reader_of
ANYBODY, EVERYTHING = committee_queries.ANYBODY, committee_queries.EVERYTHING
