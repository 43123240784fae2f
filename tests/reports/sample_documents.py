"""A committee paper made by hand, for tests of whatever draws documents: every kind of block in it at least once.

No database, no presenters: only the shape of `reports.cards.documents`. What is odd about which part:

| key            | what is odd                                                                                    |
| -------------- | ---------------------------------------------------------------------------------------------- |
| introduction   | numbered paragraphs, lists within lists, a written table, links inside and outside, a notice   |
| recommendations| parts within parts, three deep; a part without blocks of its own                               |
| dashboard      | lies on its side: 40 indicators by 13 months, groups, one without a name, missing figures      |
| exceptions     | a grid that is not wide, links to the cards                                                    |
| card-a09       | a report card: verdict, picture, texts, facts                                                  |
| card-c01       | quarterly; a picture whose data has no figure with a badge; nothing written                    |
| nasty          | text that is markup somewhere, from right to left, without a place to break, with odd letters  |
| exempt         | a part of which only a notice may be printed                                                   |
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from reports.cards import (
    Badge,
    Block,
    ChartSpec,
    Document,
    Fact,
    Facts,
    Grid,
    GridCell,
    GridGroup,
    Notice,
    Part,
    Picture,
    Run,
    Verdict,
    Words,
)
from tests.reports.sample_figures import BADGES, DRAWN, WINDOW

MADE_AT = datetime(2017, 2, 20, 14, 5, 30, tzinfo=UTC)
LONG_WORD = "Donaudampfschifffahrt" * 14 + "gesell"
MARKUP = '<script>alert("1")</script> ] #import "x.typ": * $x^2$ {{x}} {% load y %} \\u{41} & < > \' " `c` *b* _i_ //'
RIGHT_TO_LEFT = "שלום עולם, then English, then مرحبا بالعالم."
ODD_LETTERS = (
    "Ŵylfa ỳ ŷ ẅ · ½ £ € – — … ‘ ’ “ ” \N{OLD PERSONAL COMPUTER} \N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\x07\x1b end"
)
NASTY = (MARKUP, RIGHT_TO_LEFT, ODD_LETTERS, LONG_WORD)
"""Each must come out as these words wherever words go, in whatever way the document is drawn."""

LETTERS = {"red": "3.1", "amber": "1.6", "green": "1.4", "none": "1.5"}
KEY = ("▲ Red: 5% or more worse than its target", "● Amber: worse by less", "★ Green: met", "– Not rated: no target")


def paragraph(*runs: Run | str) -> Block:
    return Block("paragraph", tuple(Run(run) if isinstance(run, str) else run for run in runs))


def items(kind: str, *of: str | Block) -> Block:
    """A list; a list among its items stands within the item before."""
    made: list[Block] = []
    for one in of:
        if isinstance(one, Block):
            made[-1] = Block("item", made[-1].runs, (one,))
        else:
            made.append(Block("item", (Run(one),)))
    return Block(kind, blocks=tuple(made))


def table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Block:
    lines = [("header", header), *(("cell", row) for row in rows)]
    return Block(
        "table",
        blocks=tuple(Block("row", blocks=tuple(Block(kind, (Run(text),)) for text in row)) for kind, row in lines),
    )


def numbered(number: str, *texts: str) -> tuple[Words, ...]:
    """Paragraphs 3.1, 3.2, ... of a part."""
    return tuple(Words(paragraph(text), f"{number}.{place}") for place, text in enumerate(texts, 1))


def figure(text: str, badge: Badge | None = None, *marks: str) -> GridCell:
    return GridCell(text, badge, marks)


def wide_grid(rows: int = 40) -> Grid:
    """A dashboard's table of so many indicators and 13 months: three groups, the last of them without a name."""
    colours = list(BADGES)
    made = []
    for row in range(rows):
        cells = [GridCell(f"Indicator {row + 1}: delayed transfers of care from hospital", href="#card-a09")]
        for column in range(len(WINDOW)):
            colour = colours[(row + column) % len(colours)]
            if (row * 13 + column) % 11 == 7:
                cells.append(GridCell("Awaited", quiet=True, spoken="Awaited, due on 20 March 2017"))
            elif (row + column) % 17 == 16:
                cells.append(GridCell(""))
            else:
                marks = ("p",) if column == len(WINDOW) - 1 else ()
                cells.append(figure(LETTERS[colour], BADGES[colour], *marks))
        made.append(tuple(cells))
    first, second = rows // 3, 2 * rows // 3
    groups = (GridGroup("Delays", tuple(made[:first])), GridGroup("Admissions and reviews", tuple(made[first:second])))
    return Grid(
        caption="Vital signs, January 2016 to January 2017",
        columns=("Vital sign", *(month.label for month in WINDOW)),
        groups=(*groups, GridGroup("", tuple(made[second:]))),
        key=KEY,
        notes=("p: provisional", "A quarter or a year stands in the month in which it ends."),
        wide=True,
    )


