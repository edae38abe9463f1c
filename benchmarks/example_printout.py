"""A bilingual printout of about sixty pages: the plan's activities with example figures, in one table."""

import itertools
import random
from decimal import Decimal
from html import escape

from desktop.config import resources
from desktop.domain.plan import Activity
from desktop.domain.sheet import Align, Column, Heading, Percent, Riel, Row, RowKind, Sheet, Table
from desktop.i18n.khmer import soft
from desktop.printing.figures import written
from desktop.storage.plans import plan

ROWS, A_GROUP = 470, 40
COLUMNS = (
    Column("ល.រ", 0.9, Align.CENTRE),
    Column("សកម្មភាព", 4.0),
    Column("Activity", 4.0),
    Column("គោលដៅ", 1.2, Align.RIGHT),
    Column("សម្រេចបាន", 1.2, Align.RIGHT),
    Column("ភាគរយ", 1.1, Align.RIGHT),
    Column("ថវិកា", 2.0, Align.RIGHT),
)


def sheet() -> Sheet:
    """The printout, the same every time."""
    chance = random.Random(1)
    rows: list[Row] = []
    for number, activity in enumerate(itertools.islice(itertools.cycle(plan().activities()), ROWS)):
        if number % A_GROUP == 0:
            office = number // A_GROUP + 1
            rows.append(Row((f"ការិយាល័យឧទាហរណ៍ទី{office} / Example office {office}",), RowKind.GROUP))
        rows.append(_row(activity, chance))
    return Sheet(
        title="របាយការណ៍បូកសរុបលទ្ធផលការងារទប់ស្កាត់ និងឆ្លើយតបអំពើហិង្សាលើកុមារ",
        subtitle="Example figures, quarter 3 of 2026",
        language="km",
        digits="khmer",
        authority=("រដ្ឋបាលខេត្តឧទាហរណ៍",),
        blocks=(Heading("លទ្ធផលតាមសកម្មភាព"), Table(COLUMNS, tuple(rows))),
    )


def html(css: str) -> str:
    """The same for engines that read HTML, with places to break Khmer lines, which they cannot find."""
    printout = sheet()
    whole = sum(column.weight for column in COLUMNS)
    heads = "".join(
        f'<th width="{column.weight / whole:.1%}">{_soft(column.title)}</th>' for column in COLUMNS
    )
    table = next(block for block in printout.blocks if isinstance(block, Table))
    rows = "".join(_html_row(row) for row in table.rows)
    return (
        f"<html><head><style>{css}</style></head><body><h1>{_soft(printout.title)}</h1>"
        f"<p>{_soft(printout.subtitle)}</p><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></body></html>"
    )


def font(weight: str) -> str:
    """The path of the program's own font, "Regular" or "Bold"."""
    return str(resources() / "assets" / "fonts" / f"TumpeangKhmer-{weight}.ttf")


def _row(activity: Activity, chance: random.Random) -> Row:
    target = chance.randint(10, 9_000)
    share = Percent(Decimal(chance.randint(0, 130)) / 100)
    words = (activity.code, activity.title.say("km"), activity.title.say("en"))
    return Row((*words, target, chance.randint(0, target), share, Riel(chance.randint(1, 900) * 50_000)))


def _html_row(row: Row) -> str:
    texts = [_soft(written(cell, "km", "khmer")) for cell in row.cells]
    if row.kind is RowKind.GROUP:
        return f'<tr><td colspan="{len(COLUMNS)}"><b>{texts[0]}</b></td></tr>'
    sides = [column.align.value.replace("centre", "center") for column in COLUMNS]
    cells = (f'<td align="{side}">{text}</td>' for side, text in zip(sides, texts, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _soft(text: str) -> str:
    return escape(soft(text))
