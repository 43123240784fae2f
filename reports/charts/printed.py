"""The chart of an indicator's page where no stylesheet reaches it: in a printed paper and in a Word copy.

The same picture as `lines` makes, with its rules inside: those of `static/css/charts.css` for a wide screen, written
without variables and shorthands, which what draws on paper does not read.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from reports.cards import ChartSpec
from reports.charts.colours import BAND, INK, LINE, PAGE, QUIET, TEXT, UNKNOWN
from reports.charts.lines import line_svg

FONT: Final = "Source Sans Pro"
CUTS: Final = ("SourceSansPro-Regular.otf", "SourceSansPro-Bold.otf")
PIXELS_PER_INCH: Final = 160
"""Of the picture at its own size, 640 points across: 1,422 pixels, which is 225 to the inch in a column of 16 cm."""

_FIGURES: Final = "".join(
    f".points .{colour}{{fill:{ink};stroke:{PAGE};stroke-width:1.5}}"
    f".points .{colour}.provisional{{fill:{PAGE};stroke:{ink};stroke-width:2.5}}"
    f".dense .{colour}{{stroke-width:0}}.dense .{colour}.provisional{{stroke-width:1.5}}"
    for colour, ink in INK.items()
)
_RULES: Final = (
    f"text{{fill:{TEXT};font-family:'{FONT}';font-size:16px}}"
    f".grid{{fill:none;stroke:{LINE};stroke-width:1}}"
    f".ticks text,.caption,.gaps text,.break text,.target-words{{fill:{QUIET}}}"
    ".months text,.gaps text,.empty{text-anchor:middle}.before{text-anchor:end}"
    f".target{{fill:none;stroke:{QUIET};stroke-width:2;stroke-dasharray:7 4}}"
    f".unknown{{fill:{UNKNOWN}}}.range{{fill:{BAND}}}"
    f".break path{{fill:none;stroke:{QUIET};stroke-width:1.5;stroke-dasharray:2 4}}"
    f".gaps path{{fill:none;stroke:{QUIET};stroke-width:2;stroke-linecap:round}}"
    f".trend{{fill:none;stroke:{TEXT};stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}}"
    f"{_FIGURES}.newest{{font-weight:bold}}"
    f".ticks text,.gaps text,.newest,.target-words,.break text{{stroke:{PAGE};stroke-width:4px;paint-order:stroke;"
    "stroke-linejoin:round}"
)
_PAGE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.picture), format: "svg", width: 640pt)
"""


def printed_svg(spec: ChartSpec, *, name: str = "chart") -> str:
    """The chart as SVG that looks the same wherever it is put. `name` starts its ids."""
    drawn = line_svg(spec, name=name)
    named = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return named.replace("<title ", f"<style>{_RULES}</style><title ", 1)


def chart_png(spec: ChartSpec) -> bytes:
    """The chart as PNG, for files that cannot hold SVG: the same bytes for the same chart, in some 20 ms."""
    import typst  # here and not above: pages draw charts without it

    with TemporaryDirectory() as folder:
        return typst.compile(
            _PAGE,
            format="png",
            ppi=PIXELS_PER_INCH,
            font_paths=_fonts(folder),
            sys_inputs={"picture": printed_svg(spec)},
        )


def _fonts(folder: str) -> Any:  # typst.Fonts
    """The two cuts that charts are lettered in and no others, whatever else the machine has: the folder they come in
    holds each twice, and which of the two was taken would differ from machine to machine."""
    import font_source_sans_pro
    import typst

    for name in CUTS:
        Path(folder, name).symlink_to(Path(font_source_sans_pro.font_directory, name))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
