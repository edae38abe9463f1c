"""The register of what left the office, and the protected values that each shareable copy held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.shareable import ProtectedCell, ReleasedCell
from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Release:
    """One copy that left. `data_cut` numbers the last record that was here; `digest` is SHA-256 of the file.

    `rules` is the version of the rules for small numbers that it was made by; `receiver` is empty for
    a copy that may be shared.
    """

    number: int
    grade: str
    paper: str
    place: str
    period: str
    format: str
    receiver: str
    rules: int
    data_cut: int
    person: str
    made_at: str
    digest: bytes


def next_number(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM release").fetchone()[0])


def data_cut(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(n), 0) FROM record").fetchone()[0])


def keep(db: Database, release: Release, cells: Iterable[ReleasedCell]) -> None:
    """Register a copy, inside the caller's transaction."""
    row = [getattr(release, name) for name in Release.__slots__]
    db.conn.execute(f"INSERT INTO release VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    db.conn.executemany(
        "INSERT INTO release_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (release.number, *(getattr(one.cell, name) for name in ProtectedCell.__slots__), *rest)
            for one in cells
            for rest in [(one.exact, one.printed)]
        ],
    )


def every(db: Database) -> Iterator[Release]:
    """What left, the last first."""
    return (Release(*row) for row in db.execute("SELECT * FROM release ORDER BY number DESC"))


def cells(db: Database, year: int) -> dict[str, tuple[ReleasedCell, ...]]:
    """All that was kept of copies about a year, by the period that they were about, the first copy first."""
    rows = db.execute(
        """SELECT release.period, item, measure, cell.place, cell.period, category, exact, printed
        FROM release_cell cell JOIN release ON release.number = cell.release
        WHERE substr(release.period, 1, 4) = ? ORDER BY release.number""",
        [str(year)],
    )
    found: dict[str, list[ReleasedCell]] = {}
    for about, item, measure, place, period, category, exact, printed in rows:
        cell = ProtectedCell(item, measure, place, period, category)
        found.setdefault(about, []).append(ReleasedCell(cell, exact, printed))
    return {about: tuple(of_copy) for about, of_copy in found.items()}
