"""The books that secretariats write in: the register, laid over the offices, the plan's texts, ratings."""

import json
from collections.abc import Collection, Iterable

from desktop.domain import annex_pack, plan_pack, register
from desktop.domain.hotline_sheet import Hotlines
from desktop.domain.live import live_cell
from desktop.domain.org_unit import OrgUnit
from desktop.domain.plan import Plan
from desktop.domain.plan_texts import PlanTexts
from desktop.domain.record import Book
from desktop.domain.register import Rules
from desktop.domain.report import Answer, Cell, LiveCell
from desktop.domain.situation import Situation
from desktop.storage import hotlines, org_units, plan_texts, plans, settings
from desktop.storage import situation as situations
from desktop.storage.database import Database
from desktop.storage.values import answer

_LIVE = """
    SELECT live.cell, lower(hex(name.name)), live.value FROM live
    JOIN record_name name ON name.n = live.record
    WHERE report = (SELECT n FROM report WHERE org_unit = '' AND period = ?)"""


def live(db: Database, book: Book, of: Collection[str] | None = None) -> dict[str, LiveCell]:
    """What is live in a book, all of it or of some offices or things of the plan alone."""
    return {cell: live_cell(found.items()) for cell, found in written(db, book, of).items()}


def written(db: Database, book: Book, of: Collection[str] | None = None) -> dict[str, dict[str, Answer]]:
    """The live answers to each cell of a book, by the record that gave them."""
    found: dict[str, dict[str, Answer]] = {}
    for one in [None] if of is None else sorted(of):
        sql = _LIVE if one is None else f"{_LIVE} AND live.cell >= ? AND live.cell < ?"
        bounds = () if one is None else (f"{one}:", f"{one};")
        for cell, record, value in db.execute(sql, [book.value, *bounds]):
            found.setdefault(cell, {})[record] = answer(value)
    return found


def lay_over(db: Database, cells: Iterable[str]) -> None:
    """Let the offices that these cells are about stand as the register says now."""
    about = register.subjects(cells)
    said: dict[str, dict[str, LiveCell]] = {}
    for key, found in live(db, Book.REGISTER, about).items():
        cell = Cell.of(key)
        if not cell.split:
            said.setdefault(cell.item, {})[cell.measure] = found
    for unit in about:
        office = register.office(unit, _before(db, unit), said.get(unit, {}))
        _put(db, unit, office)


def lay_in(db: Database, offices: Iterable[OrgUnit]) -> None:
    """Let offices stand as a card describes them, until the register itself arrives and says the same."""
    for office in offices:
        if org_units.get(db, office.id) is not None:
            _before(db, office.id)
        _put(db, office.id, office)


def take_off(db: Database) -> None:
    """Let every office stand as it did before the register said anything."""
    for unit, row in db.execute("SELECT id, row FROM org_unit_before").fetchall():
        _put(db, unit, org_units.from_values(json.loads(row)) if row else None)
    db.conn.execute("DELETE FROM org_unit_before")


def rules(db: Database) -> Rules:
    """What the register says beside what offices are: due days, who is asked what, who gets copies."""
    said = {key: cell.answer for key, cell in live(db, Book.REGISTER).items()}
    cells = {key: found for key, found in said.items() if found is not None}
    return Rules(cells, org_units.parents(db)) if cells else register.NO_RULES


def below(db: Database, unit: str, during: org_units.Days | None = None) -> tuple[OrgUnit, ...]:
    """The offices under one whose reports come to this computer; without itself.

    All of them at a secretariat; elsewhere those of which the register gives this office copies, so that
    nobody is asked for a report that goes to somebody else.
    """
    found = org_units.below(db, unit, during)
    mine = settings.need(db, settings.ORG_UNIT)
    if mine == settings.need(db, settings.SECRETARIAT_UNIT):
        return found
    copied = rules(db).copies().get(mine, ())
    return tuple(office for office in found if office.id in copied)


def plan(db: Database) -> Plan:
    """The plan with the official texts that were published, and what the register asks of whom."""
    said = _published(db)
    found = annex_pack.institutions(plan_pack.published(plans.plan(), said), said)
    ruled = rules(db)
    return found.ruled_by(ruled) if ruled.cells else found


def texts(db: Database) -> PlanTexts:
    """What stands around the plan's tables, with the official texts that were published."""
    return annex_pack.texts(plan_texts.texts(), _published(db))


def whom_to_call(db: Database) -> Hotlines:
    """The hotlines and who receives a report, with what was published about them."""
    return annex_pack.hotlines(hotlines.hotlines(), _published(db))


def situation(db: Database) -> Situation:
    """The figures of section 1.2, with what was published of the words for them."""
    return annex_pack.situation(situations.situation(), _published(db))


def _published(db: Database) -> dict[str, str]:
    said = {key: cell.answer for key, cell in live(db, Book.PLAN).items()}
    return {key: found for key, found in said.items() if isinstance(found, str) and found.strip()}


def _before(db: Database, unit: str) -> OrgUnit | None:
    """How an office stood before the register said anything of it; noted when it is first asked."""
    row = db.execute("SELECT row FROM org_unit_before WHERE id = ?", [unit]).fetchone()
    if row:
        return org_units.from_values(json.loads(row[0])) if row[0] else None
    stood = org_units.get(db, unit)
    values = json.dumps(org_units.to_values(stood), ensure_ascii=False) if stood else ""
    db.conn.execute("INSERT INTO org_unit_before VALUES (?, ?)", (unit, values))
    return stood


def _put(db: Database, unit: str, office: OrgUnit | None) -> None:
    if office is None:
        db.conn.execute("DELETE FROM org_unit WHERE id = ?", (unit,))
    else:
        org_units.add(db, [office])
