"""Printouts: papers as sheets and as PDF, at the grade that was ordered."""

from dataclasses import dataclass, replace
from enum import Enum

from desktop.actions import evaluation, history, poster, protecting, receipt, scorecard
from desktop.actions.evaluation import Evaluation
from desktop.actions.review import OnlySecretariat
from desktop.domain.cell_words import CellWords
from desktop.domain.form_sheet import form_sheet
from desktop.domain.history_sheet import history_sheet
from desktop.domain.key_sheet import key_sheet
from desktop.domain.letter import BLANK, Letter, filled_in
from desktop.domain.office_sheet import office_sheet
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.province_sheet import province_sheet
from desktop.domain.report import ReportKey
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import Grade, Sheet
from desktop.domain.sheet_words import EXAMPLE, Voice, voice
from desktop.errors import UserError
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language, mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import measures, org_units, settings, sheets
from desktop.storage.database import Database

__all__ = ["Letter"]


class Paper(Enum):
    """What this program prints."""

    OFFICE = "office"
    SUMMARY = "summary"
    FORM = "form"
    ANNUAL = "annual"
    MID_TERM = "midterm"
    FINAL = "final"
    FEEDBACK = "feedback"
    REGISTER = "register"
    HISTORY = "history"
    RECEIPT = "receipt"
    HOTLINES = "hotlines"
    REFERRAL = "referral"
    GLOSSARY = "glossary"

    @property
    def sums_up(self) -> bool:
        """Whether it shows sums over offices; of one office's own counts none may be shared."""
        return self not in (Paper.OFFICE, Paper.HISTORY)

    @property
    def is_open(self) -> bool:
        """Whether it is of a kind that never holds a protected number: such a paper has no grade."""
        return self in _OPEN


_OPEN = frozenset(
    {
        Paper.FORM,
        Paper.FEEDBACK,
        Paper.REGISTER,
        Paper.RECEIPT,
        Paper.HOTLINES,
        Paper.REFERRAL,
        Paper.GLOSSARY,
    }
)
_EVALUATIONS = {
    Paper.ANNUAL: Evaluation.ANNUAL,
    Paper.MID_TERM: Evaluation.MID_TERM,
    Paper.FINAL: Evaluation.FINAL,
}


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper, and how. `report` is whose report or history, or who gets feedback; where it is None
    this office's own.

    The copy is one that may be shared; the official one, with exact figures, is asked for with the
    name of the `receiver`. A paper that never holds protected numbers is neither: see `Paper.is_open`.
    `letter`: the number and dates that are printed instead of dots to be filled in by hand.
    `last_period`: whether an empty form shows the last period's figures beside its boxes.
    """

    paper: Paper
    period: str
    language: Language
    digits: Digits
    report: ReportKey | None = None
    grade: Grade = Grade.SHAREABLE
    receiver: str = ""
    letter: Letter = BLANK
    last_period: bool = True

    @property
    def about(self) -> str:
        """The period that the paper is about: of an evaluation its last year."""
        if self.paper in _EVALUATIONS:
            return str(_EVALUATIONS[self.paper].years(ReportingPeriod(self.period).year)[-1])
        return self.period


class NothingToPrint(UserError):
    message = mark(
        "Nothing was written about {period} yet, so there is nothing to print. Fill in the report first."
    )


class NothingHasComeIn(UserError):
    message = mark(
        "No report about {period} has come in yet, so there is nothing to sum up. "
        "Receive the reports of your offices first."
    )


def order(
    db: Database,
    paper: Paper,
    period: str,
    language: str | None = None,
    digits: str | None = None,
    *,
    report: ReportKey | None = None,
    receiver: str = "",
    official: bool = False,
) -> Order:
    """An order in the office's own language and digits where none are named."""
    spoken = _voice(db, language, digits)
    grade = Grade.OFFICIAL if official else Grade.SHAREABLE
    return Order(paper, period, spoken.language, spoken.digits, report, grade, receiver)


def offices(db: Database) -> tuple[OrgUnit, ...]:
    """The office of this computer, and those under it that stand, in the order of their codes."""
    mine = settings.need(db, settings.ORG_UNIT)
    below = org_units.below(db, mine)
    return (org_units.line(db, mine)[-1], *(unit for unit in below if unit.valid_to is None))


def printed(db: Database, order: Order, progress: Progress = UNWATCHED) -> bytes:
    """A paper as PDF to be looked at here, page by page; what leaves goes through `releasing.release`."""
    from desktop.printing.paper import pdf

    return pdf(sheet_of(db, order), progress)


def recovery_key(key: str, language: Language, digits: Digits) -> bytes:
    """The recovery key on one page, as PDF. What is made of it is the person's to keep."""
    from desktop.printing.paper import pdf

    return pdf(key_sheet(key, voice(language, digits)))


def sheet_of(db: Database, order: Order, shareable: Shareable | None = None) -> Sheet:
    """A paper as it is ordered, at its grade; raises what the papers of a period raise.

    `shareable`: the protected values that a copy which leaves is registered with.
    """
    sheet = _sheet(db, order, shareable)
    if order.letter == BLANK:
        return sheet
    spoken = _spoken(order)
    unit = org_units.line(db, _report(db, order).org_unit)[-1]
    return filled_in(sheet, order.letter, spoken.office(unit), spoken)


def _sheet(db: Database, order: Order, shareable: Shareable | None) -> Sheet:
    if order.paper.is_open:
        return _open_sheet(db, order)
    spoken = order.period, order.language, order.digits
    match order.paper:
        case Paper.OFFICE:
            unit = order.report.org_unit if order.report else None
            return office_report_sheet(db, *spoken, org_unit=unit, grade=order.grade)
        case Paper.SUMMARY:
            return province_summary_sheet(db, *spoken, grade=order.grade, shareable=shareable)
        case Paper.HISTORY:
            return _history(db, order)
    return _evaluation(db, order, shareable)


