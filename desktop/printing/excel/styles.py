"""How cells look: fonts that Windows has, number formats, colours.

Every computer with Windows 8.1 or newer has Leelawadee UI, which draws Khmer and Latin letters and both
shapes of digits. A font that an office would have to install first is no choice for a file that travels.
"""

from dataclasses import dataclass, replace

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from desktop.domain.sheet import Align, Decimals

FONT = "Leelawadee UI"
SIZE = 10.0
SMALL = 9.0
GREY = "#545C66"
HEAD_FILL = "#DEE6EE"
GROUP_FILL = "#EEF2F7"
RULE = "#9AA3AD"
# Numeral shape 12 (hexadecimal) of a format's locale code is Khmer: the cell stays a number and is read in
# Khmer digits. Separators between thousands are those of the computer, as in every number Excel shows.
_KHMER_DIGITS = "[$-12000453]"
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. Without a number format it is a text, and stays one when somebody edits it."""

    size: float = SIZE
    bold: bool = False
    align: Align = Align.LEFT
    middle: bool = False
    colour: str = "#000000"
    fill: str = ""
    ruled: bool = False
    under: bool = False  # a line below, to write on
    number: str = ""
    locked: bool = True

    def strong(self) -> "Look":
        return replace(self, bold=True)


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, language: str, digits: str) -> None:
        self.book = book
        self._made: dict[Look, Format] = {}
        shape = _KHMER_DIGITS if digits == "khmer" else ""
        self._shape = shape
        self.whole = f"{shape}#,##0"
        self.percent = f"{shape}0%"
        self.riel = f'{shape}#,##0" ៛"' if language == "km" else f'{shape}"KHR "#,##0'

    def decimals(self, cell: Decimals) -> str:
        """As many decimals as the number was given with, amid its words as they stand on paper."""
        places = -min(0, int(cell.amount.as_tuple().exponent))
        number = "#,##0" + ("." + "0" * places if places else "") + ("%" if cell.percent else "")
        return self._shape + _quoted(cell.before) + number + _quoted(cell.after)

    def of(self, look: Look) -> Format:
        if look not in self._made:
            self._made[look] = self.book.add_format(_properties(look))
        return self._made[look]


def _quoted(words: str) -> str:
    """Words inside a number format, letter by letter as they are."""
    return f'"{words}"' if words else ""


def _properties(look: Look) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "align": _SIDES[look.align],
        "valign": "vcenter" if look.middle else "top",
        "font_color": look.colour,
        "text_wrap": True,
        "locked": look.locked,
    }
    if look.fill:
        properties |= {"bg_color": look.fill, "pattern": 1}
    if look.ruled:
        properties |= {"border": 1, "border_color": RULE}
    if look.under:
        properties |= {"bottom": 4, "bottom_color": RULE}
    # The sign of a text before it: Excel then takes what begins with "=" for a text in all edits.
    return properties | ({"num_format": look.number} if look.number else {"quote_prefix": True})
