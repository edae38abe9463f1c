"""A paper: the pages of a PDF as pictures, out of memory; nothing of it is ever written to the disk."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

POINTS_PER_INCH = 72


class Paper:
    """The pages are counted from 0, sizes are in points. Belongs to the thread that made it."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._document = QPdfDocument()
        buffer = QBuffer(self._document)  # read from as long as the document lives, and gone after it
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    def size(self, page: int) -> QSizeF:
        return self._document.pagePointSize(page)

    def picture(self, page: int, width: int) -> QImage:
        """A page on white, so many pixels wide."""
        size = self.size(page)
        height = round(width * size.height() / size.width())
        drawn = self._document.render(page, QSize(width, height))
        found = QImage(drawn.size(), QImage.Format.Format_RGB32)
        found.fill(Qt.GlobalColor.white)
        painter = QPainter(found)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return found

    def text(self, page: int) -> str:
        """The words of a page, for who hears it read."""
        return self._document.getAllText(page).text().replace("\r\n", "\n")
