"""`manage.py check_text`: one finding a line, and errors that name the file and what is accepted."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

TEXT = "In October the rate was 637. It has risen since August. Report by 30 November 2026."


def checked(*arguments: str) -> list[dict[str, Any]]:
    printed = io.StringIO()
    call_command("check_text", *arguments, stdout=printed)
    return [json.loads(line) for line in printed.getvalue().splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("demonstrations")
class TestWithTheDemonstrations:
    def test_one_object_a_line(self, file: Path) -> None:
        found = checked("A03", str(file))
        assert [list(one) for one in found] == [["sentence", "said", "verdict", "stored", "why"]] * 3
        assert [one["verdict"] for one in found] == ["other_period", "agrees", "cannot_judge"]
        assert found[0]["sentence"] == "In October the rate was 637."
        assert found[0]["stored"] == "630 in October 2016 and 637 in November 2016"
        assert found[2]["stored"] is None
        assert all(one["why"] for one in found)

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + TEXT.encode())))
        assert checked("a03", "-") == checked("A03", str(file))

    @pytest.mark.parametrize("as_at", ["2016-10", "Oct 2016", "31/10/2016"])
    def test_as_at_a_month(self, file: Path, as_at: str) -> None:
        assert [one["verdict"] for one in checked("A03", str(file), "--as-at", as_at)] == [
            *("not_found", "agrees", "cannot_judge")
        ]

    def test_an_odd_code(self, tmp_path: Path) -> None:
        file = tmp_path / "card.md"
        file.write_text("The share is 76.4%.", encoding="utf-8")
        assert [one["verdict"] for one in checked("D/7(a)", str(file))] == ["agrees"]

    def test_an_unknown_code(self, file: Path) -> None:
        with pytest.raises(CommandError, match=r"^A99: There is no indicator at a99. Accepted: the code of an"):
            checked("A99", str(file))

    def test_a_period_that_is_none(self, file: Path) -> None:
        with pytest.raises(CommandError, match="--as-at: “soon” is not a period: write a month such as 2016-12"):
            checked("A03", str(file), "--as-at", "soon")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none.md cannot be read: No such file or directory. Accepted: a text file"):
        checked("A03", str(tmp_path / "none.md"))
    latin = tmp_path / "latin.md"
    latin.write_bytes("One\n£5".encode("latin-1"))
    with pytest.raises(CommandError, match=r"latin.md, line 2: the byte 0xA3 is not UTF-8. Accepted: UTF-8"):
        checked("A03", str(latin))
    long = tmp_path / "long.md"
    long.write_bytes(b"a" * (1024 * 1024 + 1))
    with pytest.raises(CommandError, match=r"long.md is too long. Accepted: at most 1,048,576 bytes"):
        checked("A03", str(long))
