"""Uploaded files: a CSV or XLSX file as people have it -> what its rows say, or a refusal in plain English.

Pure: no store, no settings, no Django. Whoever builds the upload's pages needs five doors:

`read_upload(name, data, sheet=None, limits=None)` gives one of three answers and never raises for what a file holds.

- `UploadRead`: `figures` (each an `UploadedFigure`: a `FigureRow` with its place, such as "row 5, column Mar 16") that
  can be taken as far as the file itself tells; `refused` rows with their `problems`; `notices`, sentences on what was
  assumed (encoding, sheet) and left out (columns, hidden sheets). Show the notices with the preview.
- `WhichSheet`: several sheets could be meant. Ask, and call again with `sheet=` one of its `names`.
- `Refused`: nothing was taken; `message` says why and what would be accepted.

What the store must decide (unknown code, period of the wrong kind, value against status, unit) is left to the checks
of `indicators.importing`, over the stored figure: `figure_checks.figure_problems` and its neighbours. A row's `given`
holds the columns that are filled in that row, so laid over a stored figure (`merging.figure_over`) an empty cell
changes nothing. Give what a check finds to `answer.placed(figure, problem)` to show it with the file's own name and
headings, or to `answer.refuse(figure, problems)` to make a refused row of the figure.

`refused_csv(rows)` writes refused rows as a tidy CSV file with a column that says what is wrong: mended, it is read
again. `template_csv(due)` and `template_xlsx(due)` write the blank template of a round, a row for each `TemplateRow`.
`Limits` are whole numbers, for settings to fill. Look at a file's size before reading it into memory for
`read_upload`, which may take up to twice `Limits.seconds`.

Reading happens in a child process (`child`, `__main__`), so that no file can hurt the server. To keep an answer between
preview and confirmation, write `wire.lines_of(answer)` and read it with `wire.answer_from`.
"""

from indicators.importing.uploads.answers import (
    Answer,
    Refused,
    RefusedRow,
    Shape,
    UploadedFigure,
    UploadRead,
    WhichSheet,
)
from indicators.importing.uploads.child import read_upload
from indicators.importing.uploads.limits import Limits
from indicators.importing.uploads.mending import refused_csv
from indicators.importing.uploads.templates import TemplateRow, template_csv, template_xlsx

__all__ = [
    "Answer",
    "Limits",
    "Refused",
    "RefusedRow",
    "Shape",
    "TemplateRow",
    "UploadRead",
    "UploadedFigure",
    "WhichSheet",
    "read_upload",
    "refused_csv",
    "template_csv",
    "template_xlsx",
]
