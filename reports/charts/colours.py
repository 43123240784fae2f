"""The colours of pictures that are drawn where no stylesheet reaches: by plotly, on paper, in a file.

They are those of `static/css/tokens.css` and `charts.css`; a test holds them equal.
"""

from __future__ import annotations

from typing import Final

INK: Final = {"red": "#a5130c", "amber": "#b35900", "green": "#0b5c34", "none": "#566065"}
"""The colours of the ratings' shapes."""
TEXT: Final = "#14181a"
QUIET: Final = "#4b5457"
LINE: Final = "#d5dadc"
PAGE: Final = "#ffffff"
BAND: Final = "#e3ebf3"
UNKNOWN: Final = "#f1f4f4"