def picture(chart: ChartSpec) -> Picture:
    """A chart with its data as a table."""
    rows = tuple(
        (
            GridCell(point.name),
            GridCell(point.text, point.badge, ("p",) if point.provisional else ())
            if point.value is not None
            else GridCell(point.text, quiet=True),
            GridCell(point.target_text),
        )
        for point in chart.points
    )
    notes = ("p: provisional",) if any(point.provisional for point in chart.points) else ()
    return Picture(
        chart, Grid(f"{chart.title}: figures", ("Period", "Figure", "Target"), (GridGroup("", rows),), notes=notes)
    )


def introduction() -> Part:
    linked = paragraph(
        "The committee asked for this report in ",
        Run("September 2016", emphasis=True),
        "; the exceptions are in ",
        Run("part 4", href="#exceptions"),
        ", the strategy is ",
        Run("on the council’s site", strong=True, href="https://example.org/strategy?a=1&b=2"),
        " and each vital sign has ",
        Run("a page", href="/indicators/a09/"),
        ".",
    )
    actions = table(
        ("Action", "Who", "By when", "State"),
        ("Recruit ten more reablement workers", "Head of Reablement", "April 2017", "Under way"),
        ("Agree a trusted assessor with the hospital", "Head of Integrated Care", "May 2017", "Not begun"),
    )
    nested = items(
        "bullets", "More people leave hospital on time", items("numbers", "at weekends", "at night"), "Fewer"
    )
    return Part(
        "introduction",
        "Introduction",
        "1",
        (
            Words(linked, "1.1"),
            Words(
                paragraph("Figures are those of January 2017 where they have come, and the newest where not."), "1.2"
            ),
            Words(nested),
            Words(items("numbers", "First look at the dashboard.", "Then read the report cards."), "1.3"),
            Words(actions),
            Notice("Figures of the last two months are provisional."),
            Notice("This paper is late: it was published four clear working days before the meeting.", strong=True),
        ),
    )


def recommendations() -> Part:
    deepest = Part("recommendations-deep", "What follows from the second", "2.2.1", numbered("2.2.1", "Deep."))
    return Part(
        "recommendations",
        "Recommendations",
        "2",
        parts=(
            Part(
                "recommendations-first", "To note", "2.1", numbered("2.1", "Note the overall position.", "And its age.")
            ),
            Part("recommendations-second", "To decide", "2.2", numbered("2.2", "Decide on the actions."), (deepest,)),
        ),
    )


def dashboard(rows: int = 40) -> Part:
    return Part("dashboard", "Performance dashboard", "3", (wide_grid(rows),), new_page=True, landscape=True)


def exceptions() -> Part:
    rows = tuple(
        (
            GridCell(f"{code} {DRAWN[code].name}", href=f"#card-{code.lower()}"),
            figure(text, BADGES[colour]),
            GridCell(target),
            GridCell(why),
        )
        for code, text, colour, target, why in (
            ("A09", "3.3", "amber", "1.5", "Deteriorating: worse in November, December and January."),
            ("C01", "52.5%", "green", "40% to 60%", "Affects the budget: said by the Head of Finance."),
        )
    )
    grid = Grid(
        "The exceptions and their reasons", ("Vital sign", "Latest", "Target", "Why"), (GridGroup("", rows),), key=KEY
    )
    lead = paragraph("Two vital signs need the committee’s attention.")
    return Part("exceptions", "Exceptions", "4", (Words(lead, "4.1"), grid), new_page=True)


def report_card() -> Part:
    """One page: how it stands, chart and data, the four texts, who answers for it."""
    verdict = Verdict(
        BADGES["amber"],
        "3.3",
        "in January 2017",
        (
            Fact("Rating", "120.0% worse than the target of 1.5. Red from 5%. Set to amber by hand: recounted."),
            Fact("Target", "1.5"),
            Fact("Direction of travel", "worse than December 2016, worse than January 2016"),
            Fact("The live indicator", "Delayed transfers of care", href="/indicators/a09/"),
        ),
    )
    why = "Staying in hospital longer than needed is bad for people and costs the NHS and the council money."
    texts = (
        ("why", "Why is this important?", (Words(paragraph(why)),)),
        ("what", "What explains current performance?", (Words(items("bullets", "More admissions", "Fewer beds")),)),
        ("success", "What will success look like?", (Words(paragraph("Fewer than 1.5 delays a day by April 2018.")),)),
        ("action", "Action required", (Words(paragraph("Recruit", Run(" ten ", strong=True), "workers.")),)),
    )
    who = Facts(
        (
            Fact("Lead officer", "Head of Integrated Commissioning"),
            Fact("Data owner", "Business Intelligence Manager"),
            Fact("Rated as", "", BADGES["amber"]),
        )
    )
    return Part(
        "card-a09",
        "A09 Delayed transfers of care",
        blocks=(verdict, picture(DRAWN["A09"].chart)),
        parts=(
            *(Part(f"card-a09-{key}", heading, blocks=blocks) for key, heading, blocks in texts),
            Part("card-a09-who", "Who answers for it", blocks=(who,)),
        ),
        new_page=True,
    )


