"""Charts as SVG for paper: the same drawing as on the page, with its look inside, since no stylesheet reaches here."""

from __future__ import annotations

from typing import Final

from reports import charts
from reports.cards import ChartSpec
from reports.pdf.cleaning import cleaned
from reports.pdf.typeface import FAMILY

# As static/css/charts.css, with letters for a picture of half a page's width. Classes that a page hides on a phone are
# hidden here too: on paper the picture is as small.
LOOK: Final = f"""
text {{ fill: #14181a; font-family: "{FAMILY}"; font-size: 23px; }}
.grid {{ fill: none; stroke: #d5dadc; stroke-width: 1; }}
.ticks text, .caption, .gaps text, .break text {{ fill: #4b5457; }}
.months text, .gaps text, .empty {{ text-anchor: middle; }}
.before {{ text-anchor: end; }}
.minor {{ display: none; }}
.target {{ fill: none; stroke: #4b5457; stroke-width: 2.5; stroke-dasharray: 7 4; }}
.unknown {{ fill: #f1f4f4; }}
.range {{ fill: #e3ebf3; }}
.target-words {{ fill: #4b5457; }}
.break path {{ fill: none; stroke: #4b5457; stroke-width: 1.5; stroke-dasharray: 2 4; }}
.gaps path {{ fill: none; stroke: #4b5457; stroke-width: 2.5; stroke-linecap: round; }}
.trend {{ fill: none; stroke: #14181a; stroke-width: 3.5; stroke-linejoin: round; stroke-linecap: round; }}
.points path {{ stroke: #fff; stroke-width: 1.5; }}
.red {{ fill: #a5130c; }} .amber {{ fill: #b35900; }} .green {{ fill: #0b5c34; }} .none {{ fill: #566065; }}
.points .provisional {{ fill: #fff; stroke-width: 3; }}
.points .red.provisional {{ stroke: #a5130c; }} .points .amber.provisional {{ stroke: #b35900; }}
.points .green.provisional {{ stroke: #0b5c34; }} .points .none.provisional {{ stroke: #566065; }}
.points.dense path {{ stroke-width: 0; }} .points.dense .provisional {{ stroke-width: 1.5; }}
.newest {{ font-weight: 600; }}
.ticks text, .gaps text, .newest, .target-words, .break text {{
  stroke: #fff; stroke-width: 4px; paint-order: stroke; stroke-linejoin: round;
}}
"""


def printed_chart(spec: ChartSpec) -> str:
    """The chart with its look inside, and letters that the typeface has."""
    opening, closed, rest = charts.line_svg(spec).partition(">")
    return cleaned(f'{opening} xmlns="http://www.w3.org/2000/svg"{closed}<style>{LOOK}</style>{rest}')[0]
