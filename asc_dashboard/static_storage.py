"""Where static files stand once collected: with lasting names, compressed, and compressed only once."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CompressOnce(Compressor):
    """Leaves a file alone that was compressed before: plotly alone takes 20 s, at every change of any stylesheet."""

    def compress(self, path: str) -> list[str]:
        """The names of the compressed files beside the file."""
        content = Path(path).read_bytes()
        done = [f"{path}.br", f"{path}.gz"]
        # Django writes files anew at each collection, so their times say nothing; to unpack both takes 0.05 s.
        if _unpacks_to(content, done[0], brotli.decompress) and _unpacks_to(content, done[1], gzip.decompress):
            return done
        return super().compress(path)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage with that compressor."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Called by WhiteNoise for each collection."""
        return CompressOnce(**options)


def _unpacks_to(content: bytes, name: str, unpack: Callable[[bytes], bytes]) -> bool:
    try:
        return unpack(Path(name).read_bytes()) == content
    except (OSError, EOFError, zlib.error, brotli.error):  # absent, or cut short when somebody pressed Ctrl-C
        return False
