"""Weeks as a chart that can be edited on a slide: columns solid at or above the line, hatched below it, and the line.

The library makes charts of one kind alone; the third series is moved to a line chart on the same axes.
"""

from copy import deepcopy
from typing import Any

from lxml.etree import SubElement
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from fairway.leadership.packs.types import Stand, Weeks
from fairway.web.words import day

BLUE, INK = RGBColor(0x2A, 0x5B, 0xBF), RGBColor(0x1A, 0x1D, 0x21)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
LINE = "line"


def add_chart(slide: Any, weeks: Weeks, box: tuple[float, float, float, float]) -> None:
    """Put the picture on a slide at `box`: left, top, width, height in inches."""
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *(Inches(one) for one in box), _data(weeks))
    frame.name = "Weeks"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{weeks.caption}. {weeks.in_words}")
    chart = frame.chart
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size = Pt(9)
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 45
    _dress(plot.series)
    values = chart.value_axis
    values.minimum_scale, values.has_major_gridlines = 0, False
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    _make_line(chart)


def _data(weeks: Weeks) -> CategoryChartData:
    """Names of series and weeks are our own words: the workbook inside a chart takes a text for a formula."""
    data = CategoryChartData(number_format="#,##0.##")
    data.categories = [day(week_on) for week_on in weeks.weeks]
    for wanted in (Stand.MET, Stand.MISSED):
        data.add_series(
            wanted.value,
            [done if stand is wanted else None for done, stand in zip(weeks.done, weeks.stands, strict=True)],
        )
    shown = {Stand.MET, Stand.MISSED}
    data.add_series(
        LINE, [value if stand in shown else None for value, stand in zip(weeks.expected, weeks.stands, strict=True)]
    )
    return data


def _dress(series: Any) -> None:
    met, missed, line = series
    met.format.fill.solid()
    met.format.fill.fore_color.rgb = BLUE
    missed.format.fill.patterned()
    missed.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    missed.format.fill.fore_color.rgb, missed.format.fill.back_color.rgb = BLUE, WHITE
    for one in (met, missed):
        one.format.line.color.rgb = BLUE
        one.invert_if_negative = False
    line.format.line.color.rgb, line.format.line.width = INK, Pt(1.25)
    line.format.line.dash_style = MSO_LINE.DASH


def _make_line(chart: Any) -> None:
    """Take the third series out of the columns and draw it as a line on their axes."""
    columns = chart._chartSpace.find(f".//{qn('c:barChart')}")
    series = columns.findall(qn("c:ser"))[-1]
    columns.remove(series)
    inverted = series.find(qn("c:invertIfNegative"))
    if inverted is not None:
        series.remove(inverted)
    marker = SubElement(series, qn("c:marker"))
    SubElement(marker, qn("c:symbol")).set("val", "none")
    series.find(qn("c:spPr")).addnext(marker)
    SubElement(series, qn("c:smooth")).set("val", "0")
    drawn = columns.makeelement(qn("c:lineChart"))
    SubElement(drawn, qn("c:grouping")).set("val", "standard")
    SubElement(drawn, qn("c:varyColors")).set("val", "0")
    drawn.append(series)
    SubElement(drawn, qn("c:marker")).set("val", "1")
    for axis in columns.findall(qn("c:axId")):
        drawn.append(deepcopy(axis))
    columns.addnext(drawn)
