"""Changing the register: first a proposal that says what will happen, then its signature.

A proposal names what its author saw (docs/decisions/0016): where two did not see each other, both stand
side by side until one is chosen.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.actions import register as finding
from desktop.actions import stamp
from desktop.actions.review import OnlySecretariat
from desktop.changed import Changed
from desktop.domain import register
from desktop.domain import register_words as say
from desktop.domain.org_unit import Level, OrgKind, OrgUnit, department, free_id, ngo, unit_id
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Book, Notice
from desktop.domain.register_words import Said
from desktop.domain.report import Answer, LiveCell
from desktop.domain.sheet_words import voice
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import org_units, plans, registers, settings
from desktop.storage.database import Database, writing
from desktop.sync import counting, exchange, identity, trust
from desktop.sync import merge as merging


class CodeIsTaken(UserError):
    message = mark("The code {code} belongs to {name}. Nothing was changed. Look the code up again.")


class NotACode(UserError):
    message = mark(
        "“{code}” cannot be the code of this office: a commune’s has 6 digits and begins with those of its "
        "district. Nothing was changed. Look the code up again."
    )


class NotAllowedHere(UserError):
    message = mark("This cannot be said of {name}. Nothing was changed. Choose another office.")


class NoSuchActivity(UserError):
    message = mark(
        "The plan has no activity “{code}”. Nothing was changed. Codes are like 2.3.1: look it up there."
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A commune that comes out of a split or a merge."""

    code: str
    name_km: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be laid down: entries with the records they replace, and what it means in words.

    `added` are the offices that are new.
    """

    words: tuple[Said, ...]
    cells: Mapping[str, Answer] = field(hash=False)
    seen: Mapping[str, tuple[str, ...]] = field(hash=False)
    added: tuple[OrgUnit, ...] = ()

    def spoken(self, language: str, digits: str) -> tuple[str, ...]:
        """What will happen, one sentence for each thing."""
        return say.spoken(self.words, voice(language, digits))


def sign(db: Database, proposal: Proposal) -> Changed:
    """Lay a proposal down as this computer's signed record. Raises `OnlySecretariat`."""
    with writing(db):
        must_rule(db, register.offices_named(proposal.cells))
        before = trust.judge(db)
        notice = Notice(Book.REGISTER, settings.need(db, settings.PERSON), proposal.cells, proposal.seen)
        exchange.author(db, notice, stamp.now(), stamp.salt())
        counting.recount(db, before, trust.judge(db))
    if register.empowers(notice):  # comments of who gets copies now may wait
        merging.retry(db, identity.box_identities(db), stamp.now())
    return Changed.RECORDS | Changed.REPORT | Changed.SETTINGS


def must_rule(db: Database, units: frozenset[str]) -> str:
    """This office, where it is a secretariat above all of these, or one of them. Raises `OnlySecretariat`."""
    mine = settings.need(db, settings.ORG_UNIT)
    offices = org_units.offices(db, {mine})
    rules = mine == settings.need(db, settings.SECRETARIAT_UNIT)
    if not rules or not all(unit == mine or offices.may_rule(mine, unit) for unit in units):
        raise OnlySecretariat
    return mine


def find(db: Database, code: str) -> OrgUnit:
    """The office with this code, as the register has it. Raises `NoSuchOffice`."""
    unit = org_units.by_code(db, code)
    if unit is None:
        raise finding.NoSuchOffice(code=code)
    return unit


def add_department(db: Database, institution: str) -> Proposal:
    """A ministry's provincial department reports here (plan, section 6.2)."""
    province = _province(db)
    ministry = finding.find(institution)
    if not ministry.institution:
        raise finding.NoSuchOffice(code=institution)
    return _add(db, department(province, ministry))


def add_ngo(db: Database, name_km: str, name_en: str) -> Proposal:
    """An NGO reports here; its code is the next free one (plan, section 6.2)."""
    province = _province(db)
    return _add(db, ngo(province, org_units.next_ngo(db, province.id), name_km, name_en))


