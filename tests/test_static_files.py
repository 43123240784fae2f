"""Static files: plotly from its package, every file a template names, and a start that loads nothing heavy."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings

from asc_dashboard import settings as site
from asc_dashboard.static_storage import CompressOnce

NAMED = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")
HEAVY = {"pandas", "numpy", "plotly", "openpyxl"}
LOADED = f"import sys, asc_dashboard.wsgi, asc_dashboard.urls; print({HEAVY!r} & sys.modules.keys())"


def test_plotly_is_found_in_its_package() -> None:
    found = finders.find("plotly/plotly.min.js")
    assert isinstance(found, str)
    assert "plotly.js v" in Path(found).read_text(encoding="utf-8")[:200]
    assert finders.find("plotly/other.js") is None
    assert finders.find("plotly.min.js") is None


def test_every_file_that_a_template_names_is_there() -> None:
    templates = [*site.BASE_DIR.glob("templates/**/*.html"), *site.BASE_DIR.glob("*/templates/**/*.html")]
    named = {name for template in templates for name in NAMED.findall(template.read_text(encoding="utf-8"))}
    assert {name for name in named if finders.find(name) is None} == set()


def test_static_files_get_lasting_names(tmp_path: Path, settings: Settings) -> None:
    """What a stylesheet refers to must be there too, or collecting ends with an error."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert len(list(tmp_path.glob("plotly/plotly.min.*.js"))) == 1


def test_the_site_starts_without_heavy_packages() -> None:
    """pandas and plotly cost 0.4 s and 80 MB in every worker: they are imported where they are used."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "asc_dashboard.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert asked.stdout.strip() == "set()", asked.stderr


def test_an_unchanged_file_is_compressed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[bytes] = []

    def compress(data: bytes) -> bytes:
        packed.append(data)
        return brotli.compress(data)

    monkeypatch.setattr(CompressOnce, "compress_brotli", staticmethod(compress))
    file = tmp_path / "page.css"
    for content, half_written in [(b"a" * 900, False), (b"a" * 900, False), (b"b" * 900, False), (b"b" * 900, True)]:
        file.write_bytes(content)
        if half_written:
            gzipped = tmp_path / "page.css.gz"
            gzipped.write_bytes(gzipped.read_bytes()[:-9])
        assert len(CompressOnce(quiet=True).compress(str(file))) == 2
        assert brotli.decompress((tmp_path / "page.css.br").read_bytes()) == content
        assert gzip.decompress((tmp_path / "page.css.gz").read_bytes()) == content
    assert [data[:1] for data in packed] == [b"a", b"b", b"b"]
