"""Publishing texts of the plan: official Khmer and errata, by the national level, for every office."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.actions import stamp
from desktop.changed import Changed
from desktop.domain import annex_pack, plan_pack
from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.record import Book, Notice
from desktop.domain.report import is_cell_key
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import hotlines, plan_texts, plans, registers, settings, situation
from desktop.storage.database import Database, writing
from desktop.sync import exchange


class NotAPlanPack(UserError):
    message = mark(
        "This file holds no texts of the plan ({fault}). Nothing was changed. Write a code first, "
        'like ["2.3.1"], and under it lines like title_km = "…".'
    )


class OnlyTheNation(UserError):
    message = mark("Only the national level publishes texts of the plan. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Pack:
    """Texts by code and part (`2.3.1:title_km`), and those of them that are new here."""

    cells: Mapping[str, str] = field(hash=False)
    fresh: tuple[str, ...]


def read(db: Database, content: bytes) -> Pack:
    """The texts in a TOML file: a table for each code of the plan. Raises `NotAPlanPack`."""
    cells = _cells(content)
    plan = plans.plan()
    around = annex_pack.parts(plan, plan_texts.texts(), hotlines.hotlines(), situation.situation())
    if odd := plan_pack.unknown_codes(plan, cells, around):
        raise NotAPlanPack(fault=", ".join(odd))
    there = {key: cell.answer for key, cell in registers.live(db, Book.PLAN).items()}
    return Pack(cells, tuple(key for key, text in cells.items() if there.get(key) != text))


def publish(db: Database, pack: Pack) -> Changed:
    """Sign these texts for every office. Raises `OnlyTheNation`."""
    mine = settings.need(db, settings.ORG_UNIT)
    if mine != NATIONAL_ID or mine != settings.need(db, settings.SECRETARIAT_UNIT):
        raise OnlyTheNation
    if not pack.fresh:
        return Changed.NOTHING
    with writing(db):
        there = registers.live(db, Book.PLAN)
        seen = {key: there[key].records for key in pack.fresh if key in there}
        cells = {key: pack.cells[key] for key in pack.fresh}
        notice = Notice(Book.PLAN, settings.need(db, settings.PERSON), cells, seen)
        exchange.author(db, notice, stamp.now(), stamp.salt())
    return Changed.RECORDS | Changed.SETTINGS


def _cells(content: bytes) -> dict[str, str]:
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
        cells = {f"{code}:{part}": text for code, parts in tables.items() for part, text in parts.items()}
        if not cells or not all(map(is_cell_key, cells)):
            raise ValueError("?")
        plan_pack.must_make_sense(cells)
    except (UnicodeDecodeError, AttributeError, ValueError) as cause:
        raise NotAPlanPack(fault=str(cause)) from cause
    return cells
