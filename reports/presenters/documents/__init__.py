"""Cards as parts of what is printed: the same part stands in a committee's paper and, alone, in a file of live figures.

A `..._part` function gives one part to put anywhere; a `..._document` function the file that is made at once from live
figures and says that it is no published paper.
"""

from reports.presenters.documents.blocks import Indoors, bullets, card_key, indicator_href, letter, paragraph
from reports.presenters.documents.dashboards import dashboard_document, dashboard_part
from reports.presenters.documents.definitions import definitions_document, definitions_part, entry_part
from reports.presenters.documents.exceptions import exception_part, exceptions_document, exceptions_part, rules_part
from reports.presenters.documents.grids import exceptions_grid, figures_grid, outcomes_grid, vital_signs_grid
from reports.presenters.documents.live import Making
from reports.presenters.documents.report_cards import report_card_document, report_card_part, verdict

__all__ = [
    "Indoors",
    "Making",
    "bullets",
    "card_key",
    "dashboard_document",
    "dashboard_part",
    "definitions_document",
    "definitions_part",
    "entry_part",
    "exception_part",
    "exceptions_document",
    "exceptions_grid",
    "exceptions_part",
    "figures_grid",
    "indicator_href",
    "letter",
    "outcomes_grid",
    "paragraph",
    "report_card_document",
    "report_card_part",
    "rules_part",
    "verdict",
    "vital_signs_grid",
]
