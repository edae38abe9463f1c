"""Prints the example printout once with the engine named; prints the seconds and the pages that took."""

import io
import sys
import time
from collections.abc import Callable

from pypdf import PdfReader

from benchmarks.example_printout import font, html, sheet

_CSS = """
    body { font-family: "Tumpeang Khmer"; font-size: 9.3pt }
    table { width: 100%; border-collapse: collapse }
    td, th { border: 1px solid black; padding: 2pt 4pt }
"""
_CSS_OF_PAPER = """
    @font-face { font-family: "Tumpeang Khmer"; src: url("file://%s") }
    @font-face { font-family: "Tumpeang Khmer"; src: url("file://%s"); font-weight: bold }
    @page { size: A4; margin: 16mm 16mm 16mm 22mm;
            @bottom-right { content: counter(page) " / " counter(pages) } }
    body { line-height: 1.58 }
    table { table-layout: fixed }
"""


def ours() -> Callable[[], bytes]:
    from desktop.printing import composing

    printout = sheet()
    return lambda: composing.compose(printout).pdf


def weasyprint() -> Callable[[], bytes]:
    from weasyprint import HTML  # type: ignore[import-untyped]  # it has no types

    page = html(_CSS + _CSS_OF_PAPER % (font("Regular"), font("Bold")))
    return lambda: bytes(HTML(string=page).write_pdf(presentational_hints=True))


def qt() -> Callable[[], bytes]:
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageSize, QPdfWriter, QTextDocument

    app = QGuiApplication(sys.argv[:1])
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(font(weight))
    page = html(_CSS)

    def write() -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(22, 16, 16, 16))  # millimetres
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setHtml(page)
        document.setPageSize(QSizeF(writer.width(), writer.height()))  # or it adds margins of its own
        document.print_(writer)
        assert app is not None
        return bytes(buffer.data().data())

    return write


if __name__ == "__main__":
    engine = {"ours": ours, "weasyprint": weasyprint, "qt": qt}[sys.argv[1]]()
    begin = time.perf_counter()
    pdf = engine()
    seconds = time.perf_counter() - begin
    print(seconds, len(PdfReader(io.BytesIO(pdf)).pages))
