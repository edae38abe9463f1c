"""How the typed cells of a sheet are written on paper, in the sheet's language and digits."""

from typing import cast

from desktop.domain.sheet import Decimals, Percent, Riel, SheetCell
from desktop.i18n import numbers
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language


def written(cell: SheetCell, language: str, digits: str) -> str:
    """The text of a cell; words pass unchanged, an empty cell is an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    reader, shape = cast(Language, language), cast(Digits, digits)
    if isinstance(cell, Percent):
        return numbers.percent(cell.share, reader, shape)
    if isinstance(cell, Riel):
        return numbers.riel(cell.amount, reader, shape)
    if isinstance(cell, Decimals):
        return cell.amid(numbers.decimal(cell.amount, reader, shape))
    return numbers.whole(cell, reader, shape)
