"""Finds the browser that the tests drive; as a program, installs one: `python -m tests.chromium`.

Looked for in this order: CHROME_PATH, a Chromium or Chrome on PATH, Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = (
    "No browser for the tests: there is no Chromium or Chrome on this machine and none could be installed. "
    "Install one (on Debian: apt-get install chromium), or set CHROME_PATH to where it is, and run `make test` again. "
    "Setting SKIP_BROWSER=1 by hand leaves the browser tests out."
)
APT = {"DEBIAN_FRONTEND": "noninteractive"}
# Another installation may be under way on the machine: wait for it, ten minutes at most.
APT_GET = ["apt-get", "-o", "DPkg::Lock::Timeout=600"]


def find_installed() -> str | None:
    """The path of the Chromium or Chrome that is installed on this machine, or None."""
    named = os.environ.get("CHROME_PATH")
    if named:
        if not os.access(named, os.X_OK):
            raise SystemExit(f"CHROME_PATH is {named}, which is no program that can be run. Correct or remove it.")
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)


def find_downloaded() -> str | None:
    """The path of the Chromium that Playwright downloaded for itself, or None."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def is_skipped() -> bool:
    """Whether someone asked, by hand, to leave the browser tests out."""
    return os.environ.get("SKIP_BROWSER") == "1"


def install() -> str | None:
    """Install a browser and give its path: Debian's as root, otherwise Playwright's download. None: neither works."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run([*APT_GET, *arguments], env=os.environ | APT, check=False)
        installed = find_installed()
        if installed:
            return installed
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find_downloaded()


def main() -> None:
    """Say which browser the tests will use, installing one where there is none; end with an error when that fails."""
    if is_skipped():
        print("SKIP_BROWSER=1: the browser tests are left out of this run.")
        return
    path = find_installed() or find_downloaded() or install()
    if path is None:
        raise SystemExit(NO_BROWSER)
    print(f"Browser tests use {path}")


if __name__ == "__main__":
    main()
