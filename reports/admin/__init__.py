"""Where papers are composed and report cards written, in the admin."""

from reports.admin import meetings, papers, standing_texts

__all__ = ["meetings", "papers", "standing_texts"]
