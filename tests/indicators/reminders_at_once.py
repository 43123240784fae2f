"""A program of its own for `test_reminders.py`: makes a store with two people to remind in the database that
DATABASE_URL names."""

from __future__ import annotations

import sys
from pathlib import Path

import django


def main(folder: Path) -> None:
    from django.core.management import call_command

    from tests.indicators.test_reminders import FILES, somebody
    from tests.stores import load

    call_command("migrate", verbosity=0)
    load(folder / "store", FILES)
    somebody("ann", "A01")
    somebody("bob", "A01", "A02")


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
