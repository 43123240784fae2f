"""What is said of each folder of `fixtures/bad`: its name says what is wrong with it, the lines are all that is said.

The texts that many messages end in stand here once more on purpose: a test that took them from the code could not fail.
"""

from __future__ import annotations

from typing import Final

NUMBERS: Final = "accepted: a number such as 86.2, 86.2%, 2,207, £1,050, -3.3 or (1.2) for minus 1.2"
HEADINGS: Final = (
    "## Why is this important?; ## What explains current performance?; "
    "## What will success look like?; ## Action required"
)
FILES: Final = (
    "committees.csv, sections.csv, schemes.csv, indicators.csv, definitions.csv, targets.csv, figures.csv, "
    "rating_overrides.csv, exception_flags.csv, report_cards/ and README.md"
)
PERIODS: Final = "a month such as 2016-12 or Dec 2016, a quarter such as 2016/17 Q3 or a year such as 2016/17"
PROFILES: Final = "flat; linear 590 (a start); shares 25 50 75 100 (four or twelve, cumulative, ending at 100)"
FIGURE_COLUMNS: Final = "code, period, value, numerator, denominator, status, reason, judged, note"
UTF_8: Final = "UTF-8 (in a spreadsheet, save as “CSV UTF-8”)"

BAD_FOLDERS: Final[dict[str, tuple[str, ...]]] = {
    # the folder and its files
    "no_data": (f".: the folder holds no data; accepted: {FILES}",),
    "unknown_file": (
        f"figure.csv: “figure.csv” is not a file of the data format; did you mean figures.csv? accepted: {FILES}",
    ),
    "unknown_card_file": (
        "report_cards/a01/notes.txt: “notes.txt” is not the dashboard's month; accepted: a file such as 2017-01.md",
    ),
    "unknown_column": (
        "figures.csv, row 1, column Reasons: “Reasons” is not a column of this file; did you mean reason? "
        f"accepted: {FIGURE_COLUMNS}",
    ),
    "missing_column": ("figures.csv, row 1, column code: the column code is missing; required: code and period",),
    "column_twice": ("figures.csv, row 1, column value: the column value stands twice; accepted: each column once",),
    "column_without_name": (f"figures.csv, row 1: column 4 has no name; accepted: {FIGURE_COLUMNS}",),
    "empty_file": ("figures.csv: the file is empty; accepted: a header row with the columns code and period",),
    "empty_first_row": (
        "figures.csv, row 1: the row is empty; accepted: a header row with the columns code and period",
    ),
    "semicolons": (
        "figures.csv, row 1: the header “code;period;value” is one cell; accepted: commas between the cells",
    ),
    "windows_1252": (f"figures.csv, row 3: the byte 0xA3 is not UTF-8; accepted: {UTF_8}",),
    "utf_16": (f"figures.csv: the file is UTF-16; accepted: {UTF_8}",),
    "nul_byte": (f"figures.csv, row 4: the row holds a NUL byte, which no text has; accepted: {UTF_8}",),
    "row_too_long": (
        "figures.csv, row 3: the row has 4 cells where the header has 3; accepted: one cell for each column "
        "(a text with a comma stands in quotation marks)",
    ),
    "quotation_mark_left_open": (
        "figures.csv, row 2: the row is not CSV from here on (unexpected end of data); accepted: commas "
        "between cells, and a text that holds a comma, a line break or a quotation mark in quotation marks, "
        "with quotation marks inside it doubled",
    ),
    # cells
    "cell_left_empty": ("figures.csv, row 3, column code: the cell is empty; accepted: code in every row",),
    "not_a_number": (f"figures.csv, row 2, column value: “abc” is not a number; {NUMBERS}",),
    "misplaced_comma": (
        f"figures.csv, row 2, column value: “86,2” has a comma that does not part thousands; {NUMBERS}",
    ),
    "exponent": (f"figures.csv, row 2, column value: “8.62E+1” is not a number; {NUMBERS}",),
    "too_many_digits": (
        "figures.csv, row 2, column value: “86.200000000000001” has 17 significant digits; accepted: at most 15",
    ),
    "not_a_period": (f"figures.csv, row 2, column period: “Winter 2016” is not a period: write {PERIODS}",),
    "not_a_financial_year": (
        "targets.csv, row 2, column period: “2016/18” is not a financial year: the year after 2016 is 2017, "
        "so write 2016/17",
    ),
    "unknown_good_is": (
        "indicators.csv, row 2, column good_is: “up” is not known; accepted: bigger, smaller, range or none",
    ),
    "neither_yes_nor_no": ("committees.csv, row 2, column public: “true” is neither yes nor no; accepted: yes or no",),
    "not_a_code": (
        "indicators.csv, row 3, column code: “A 02” is not an indicator's code; accepted: letters, digits, - "
        ". ( ) and /, up to 24 characters, with a letter or digit",
    ),
    "not_a_slug": (
        "committees.csv, row 3, column slug: “adult care” is not a short name for addresses; accepted: "
        "letters, digits, - and _, up to 60 characters",
    ),
    "not_a_whole_number": (
        "indicators.csv, row 2, column decimals: “one” does not fit; accepted: a whole number from 0 to 15",
    ),
    "control_character": (
        "indicators.csv, row 2, column name: “People with a re view” holds the control character U+0007; "
        "accepted: plain text",
    ),
    "name_too_long": (
        "indicators.csv, row 2, column name: “People with a review and another and another and another and…” "
        "has 260 characters; accepted: at most 250",
    ),
    # the same twice
    "figure_twice": (
        "figures.csv, row 3, column period: “A01, 2016-12” stands in row 2 already; accepted: one row for "
        "each code and period",
    ),
    "code_twice_but_for_case": (
        "indicators.csv, row 3, column code: “a01” stands in row 2 already (codes are compared without "
        "case); accepted: one row for each code",
    ),
    "codes_with_one_address": (
        "indicators.csv, row 4, column code: “A-02” has the same address form, a-02, as A.02; accepted: a "
        "code that differs in letters or digits",
    ),
    # names of things that are nowhere
    "unknown_committee": (
        "indicators.csv, row 2, column committee: “children” is no committee; accepted: a slug of "
        "committees.csv or one stored already",
    ),
    "unknown_section": (
        "indicators.csv, row 2, column section: “reviews” is no section of committee adults; accepted: a "
        "slug of sections.csv with that committee, or one stored already",
    ),
    "section_of_another_committee": (
        "indicators.csv, row 2, column section: “reviews” is no section of committee adults (it is one of "
        "health); accepted: a slug of sections.csv with that committee, or one stored already",
    ),
    "unknown_scheme": (
        "indicators.csv, row 2, column scheme: “strict” is no scheme; accepted: a slug of schemes.csv or one "
        "stored already",
    ),
    "unknown_default_scheme": (
        "committees.csv, row 2, column default_scheme: “strict” is no scheme; accepted: a slug of "
        "schemes.csv or one stored already",
    ),
    "unknown_code": (
        "figures.csv, row 3, column code: “A99” is the code of no indicator; accepted: a code of "
        "indicators.csv or one stored already",
    ),
    "unknown_related_code": (
        "indicators.csv, row 2, column related: “A99” is the code of no indicator; accepted: a code of "
        "indicators.csv or one stored already",
    ),
    # schemes
    "green_not_below_red": (
        "schemes.csv, row 2, column green_within: “5” is not below red_from, which is 5; accepted: less than red_from",
    ),
    "levels_not_readable": (
        "schemes.csv, row 2, column levels: “20 to 30” are not the levels of a thresholds scheme. Accepted: "
        "green 20; red 30",
    ),
    "bands_overlap": (
        "schemes.csv, row 2, column levels: “green 1-6; amber 6-15; red 16-25”: two bands overlap, so a "
        "value would have two colours. Accepted: green 1-5; amber 6-15; red 16-25",
    ),
    "levels_against_good_is": (
        "indicators.csv, row 2, column scheme: “limits” has green 20 and red 30, but good_is of A01 is "
        "bigger; accepted: the green level on the good side",
    ),
    "judgement_by_points": (
        "indicators.csv, row 2, column scheme: “close” is of kind points, but P01 is a judgement; accepted: "
        "a scheme of kind judgement, or an empty cell",
    ),
    "percent_by_judgement": (
        "indicators.csv, row 2, column scheme: “projects” is of kind judgement, but the unit of A01 is "
        "percent; accepted: a scheme of another kind",
    ),
    "level_without_meaning": (
        "schemes.csv, row 2, column green_within: “0” has no meaning for a scheme of kind judgement; "
        "accepted: an empty cell",
        "schemes.csv, row 2, column red_from: “5” has no meaning for a scheme of kind judgement; accepted: "
        "an empty cell",
    ),
    "points_not_given": (
        "schemes.csv, row 2, column red_from: the cell is empty, so red starts 5 points from the target; "
        "accepted: points of the indicator's unit",
    ),
    # figures
    "quarter_for_a_monthly_indicator": (
        "figures.csv, row 2, column period: “2016/17 Q3” is a quarter, but A01 is monthly; accepted: a month "
        "such as 2016-12",
    ),
    "final_without_value": (
        "figures.csv, row 3, column value: “n/a” is no value, but the status is final; accepted: a value, a "
        "numerator and a denominator, or status awaited, not_reportable or suppressed",
    ),
    "awaited_with_value": (
        "figures.csv, row 2, column value: “86.2” stands beside status awaited; accepted: no value, or "
        "status final or provisional",
    ),
    "not_reportable_without_reason": (
        "figures.csv, row 2, column reason: the cell is empty; accepted: why the figure is not_reportable, in words",
    ),
    "judged_but_measured": (
        "figures.csv, row 2, column judged: “green” is a judgement, but the unit of A01 is percent; "
        "accepted: an empty cell",
    ),
    "judgement_without_reason": (
        "figures.csv, row 2, column reason: the cell is empty; accepted: why P01 was judged amber, in words",
    ),
    "judgement_without_colour": (
        "figures.csv, row 2, column judged: the cell is empty, but P01 is a judgement; accepted: red, amber "
        "or green, or another status",
    ),
    "judgement_with_value": (
        "figures.csv, row 2, column value: “3” is a value, but P01 is a judgement; accepted: none, and a "
        "colour in judged",
    ),
    "numerator_alone": (
        "figures.csv, row 2, column denominator: the cell is empty beside numerator 250; accepted: both or neither",
    ),
    "denominator_zero": ("figures.csv, row 2, column denominator: “0” cannot divide; accepted: a number above 0",),
    "value_disagrees": (
        "figures.csv, row 3, column value: “86.3” is not 250 / 290, which gives 86.206897 (percent); "
        "accepted: a value that agrees within its rounding, or an empty cell",
    ),
    "numerator_above_denominator": (
        "figures.csv, row 2, column numerator: “290” is more than the denominator 250, so A01 is above 100%; "
        "accepted: a numerator that is part of the denominator",
    ),
    "fraction_for_a_percentage": (
        "figures.csv, row 4, column value: “0.862” is a fraction, but the other figures of A01 lie between "
        "85.9 and 86.2; loaded as given; accepted for 86.2 per cent: 86.2",
    ),
    "percentage_among_fractions": (
        "figures.csv, row 4, column value: “86.4” is a percentage, but most figures of A01 lie between 0 and "
        "1; loaded as given; accepted for 86.2 per cent: 86.2",
    ),
    "decimal_point_left_out": (
        "figures.csv, row 4, column value: “864” is far from the other figures of A01, which lie between "
        "85.9 and 86.2; loaded as given; accepted for 86.2 per cent: 86.2",
    ),
    "per_cent_sign_on_a_rate": (
        "figures.csv, row 2, column value: “616.4%” has a % sign, but the unit of A02 is per_100k; accepted: "
        "the number alone",
    ),
    "pound_sign_on_a_percentage": (
        "figures.csv, row 2, column value: “£86” has a £ sign, but the unit of A01 is percent; accepted: the "
        "number alone",
    ),
    # targets
    "target_of_another_frequency": (
        "targets.csv, row 2, column period: “2016/17 Q3” is a quarter, but A01 is monthly; accepted: a month "
        "such as 2016-12, or a financial year such as 2016/17",
    ),
    "target_without_value": (f"targets.csv, row 2, column value: “n/a” is not a value; {NUMBERS}",),
    "range_without_upper_end": (
        "targets.csv, row 2, column value_to: the cell is empty, but good_is of A03 is range; accepted: the "
        "upper end of the range",
    ),
    "range_upside_down": (
        "targets.csv, row 2, column value_to: “85” is below the lower end, 95; accepted: a number not below it",
    ),
    "upper_end_without_range": (
        "targets.csv, row 2, column value_to: “95” is the upper end of a range, but good_is of A01 is "
        "bigger; accepted: an empty cell",
    ),
    "profile_not_readable": (f"targets.csv, row 2, column profile: “steady” is not a profile. Accepted: {PROFILES}",),
    "profile_on_a_month": (
        "targets.csv, row 2, column profile: “flat” spreads a year, but 2016-12 is a month; accepted: a "
        "profile on a financial year's target only",
    ),
    "profile_on_an_annual_indicator": (
        "targets.csv, row 2, column profile: “flat” spreads a year, but A01 is annual; accepted: an empty cell",
    ),
    "shares_of_no_running_total": (
        "targets.csv, row 2, column profile: “shares 25 50 75 100” is for running totals, but the basis of "
        "A01 is period; accepted: flat, linear or none (shares only for year_to_date)",
    ),
    "shares_not_cumulative": (
        "targets.csv, row 2, column profile: “shares 25 25 25 25”: the shares of a profile are cumulative, "
        f"so none is below the one before it and the last is 100. Accepted: {PROFILES}",
    ),
    "line_for_a_range": (
        "targets.csv, row 2, column profile: “linear 80” cannot move the two ends of a range (A03); "
        "accepted: flat or none",
    ),
    "target_of_a_judgement": (
        "targets.csv, row 2, column value: “3” cannot be missed or met: P01 is a judgement; accepted: no target",
    ),
    # decisions of people
    "override_without_figure": (
        "rating_overrides.csv, row 2, column period: “2017-01” is a period without a figure of A01; "
        "accepted: a period with a row in figures.csv or a stored figure",
    ),
    "override_without_reason": (
        "rating_overrides.csv, row 2, column reason: the cell is empty; accepted: reason in every row",
    ),
    "override_to_none": (
        "rating_overrides.csv, row 2, column rating: “none” is not known; accepted: red, amber or green",
    ),
    "flag_with_unknown_rule": (
        "exception_flags.csv, row 2, column rule: “off_target” is not known; accepted: budget, "
        "corporate_risk, added_by_hand or left_out_by_hand",
    ),
    "flags_contradict": (
        "exception_flags.csv, row 3, column rule: “left_out_by_hand” contradicts added_by_hand, which A01 "
        "has for 2016-12 already; accepted: one of the two",
    ),
    # definitions and report cards
    "definition_of_unknown_code": (
        "definitions.csv, row 2, column code: “A99” is the code of no indicator; accepted: a code of "
        "indicators.csv or one stored already",
    ),
    "card_heading_unknown": (
        f"report_cards/a01/2016-12.md, line 5: “## What next?” is not a heading of a report card; accepted: {HEADINGS}",
    ),
    "card_heading_twice": (
        "report_cards/a01/2016-12.md, line 5: “## Why is this important?” stands in line 1 already; "
        "accepted: each heading once",
    ),
    "card_text_before_heading": (
        "report_cards/a01/2016-12.md, line 1: “Reviews keep plans right.” stands before any heading; "
        f"accepted: text below {HEADINGS}",
    ),
    "card_without_heading": (f"report_cards/a01/2016-12.md: the text has no heading; accepted: {HEADINGS}",),
    "card_not_utf_8": ("report_cards/a01/2016-12.md, line 4: the byte 0xA3 is not UTF-8; accepted: UTF-8",),
    "card_for_a_quarter": (
        "report_cards/a01/2016-17-q3.md: “2016-17-q3.md” is not the dashboard's month; accepted: a file such "
        "as 2017-01.md",
    ),
    "card_not_in_address_form": (
        "report_cards/A01/2016-12.md: “A01” is not a code in address form; accepted: lower-case letters and "
        "digits, with one - for every run of other characters (A.03 is a-03)",
    ),
    "card_of_unknown_code": (
        "report_cards/a99/2016-12.md: “a99” is the address of no indicator; accepted: an indicator's code in "
        "address form",
    ),
    "card_actions_table": (
        "report_cards/a01/2016-12.md, line 7: “| Action | Owner |” is not the head of the actions; accepted: "
        "a table with columns Action, Who, By when and State",
    ),
    # everything at once
    "many_at_once": (
        "committees.csv, row 3, column name: the cell is empty; accepted: name in every row",
        "indicators.csv, row 2, column scheme: “strict” is no scheme; accepted: a slug of schemes.csv or one "
        "stored already",
        "indicators.csv, row 3, column good_is: “down” is not known; accepted: bigger, smaller, range or none",
        f"targets.csv, row 2, column value: “ninety” is not a number; {NUMBERS}",
        f"figures.csv, row 2, column value: “abc” is not a number; {NUMBERS}",
        "figures.csv, row 4, column period: “2016-13”: There is no month 13 of 2016 (years 1900 to 2199 are "
        f"known); write {PERIODS}",
        "figures.csv, row 4, column status: “late” is not known; accepted: final, provisional, awaited, "
        "not_reportable or suppressed",
        "figures.csv, row 4, column code: “A99” is the code of no indicator; accepted: a code of "
        "indicators.csv or one stored already",
        "figures.csv, row 5, column value: the cell is empty, but the status is final; accepted: a value, a "
        "numerator and a denominator, or status awaited, not_reportable or suppressed",
    ),
}

ONLY_WARNED: Final = frozenset(
    {
        "level_without_meaning",
        "points_not_given",
        "numerator_above_denominator",
        "fraction_for_a_percentage",
        "percentage_among_fractions",
        "decimal_point_left_out",
        "per_cent_sign_on_a_rate",
        "pound_sign_on_a_percentage",
        "target_of_a_judgement",
        "card_actions_table",
    }
)
"""Odd, not wrong: these folders are loaded as given unless warnings are asked to count."""
