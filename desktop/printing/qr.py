"""A QR code on paper, and the end of a page: what stands alone on a sheet that is handed out."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from desktop.printing.flow import Block
from desktop.printing.pen import Pen

_SIDE = 200.0  # points, 7 cm: a telephone reads 77 x 77 squares of 0.9 mm at arm's length
_SMALL = 66.0  # points, 2.3 cm: a short text has 21 x 21 squares of 0.8 mm
_QUIET = 4  # squares of white around it, which readers need


class QrCode(Block):
    """A text as a QR code in the middle."""

    before = 8.0
    after = 2.0

    def __init__(self, text: str, *, small: bool = False) -> None:
        self._side = _SMALL if small else _SIDE
        self._text = text
        self._squares = Squares(text)

    def height(self, width: float) -> float:
        return self._side

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.figure(self._text):
            self._squares.draw(pen, x + (width - self._side) / 2, top, self._side)


class Squares:
    """The dark squares of a QR code, of which an eighth may be dirty or torn."""

    def __init__(self, text: str) -> None:
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
        self._rows: list[list[bool]] = code.modules

    def draw(self, pen: Pen, x: float, top: float, side: float) -> None:
        """Draw them, with the white around them, in a square of this side hanging from (x, `top`)."""
        square = side / (len(self._rows) + 2 * _QUIET)
        left = x + _QUIET * square
        for down, row in enumerate(self._rows):
            y = top - (down + 1 + _QUIET) * square
            for start, end in _runs(row):
                pen.fill(left + start * square, y, (end - start) * square, square, (0, 0, 0))


class PageEnd(Block):
    """Nothing, so tall that it begins a page, and so thin that it fills none of it."""

    def height(self, width: float) -> float:
        return 0.0

    def least(self, width: float) -> float:
        return float("inf")

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pass


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where the dark squares of a row begin and end: one rectangle for neighbours, without a seam."""
    edges = [at for at in range(len(row) + 1) if (at > 0 and row[at - 1]) != (at < len(row) and row[at])]
    return list(zip(edges[::2], edges[1::2], strict=True))
