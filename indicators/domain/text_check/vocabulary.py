"""The words by which report cards speak of figures. Small letters, as sets; what each set means stands beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """Where something went: up or down says of the figure, better or worse of performance."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


def words(listed: str) -> frozenset[str]:
    """A set of words, written with spaces between."""
    return frozenset(listed.split())


def _ways(**words: str) -> dict[str, Way]:
    return {word: Way(way) for way, listed in words.items() for word in listed.split()}


MOVED: Final = _ways(
    up="rose risen increased grew grown climbed jumped surged soared rising increasing growing climbing",
    down="fell fallen decreased dropped declined reduced dipped eased shrank shrunk tumbled dwindled plummeted slid "
    "falling decreasing declining dropping reducing easing",
    better="improved improving rallied rebounded",
    worse="worsened worsening deteriorated deteriorating slipped slipping",
    same="unchanged",
)
"""Verbs that say where a figure went, in the forms that tell and do not wish."""
MOVING: Final = _ways(
    up="rise increase grow climb",
    down="fall decrease drop decline reduce shrink",
    better="improve",
    worse="worsen deteriorate",
)
"""After `continued to` and `began to`."""
MOVES: Final = _ways(
    up="increase rise jump surge",
    down="decrease fall reduction drop decline dip",
    better="improvement",
    worse="deterioration",
)
"""Nouns for which `on`, `from` or `compared` says what is compared."""
PARTICLES: Final = _ways(up="up", down="down", better="better", worse="worse")
"""After `is`, `has gone`, `has got`, and before a size."""
COMPARED: Final = _ways(up="higher", down="lower", better="better", worse="worse")
"""Before `than`."""
MORE_OR_FEWER: Final = _ways(up="more", down="fewer")
"""Before what an indicator counts."""
SIZED_BEFORE: Final = {
    **MOVED,
    **_ways(
        up="up rise rises increase increases growth jump surge",
        down="down fall falls decrease decreases drop drops decline declines dip reduction reductions fewer",
        better="improvement improvements",
        worse="deterioration",
    ),
}
"""Words after which a size of a change may stand, perhaps with `by` or `of` between."""
SIZED_AFTER: Final = _ways(
    up="rise increase growth higher up more longer larger",
    down="fall decrease drop decline reduction lower down fewer less shorter smaller",
    better="improvement better",
    worse="deterioration worse",
)
"""Words that make a number before them the size of a change."""
BETWEEN_WORD_AND_SIZE: Final = words(
    "by of a an the just only further another about around some nearly almost over roughly approximately more "
    "than was were is been overall slightly under"
)
CARRIED: Final = words(
    "gone went got come came going getting become became coming is are was were been crept edged inched nudged drifted"
)
"""Verbs that carry `up`, `down`, `better` or `worse`."""
BEGUN: Final = words("continue continues continued began begun started starting beginning")
"""Before `to`: what follows is told and not wished."""
DESCRIBING: Final = words(
    "net slight small sharp further another significant big large marked modest marginal substantial notable gradual"
)
"""Before `reduction` and its like: they name no other thing."""
FACTORS: Final = {"doubled": 2, "trebled": 3, "tripled": 3, "quadrupled": 4, "halved": 0}

