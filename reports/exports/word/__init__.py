"""A Word copy of a document, for those who must paste it into a corporate template.

What a template restyles is real: headings by level, lists, captions, tables with a header row and a header column,
alternative texts, a table of contents, links and the places they lead to. A rating is a sign, a word and a colour.
Charts are pictures, since Word takes no drawing of ours, each beside its figures as a table.

The same document gives the same bytes: what would differ, the clock in the archive above all, is that of `made_at`.
"""

from __future__ import annotations

from reports.cards import Document


def document_docx(document: Document, *, site: str = "") -> bytes:
    """The document as a Word file. `site` goes before the addresses of this site's own pages
    ("https://performance.example.gov.uk"); without it those are words and no links. Total: odd text is printed."""
    # python-docx comes with a parser of XML of its own, which pages start without.
    from reports.exports.word.copy import written

    return written(document, site)
