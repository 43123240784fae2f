"""The child process that reads an uploaded file, on standard input: `python -m indicators.importing.uploads`.

Its one argument is a JSON list: the file's name, the sheet asked for or null, and the limits by name. It puts the
limits on itself, then answers on standard output in the lines of `wire`. It ends with one of `Ending`.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import PurePath

from indicators.importing.uploads.child import ANSWER_BYTES, Ending, hold_to
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.reading import read_file
from indicators.importing.uploads.wire import lines_of


def main(argument: str) -> Ending:
    name, sheet, given = json.loads(argument)
    limits = Limits(**given)
    hold_to(limits)
    gc.disable()  # what is read stays until the end, however often it were looked through
    written = 0
    try:
        for line in lines_of(read_file(name, sys.stdin.buffer, sheet, limits)):
            data = line.encode("ascii") + b"\n"
            written += len(data)
            if written > ANSWER_BYTES:
                return Ending.TOO_LONG
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except MemoryError:
        return Ending.OUT_OF_MEMORY
    except Exception as error:  # told to the operator without its words, which may be a file's
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{PurePath(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place is not None else ""
        sys.stderr.write(f"{type(error).__name__} at {where}")
        return Ending.FAILED
    return Ending.ANSWERED


if __name__ == "__main__":
    ending = main(sys.argv[1])
    sys.stderr.flush()
    os._exit(ending)  # at once: what was read is a great many small things to take apart one by one
