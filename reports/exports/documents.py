"""A document as JSON, and back again: how a locked paper is kept, and the sibling that other programs read.

Every field is written, those with their default too: a paper locked today must not change on the day a default does.
Reading takes what an older version of this project wrote, where a newer field has its default, and refuses what it does
not know: a paper drawn without something that was locked in it would be another paper.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import orjson

from reports.cards import Document, DocumentBlock, Facts, Grid, Notice, Picture, Verdict, Words

if TYPE_CHECKING:
    from cattrs.preconf.orjson import OrjsonConverter

KINDS: Final[dict[type, str]] = {
    Words: "words",
    Notice: "notice",
    Facts: "facts",
    Verdict: "verdict",
    Grid: "grid",
    Picture: "picture",
}
"""What a block is called in JSON, under `kind`. Papers are kept with these names for ever: none is ever changed."""


class UnreadableDocument(ValueError):
    """The bytes are no document that this version of the project can draw; the message says where and why."""


def document_json(document: Document) -> bytes:
    """The document as UTF-8 JSON: the same bytes for the same document, whenever and wherever it is written."""
    return orjson.dumps(_converter().unstructure(document), option=orjson.OPT_APPEND_NEWLINE)


def document_from(content: bytes) -> Document:
    """The document that `document_json` wrote, equal to it in everything. Raises `UnreadableDocument`."""
    from cattrs import BaseValidationError, transform_error

    try:
        written = orjson.loads(content)
        if not isinstance(written, dict):
            raise UnreadableDocument("This is JSON, but not of a document.")
        return _converter().structure(written, Document)
    except orjson.JSONDecodeError as error:
        raise UnreadableDocument(f"This is no JSON: {error}.") from error
    except BaseValidationError as error:
        raise UnreadableDocument(transform_error(error, path="document")[0]) from error


@lru_cache(maxsize=1)
def _converter() -> OrjsonConverter:
    # cattrs is imported here: pages, which never need it, start without it.
    from cattrs.preconf.orjson import make_converter
    from cattrs.strategies import configure_tagged_union

    converter = make_converter(forbid_extra_keys=True)
    for kind in (str, bool):
        converter.register_structure_hook(kind, _as_written)
    configure_tagged_union(DocumentBlock, converter, tag_name="kind", tag_generator=KINDS.__getitem__)
    return converter


def _as_written(value: Any, kind: type) -> Any:
    """The value as words, one of an enumeration's words, or yes or no. cattrs alone would make words of anything, and a
    yes of "no"."""
    if not isinstance(value, bool if kind is bool else str):
        raise TypeError(f"expected {kind.__name__}, not {type(value).__name__}")
    return kind(value)
