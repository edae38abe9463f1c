"""The system's printer: a paper onto A4 in its true size, page by page, without a file in between."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.words import _, mark
from desktop.progress import UNWATCHED, Progress, Stopped
from desktop.ui.paper import POINTS_PER_INCH, Paper

if TYPE_CHECKING:
    from desktop.ui.tasks import Tasks

FINEST = 300  # dots per inch: an A4 page is 35 MB then, and 139 MB at 600, more than an old spooler takes
TRUE_SIZE = 0.02  # a paper that differs by less from ours is ours


class NoPrinter(UserError):
    message = mark(
        "This computer has no printer. Nothing is lost: save the paper as PDF and print it "
        "where there is one."
    )


class CannotPrint(UserError):
    message = mark(
        "The printer took nothing. Your work is safe here. Look whether the printer is on and has paper, "
        "then print again, or save the paper as PDF."
    )


def choose(parent: QWidget, pdf: bytes, name: str) -> QPrinter | None:
    """Ask which printer, which pages and how many copies; None where nobody wants to print after all.

    Raises `NoPrinter` before anything is asked where there is none.
    """
    there = QPrinterInfo.availablePrinters()
    if not there:
        raise NoPrinter
    usual = QPrinterInfo.defaultPrinter()
    paper = Paper(pdf)
    printer = ready(QPrinter(there[0] if usual.isNull() else usual, QPrinter.PrinterMode.HighResolution))
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    dialog.setMinMax(1, paper.pages)
    dialog.setFromTo(1, paper.pages)
    return printer if dialog.exec() else None


def give(
    tasks: "Tasks",
    printer: QPrinter,
    pdf: bytes,
    printed: Callable[[int], object],
    ended: Callable[[], object],
) -> None:
    """Print in the slow lane; `printed` hears how many pages, `ended` that it failed or was stopped."""

    def failed(error: BaseException) -> None:
        ended()
        tasks.failed.emit(error)

    tasks.labour(
        _at_the_printer,
        draw,
        pdf,
        printer,
        then=printed,
        otherwise=failed,
        stopped=ended,
        in_store=False,
    )


def draw(pdf: bytes, printer: QPrinter, progress: Progress = UNWATCHED) -> int:
    """Draw the pages that were asked for; how many. Raises `CannotPrint`."""
    paper, painter = Paper(pdf), QPainter()
    wanted = _wanted(printer, paper.pages)
    try:
        for done, page in enumerate(wanted):
            progress(done, len(wanted))
            _lay(printer, paper.size(page))
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise CannotPrint
            _page(painter, printer, paper, page)
    except Stopped:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(wanted)


def ready(printer: QPrinter) -> QPrinter:
    """A4, before anybody chooses another paper."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


def _lay(printer: QPrinter, size: QSizeF) -> None:
    """The sheet as the page lies, without margins: the pages bring their own."""
    lies = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(printer.pageLayout().pageSize(), way, QMarginsF(0, 0, 0, 0)))


def _page(painter: QPainter, printer: QPrinter, paper: Paper, page: int) -> None:
    """In its true size; on another paper than its own as large as fits, in the middle."""
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = paper.size(page) * (printer.resolution() / POINTS_PER_INCH)
    share = min(sheet.width() / size.width(), sheet.height() / size.height())
    if abs(share - 1) >= TRUE_SIZE:
        size *= share
    place = QRectF((sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2, 0, 0)
    place.setSize(size)
    dense = min(printer.resolution(), FINEST) / printer.resolution()
    painter.drawImage(place, paper.picture(page, round(size.width() * dense)))


def _wanted(printer: QPrinter, pages: int) -> range:
    """The pages a person asked for, from 0; all where nothing was asked for."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    return range(min(first, pages) - 1, min(last, pages))


def _at_the_printer() -> str:
    return _("Pages at the printer:")
