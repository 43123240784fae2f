"""The child that reads needs nothing but Python, and has room to spare."""

from __future__ import annotations

import subprocess
import sys

from indicators.importing.uploads import Limits, UploadRead, child, read_upload
from tests.importing.uploads.uploaded import packed, raw_workbook

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in ("django", "pandas", "numpy", "openpyxl"):
    sys.modules[name] = None
import indicators.importing.uploads
names = [module.name for module in pkgutil.iter_modules(indicators.importing.uploads.__path__)]
for name in names:
    importlib.import_module(f"indicators.importing.uploads.{name}")
print(len(names))
"""
INDICATORS, MONTHS, LIMIT_MB = 250, 200, 150
COLUMNS = ("code", "period", "value", "numerator", "denominator", "status", "note")


def test_every_module_is_imported_with_django_and_data_frames_out_of_reach() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=child.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 15


def rows() -> list[list[str]]:
    return [
        [
            f"I{code:03d}",
            f"{2000 + month // 12}-{month % 12 + 1:02d}",
            "86.2",
            "431",
            "500",
            "final",
            f"{code}, {month}",
        ]
        for code in range(INDICATORS)
        for month in range(MONTHS)
    ]


def test_fifty_thousand_rows_of_csv_fit_in_150_megabytes() -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [COLUMNS, *rows()])
    answer = read_upload("large.csv", text.encode(), limits=Limits(memory_megabytes=LIMIT_MB))
    assert isinstance(answer, UploadRead), answer
    assert (len(answer.figures), answer.refused) == (INDICATORS * MONTHS, ())


def test_fifty_thousand_rows_of_a_workbook_fit_in_150_megabytes() -> None:
    cell = '<c t="str"><v>{}</v></c>'.format
    xml = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in [COLUMNS, *rows()])
    data = packed({}, like=raw_workbook(f"<sheetData>{xml}</sheetData>"))
    answer = read_upload("large.xlsx", data, limits=Limits(memory_megabytes=LIMIT_MB))
    assert isinstance(answer, UploadRead), answer
    assert (len(answer.figures), answer.refused) == (INDICATORS * MONTHS, ())
