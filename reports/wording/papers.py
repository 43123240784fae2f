"""Words of committee papers: the parts of the standard format with the texts they begin with, dates, lateness, what is
exempt. A council puts texts of its own in the place of these (standing texts).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from reports.wording.numbers import counted, listed, number_word
from reports.wording.standing import day

EXEMPT: Final = {
    1: "information about an individual",
    2: "information likely to reveal who an individual is",
    3: "information about somebody’s financial or business affairs, the authority’s own included",
    4: "information about consultations or negotiations on labour relations",
    5: "information that legal professional privilege covers",
    6: "a notice, order or direction that the authority proposes",
    7: "action to prevent, investigate or prosecute crime",
}
"""What the paragraphs of Part 1 of Schedule 12A to the Local Government Act 1972 are about (England)."""

ACT: Final = "Part 1 of Schedule 12A to the Local Government Act 1972"
EXEMPT_HEADING: Final = "Exempt information"
NOT_FOR_PUBLICATION: Final = "Not for publication"


@dataclass(frozen=True, slots=True)
class StandardPart:
    """One part of the standard format. `kind` is what it is made of beside its text (`text` for nothing else)."""

    key: str
    heading: str
    kind: str = "text"
    numbered: bool = False
    appendix: bool = False
    mandatory: bool = False
    text: str = ""


STANDARD_PARTS: Final = (
    StandardPart(
        "strategic-impact",
        "Strategic impact",
        mandatory=True,
        text=(
            "Regular monitoring shows members where adult social care is doing well, where it is not, and whether what "
            "was decided is working. It is how the committee holds the service to account for what it promised."
        ),
    ),
    StandardPart(
        "executive-summary",
        "Executive summary",
        mandatory=True,
        text="This paper reports how adult social care was doing as at {{as at}}. {{summary}}\n\n{{exceptions}}",
    ),
    StandardPart(
        "recommendations",
        "Recommendations",
        mandatory=True,
        text=(
            "The committee is asked to:\n\n"
            "1. discuss the performance reported here, and the exceptions above all;\n"
            "2. say for each report card whether the actions in it are right, or what else is wanted and by when."
        ),
    ),
    StandardPart("one-page", "The paper on one page", "one_page"),
    StandardPart(
        "introduction",
        "Introduction",
        numbered=True,
        mandatory=True,
        text=(
            "The committee follows a set of vital signs. Each has a definition, most have a target, and each is rated "
            "from its stored figures by published rules.\n\n"
            "An indicator is reported by exception, with a report card, where one of the committee’s rules applies to "
            "its latest figure. The reason stands beside it."
        ),
    ),
    StandardPart("overview", "Performance overview", numbered=True, text="{{summary}}"),
    StandardPart("dashboard", "Dashboard", "dashboard"),
    StandardPart("exceptions", "Exceptions and why they are reported", "exceptions"),
    StandardPart(
        "report-cards",
        "Report cards",
        "cards",
        numbered=True,
        text="Each exception has a report card, written by its lead officer and checked against the stored figures.",
    ),
    StandardPart("financial", "Financial implications", numbered=True, mandatory=True),
    StandardPart("other-implications", "Issues, risks and other implications", numbered=True, mandatory=True),
    StandardPart("background", "Background papers", numbered=True, text="None."),
    StandardPart("contact", "Officer contact", mandatory=True),
    StandardPart(
        "prompts",
        "Prompts for discussion",
        appendix=True,
        text=(
            "- What keeps this indicator from its target?\n"
            "- Who is affected while it stays there, and how?\n"
            "- Where will it be at the end of the year if nothing else is done?\n"
            "- What would make a difference, and what does it cost?\n"
            "- By when will it be back on course, and how shall we know?\n"
            "- What does this teach us for other services?"
        ),
    ),
    StandardPart(
        "follow-up",
        "Follow-up options",
        appendix=True,
        text=(
            "| Option | What it means |\n| --- | --- |\n"
            "| Agree the actions | The actions of the report card stand, and a date is set to hear how they went |\n"
            "| Ask for other actions | Members name what is missing, and a date is set to hear how it went |\n"
            "| Send it to the department’s managers | They work out a plan for improvement and bring it back |\n"
            "| Set up a task and finish group | Some members look into it themselves and bring back a plan |\n"
            "| Take it to the council’s leadership team | For what needs another policy or more money |\n"
            "| Take it to the committee that holds the purse | For what only that committee can decide |"
        ),
    ),
    StandardPart("definitions", "Definitions of the indicators", "definitions", appendix=True),
    StandardPart("clearances", "Deadlines and clearances", "clearances", appendix=True),
)
"""The standard format, in its order. Report cards follow the part of their name, one for each exception."""

NO_CONTACT: Final = "the council"
OFFERING: Final = (
    "If you need this paper in large print, audio, Braille, an easy-to-read version or another language, ask "
    "{whom} and we will do our best to help."
)


def offering_words(contact_heading: str, *, where: str = "") -> str:
    """The sentence that offers other formats. `where` is said of a contact that stands elsewhere ("in the paper"); a
    paper may have none."""
    whom = f"the officer named under “{contact_heading}” {where}".rstrip() if contact_heading else NO_CONTACT
    return OFFERING.format(whom=whom)


def exceptions_words(codes: tuple[str, ...]) -> str:
    """`Five indicators are reported by exception: A09, A11, A10, A03 and A05.`"""
    if not codes:
        return "No indicator is reported by exception."
    nouns = "indicator is" if len(codes) == 1 else "indicators are"
    return f"{number_word(len(codes)).capitalize()} {nouns} reported by exception: {listed(codes)}."


def clock(of: time | datetime) -> str:
    """`14:05`."""
    return f"{of:%H:%M}"


def meeting_words(on: date, at: time | None) -> str:
    """`6 March 2017 at 10:00`."""
    return f"{day(on)} at {clock(at)}" if at is not None else day(on)


class Late(StrEnum):
    """What became late, as its sentence begins: a paper that is composed still may not be published today at all, and
    a locked one says for ever when it was locked, whenever it is published."""

    WOULD_BE = "It would be published late"
    LOCKED = "Locked late"
    PUBLISHED = "Published late"


def lateness_words(late: Late, on: date, meeting: date, clear_days: int, wanted: int, by: date) -> str:
    """`Published late: on 1 March 2017, with 2 clear working days before the meeting of 6 March 2017 instead of 5. It
    was due by 24 February 2017.`; empty where it is in time."""
    if clear_days >= wanted:
        return ""
    if on >= meeting:
        return f"{late}: on {day(on)}, not before the meeting of {day(meeting)}."
    return (
        f"{late}: on {day(on)}, with {counted(clear_days, 'clear working day')} before the meeting of {day(meeting)} "
        f"instead of {wanted}. It was due by {day(by)}."
    )


def deadline_words(by: date, meeting: date, today: date, wanted: int) -> str:
    """`24 February 2017: 5 clear working days before the meeting. 4 days left.`, `... Today is the last day.`, or that
    it has passed, until the meeting has too."""
    told = f"{day(by)}: {counted(wanted, 'clear working day')} before the meeting."
    left = (by - today).days
    if today >= meeting:
        return told
    if left < 0:
        return f"{told} That day has passed: what is published now is late."
    return f"{told} Today is the last day." if not left else f"{told} {counted(left, 'day')} left."


def in_the_way_words(count: int) -> str:
    """`3 things stand in the way of locking`."""
    return f"{counted(count, 'thing')} {'stands' if count == 1 else 'stand'} in the way of locking"


def locked_words(number: str, at: datetime) -> str:
    """`Version 1.0, locked on 20 February 2017 at 14:05`. The time is local."""
    return f"Version {number}, locked on {day(at.date())} at {clock(at)}"


def draft_words(month: str, at: datetime) -> str:
    """For a paper that is not locked. The time is local."""
    return f"As at {month}, made on {day(at.date())} at {clock(at)}. Not a published paper."


def marking_words(paragraphs: tuple[int, ...]) -> str:
    """What stands on every page of a file with exempt parts."""
    numbers = sorted(set(paragraphs))
    if not numbers:
        return ""
    *first, last = map(str, numbers)
    which = f"paragraphs {', '.join(first)} and {last}" if first else f"paragraph {last}"
    return f"{NOT_FOR_PUBLICATION} by virtue of {which} of {ACT}"


def exempt_words(paragraph: int, reason: str, review: date | None) -> str:
    """What everybody is told of an exempt part: that it is left out, why, and until when."""
    until = f" To be looked at again on {day(review)}." if review is not None else ""
    return (
        f"This part is left out of the public paper: {NOT_FOR_PUBLICATION.lower()} by virtue of paragraph {paragraph} "
        f"of {ACT} ({EXEMPT.get(paragraph, 'exempt information')}). Reason: {reason.strip().rstrip('.')}.{until}"
    )
