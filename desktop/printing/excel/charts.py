"""A chart as Excel's own, drawn from the cells above it and so from nothing that does not stand there."""

from collections.abc import Sequence
from typing import Any

from desktop.domain.sheet import Chart, ChartKind, Row
from desktop.printing.charts import length
from desktop.printing.excel.page import Page
from desktop.printing.excel.styles import FONT
from desktop.printing.tones import TONES, Tone

_INK = "#293D5C"
_FONT = {"name": FONT, "size": 9}
# The dash and the mark that come nearest to those of each tone on paper.
_LINES = (
    ("solid", "circle"),
    ("dash", "diamond"),
    ("round_dot", "triangle"),
    ("dash_dot", "star"),
    ("long_dash", "square"),
    ("square_dot", "x"),
)
_FEW, _ROOM = 120.0, 26.0  # points of an empty chart, and for each category and series in it


def rows(chart: Chart) -> Sequence[Row]:
    """The table that the chart is drawn from: a row for each category, a column for each series."""
    return [
        Row((name, *(series.values[place] for series in chart.series)))
        for place, name in enumerate(chart.categories)
    ]


def draw(page: Page, chart: Chart, heads: int, first: int) -> None:
    """Draw under its table, whose first row is `first` and whose row of heads is `heads`."""
    if all(length(cell) is None for series in chart.series for cell in series.values):
        return  # nothing has a length: an empty frame would say nothing that the table does not
    name, last = page.worksheet.get_name(), page.row - 1
    drawn = page.styles.book.add_chart({"type": "bar" if chart.kind is ChartKind.BARS else "line"})
    for place, series in enumerate(chart.series):
        column, tone = place + 1, TONES[place % len(TONES)]
        drawn.add_series(
            {
                **({"name": [name, heads, column]} if series.title else {}),
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "data_labels": {"value": True, "font": _FONT},
                "gap": 60,
                **_shape(chart.kind, tone),
            }
        )
    drawn.set_legend(
        {"position": "top", "font": _FONT} if any(one.title for one in chart.series) else {"none": True}
    )
    names, values = {"num_font": _FONT}, {"num_font": _FONT, "major_gridlines": {"visible": False}, "min": 0}
    if chart.kind is ChartKind.BARS:  # the first at the top; every bar says its value
        drawn.set_y_axis({**names, "reverse": True, "major_gridlines": {"visible": False}})
        drawn.set_x_axis({**values, "visible": False})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
    _place(page, drawn, _FEW + _ROOM * _bars(chart))


def _bars(chart: Chart) -> int:
    """How many lie under one another."""
    return len(chart.categories) * len(chart.series) if chart.kind is ChartKind.BARS else 6


def _place(page: Page, drawn: Any, high: float) -> None:
    page.gap()
    drawn.set_size({"width": page.pixels, "height": round(min(high, 600.0) * 96 / 72)})
    page.worksheet.insert_chart(page.row, 0, drawn, {"object_position": 2})
    page.skip(min(high, 600.0))


def _shape(kind: ChartKind, tone: Tone) -> dict[str, Any]:
    """Told apart without colours: bars full, light, grey, hatched, empty; lines by their dashes and marks."""
    colour = "#" + "".join(f"{round(part * 255):02X}" for part in tone.colour)
    if kind is ChartKind.LINE:
        dash, mark = _LINES[TONES.index(tone)]
        fill = {"type": mark, "size": 6, "fill": {"color": colour}, "border": {"color": _INK}}
        return {"line": {"color": _INK, "width": 1.5, "dash_type": dash}, "marker": fill}
    edge: dict[str, Any] = {"border": {"color": _INK}}
    if tone.lean:
        slope = "wide_upward_diagonal" if tone.lean > 0 else "wide_downward_diagonal"
        pattern = {"pattern": slope, "fg_color": _INK, "bg_color": colour}
        return {**edge, "pattern": pattern}
    return {**edge, "fill": {"color": colour}}
