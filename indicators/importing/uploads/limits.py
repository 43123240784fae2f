"""How large an uploaded file may be, and what reading it may cost the server."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Whole numbers above nought, else `ValueError`; a megabyte is 1,048,576 bytes.

    `rows` and `columns` count those with content; `rows` is also the most figures a wide sheet may hold. A workbook is
    a zip archive: `unzipped_megabytes` bounds what of it is unpacked. A file with more than `refused_rows` rows that
    cannot be read is refused as a whole: nobody mends so many by hand. `seconds` are by the clock,
    `processor_seconds` of one processor, `memory_megabytes` of the whole child process that reads.
    """

    file_megabytes: int = 20
    unzipped_megabytes: int = 200
    rows: int = 100_000
    columns: int = 200
    refused_rows: int = 10_000
    seconds: int = 60
    processor_seconds: int = 30
    memory_megabytes: int = 512

    def __post_init__(self) -> None:
        for field in fields(self):
            found = getattr(self, field.name)
            if not isinstance(found, int) or isinstance(found, bool) or found < 1:
                raise ValueError(f"the limit {field.name} is {found!r}; accepted: a whole number above 0")

    @property
    def file_bytes(self) -> int:
        return self.file_megabytes * MEGABYTE

    @property
    def unzipped_bytes(self) -> int:
        return self.unzipped_megabytes * MEGABYTE

    @property
    def memory_bytes(self) -> int:
        return self.memory_megabytes * MEGABYTE
