"""Ratings and survey values: what a secretariat enters about how things went, replacing what it was shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.actions import registry, stamp
from desktop.changed import Changed
from desktop.domain import rating, survey
from desktop.domain.live import live_cell
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR, LAST_YEAR
from desktop.domain.plan import PlanText, Text
from desktop.domain.rating import CRITERIA, HIGHEST, LOWEST, OVERALL, WHOLE, Entered, Rated
from desktop.domain.record import Book, Notice
from desktop.domain.report import Answer, Cell, Draft, ReportView
from desktop.domain.situation import MILESTONES, Situation
from desktop.domain.survey import About, Role, Unit
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits, parse_whole
from desktop.i18n.words import mark
from desktop.storage import org_units, registers, reports, settings
from desktop.storage import situation as shipped
from desktop.storage.database import Database, writing
from desktop.sync import exchange

__all__ = [
    "CRITERIA",
    "HIGHEST",
    "LOWEST",
    "OVERALL",
    "WHOLE",
    "About",
    "Entered",
    "Rated",
    "Role",
    "Unit",
]

_DECIMAL = re.compile(r"\A([0-9]{1,9})[.,]([0-9]{1,4})\Z")
_WHEN = re.compile(r"\A(?:19|20)[0-9]{2}(?:-[0-9]{2})?\Z")


class NothingSuchToRate(UserError):
    message = mark(
        "“{what}” cannot be rated. Nothing was changed. Rate one of the years {first} to {last}, a strategy "
        "by its number or the whole plan, with a level from 1 to 6."
    )


class NoSuchTopic(UserError):
    message = mark(
        "“{code}” is no indicator of the plan and no topic of its section 1.2. Nothing was changed. "
        "Codes are like I1, 2a or 1.1a: look it up in the plan."
    )


class NotASurveyValue(UserError):
    message = mark(
        "“{text}” is not a number of this kind. Nothing was changed. Type a percentage from 0 to 100, for "
        "example 13.5; a whole number; or a state: 0 (not started), 1 (in progress) or 2 (done)."
    )


class NotASurveyYear(UserError):
    message = mark("“{text}” is not a year. Nothing was changed. Write it like 2027, or 2027-28 for two.")


class SourceIsMissing(UserError):
    message = mark(
        "A survey value without its source is not taken. Nothing was changed. Write which survey or which "
        "system it is from."
    )


class NobodyEntered(UserError):
    message = mark("Nobody entered this value, so there is nothing to take back. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What an office has entered as it was shown: what is written next replaces just that.

    `book` holds what is live and what was typed here and is not signed yet.
    """

    unit: OrgUnit
    book: ReportView = field(hash=False)
    entered: Entered = field(hash=False)

    def shown(self, rated: Rated) -> tuple[Answer, Answer]:
        """The level and the grounds as they stand here, what was typed over what was signed."""
        keys = rating.level_cell(self.unit.id, rated), rating.grounds_cell(self.unit.id, rated)
        return self.book.answer(keys[0]), self.book.answer(keys[1])

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The cells that were typed and say something else than what was signed."""
        drafts = self.book.drafts.items()
        return tuple(key for key, draft in drafts if _is_new(self, key, draft.answer))


@dataclass(frozen=True, slots=True)
class Typed:
    """A survey value as a person types it: amounts in Khmer digits and with a comma are read too."""

    amount: str
    unit: Unit
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """Something a survey value can be about: an indicator of the plan, or a topic of its section 1.2.

    `unit` is None where it is as the survey gives it. `of_plan`: its code is one of the plan's.
    """

    code: str
    text: Text
    unit: Unit | None
    of_plan: bool = True


def open_book(db: Database, code: str = "") -> Opened:
    """What was entered about an office: this computer's own, or one under it by its code.

    Raises `OnlySecretariat` where this office may not enter anything about it.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    unit = registry.find(db, code) if code else org_units.line(db, mine)[-1]
    registry.must_rule(db, frozenset({unit.id}))
    written = registers.written(db, Book.RATING, {unit.id})
    live = {key: live_cell(found.items()) for key, found in written.items()}
    book = ReportView(Book.RATING.key, live, _typed(db, unit.id))
    return Opened(unit, book, rating.entered(unit.id, written))


def may_enter(db: Database) -> bool:
    """Whether this office is a secretariat: others enter nothing here."""
    return settings.need(db, settings.ORG_UNIT) == settings.need(db, settings.SECRETARIAT_UNIT)


def rate(db: Database, opened: Opened, rated: Rated, level: int | None, grounds: str = "") -> Changed:
    """Enter a level and why, or None to take a rating back. Raises `NothingSuchToRate`, `OnlySecretariat`."""
    cells = _rating(db, opened, rated, level, grounds)
    fresh = {key: answer for key, answer in cells.items() if _is_new(opened, key, answer)}
    return _lay_down(db, opened, fresh)


def type_in(db: Database, opened: Opened, rated: Rated, level: int | None, grounds: str = "") -> Changed:
    """Keep a rating as it is typed, not signed yet. Raises `NothingSuchToRate`, `OnlySecretariat`."""
    cells = _rating(db, opened, rated, level, grounds)
    with writing(db):
        registry.must_rule(db, frozenset({opened.unit.id}))
        for key, answer in cells.items():
            if opened.book.answer(key) != answer or key in _typed(db, opened.unit.id):
                seen = opened.book.seen(key)
                reports.save_draft(db, opened.book.key, key, answer, seen, stamp.now())
    return Changed.NOTHING


