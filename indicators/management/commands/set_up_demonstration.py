"""Fills an empty database with the demonstration councils, a round in progress, papers and an account for each role."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from indicators.management.demonstration_people import give_roles, make_accounts, username_of
from indicators.management.demonstration_rounds import play_rounds
from indicators.queries.committees import EVERYTHING, committees
from indicators.roles import ADMINISTRATOR

FOLDERS = Path(settings.BASE_DIR) / "fixtures"
LOADED_BY = username_of(ADMINISTRATOR)
REASON = "Demonstration loaded at the first start"


class Command(BaseCommand):
    """`manage.py set_up_demonstration`. A database that holds a committee or an account is left as it is."""

    help = "Load the demonstrations and make one account for each role, if the database is empty."

    def handle(self, *_arguments: object, **_options: object) -> None:
        """Load all or nothing, then print the passwords: they are stored nowhere and not shown again."""
        if committees(EVERYTHING) or get_user_model().objects.exists():
            return
        with transaction.atomic():
            passwords = make_accounts()
            for folder in demonstration_folders():
                self.stdout.write(f"Loading {folder.relative_to(FOLDERS.parent)}")
                call_command("import_folder", folder, by=LOADED_BY, reason=REASON, stdout=self.stdout)
            give_roles()
            play_rounds(FOLDERS, self.stdout)
            if papers := paper_folders():
                # By its name, as an address is: indicators know nothing of how papers are made.
                call_command("play_papers", *papers, stdout=self.stdout)
        width = max(map(len, passwords))
        self.stdout.write("\nDemonstration accounts. These passwords are shown only now:\n")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:{width}}  {password}")
        self.stdout.write(f"\nPages: http://127.0.0.1:{settings.PORT}/")
        self.stdout.write(f"Admin: http://127.0.0.1:{settings.PORT}/admin/\n\n")


def demonstration_folders() -> list[Path]:
    """The folders of `fixtures/` in the public data format; `bad/` holds faulty ones for the tests."""
    return sorted(folder.parent for folder in FOLDERS.glob("*/committees.csv") if folder.parent.name != "bad")


def paper_folders() -> list[Path]:
    """The papers that are told below the fixtures."""
    return sorted(path for path in (FOLDERS / "papers").glob("*") if path.is_dir())
