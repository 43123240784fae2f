"""How mail leaves the site, as one address: `console:`, or the council's mail server with how its line is protected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

CONSOLE: Final = "console:"
BACKENDS: Final = "django.core.mail.backends"
PORTS: Final = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
ACCEPTED: Final = (
    "console: (mails are printed), smtp://user:password@host:587 (encrypted by STARTTLS), "
    "smtps://user:password@host:465 (encrypted from the start) or smtp+plain://host:25 (not encrypted, "
    "so without a password)"
)


@dataclass(frozen=True, slots=True)
class MailServer:
    """What Django is told of it. Without a host mails are printed."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)  # a page of errors shows what settings say of themselves
    starttls: bool = False
    tls: bool = False

    @property
    def backend(self) -> str:
        return f"{BACKENDS}.{'smtp' if self.host else 'console'}.EmailBackend"


def parse_mail_server(text: str) -> MailServer:
    """Raises `ValueError`, without the text in it: that may hold a password. `ACCEPTED` says what is taken."""
    if text == CONSOLE:
        return MailServer()
    parts = urlsplit(text)
    host = parts.hostname or ""
    beyond = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in PORTS or not re.fullmatch(r"[A-Za-z0-9.:\-]+", host) or beyond:
        raise ValueError("not the address of a mail server")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password) or (user and parts.scheme == "smtp+plain"):
        raise ValueError("a user without a password, a password without a user, or one sent in the clear")
    port = PORTS[parts.scheme] if parts.port is None else parts.port
    return MailServer(host, port, user, password, parts.scheme == "smtp", parts.scheme == "smtps")


def sender(text: str) -> str:
    """An address mails are sent from, with a name before it or without. Raises `ValueError`."""
    if not re.fullmatch(r"(?:[^<>@\r\n]* <)?[^\s<>@,;]+@[^\s<>@,;]+>?", text) or ("<" in text) != text.endswith(">"):
        raise ValueError(text)
    return text
