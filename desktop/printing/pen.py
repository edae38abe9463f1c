"""Draws lines of text, rules and fills on the pages of one PDF; lengths are points from the bottom left."""

import io
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.printing.embedding import EmbeddedFace, number, utf16
from desktop.printing.shaping import Face
from desktop.printing.structure import Structure

# Pages as plain bytes: as letters (ASCII 85) they are a quarter larger and take half the time again.
rl_config.useA85 = 0

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


class Word(NamedTuple):
    """Text shaped in one go, and the spaces between it and the word before on its line."""

    face: Face
    text: str
    spaces: int


class Pen:
    """One document while it is drawn. The same calls always give the same bytes."""

    def __init__(self, page_size: tuple[float, float], title: str, author: str, language: str) -> None:
        self._out = io.BytesIO()
        # invariant: no dates, and a file number that follows from the content.
        # Version 1.7: structure and language are younger than reportlab's 1.3.
        self._canvas = Canvas(
            self._out, page_size, pageCompression=1, invariant=1, lang=language, pdfVersion=(1, 7)
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject("")
        self._canvas.setCreator("Tumpeang")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._document: Any = self._canvas._doc  # type: ignore[attr-defined]
        self._forget_helvetica()
        self._embedded: dict[str, EmbeddedFace] = {}
        self._operators: list[str] = []
        self._decorating = self._in_figure = False
        self._structure = Structure()
        self._depth = -1

    def _forget_helvetica(self) -> None:
        # reportlab begins every page with Helvetica, which is not embedded; nothing here uses it.
        self._canvas._preamble = "1 0 0 1 0 0 cm"  # type: ignore[attr-defined]
        self._document.idToObject["BasicFonts"].dict.clear()
        self._document.fontMapping.clear()

    def line(self, x: float, y: float, words: Sequence[Word], size: float, colour: Colour = BLACK) -> None:
        """Draw one line of text from `x` along the baseline `y`."""
        spoken = "".join(" " * word.spaces + word.text for word in words)
        if not spoken:
            return
        owned = None if self._in_figure else self._structure.line()
        mark = "" if owned is None else f"/MCID {owned}"
        out = ["BT", f"{_rgb(colour)} rg", f"1 0 0 1 {number(x)} {number(y)} Tm"]
        # Readers that know ActualText copy and search the line exactly as it was written.
        out.append(f"/Span <<{mark}/ActualText <FEFF{utf16(spoken)}>>> BDC")
        current = ""
        for face, text, spaces in words:
            embedded = self._face(face)
            if embedded.key != current:
                current = embedded.key
                out.append(f"/{current} {number(size)} Tf")
            if spaces:
                out.append(embedded.operators(" " * spaces, size))
            out.append(embedded.operators(text, size))
        out.append("EMC ET")
        self._put(" ".join(out), decoration=owned is None)

    def element(
        self, tag: str, *, joined: bool = False, attributes: str = ""
    ) -> AbstractContextManager[None]:
        """What is drawn meanwhile is a part of the document; see `Structure.element`."""
        return self._structure.element(tag, joined=joined, attributes=attributes)

    @contextmanager
    def figure(self, spoken: str) -> Iterator[None]:
        """What is drawn meanwhile is one picture, for which a screen reader says `spoken`."""
        with self._structure.element("Figure", alternative=spoken):
            self._put(f"/Figure <</MCID {self._structure.line()}>> BDC", decoration=False)
            self._in_figure = True
            yield
            self._in_figure = False
            self._put("EMC", decoration=False)

    def rule(self, x: float, y: float, x2: float, y2: float, width: float, colour: Colour = BLACK) -> None:
        """Draw a straight line `width` thick."""
        self.path([(x, y), (x2, y2)], width, colour)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        width: float,
        colour: Colour = BLACK,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw straight lines from point to point, dashed as `dash` says: on, off, on, off."""
        first, *others = (f"{number(x)} {number(y)}" for x, y in points)
        drawn = " ".join([first, "m", *(f"{point} l" for point in others)])
        lines = f"{_rgb(colour)} RG {number(width)} w {drawn} S"
        if dash:
            lines = f"q [{' '.join(map(number, dash))}] 0 d {lines} Q"
        self._put(lines)

    def frame(self, x: float, y: float, width: float, height: float, thick: float, colour: Colour) -> None:
        """Draw the edge of a rectangle, inside it."""
        inside = (x + thick / 2, y + thick / 2, max(width - thick, 0.01), max(height - thick, 0.01))
        corner = " ".join(map(number, inside))
        self._put(f"{_rgb(colour)} RG {number(thick)} w {corner} re S")

    def hatch(
        self, x: float, y: float, width: float, height: float, step: float, lean: int, colour: Colour
    ) -> None:
        """Draw strokes `step` points apart over a rectangle, rising to the right (`lean` 1) or left (-1)."""
        corner = f"{number(x)} {number(y)} {number(width)} {number(height)}"
        strokes = []
        left = x - height
        while left < x + width:
            foot, head = (y, y + height) if lean > 0 else (y + height, y)
            strokes.append(f"{number(left)} {number(foot)} m {number(left + height)} {number(head)} l")
            left += step
        self._put(f"q {corner} re W n {_rgb(colour)} RG 0.7 w {' '.join(strokes)} S Q")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        corner = f"{number(x)} {number(y)} {number(width)} {number(height)}"
        self._put(f"{_rgb(colour)} rg {corner} re f")

    def shape(self, x: float, y: float, curves: Sequence[Sequence[float]], colour: Colour = BLACK) -> None:
        """Fill an outline drawn from (x, y): the first item a point, others points (2) or curves (6)."""
        out = [f"{_rgb(colour)} rg"]
        for place, lengths in enumerate(curves):
            shifted = [number((y if odd % 2 else x) + length) for odd, length in enumerate(lengths)]
            operator = "m" if place == 0 else "l" if len(lengths) == 2 else "c"
            out.append(" ".join([*shifted, operator]))
        self._put(" ".join([*out, "f"]))

    def outline(self, title: str, level: int, top: float, key: str) -> None:
        """Name a place in the list of headings that a PDF reader shows; `level` 1 is the highest."""
        # reportlab refuses a level that skips the one above it.
        self._depth = min(level - 1, self._depth + 1)
        self._canvas.bookmarkHorizontalAbsolute(key, top)
        self._canvas.addOutlineEntry(title, key, self._depth)

    def link(self, key: str, title: str, x: float, y: float, width: float, height: float) -> None:
        """A rectangle that leads to the place with this key and title, on a page before or after."""
        self._canvas.linkAbsolute(title, key, (x, y, x + width, y + height), Border="[0 0 0]")

    def end_page(self) -> None:
        self._put("", decoration=False)
        self._structure.end_page()
        self._canvas.addLiteral("\n".join(self._operators))
        self._operators.clear()
        self._canvas.showPage()

    def missing(self) -> str:
        """The letters drawn so far that no font had; each stands on paper as an empty box."""
        return "".join(sorted(set().union(*(face.missing for face in self._embedded.values()))))

    def pdf(self) -> bytes:
        """Finish the file; the pen cannot draw any more."""
        self._structure.write(self._document)
        self._canvas.save()
        return self._out.getvalue()

    def _put(self, operators: str, *, decoration: bool = True) -> None:
        """Add to the page; decorations that follow one another are marked as such together."""
        decorating = decoration and not self._in_figure
        if decorating != self._decorating:
            self._operators.append("/Artifact BMC" if decorating else "EMC")
            self._decorating = decorating
        self._operators.append(operators)

    def _face(self, face: Face) -> EmbeddedFace:
        embedded = self._embedded.get(face.name)
        if embedded is None:
            key = f"K{len(self._embedded) + 1}"
            embedded = self._embedded[face.name] = EmbeddedFace(face, key, self._document)
        return embedded


@lru_cache(64)
def _rgb(colour: Colour) -> str:
    return " ".join(number(part) for part in colour)