WISHED: Final = words(
    "will would should could may might must shall can cannot expect expected expects aim aims aimed plan plans "
    "planned hope hopes hoped want wants need needs intend intends goal ambition forecast predicted projected if "
    "unless until whether target targets stays stay not never no hardly without wherever nor likely ensure order "
    "unlikely where"
)
"""Where one stands before the verb, nothing is told of what happened."""
OF_OTHERS: Final = words(
    "england english national nationally region regional regionally neighbours neighbour comparator comparators "
    "cipfa benchmark benchmarks hospital hospitals trust trusts provider providers peer peers london wales "
    "districts district locality localities ward wards teams team survey nhs icb ccg ccgs councils elsewhere "
    "median quartile family group agency cqc staff said felt responded respondents answered surveyed feedback"
)
"""Other organisations, parts of our own, and means: their figures are not stored."""
NO_NAMES: Final = words("it's that's there's here's what's let's today's council's people's month's quarter's year's")
"""Capitals at the start of a sentence make no name of them."""
RATE_WORDS: Final = words("rate rates share proportion percentage performance indicator measure outturn actual")
"""What an indicator's figure is called."""
OF_A_RATE: Final = words(
    "latest current overall actual monthly annual quarterly average same reported headline council's our its whose"
    " rolling previous new final provisional year's month's"
)
"""Before `rate` they make no other rate of it."""
LOOSE_WORDS: Final = words(
    "figure figures number numbers total result results position count level list queue our ours"
)
"""What anything counted may be called: the sentence before says what is meant."""
PRONOUNS: Final = words("it this they these we which")
AIMED: Final = words("target targets")
PROFILED: Final = words("profile profiled trajectory plan planned")
"""After a gap they are a target as well; `the age profile` is none."""
PLANNED: Final = words("plan planned")
"""What was planned may be another number than the target."""
OF_A_TARGET: Final = words("local monthly annual agreed challenging ambitious stretch revised current")
"""Before `target` they make no other target of it."""
LIMITS: Final = (
    *("no more than", "not more than", "less than", "fewer than", "at least", "at most", "up to", "below", "under"),
    *("above", "no fewer than", "a maximum of", "a minimum of", "within"),
)
ABOUT: Final = words("about around roughly approximately some circa nearly almost approx")
ABOUT_TWO: Final = frozenset(("just under", "just over", "close to", "more than", "just below", "just above"))
NOW: Final = words("now currently latest current today present")
NOW_AFTER: Final = words("now currently")
TELLS: Final = words("is are stands")
"""Right before a number with no period beside it: the latest figure is meant."""
OF_TIME: Final = words(
    "year years month months week weeks hour hours minute minutes quarters times years' weeks' months' days'"
)
LABELS: Final = words(
    "appendix table section paragraph page item phase stage tier level band chapter annex recommendation option "
    "act grade regulation schedule part article chart note objective priority"
)
"""What is numbered and not counted."""
AFTER_BARE: Final = words(
    "in at by and to from for against compared since but which than or as on with while during over between when "
    "this last it the so is was were are per every after up down if has had that although though because until "
    "again then now overall below above target short better worse before following reported recorded seen "
    "achieved set compares meant means adrift shy clear behind ahead"
)
"""What may follow a number that is the whole of a figure; any other word names what was counted."""
COUNTED_AS_FIGURE: Final = words("people adults residents carers admissions days day older younger points")
OF_ANYBODY: Final = words("people adults older younger points day days week weeks month months year years")
"""Words that tell no thing from another."""
FUNCTION_WORDS: Final = words(
    "a an the and or also has have had been be being then there only just further still even this last recent "
    "both by compared currently overall however therefore today meanwhile yet most least lowest highest of than "
    "between among into out per no more about again ever on record stands stand stood standing reached shows saw "
    "sees represents remain remains remained"
)
"""Words that name nothing."""
CLAUSE_ENDS: Final = words("while and but because although though whereas which when as if after with")
UNSPECIFIC: Final = words(
    "people adult adults older care social service services council support county number rate population years "
    "this that with from after their within month months days week year home homes work need good over open paid "
    "decreasing increasing proportion percentage receiving receive having have been being long term "
    "community total each still council's per at who had asked own into case cases end new time large city "
    "borough metropolitan royal district of and the"
)
"""Words of an indicator's name that many other sentences have too."""
PARTS_OF: Final = words("which whom them these those")
"""`of whom 29`: a part of what was counted before."""
RELATIVES: Final = words("those these them who which in whom using that")
"""`86% of those who ...`: what is counted is said elsewhere."""
AGAINST: Final = words("against than versus vs target")
"""Before a number that may be a target."""
