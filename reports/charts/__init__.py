"""The drawing layer: one `ChartSpec` as a picture for the page, a small trend line, an interactive figure, or a table.

Every drawing of one address comes from the same spec, so they cannot disagree; `spec.alternative` is their text
alternative. Nothing here knows Django. What the classes of the pictures look like stands in `static/css/charts.css`.
"""

from reports.charts.interactive import plotly_figure
from reports.charts.lines import line_svg
from reports.charts.rows import DataRow, data_table
from reports.charts.sparks import spark_svg

__all__ = ["DataRow", "data_table", "line_svg", "plotly_figure", "spark_svg"]