def rename(db: Database, unit: OrgUnit, name_km: str, name_en: str) -> Proposal:
    """An office has another name."""
    cells: dict[str, Answer] = {register.NAME_KM: name_km, register.NAME_EN: name_en}
    facts = {"before": (unit.name_km, unit.name_en), "name": (name_km, name_en)}
    return _proposal(db, ((say.IS_CALLED, facts),), register.about(unit.id, cells))


def recode(db: Database, unit: OrgUnit, code: str) -> Proposal:
    """An office has another official code; the office is the same. Raises `CodeIsTaken`, `NotACode`."""
    cells: dict[str, Answer] = {register.CODE: code}
    if unit.kind is OrgKind.ADMINISTRATION:
        _must_fit(unit, code)
        above = org_units.by_code(db, code[:-2])
        if above is None:
            raise NotACode(code=code)
        if above.id != unit.parent:  # its new code says that it stands under another one now
            cells[register.PARENT] = above.id
    _must_be_free(db, code)
    facts = {"name": unit, "code": code, "before": unit.code}
    return _proposal(db, ((say.IS_CODED, facts),), register.about(unit.id, cells))


def close(db: Database, unit: OrgUnit, last: dt.date) -> Proposal:
    """An office reports no more after this day."""
    return _proposal(db, (_ends(unit, last),), register.about(unit.id, {register.VALID_TO: last.isoformat()}))


def split(
    db: Database, unit: OrgUnit, into: Sequence[Named], day: dt.date, *, keep: bool = False
) -> Proposal:
    """A commune becomes several from this day on; `keep`: it goes on beside them, with less land.

    Raises `NotAllowedHere`, `CodeIsTaken`, `NotACode`.
    """
    return _replace(db, (unit,), into, day, keep=keep)


def merge(db: Database, units: Sequence[OrgUnit], into: Named, day: dt.date) -> Proposal:
    """Several communes become one from this day on. Raises as `split`."""
    return _replace(db, tuple(units), (into,), day)


def due_in(db: Database, level: Level, days: int) -> Proposal:
    """The reports of the offices of a level are due so many days after the period ends."""
    cells = {f"{_mine(db)}:{register.DUE_IN}:{level.value}": days}
    return _proposal(db, ((say.IS_DUE, {"days": days, "level": level}),), cells)


def due_on(db: Database, level: Level, period: ReportingPeriod, day: dt.date) -> Proposal:
    """The reports of a level about this one period are due on this day."""
    cells = {f"{_mine(db)}:{register.DUE}:{level.value}.{period.code}": day.isoformat()}
    return _proposal(db, ((say.IS_DUE_ON, {"period": period, "day": day, "level": level}),), cells)


def ask(db: Database, activity: str, whom: OrgUnit | Level, *, asked: bool) -> Proposal:
    """An activity is asked of an office, or of all of a level here, or is not. Raises `NoSuchActivity`."""
    code = activity.strip()
    if code not in {found.code for found in plans.plan().activities()}:
        raise NoSuchActivity(code=activity)
    if isinstance(whom, Level):
        key = f"{_mine(db)}:{register.ASKS}:{whom.value}.{code}"
    else:
        key = f"{whom.id}:{register.ASKS}:{code}"
    words = say.IS_ASKED if asked else say.IS_NOT_ASKED
    return _proposal(db, ((words, {"code": code, "whom": whom}),), {key: int(asked)})


def copies(db: Database, unit: OrgUnit, *, to_district: bool) -> Proposal:
    """The office above a commune gets copies of its reports, or does not."""
    above = org_units.get(db, unit.parent)
    if above is None or unit.level is not Level.COMMUNE:
        raise NotAllowedHere(name=unit.name_km)
    words = say.GETS_COPIES if to_district else say.GETS_NONE
    cells = register.about(unit.id, {register.COPIES_TO: above.id if to_district else None})
    return _proposal(db, ((words, {"district": above, "name": unit}),), cells)


