"""A Word copy of a document, for those who must paste it into a corporate template.

What a template restyles is real: headings by level, lists, captions, tables with a header row and a header column,
alternative texts, a table of contents, links and the places they lead to. A rating is a sign, a word and a colour.
Charts are pictures, since Word takes no drawing of ours, each beside its figures as a table.

The same document gives the same bytes: what would differ, the clock in the archive above all, is that of `made_at`.
"""

from reports.exports.word.copy import document_docx

__all__ = ["document_docx"]
