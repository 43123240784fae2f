"""Report-card texts that are not approved, with a word of their own in every part, in the store of `unripe`."""

from __future__ import annotations

from indicators.actions.texts import PARTS, save_text, send_back_text, set_aside_finding, submit_text
from indicators.domain.periods import Period, month
from tests.stores import indicator
from tests.stores import officer as somebody

WRITER = "unripe-writer"
OF_ADULTS = ("A01", "A02")


def put_texts_on_their_way() -> dict[str, set[str]]:
    """Texts of each state, over an approved one and where there is none, of public and private committees; a doubt set
    aside. Gives by code what must be found nowhere by those who may not see it."""
    words: dict[str, set[str]] = {}
    for code, of, state in (
        ("A01", month(2016, 11), "draft"),
        ("A01", month(2016, 12), "sent back"),
        ("A02", month(2016, 12), "submitted"),
        ("P01", month(2016, 12), "draft"),
        ("S01", month(2016, 12), "submitted"),
    ):
        words.setdefault(code, set()).update(_put(code, of, state))
    return words


def _put(code: str, of: Period, state: str) -> set[str]:
    key, writer = indicator(code).pk, somebody(WRITER)
    marked = f"{code}-{of.written}"
    parts = {name: f"Unapproved-{name}-{marked} stands there" for name in PARTS}
    save_text(indicator=key, month=of, parts=parts, version=None, by=writer)
    found = {text.split()[0] for text in parts.values()}
    if state != "draft":
        submit_text(indicator=key, month=of, version=1, by=writer)
    if state == "sent back":
        reason = f"Unapproved-reason-{marked}"
        send_back_text(indicator=key, month=of, version=2, reason=reason, by=somebody("unripe-lead"))
        answer = f"Unapproved-answer-{marked}"
        set_aside_finding(
            indicator=key,
            month=of,
            sentence=f"Unapproved-sentence-{marked}",
            said="9",
            verdict="not_found",
            key=f"unapproved-key-{marked}",
            reason=answer,
            by=writer,
        )
        found |= {reason, answer, f"Unapproved-sentence-{marked}", f"unapproved-key-{marked}"}
    return found
