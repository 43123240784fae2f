"""The importing room is read and tested alone: it never reaches for Django or pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMPORT_ALL = """
import importlib, pkgutil, sys
for name in ("django", "pandas", "numpy"):
    sys.modules[name] = None
import indicators.importing
names = [module.name for module in pkgutil.iter_modules(indicators.importing.__path__)]
for name in names:
    importlib.import_module(f"indicators.importing.{name}")
print(len(names))
"""


def test_every_module_is_imported_with_django_and_pandas_out_of_reach() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
