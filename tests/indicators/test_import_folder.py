"""The command `import_folder`: its options, who it was, where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.models import (
    Committee,
    Figure,
    Revision,
)
from tests.stores import (
    WITH_EVERYTHING,
    Command,
    figures,
    officer,
    picture,
    registers,
    write,
)

pytestmark = pytest.mark.django_db


def test_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "january", WITH_EVERYTHING)
    before = picture()
    dry = Command("import_folder", folder, "--dry-run")
    assert dry.printed[-1] == "Dry run: nothing was changed."
    assert picture() == before
    wet = Command("import_folder", folder)
    assert wet.printed == dry.printed[:-1]
    assert picture() != before


def test_dry_run_refuses_what_would_be_refused(tmp_path: Path) -> None:
    registers(tmp_path, figures="code,period,value\nA01,2016-12,86.2\n")
    folder = write(tmp_path / "january", figures("A01,2016-12,86.3"))
    assert "needs a reason" in Command("import_folder", folder, "--dry-run").complained[0]
    assert Command("import_folder", folder, "--dry-run", "--reason", "Recounted").error == ""
    assert Figure.objects.get().value == "86.2"


def test_by_names_who_it_was(tmp_path: Path) -> None:
    officer("ann")
    folder = write(tmp_path / "january", {**WITH_EVERYTHING, **figures("A01,2016-12,86.2")})
    assert Command("import_folder", folder, "--by", "ann").error == ""
    assert {revision.by.username for revision in Revision.objects.select_related("by")} == {"ann"}
    assert {revision.source for revision in Revision.objects.all()} == {"january"}
    assert Committee.history.get().history_user.username == "ann"


def test_by_somebody_unknown_or_gone_loads_nothing(tmp_path: Path) -> None:
    gone = officer("gone")
    gone.is_active = False
    gone.save()
    folder = write(tmp_path / "january", WITH_EVERYTHING)
    before = picture()
    for name in ("nobody", "gone"):
        run = Command("import_folder", folder, "--by", name)
        assert run.error == f"There is no active user called “{name}”; --by takes a username."
    assert picture() == before


def test_a_folder_named_by_a_dot_or_a_very_long_name_is_named_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "january", WITH_EVERYTHING)
    monkeypatch.chdir(folder)
    assert Command("import_folder", ".").error == ""
    assert set(Revision.objects.values_list("source", flat=True)) == {"january"}
    long = write(tmp_path / ("x" * 250), figures("A01,2017-01,80"))
    assert Command("import_folder", long).error == ""
    assert Revision.objects.get(period="2017-01").source == "x" * 200


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = Command("import_folder", tmp_path / "nowhere")
    assert "does not exist" in run.complained[0]
    assert run.error == "Nothing was loaded: 1 problem above."
