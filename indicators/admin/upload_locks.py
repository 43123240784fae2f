"""Is somebody working on an upload? Told by a lock that falls open when its process ends, however it ends.

A web process that starts another hands its open lock on, so there is no moment at which nobody holds it; and a page
that finds an upload "being read" whose lock is free knows that whoever read it is gone. The locks are empty files in a
folder of this machine's own: web processes and their children must share it, and so run as one user.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

TRIES: Final = 5
BETWEEN_TRIES: Final = 0.02  # seconds; somebody who only looks holds it for less


class AtWork(Exception):
    """Somebody is working on the upload."""


@dataclass(slots=True)
class Lock:
    """A lock that is held: the descriptor of its open file, and whether a child process holds it too by now."""

    file: int
    is_handed_on: bool = False


@contextmanager
def held(key: int) -> Iterator[Lock]:
    """Holds the lock of an upload, for work that a child process may go on with. Raises `AtWork`."""
    lock = Lock(_taken(key))
    try:
        yield lock
    finally:
        _let_go(key, lock)


@contextmanager
def inherited(key: int, file: int) -> Iterator[None]:
    """The same, in the child process that got the open file."""
    try:
        yield
    finally:
        _let_go(key, Lock(file))


def is_held(key: int) -> bool:
    """Is somebody working on it at this moment?"""
    try:
        file = os.open(_folder() / str(key), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _taken(key: int) -> int:
    for _ in range(TRIES):
        path = _own(_folder()) / str(key)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            time.sleep(BETWEEN_TRIES)
            continue
        if _is_still(path, file):
            return file
        os.close(file)  # whoever held it before has removed it meanwhile
    raise AtWork


def _let_go(key: int, lock: Lock) -> None:
    """Leaves no file behind, unless a child goes on; the folder stays for the next."""
    if not lock.is_handed_on:
        (_folder() / str(key)).unlink(missing_ok=True)
    os.close(lock.file)


def _is_still(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False


def _folder() -> Path:
    """For this site and this user alone."""
    database = settings.DATABASES["default"]
    names = (settings.BASE_DIR, database.get("HOST", ""), database.get("PORT", ""), database["NAME"])
    site = hashlib.sha256("\0".join(map(str, names)).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"uploads-{os.getuid()}-{site}"


def _own(folder: Path) -> Path:
    """Made where it is not there. Raises `PermissionError` where it is somebody else's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise PermissionError(f"{folder} is not this site's own folder; remove it")
    return folder
