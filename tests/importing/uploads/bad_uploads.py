"""What is said of each file of `fixtures/bad/uploads`: why it is refused, or its problems, then its notices.

The texts that many messages end in stand here once more on purpose: a test that took them from the code could not fail.
"""

from __future__ import annotations

from typing import Final

from tests.importing.uploads.uploaded import FORMATS, HEADINGS

NUMBERS: Final = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"
EMPTY: Final = "is empty; accepted: a CSV or XLSX file with a row of headings and figures"

BAD_UPLOADS: Final[dict[str, tuple[str, ...]]] = {
    # refused whole
    "empty.csv": (f"“empty.csv” {EMPTY}",),
    "blank.csv": (f"“blank.csv” {EMPTY}",),
    "pdf_renamed.csv": (f"“pdf_renamed.csv” is a PDF, whatever its name says; {FORMATS}",),
    "rich_text_renamed.csv": (f"“rich_text_renamed.csv” is a Word document (RTF), whatever its name says; {FORMATS}",),
    "web_page.xls": (f"“web_page.xls” is a web page, as some systems export under the name .xls; {FORMATS}",),
    "xml_spreadsheet.xls": (f"“xml_spreadsheet.xls” is XML, not a spreadsheet of today; {FORMATS}",),
    "no_headings.csv": (
        "No row of “no_headings.csv” was recognised as its headings; the nearest is row 1 with “A01”, “2016-11” and "
        f"“86.5”; {HEADINGS}",
    ),
    "no_period.csv": (
        "No row of “no_period.csv” was recognised as its headings; the nearest is row 1 with “Ref”, “Indicator” and "
        f"“Actual”: it has code and value, but not period; {HEADINGS}",
    ),
    "months_without_years.csv": (
        "No row of “months_without_years.csv” was recognised as its headings; the nearest is row 1 with “Ref”, "
        "“Indicator”, “Apr” and “May”: it has code, but not period or value; “Apr” and “May” without a year could be "
        f"of any year; {HEADINGS}",
    ),
    "two_values.csv": (
        "“two_values.csv”, row 1: the columns C “Actual” and D “Outturn” could each be the value; accepted: one of "
        "them",
    ),
    "month_twice.csv": (
        "“month_twice.csv”, row 1: the columns C “Dec 2016” and D “2016-12” are both December 2016; accepted: each "
        "period once",
    ),
    "quotation_mark_left_open.csv": (
        "“quotation_mark_left_open.csv” is not CSV from row 2 on (unexpected end of data); accepted: a text that holds "
        "a separator, a line break or a quotation mark in quotation marks, with quotation marks inside it doubled",
    ),
    "nul_byte.csv": (
        "“nul_byte.csv”, row 3, holds a NUL byte, which no text has; accepted: UTF-8 (in a spreadsheet, save as “CSV "
        "UTF-8”)",
    ),
    # read, and what is wrong is told
    "windows_1252.csv": (
        "The file is not UTF-8 and was read as Windows-1252, as older programs save it: see that £ is right.",
    ),
    "utf_16.csv": ("The file is written in UTF-16.", "The cells are parted by tabs."),
    "semicolons.csv": (
        f"semicolons.csv, row 3, column Actual: “86,2” has a comma that does not part thousands; {NUMBERS}",
        "The cells are parted by semicolons.",
    ),
    "comma_in_a_number.csv": (
        "comma_in_a_number.csv, row 3: the row has 5 cells where the headings have 4; accepted: one cell for each "
        "column (a text or number with a comma stands in quotation marks)",
    ),
    "figure_twice.csv": (
        "figure_twice.csv, row 2, column period: “A01, 2016-12” stands in row 4 too (codes are compared without case); "
        "accepted: one figure for each code and period",
        "figure_twice.csv, row 4, column period: “a01, 2016-12” stands in row 2 too (codes are compared without case); "
        "accepted: one figure for each code and period",
    ),
    "figure_twice_wide.csv": (
        "figure_twice_wide.csv, row 2, column Dec 2016: “A01, 2016-12” stands in row 4, column Dec 2016 too; accepted: "
        "one figure for each code and period",
        "figure_twice_wide.csv, row 4, column Dec 2016: “A01, 2016-12” stands in row 2, column Dec 2016 too; accepted: "
        "one figure for each code and period",
    ),
    "errors_of_formulas.csv": (
        "errors_of_formulas.csv, row 2, column value: “#N/A” is what a formula that failed shows; accepted: the "
        "formula mended, or its value",
        "errors_of_formulas.csv, row 3, column value: “#REF!” is what a formula that failed shows; accepted: the "
        "formula mended, or its value",
    ),
    "words_for_figures.csv": (f"words_for_figures.csv, row 2, column Feb 2017: “see note” is not a number; {NUMBERS}",),
    "formulas_as_text.csv": (
        "formulas_as_text.csv, row 2, column code: “=A1” is not an indicator's code; accepted: letters, digits, - . ( "
        ") and /, up to 24 characters, with a letter or digit",
        f"formulas_as_text.csv, row 3, column value: “=1+1” is not a number; {NUMBERS}",
    ),
    "headings_again.csv": (),
}
