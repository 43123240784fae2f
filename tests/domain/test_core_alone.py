"""The core is pure Python: it imports and runs without Django, pandas and plotly, and asks no clock and no machine."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "indicators" / "domain").rglob("*.py"))
PURE_LIBRARY = {
    *("__future__", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "functools", "itertools"),
    *("html", "operator", "re", "typing"),
}
IMPURE_CALLS = {"today", "now", "utcnow", "open", "print", "input", "getenv", "float", "eval", "exec", "getcontext"}
IMPORT_ALL = """
import importlib, json, pkgutil, sys
from importlib.abc import MetaPathFinder

package, blocked = sys.argv[1], set(sys.argv[2].split(","))

class Blocker(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)

sys.meta_path.insert(0, Blocker())
found = importlib.import_module(package)
names = [one.name for one in pkgutil.walk_packages(found.__path__, package + ".")]
for name in names:
    importlib.import_module(name)
print(json.dumps({"imported": names, "loaded": sorted({name.partition(".")[0] for name in sys.modules})}))
"""
ASSESS_ONE = """
from decimal import Decimal
from indicators.domain.assessment import assess
from indicators.domain.definitions import Basis, Definition, Polarity, Unit
from indicators.domain.periods import Frequency, month
from indicators.domain.rating import Scheme
from indicators.domain.series import Observation, Series
from indicators.domain.targets import TargetRow, Targets
november = month(2016, 11)
found = assess(
    Definition("A03", Polarity.SMALLER, Unit.PER_100K, Frequency.MONTHLY, Basis.ROLLING_12),
    Series.of([Observation(november, Decimal(637))]),
    Targets.of([TargetRow(november, Decimal(590))]),
    Scheme(), {}, month(2017, 1),
)
print(found.colour.value)
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python on its own: no settings in the environment, only the project on the path."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("package", "blocked"),
    [("indicators.domain", "django,pandas,numpy,plotly,openpyxl"), ("indicators.importing", "django,django_tables2")],
)
def test_it_is_imported_with_others_blocked(package: str, blocked: str) -> None:
    done = run(IMPORT_ALL, package, blocked)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert not set(answer["loaded"]) & set(blocked.split(","))
    there = {path.stem for path in (ROOT / package.replace(".", "/")).glob("*.py")} - {"__init__"}
    assert {f"{package}.{stem}" for stem in there} <= set(answer["imported"])


def test_the_blocking_blocks() -> None:
    done = run(IMPORT_ALL, "indicators.models", "django")
    assert done.returncode != 0
    assert "django" in done.stderr
    assert "is blocked" in done.stderr


def test_it_assesses_without_anything_else() -> None:
    done = run(ASSESS_ONE)
    assert (done.stdout.strip(), done.stderr) == ("red", "")


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_its_records_are_frozen_and_slotted(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(name.removesuffix(".__init__"))
    records = [one for one in vars(module).values() if isinstance(one, type) and is_dataclass(one)]
    for record in records:
        assert record.__dataclass_params__.frozen, record
        assert "__slots__" in vars(record), record


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_it_uses_the_pure_part_of_the_library_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    outside = {name for name in imported if not name.startswith("indicators.domain.")}
    assert {name.partition(".")[0] for name in outside} <= PURE_LIBRARY


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_it_asks_no_clock_reads_nothing_and_counts_in_decimals(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    names |= {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not names & IMPURE_CALLS


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.name)
def test_a_year_is_data_and_never_a_branch(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    literals = {
        one.value
        for node in compared
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and one.value is not None
    }
    assert not {one for one in literals if isinstance(one, int) and one > 1000}
