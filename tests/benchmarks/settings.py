"""The site's settings for a benchmark: everything as `make run` has it, but static files stand in the run's folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor

from asc_dashboard.settings import *  # noqa: F403
from asc_dashboard.settings import STORAGES as STORAGES_OF_THE_SITE
from asc_dashboard.static_storage import CompressOnce, StaticStorage

STATIC_ROOT = Path(os.environ["BENCHMARK_STATIC_ROOT"])


class GzippedStorage(StaticStorage):
    """Without brotli, which takes 20 s for plotly and which the benchmark's clients never ask for."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Called by WhiteNoise for each collection."""
        return CompressOnce(**options, use_brotli=False)


STORAGES = STORAGES_OF_THE_SITE | {"staticfiles": {"BACKEND": "tests.benchmarks.settings.GzippedStorage"}}