def _open_sheet(db: Database, order: Order) -> Sheet:
    """A paper that never holds a protected number."""
    match order.paper:
        case Paper.FORM:
            return _form(db, order)
        case Paper.FEEDBACK:
            return evaluation.feedback(db, _report(db, order).org_unit, order.period, _spoken(order))
        case Paper.REGISTER:
            scorecard.show(db, order.period)
            return evaluation.arrivals(db, order.period, _spoken(order))
        case Paper.RECEIPT:
            return receipt.sheet(db, _report(db, order), order.language, order.digits)
        case Paper.HOTLINES:
            return poster.hotlines(order.language, db)
        case Paper.REFERRAL:
            return poster.referral(order.language, db)
    return poster.glossary(order.language, db)


def office_report(
    db: Database,
    period: str,
    language: str | None = None,
    digits: str | None = None,
    *,
    org_unit: str | None = None,
    grade: Grade = Grade.SHAREABLE,
    progress: Progress = UNWATCHED,
) -> bytes:
    """An office's report about a period as PDF to be looked at here; see `office_report_sheet`."""
    from desktop.printing.paper import pdf

    return pdf(office_report_sheet(db, period, language, digits, org_unit=org_unit, grade=grade), progress)


def province_summary(
    db: Database,
    period: str,
    language: str | None = None,
    digits: str | None = None,
    *,
    grade: Grade = Grade.SHAREABLE,
    progress: Progress = UNWATCHED,
) -> bytes:
    """The summary of this office and all under it as PDF to be looked at here; see its sheet."""
    from desktop.printing.paper import pdf

    return pdf(province_summary_sheet(db, period, language, digits, grade=grade), progress)


def office_report_sheet(
    db: Database,
    period: str,
    language: str | None = None,
    digits: str | None = None,
    *,
    org_unit: str | None = None,
    grade: Grade = Grade.SHAREABLE,
) -> Sheet:
    """The report of this computer's office, or of one under it, about a period.

    Language and digits are the store's own where none are named. Raises `NotAPeriod`,
    `NothingToPrint`, or `OnlySecretariat` for an office that is not under this one.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    unit = org_unit or mine
    if not org_units.is_under(db, unit, mine):
        raise OnlySecretariat
    facts = sheets.office_facts(db, unit, ReportingPeriod(period))
    spoken = _voice(db, language, digits)
    if not facts.has_something:
        raise NothingToPrint(period=ReportingPeriod(period))
    if not facts.is_draft:
        facts = replace(
            facts,
            receipt=receipt.code_of_all(db, ReportKey(unit, facts.period.code)),
            submission=receipt.submission_code(db, unit, facts.period),
        )
    if grade is not Grade.OFFICIAL:
        nothing = Shareable(unit, facts.period.code)
        facts = replace(facts, answers=facts.answers.unprotected(facts.measures), shareable=nothing)
    return office_sheet(facts, spoken)


def province_summary_sheet(
    db: Database,
    period: str,
    language: str | None = None,
    digits: str | None = None,
    *,
    grade: Grade = Grade.SHAREABLE,
    shareable: Shareable | None = None,
) -> Sheet:
    """What this computer's office and all under it reported about a period.

    Raises `NotAPeriod`, `OnlyAboveOthers` in a commune, `NothingHasComeIn` while no report has.
    """
    card = scorecard.show(db, period)
    spoken = _voice(db, language, digits)
    if all(one.is_missing for one in card.expected if one.unit.id != card.office.id):
        raise NothingHasComeIn(period=card.period)
    facts = sheets.province_facts(db, card.office.id, card.period)
    if grade is not Grade.OFFICIAL:
        values = shareable or protecting.protect(db, card.office.id, card.period).shareable
        facts = replace(facts, answers=facts.answers.unprotected(facts.measures), shareable=values)
    return province_sheet(facts, spoken)


def _form(db: Database, order: Order) -> Sheet:
    """The form of this office or one under it; nothing has to be written for it to be printed."""
    key = _report(db, order)
    if not org_units.is_under(db, key.org_unit, settings.need(db, settings.ORG_UNIT)):
        raise OnlySecretariat
    facts = sheets.form_facts(db, key, last_period=order.last_period)
    return form_sheet(facts, _spoken(order))


def _evaluation(db: Database, order: Order, shareable: Shareable | None) -> Sheet:
    """Raises `NotAPeriod`, `OnlyAboveOthers` in a commune, `NothingReported`."""
    about = ReportingPeriod(order.about)
    scorecard.show(db, about.code)
    kind = _EVALUATIONS[order.paper]
    return evaluation.sheet(db, kind, about.year, _spoken(order), order.grade, shareable)


def _spoken(order: Order) -> Voice:
    return voice(order.language, order.digits)


def _history(db: Database, order: Order) -> Sheet:
    key = _report(db, order)
    spoken = _spoken(order)
    words = CellWords(measures.measures(), spoken)
    example = settings.get(db, settings.EXAMPLE) == "1"
    notice = spoken.say(EXAMPLE) if example else ""
    return history_sheet(history.show(db, key), words, notice=notice, grade=order.grade)


def _report(db: Database, order: Order) -> ReportKey:
    """Whose report an order is about: this office's own where it names none."""
    return order.report or ReportKey(settings.need(db, settings.ORG_UNIT), order.period)


def _voice(db: Database, language: str | None, digits: str | None) -> Voice:
    return voice(
        language or settings.need(db, settings.LANGUAGE), digits or settings.need(db, settings.DIGITS)
    )
