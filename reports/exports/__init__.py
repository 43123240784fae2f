"""Cards as files that other programs read: CSV, JSON, a spreadsheet, a Word copy; bytes, ready to send or save.

They are of all indicators, whatever a page's filters let through, and say what the page says: each is made from the
same card. Their columns and keys are public (`docs/data-format.md`): more may come, none is renamed or removed.
"""

from reports.exports.delimited import dashboard_csv, definitions_csv, exceptions_csv, report_card_csv
from reports.exports.documents import UnreadableDocument, document_from, document_json
from reports.exports.structured import dashboard_json, report_card_json
from reports.exports.word import document_docx
from reports.exports.workbook import dashboard_xlsx

__all__ = [
    "UnreadableDocument",
    "dashboard_csv",
    "dashboard_json",
    "dashboard_xlsx",
    "definitions_csv",
    "document_docx",
    "document_from",
    "document_json",
    "exceptions_csv",
    "report_card_csv",
    "report_card_json",
]
