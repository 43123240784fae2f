"""Reads settings from environment variables and from a `.env` file, and says in plain words what is wrong with them.

The process's own environment beats the file. Problems are collected, so that one start shows all of them. Every name
that is read is remembered with its default: a test holds `.env.example` equal to that list.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import dj_database_url
from dotenv import dotenv_values

from asc_dashboard import mail

T = TypeVar("T")

DATABASES = frozenset({"django.db.backends.sqlite3", "django.db.backends.postgresql"})
YES = frozenset({"1", "yes", "true", "on"})
NO = frozenset({"0", "no", "false", "off", ""})
WORST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3: text on a background


class Environment:
    """The settings of one process. Read each with a method named after its kind, then call `stop_if_wrong` once."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: list[str] = []
        self.defaults: dict[str, str] = {}

    @classmethod
    def of_this_process(cls, default_file: Path) -> Environment:
        """The process's variables over those of the file that ENV_FILE names (an empty ENV_FILE means no file)."""
        named = os.environ.get("ENV_FILE")
        file = default_file if named is None else Path(named)
        in_file = dotenv_values(file, interpolate=False) if file.is_file() else {}
        environment = cls({name: value or "" for name, value in in_file.items()} | dict(os.environ))
        environment.defaults["ENV_FILE"] = default_file.name
        if named and not file.is_file():
            environment._problem("ENV_FILE", f"names the file {named}, which does not exist. Correct or remove it.")
        return environment

    def text(self, name: str, default: str) -> str:
        """A text; the default when it is absent or empty."""
        self.defaults[name] = default
        return self._variables.get(name, "").strip() or default

    def secret(self, name: str, *, least: int, how_to_make: str) -> str:
        """A text that must be given, of at least so many characters; it is never printed."""
        value = self.text(name, "")
        if not value:
            self._problem(name, f"is missing. {how_to_make}")
        elif len(value) < least:
            self._problem(name, f"has {len(value)} characters and needs at least {least}. {how_to_make}")
        return value

    def yes_or_no(self, name: str, default: bool = False) -> bool:
        """A switch: yes, no, and the other usual spellings of them."""
        return self._read(name, "yes" if default else "no", _yes_or_no, "yes or no")

    def whole_number(self, name: str, default: int, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""

        def read(text: str) -> int:
            number = int(text)
            if not least <= number <= most:
                raise ValueError(text)
            return number

        return self._read(name, str(default), read, f"a whole number from {least} to {most}, such as {default}")

    def words(self, name: str, default: str = "") -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """One of a few words, written in any case."""

        def read(text: str) -> str:
            if text.upper() not in choices:
                raise ValueError(text)
            return text.upper()

        return self._read(name, default, read, f"one of {', '.join(choices)}")

    def colour(self, name: str, default: str) -> str:
        """A colour such as #1d5c63 on which white text can be read."""
        expected = f"a colour such as {default}, dark enough for white text on it (a contrast of at least 4.5 to 1)"
        return self._read(name, default, _dark_colour, expected)

    def database(self, name: str, default: str) -> dj_database_url.DBConfig:
        """Where the data is kept, as an address. What is wrong is named without the address: it may hold a password."""
        text = self.text(name, default)
        try:
            database = dj_database_url.parse(text)
        except ValueError:
            database = dj_database_url.DBConfig()
        # A database in memory would be lost at each stop, and each worker would have its own.
        if database.get("ENGINE") not in DATABASES or database.get("NAME", "") in {"", ":memory:"}:
            examples = "sqlite:///db.sqlite3 or postgres://user:password@host:5432/name"
            self._problem(name, f"is not the address of an SQLite or PostgreSQL database, such as {examples}.")
        return database

    def mail_server(self, name: str, default: str) -> mail.MailServer:
        """How mail leaves. What is wrong is named without the address: it may hold a password."""
        try:
            return mail.parse_mail_server(self.text(name, default))
        except ValueError:
            self._problem(name, f"is not a way to send mail, such as {mail.ACCEPTED}.")
            return mail.MailServer()

    def sender(self, name: str, default: str) -> str:
        """The address that mails come from."""
        return self._read(name, default, mail.sender, f"one address that mails come from, such as {default}")

    def site(self, name: str, default: str, *, example: str) -> str:
        """The address of a site without a path, and without a slash at its end."""
        return self._read(name, default, _site, f"the address of the site without a path, such as {example}")

    def stop_if_wrong(self) -> None:
        """End the process with a paragraph for each problem, and no traceback; do nothing when there is none."""
        if self._problems:
            raise SystemExit("\n\n".join(["This site cannot start with its present settings.", *self._problems]))

    def _read(self, name: str, default: str, read: Callable[[str], T], expected: str) -> T:
        text = self.text(name, default)
        try:
            return read(text)
        except ValueError:
            self._problem(name, f'is "{text}", but should be {expected}.')
            return read(default)

    def _problem(self, name: str, what: str) -> None:
        paragraph = f"{name} {what} Set it in the environment or in the file .env; .env.example explains every setting."
        self._problems.append(textwrap.fill(paragraph, width=100, break_long_words=False, break_on_hyphens=False))


def _yes_or_no(text: str) -> bool:
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise ValueError(text)


def _dark_colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text) or contrast_with_white(text) < WORST_CONTRAST:
        raise ValueError(text)
    return text.lower()


def _site(text: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+/?", text):
        raise ValueError(text)
    return text.rstrip("/")


def contrast_with_white(colour: str) -> float:
    """How many times lighter white is than a colour such as #1d5c63 (WCAG 2.2, contrast ratio): 1 to 21."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
