"""Build the program's fonts: Khmer letters of Battambang and Moul with the Latin letters of Noto Sans.

Needs npm (to fetch three packages by name), fonttools and brotli. The result depends on the pinned
packages and the fonttools version only: building twice gives the same bytes.

    python tools/build_fonts.py            writes assets/fonts
    python tools/build_fonts.py --check    builds elsewhere and compares
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
VERSION = "1.0"

# Package, version and SHA-256 of its archive.
PACKAGES = {
    "battambang": ("5.3.0", "95529c81304c1db575527e38cdb2e20fbc4710798d4e47333eea65d50b7e4d08"),
    "moul": ("5.3.0", "ea1c8b97f6faaab0e2598f356c15f159b8b694c5099e2e5c1e32dd8860037090"),
    "noto-sans": ("5.3.0", "f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc"),
}

KHMER = {*range(0x1780, 0x1800), *range(0x19E0, 0x1A00), 0x20, 0xA0, 0x25CC, 0x200B, 0x200C, 0x200D}
LATIN = {*range(0x21, 0x7F), *range(0xA1, 0x180)}
SIGNS = {
    *range(0x2010, 0x2015),
    *range(0x2018, 0x201F),
    *(0x2020, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0xFEFF, 0xFFFD),
}
# Disjoint, because a merge takes a letter from the first font that has it. Greek and Cyrillic stand in
# printed papers where somebody typed a letter that looks Latin; Vietnamese in names.
PARTS = {
    "latin": LATIN | SIGNS,
    "latin-ext": {c for c in LATIN if c >= 0x100} | {0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x2020},
    "vietnamese": set(range(0x1EA0, 0x1EFA)),
    "greek": set(range(0x0391, 0x03CF)),
    "cyrillic": set(range(0x0401, 0x0460)),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """One font: its Khmer family and weight, the weight of Noto Sans, its own name."""

    khmer: str
    khmer_weight: int
    latin_weight: int
    family: str
    style: str

    @property
    def file_name(self) -> str:
        return f"{self.family}-{self.style}.ttf".replace(" ", "")


RECIPES = (
    Recipe("battambang", 400, 400, "Tumpeang Khmer", "Regular"),
    Recipe("battambang", 700, 700, "Tumpeang Khmer", "Bold"),
    Recipe("moul", 400, 700, "Tumpeang Khmer Title", "Regular"),
)


def fetch(folder: Path) -> None:
    """Put every package under `folder`/name; raise ValueError if an archive is not the pinned one."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is needed to fetch the fonts")
    for name, (version, digest) in PACKAGES.items():
        subprocess.run(
            [npm, "pack", "--silent", f"@fontsource/{name}@{version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        archive = folder / f"fontsource-{name}-{version}.tgz"
        if hashlib.sha256(archive.read_bytes()).hexdigest() != digest:
            raise ValueError(f"{archive.name} is not the archive these fonts were made from")
        with tarfile.open(archive) as packed:
            packed.extractall(folder / name, filter="data")


def source(folder: Path, package: str, part: str, weight: int) -> Path:
    return folder / package / "package" / "files" / f"{package}-{part}-{weight}-normal.woff2"


def letters(path: Path, wanted: set[int], units_per_em: int) -> TTFont:
    """The wanted letters of one file, unhinted and at the common scale."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    options = Options(layout_features=["*"], notdef_outline=True, hinting=False, glyph_names=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if font["head"].unitsPerEm != units_per_em:
        scale_upem(font, units_per_em)
    return font


def rename(font: TTFont, recipe: Recipe, copyrights: list[str]) -> None:
    names = font["name"]
    full = f"{recipe.family} {recipe.style}"
    texts = {
        0: "; ".join(dict.fromkeys(copyrights)),
        1: recipe.family,
        2: recipe.style,
        3: f"{full} {VERSION}",
        4: full,
        5: f"Version {VERSION}",
        6: recipe.file_name.removesuffix(".ttf"),
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    names.names = []
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)


def build(recipe: Recipe, sources: Path, out: Path) -> Path:
    """Merge one font; the Khmer part comes first because its line heights must win."""
    khmer = source(sources, recipe.khmer, "khmer", recipe.khmer_weight)
    original = TTFont(khmer)
    units_per_em = original["head"].unitsPerEm
    pieces = [letters(khmer, KHMER, units_per_em)]
    for part, wanted in PARTS.items():
        pieces.append(letters(source(sources, "noto-sans", part, recipe.latin_weight), wanted, units_per_em))
    copyrights = [piece["name"].getDebugName(0) or "" for piece in pieces]
    paths = []
    for number, piece in enumerate(pieces):
        paths.append(out / f"{recipe.file_name}.{number}")
        piece.save(paths[-1])
    merged = Merger().merge([str(path) for path in paths])
    rename(merged, recipe, copyrights)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = original["head"].modified
    target = out / recipe.file_name
    merged.save(target)
    for path in paths:
        path.unlink()
    return target


def build_all(out: Path) -> list[Path]:
    """Fetch, merge and name every font into `out`, with the licence text of each source."""
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name)
        fetch(sources)
        made = [build(recipe, sources, out) for recipe in RECIPES]
        for package in PACKAGES:
            licence = out / f"OFL-{package}.txt"
            text = (sources / package / "package" / "LICENSE").read_text(encoding="utf-8")
            licence.write_text(text, encoding="utf-8", newline="\n")
            made.append(licence)
    return made


def check() -> int:
    """Zero when the committed files are what this script builds."""
    with tempfile.TemporaryDirectory() as name:
        differing = [
            path.name
            for path in build_all(Path(name))
            if not (FONTS / path.name).is_file() or (FONTS / path.name).read_bytes() != path.read_bytes()
        ]
    print("differ: " + ", ".join(differing) if differing else "fonts are as built")
    return 1 if differing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with assets/fonts, write nothing")
    if parser.parse_args().check:
        return check()
    FONTS.mkdir(parents=True, exist_ok=True)
    for path in build_all(FONTS):
        print(f"{path.name}  {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
