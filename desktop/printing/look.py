"""The sizes and distances of the printed page, in points, for each language."""

from dataclasses import dataclass, replace

from desktop.domain.sheet import Align
from desktop.printing.charts import ChartStyle
from desktop.printing.closing import ClosingStyle
from desktop.printing.grid import GridStyle
from desktop.printing.pen import Colour
from desktop.printing.shaping import Faces
from desktop.printing.text import Style

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
LEFT, OTHER = 22 * MM, 16 * MM  # margins
GREY: Colour = (0.33, 0.36, 0.4)
HANG = 14.0  # list items


@dataclass(frozen=True, slots=True)
class Look:
    """Every style of a sheet."""

    kingdom: Style
    motto: Style
    authority: Style
    title: Style
    subtitle: Style
    heading: Style
    subheading: Style
    body: Style
    item: Style
    callout: Style
    caption: Style
    running: Style
    table: GridStyle
    contents_title: Style
    contents: Style
    chart_title: Style
    chart: ChartStyle
    closing: ClosingStyle


def look(faces: Faces, language: str, digits: str) -> Look:
    """The look of a sheet; Khmer needs more room between lines for what stands above and below letters."""
    khmer = language == "km"
    open_ = 1.62 if khmer else 1.42
    size = 10.8 if khmer else 10.3

    def plain(points: float, spread: float = open_) -> Style:
        return Style(faces.regular, faces.bold, points, points * spread)

    def titled(points: float, spread: float = 1.75 if khmer else 1.5) -> Style:
        return Style(faces.title, faces.title, points, points * spread)

    body = replace(plain(size), before=2, after=4, indent=28 if khmer else 0)
    centred = replace(titled(13), align=Align.CENTRE)
    return Look(
        kingdom=replace(titled(14.5), align=Align.CENTRE),
        motto=replace(titled(12), align=Align.CENTRE),
        authority=titled(10),
        title=replace(centred, before=8, after=2),
        subtitle=replace(plain(size), face=faces.bold, align=Align.CENTRE, after=6),
        heading=replace(titled(10.8), before=10, after=2),
        subheading=replace(plain(size), face=faces.bold, before=6, after=2),
        body=body,
        item=replace(body, indent=0, before=0, after=2),
        callout=replace(plain(138, 1.06), face=faces.bold, align=Align.CENTRE, before=6),
        caption=replace(plain(19), align=Align.CENTRE, after=6),
        running=replace(plain(8.2, 1.5), colour=GREY),
        table=GridStyle(plain(9.2 if khmer else 9.0, 1.43 if khmer else 1.32), language, digits),
        contents_title=replace(titled(10.8), align=Align.CENTRE, before=4, after=4),
        contents=plain(size),
        chart_title=replace(plain(size), face=faces.bold, before=8, after=2),
        chart=ChartStyle(plain(8.8 if khmer else 8.6, 1.5 if khmer else 1.35), language, digits),
        closing=ClosingStyle(titled(9.8), plain(9.6), plain(8.6, 1.5)),
    )
