"""Small folders made for a test, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from indicators.importing.checks import check, in_order
from indicators.importing.folder import Folder, read_folder
from indicators.importing.known import Known

COMMITTEES = "slug,name,council\nadults,Adult Social Care Committee,Example Council\n"
INDICATOR_COLUMNS = "code,committee,name,good_is,unit,frequency,basis"
INDICATORS = f"{INDICATOR_COLUMNS}\nA01,adults,People with a review,bigger,percent,monthly,period\n"


def written(folder: Path, files: Mapping[str, str | bytes]) -> Folder:
    """The folder read back after writing its files: names below the folder, texts or bytes."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_folder(folder)


def with_registers(folder: Path, **files: str | bytes) -> Folder:
    """A right folder of one committee and one monthly indicator, A01, with these CSV files over it."""
    base: dict[str, str | bytes] = {"committees": COMMITTEES, "indicators": INDICATORS}
    return written(folder, {f"{name}.csv": content for name, content in {**base, **files}.items()})


def said(folder: Folder, known: Known | None = None) -> list[str]:
    """Every problem as it is printed, in order."""
    return [str(problem) for problem in in_order([*folder.problems, *check(folder, known or Known())])]
