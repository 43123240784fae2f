"""The files that `docs/entering.md` shows are read as it says."""

from __future__ import annotations

import re
from pathlib import Path

from indicators.importing.uploads import UploadRead
from indicators.importing.uploads.answers import Shape
from tests.importing.uploads.uploaded import answer_to

DOCUMENT = Path(__file__).parents[3] / "docs/entering.md"


def test_both_shapes_are_read_whole() -> None:
    shown = re.findall(r"(?:^    .*\n)+", DOCUMENT.read_text(), re.MULTILINE)
    answers = [answer_to(re.sub("^    ", "", block, flags=re.MULTILINE).encode()) for block in shown]
    read = [one for one in answers if isinstance(one, UploadRead)]
    assert [(one.shape, len(one.figures), one.refused) for one in read] == [(Shape.TIDY, 2, ()), (Shape.WIDE, 6, ())]
    assert len(read) == len(shown)
