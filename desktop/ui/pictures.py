"""A photo, or a page of a PDF, as a picture on screen: from bytes in memory, never from a file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from desktop.domain.attachment import Attachment, Kind

if TYPE_CHECKING:
    from desktop.actions.office import Database

MOST_POINTS = 4_000  # of a side: what another office sent is drawn no larger

EDGE = "#8D979B"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen of an attachment, and of how many pages; without an image it cannot be shown."""

    image: QImage
    pages: int = 1


def read(db: "Database", found: Attachment, box: QSize, page: int = 0) -> Picture:
    """In the lane: an attachment drawn to fit into a box of points. Raises `NotHereYet`."""
    from desktop.actions import attachments

    content = attachments.content(db, found)
    return _page(content, box, page) if found.kind is Kind.PDF else _photo(content, box)


def png(image: QImage) -> bytes:
    """A picture from the clipboard as a file in memory."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, QByteArray(b"png")).write(image)
    return bytes(held.data().data())


def _photo(content: bytes, box: QSize) -> Picture:
    held = _held(content)
    reader = QImageReader(held, QByteArray(b"jpeg"))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_POINTS:
        return Picture(QImage())
    reader.setScaledSize(_fitting(size, box))
    return Picture(reader.read())


def _page(content: bytes, box: QSize, page: int) -> Picture:
    from PySide6.QtPdf import QPdfDocument

    held = _held(content)
    document = QPdfDocument()
    try:
        document.load(held)
        pages = document.pageCount()
        if document.status() is not QPdfDocument.Status.Ready or not 0 <= page < pages:
            return Picture(QImage(), max(pages, 0))
        paper = document.pagePointSize(page).toSize()
        drawn = document.render(page, _fitting(paper, box))
    finally:
        document.close()
    return Picture(_on_white(drawn), pages)


def _fitting(size: QSize, box: QSize) -> QSize:
    whole = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
    return whole.expandedTo(QSize(1, 1)).boundedTo(QSize(MOST_POINTS, MOST_POINTS))


def _on_white(drawn: QImage) -> QImage:
    """A page on paper, with an edge that tells it from the screen's own white."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.setPen(QColor(EDGE))
    painter.drawRect(paper.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return paper


def _held(content: bytes) -> QBuffer:
    held = QBuffer()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    return held
