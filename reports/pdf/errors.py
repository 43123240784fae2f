"""What may keep a document from becoming a PDF."""

from __future__ import annotations


class PdfError(Exception):
    """The document cannot be set. `words` say so to its author; `part_key` names the part and `sentence` what of it
    cannot be, both empty where it is no one's."""

    def __init__(self, words: str, part_key: str = "", sentence: str = "") -> None:
        super().__init__(words)
        self.words, self.part_key, self.sentence = words, part_key, sentence


class PdfTimeout(PdfError):
    """It takes longer, or more memory, than it may; or others were before it all that time."""