def choose(db: Database, key: str, answer: Answer) -> Proposal:
    """Settle what two authors said of one entry without having seen each other."""
    unit = org_units.get(db, key.partition(":")[0])
    facts = {"name": unit or key.partition(":")[0], "answer": answer}
    return _proposal(db, ((say.IS_CHOSEN, facts),), {key: answer})


def disputed(db: Database) -> dict[str, LiveCell]:
    """The entries of which two authors who did not see each other say different things."""
    return {key: cell for key, cell in registers.live(db, Book.REGISTER).items() if cell.conflict}


def list_offices(db: Database) -> tuple[OrgUnit, ...]:
    """This office and all under it, also those that were closed, in the order of their codes."""
    mine = org_units.get(db, _mine(db))
    return (*((mine,) if mine else ()), *org_units.below(db, _mine(db)))


def _replace(
    db: Database, ending: tuple[OrgUnit, ...], into: Sequence[Named], day: dt.date, *, keep: bool = False
) -> Proposal:
    last = day - dt.timedelta(days=1)
    cells: dict[str, Answer] = {}
    added: list[OrgUnit] = []
    words = [] if keep else [_ends(unit, last) for unit in ending]
    taken = {unit.id for unit in org_units.below(db, _mine(db))}
    for unit in ending:
        if unit.level is not Level.COMMUNE or unit.kind is not OrgKind.ADMINISTRATION:
            raise NotAllowedHere(name=unit.name_km)
        cells |= {} if keep else register.about(unit.id, {register.VALID_TO: last.isoformat()})
    first = ending[0]
    for named in into:
        _must_fit(first, named.code)
        _must_be_free(db, named.code)
        new = free_id(named.code, taken)
        taken.add(new)
        office = _office(new, named, first)
        added.append(office)
        after = " ".join(unit.id for unit in ending)
        days = {register.VALID_FROM: day.isoformat(), register.AFTER: after}
        cells |= register.about(new, register.entries(office) | days)
        words.append((say.GOES_ON, {"name": office, "code": named.code, "before": ending}))
    return _proposal(db, tuple(words), cells, tuple(added))


def _office(unit: str, named: Named, like: OrgUnit) -> OrgUnit:
    names = (named.name_km, named.name_en)
    return OrgUnit(unit, named.code, like.level, like.kind, like.type, *names, like.parent)


def _add(db: Database, unit: OrgUnit) -> Proposal:
    _must_be_free(db, unit.code, {unit.id})
    words = ((say.COMES, {"name": unit, "code": unit.code}),)
    return _proposal(db, words, register.about(unit.id, register.entries(unit)), (unit,))


def _ends(unit: OrgUnit, last: dt.date) -> Said:
    return say.ENDS, {"name": unit, "code": unit.code, "day": last}


def _proposal(
    db: Database, words: Sequence[Said], cells: Mapping[str, Answer], added: tuple[OrgUnit, ...] = ()
) -> Proposal:
    """With what stands there now, which its author sees: just that is replaced."""
    must_rule(db, register.offices_named(cells))
    there = registers.live(db, Book.REGISTER, register.subjects(cells))
    seen = {key: there[key].records for key in cells if key in there}
    return Proposal(tuple(words), cells, seen, added)


def _must_be_free(db: Database, code: str, but: set[str] | frozenset[str] = frozenset()) -> None:
    found = org_units.by_code(db, code)
    if found is not None and found.id not in but and found.valid_to is None:
        raise CodeIsTaken(code=code, name=found.name_km)


def _must_fit(unit: OrgUnit, code: str) -> None:
    """The code of an administration begins with that of its province, by whichever district."""
    digits = unit_id(code).rpartition(".")[2]
    if len(code) != len(unit.code) or not digits.isdecimal() or code[:2] != unit.code[:2]:
        raise NotACode(code=code)


def _mine(db: Database) -> str:
    return settings.need(db, settings.ORG_UNIT)


def _province(db: Database) -> OrgUnit:
    mine = org_units.get(db, must_rule(db, frozenset()))
    if mine is None or mine.level is not Level.PROVINCE:
        raise OnlySecretariat
    return mine
