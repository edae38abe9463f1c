"""The fonts and HarfBuzz: a text becomes placed glyphs, each knowing the letters it stands for."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from desktop.config import resources

_CACHED_TEXTS = 50_000
# A glyph that follows the first of its cluster stands for no letters of its own. Readers
# (pdf.js, MuPDF) lose their place over an empty text, so it stands for a zero-width space.
CONTINUES = "\u200b"


class Glyph(NamedTuple):
    """A glyph, the letters it stands for, its place and width; lengths are in font units."""

    number: int
    letters: str
    x: int
    rise: int
    advance: int


class Shaped(NamedTuple):
    """A text after shaping; `width` in font units, `missing` the letters the font does not have."""

    glyphs: tuple[Glyph, ...]
    width: int
    missing: str


class Face:
    """One font file; shapes each text once. Belongs to the thread that made it."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        # Bytes and not a path: HarfBuzz would open the path itself, and Windows knows more letters.
        self.source = hb.Face(hb.Blob(path.read_bytes()))
        self._font = hb.Font(self.source)
        self.units_per_em: int = self.source.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units_per_em
        self.descent: float = -extents.descender / self.units_per_em
        self._shaped: dict[str, Shaped] = {}

    def shape(self, text: str) -> Shaped:
        known = self._shaped.get(text)
        if known is None:
            if len(self._shaped) >= _CACHED_TEXTS:
                self._shaped.clear()
            known = self._shaped[text] = self._shape(text)
        return known

    def width(self, text: str, size: float) -> float:
        """Points that `text` takes on a line at `size` points."""
        return self.shape(text).width * size / self.units_per_em

    def _shape(self, text: str) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        # Never guessed: a guess takes the computer's language, and Latin first would leave Khmer unshaped.
        buffer.direction = "ltr"
        khmer = any("\u1780" <= letter <= "\u17ff" for letter in text)
        buffer.script, buffer.language = ("Khmr", "km") if khmer else ("Latn", "en")
        hb.shape(self._font, buffer, {})
        return self._placed(text, buffer)

    def _placed(self, text: str, buffer: hb.Buffer) -> Shaped:
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs: list[Glyph] = []
        missing: list[str] = []
        pen = 0
        seen: set[int] = set()
        for info, position in zip(infos, positions, strict=True):
            letters = CONTINUES if info.cluster in seen else text[info.cluster : ends[info.cluster]]
            seen.add(info.cluster)
            number = info.codepoint
            if number == 0:
                missing.append(text[info.cluster])
            advance = self._font.get_glyph_h_advance(number)
            glyphs.append(Glyph(number, letters, pen + position.x_offset, position.y_offset, advance))
            pen += position.x_advance
        return Shaped(tuple(glyphs), pen, "".join(missing))


@dataclass(frozen=True, slots=True)
class Faces:
    """The three faces a sheet is printed with."""

    regular: Face
    bold: Face
    title: Face


_of_thread = threading.local()


def faces() -> Faces:
    """The faces of this thread, loaded at its first use: HarfBuzz fonts must not be shared."""
    known: Faces | None = getattr(_of_thread, "faces", None)
    if known is None:
        folder = resources() / "assets" / "fonts"
        known = _of_thread.faces = Faces(
            regular=Face("TumpeangKhmer-Regular", folder / "TumpeangKhmer-Regular.ttf"),
            bold=Face("TumpeangKhmer-Bold", folder / "TumpeangKhmer-Bold.ttf"),
            title=Face("TumpeangKhmerTitle-Regular", folder / "TumpeangKhmerTitle-Regular.ttf"),
        )
    return known