def quarterly_card() -> Part:
    verdict = Verdict(BADGES["green"], "52.5%", "in October to December 2016", ())
    unwritten = Notice("Nobody has written yet what explains it.")
    return Part("card-c01", "C01 Reviews done in the year", blocks=(verdict, picture(DRAWN["C01"].chart), unwritten))


def nasty() -> Part:
    """The nasty words wherever words go: heading, paragraph, list, tables, facts, notices, a chart."""
    odd = DRAWN["=1+1"].chart
    words = tuple(
        Words(paragraph(text, Run(text, strong=True, emphasis=True)), f"6.{n}") for n, text in enumerate(NASTY, 1)
    )
    grid = Grid(
        f"Nasty {MARKUP}",
        ("Where", MARKUP, "Figure"),
        (
            GridGroup(
                RIGHT_TO_LEFT, tuple((GridCell(text), GridCell(text, marks=("]",)), GridCell("1")) for text in NASTY)
            ),
        ),
        key=(ODD_LETTERS,),
        notes=(MARKUP,),
    )
    return Part(
        "nasty",
        f"Nasty words {MARKUP}",
        "6",
        (
            *words,
            Words(items("bullets", *NASTY)),
            Words(table((MARKUP, "b"), (LONG_WORD, RIGHT_TO_LEFT))),
            Notice(MARKUP),
            Facts((Fact(MARKUP, ODD_LETTERS), Fact("Unsafe", "not a link", href="javascript:alert(1)"))),
            grid,
            picture(odd),
        ),
    )


def exempt() -> Part:
    why = "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972."
    return Part("exempt", "Market position of two providers", "7", (Notice(why, strong=True),), new_page=True)


def paper() -> Document:
    """All of it, with a cover."""
    return Document(
        title="Performance management report",
        council="Norfolk County Council",
        committee="Adult Social Care Committee",
        standing="Published paper, version 1.0, locked on 20 February 2017 at 14:05",
        made_at=MADE_AT,
        parts=(
            introduction(),
            recommendations(),
            dashboard(),
            exceptions(),
            Part("cards", "Report cards", "5", parts=(report_card(), quarterly_card())),
            nasty(),
            exempt(),
        ),
        cover=(
            Fact("Report to", "Adult Social Care Committee"),
            Fact("Date of meeting", "6 March 2017, 10:00, Edwards Room, County Hall"),
            Fact("Item number", "11"),
            Fact("Responsible director", "Executive Director of Adult Social Services"),
            Fact("Strategic impact", "Robust performance management is key to the council’s priorities."),
        ),
        summary="Of 40 vital signs 10 are red. Two are exceptions: delayed transfers of care, and reviews.",
        source="/papers/adult-social-care/2017-03-06/performance/",
        subject="Adult social care performance as at January 2017",
        offering="If you need this report in large print, audio, Braille or another language, call 0344 800 8020.",
    )


def restricted() -> Document:
    """The same for those who may see its exempt part."""
    said = Words(paragraph("Provider A is about to hand back its contract."), "7.1")
    shown = Part("exempt", "Market position of two providers", "7", (said,), new_page=True)
    public = paper()
    marking = "Not for publication: paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972"
    return replace(public, parts=(*public.parts[:-1], shown), marking=marking)


def short() -> Document:
    """The restricted paper with a dashboard of six indicators, where many rows only take time."""
    whole = restricted()
    return replace(whole, parts=(*whole.parts[:2], dashboard(6), *whole.parts[3:]))


def live_card() -> Document:
    """One report card from live figures: no cover, no contents."""
    return Document(
        title="Delayed transfers of care",
        council="Norfolk County Council",
        committee="Adult Social Care Committee",
        standing="As at January 2017, made on 27 November 2026: not a published paper",
        made_at=MADE_AT,
        parts=(report_card(),),
        source="/indicators/a09/2017-01/",
    )
