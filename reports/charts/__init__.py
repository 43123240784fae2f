"""The drawing layer: one `ChartSpec` as a picture for the page, a small trend line, an interactive figure, or a table;
on paper as SVG with its rules inside, or as PNG.

Every drawing of one address comes from the same spec, so they cannot disagree; `spec.alternative` is their text
alternative. Nothing here knows Django. What the classes of the pictures look like stands in `static/css/charts.css`.
"""

from reports.charts.interactive import plotly_figure
from reports.charts.lines import line_svg
from reports.charts.printed import chart_png, printed_svg
from reports.charts.rows import DataRow, data_table
from reports.charts.sparks import spark_svg

__all__ = ["DataRow", "chart_png", "data_table", "line_svg", "plotly_figure", "printed_svg", "spark_svg"]
