"""Documents as JSON: what comes back is what was kept, and what cannot be read is refused with its place."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asc_dashboard.settings import BASE_DIR
from reports.cards import Document, DocumentBlock, Grid, Part, Words
from reports.exports import UnreadableDocument, document_from, document_json
from reports.exports.documents import KINDS
from tests.reports import sample_documents
from tests.reports.odd_documents import ODD_DOCUMENTS


def kept(document: Document) -> dict[str, Any]:
    return json.loads(document_json(document))


def again(content: dict[str, Any]) -> Document:
    return document_from(json.dumps(content).encode())


@given(ODD_DOCUMENTS)
@example(sample_documents.paper())
@example(sample_documents.restricted())
@example(sample_documents.live_card())
def test_any_document_comes_back_as_it_was(document: Document) -> None:
    content = document_json(document)
    back = document_from(content)
    assert back == document
    assert document_json(back) == content
    assert hash(back) == hash(document)  # tuples all the way: nothing in it can be changed afterwards


def test_the_same_document_is_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from reports.exports import document_json; from tests.reports.sample_documents import paper;"
        "sys.stdout.buffer.write(document_json(paper()))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, check=True)
    assert done.stdout == document_json(sample_documents.paper())


def test_every_kind_of_block_has_its_name() -> None:
    assert set(KINDS) == set(get_args(DocumentBlock))
    assert set(KINDS.values()) == {"words", "notice", "facts", "verdict", "grid", "picture"}  # kept papers have these


def test_every_block_names_its_kind_and_every_field_is_written() -> None:
    document = kept(sample_documents.paper())
    kinds = {block["kind"] for part in document["parts"] for block in part["blocks"]}
    kinds |= {block["kind"] for part in document["parts"][4]["parts"] for block in part["blocks"]}
    assert kinds == {"words", "notice", "facts", "verdict", "grid", "picture"}
    assert list(document) == list(Document.__slots__)
    assert set(document["parts"][2]["blocks"][0]) == {*Grid.__slots__, "kind"}
    assert document["made_at"] == "2017-02-20T14:05:30+00:00"
    assert document["parts"][4]["parts"][0]["blocks"][0]["badge"] == {
        "colour": "amber",
        "shape": "circle",
        "word": "Amber",
    }


@pytest.mark.parametrize("name", ["cover", "summary", "marking", "colour", "source", "offering", "language"])
def test_a_paper_kept_before_a_field_was_added_has_its_default(name: str) -> None:
    document = sample_documents.restricted()
    content = kept(document)
    del content[name]
    assert again(content) == replace(document, **{name: Document.__dataclass_fields__[name].default})


def test_a_block_kept_before_a_field_was_added_has_its_default() -> None:
    part = Part("a", "A", blocks=(Words(sample_documents.paragraph("Words"), "1.1"),))
    content = kept(replace(sample_documents.live_card(), parts=(part,)))
    del content["parts"][0]["blocks"][0]["number"]
    assert again(content).parts[0].blocks == (Words(sample_documents.paragraph("Words")),)


BLUE = {"colour": "blue", "shape": "star", "word": "Blue"}
UNREADABLE = {
    "a field that a later version added": (
        "parts.0.blocks.0",
        {"kind": "notice", "words": "a", "colour": "red"},
        "colour",
    ),
    "a kind that a later version added": ("parts.0.blocks.0", {"kind": "film", "words": "a"}, "blocks[0]"),
    "a block of no kind": ("parts.0.blocks.0", {"words": "a"}, "blocks[0]"),
    "no title": ("title", None, "document.title"),
    "a number for words": ("standing", 3, "document.standing"),
    "words for yes or no": ("landscape", "no", "document.landscape"),
    "a colour that is none": (
        "parts.0.blocks.0",
        {
            "kind": "verdict",
            "badge": {"colour": "blue", "shape": "star", "word": "Blue"},
            "figure": "",
            "when": "",
            "facts": [],
        },
        "badge.colour",
    ),
    "a day that is none": ("made_at", "2017-02-30T00:00:00+00:00", "document.made_at"),
    "words for parts": ("parts.0", "part", "parts[0]"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_drawn_whole_is_refused_with_its_place(case: str) -> None:
    place, value, said = UNREADABLE[case]
    content: Any = kept(sample_documents.live_card())
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inside = content
    for step in way:
        inside = inside[step]
    inside[last] = value
    with pytest.raises(UnreadableDocument) as refused:
        again(content)
    assert said in str(refused.value)


@given(st.binary(max_size=40) | st.sampled_from([b"", b"{}", b"[]", b"null", b"1", b'{"title": 1}', b"\xff"]))
def test_any_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        document_from(content)
