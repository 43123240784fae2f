"""No file larger than an upload may be is kept, in memory or on the disk, whatever form it is sent to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from indicators.importing.uploads.kinds import shown_name

MEGABYTE = 1024 * 1024


class SizeGuard(FileUploadHandler):
    """The first of the site's upload handlers: passes on what it gets until the files of a request come to more than
    UPLOAD_FILE_MB. What is left of them is read and forgotten, so that the other fields of the form still arrive."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._before = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self._before + start + len(raw_data) > settings.UPLOAD_FILE_MB * MEGABYTE:
            self.request.too_large_file = shown_name(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        self._before += file_size


def too_large(request: Any) -> str:
    """The name of the file of this request that was too large to be kept; empty where there was none."""
    name: str = getattr(request, "too_large_file", "")
    return name