def sign(db: Database, code: str = "") -> Changed:
    """Sign what was typed about an office, in one record that replaces what was shown then."""
    with writing(db):
        opened = open_book(db, code)
        cells = {key: opened.book.drafts[key].answer for key in opened.unsigned}
        seen = {key: opened.book.drafts[key].seen for key in cells}
        reports.drop_drafts(db, opened.book.key, opened.book.drafts)
        if not cells:
            return Changed.NOTHING
        notice = Notice(Book.RATING, settings.need(db, settings.PERSON), cells, seen)
        exchange.author(db, notice, stamp.now(), stamp.salt())
    return Changed.RECORDS


def enter(db: Database, opened: Opened, role: Role, about: About, typed: Typed) -> Changed:
    """Enter a survey value or a target, whole.

    Raises `NoSuchTopic`, `NotASurveyYear`, `NotASurveyValue`, `SourceIsMissing`, `OnlySecretariat`.
    """
    if about.topic not in {choice.code for choice in topics(db)}:
        raise NoSuchTopic(code=about.topic)
    if not _WHEN.match(about.when):
        raise NotASurveyYear(text=about.when)
    if not typed.source.strip():
        raise SourceIsMissing
    amount = _amount(typed.amount, typed.unit)
    parts = {"value": amount, "unit": typed.unit.value, "source": typed.source, survey.NOTE: typed.note}
    keys = survey.cells(opened.unit.id, role, about)
    return _lay_down(
        db, opened, {keys[part]: text.strip()[: survey.MOST_LETTERS] or None for part, text in parts.items()}
    )


def take_back(db: Database, opened: Opened, role: Role, about: About) -> Changed:
    """Let a survey value that was entered stand no more. Raises `NobodyEntered`, `OnlySecretariat`."""
    if (role, about) not in opened.entered.values:
        raise NobodyEntered
    return _lay_down(db, opened, dict.fromkeys(survey.cells(opened.unit.id, role, about).values()))


def topics(db: Database) -> tuple[TopicChoice, ...]:
    """What survey values can be about: the indicators in the order of the plan, then section 1.2's topics."""
    plan = registers.plan(db)
    indicators = tuple(
        TopicChoice(row.code, row.title.text, Unit.STATUS if row.code in MILESTONES else None)
        for row in plan.indicators()
    )
    shown = registers.situation(db).topics
    return (*indicators, *(TopicChoice(topic.code, topic.text, topic.unit, False) for topic in shown))


def year_typed(text: str) -> str:
    """A year as it is kept, from what was typed: Khmer digits and any dash are read too."""
    return latin_digits(text.strip()).replace("–", "-").replace("/", "-")


def situation() -> Situation:
    """What the plan itself gives."""
    return shipped.situation()


def strategies(db: Database) -> tuple[tuple[str, PlanText], ...]:
    """What is rated, beside the plan as a whole: the number and the title of each strategy."""
    return tuple((str(found.number), found.title) for found in registers.plan(db).strategies)


def _lay_down(db: Database, opened: Opened, cells: Mapping[str, Answer]) -> Changed:
    if not cells:
        return Changed.NOTHING
    with writing(db):
        registry.must_rule(db, frozenset({opened.unit.id}))
        seen = {key: opened.book.live[key].records for key in cells if key in opened.book.live}
        notice = Notice(Book.RATING, settings.need(db, settings.PERSON), cells, seen)
        exchange.author(db, notice, stamp.now(), stamp.salt())
    return Changed.RECORDS


def _rating(db: Database, opened: Opened, rated: Rated, level: int | None, grounds: str) -> dict[str, Answer]:
    """The cells of a rating that can be given."""
    _must_be_ratable(db, rated, level)
    return {
        rating.level_cell(opened.unit.id, rated): level,
        rating.grounds_cell(opened.unit.id, rated): grounds.strip()[: survey.MOST_LETTERS] or None,
    }


def _typed(db: Database, unit: str) -> dict[str, Draft]:
    """What was typed about an office and is not signed yet."""
    drafts = reports.drafts(db, Book.RATING.key)
    return {key: draft for key, draft in drafts.items() if Cell.of(key).item == unit}


def _is_new(opened: Opened, key: str, answer: Answer) -> bool:
    """Whether an answer says something else than what was shown; to choose between two is one."""
    there = opened.book.live.get(key)
    return answer is not None if there is None else there.answers != (answer,)


def _must_be_ratable(db: Database, rated: Rated, level: int | None) -> None:
    subjects = {WHOLE, *(number for number, _title in strategies(db))}
    known = rated.subject in subjects and rated.criterion in (*CRITERIA, OVERALL)
    in_time = FIRST_YEAR <= rated.year <= LAST_YEAR
    if not (known and in_time and (level is None or rating.LOWEST <= level <= rating.HIGHEST)):
        what = rated.split if level is None else f"{rated.split} = {level}"
        raise NothingSuchToRate(what=what, first=FIRST_YEAR, last=LAST_YEAR)


def _amount(text: str, unit: Unit) -> str:
    """The amount as it is kept: Latin digits and a point."""
    typed = latin_digits(text.strip().removesuffix("%").strip())
    parted = _DECIMAL.match(typed) if unit is Unit.PERCENT else None
    try:
        amount = f"{parted[1]}.{parted[2]}" if parted else str(parse_whole(typed))
        survey.must_fit(amount, unit.value)
    except (ValueError, UserError) as cause:
        raise NotASurveyValue(text=text) from cause
    return amount
