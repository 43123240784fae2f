"""The site's settings as the tests see them: the same on every machine, whatever its environment and `.env` say."""

from __future__ import annotations

import os

VARIES_ON_PURPOSE = {"DATABASE_URL"}  # the suite runs on both databases
FOR_TESTS = {
    "ENV_FILE": "",
    "SECRET_KEY": "only for tests: " + "abcdefghij" * 5,
    # Playwright runs an event loop in the test's own thread, where Django would otherwise refuse to query.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

os.environ |= FOR_TESTS

from asc_dashboard import settings as of_the_site  # noqa: E402

for name in of_the_site.env.defaults.keys() - VARIES_ON_PURPOSE - FOR_TESTS.keys():
    if name in os.environ:
        raise SystemExit(f"Take {name} out of the environment before running the tests: they set it themselves.")

from asc_dashboard.settings import *  # noqa: E402, F403

# Signing in is tested for what it allows, not for how long a guess takes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files straight from where they are kept, so that tests need no `collectstatic`. Whatever was collected on this machine
# is no part of them, and every client of a test would look through it anew: a quarter of the time that tests took.
STATIC_ROOT = None
STORAGES = of_the_site.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
