"""Evaluations, feedback to an office, and the register of reports, as sheets."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.actions import protecting, review, stamp
from desktop.domain.arrivals_sheet import ArrivalsFacts, arrivals_sheet
from desktop.domain.evaluation import MID_TERM_YEAR, Evaluation
from desktop.domain.evaluation_sheet import evaluation_sheet
from desktop.domain.feedback_sheet import feedback_sheet
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.period import LAST_YEAR, ReportingPeriod
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import Grade, Sheet
from desktop.domain.sheet_words import Voice
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import evaluations, org_units, settings, sheets
from desktop.storage.database import Database

__all__ = ["LAST_YEAR", "MID_TERM_YEAR", "Evaluation"]


class NothingReported(UserError):
    message = mark(
        "No report about {years} has come in yet, so there is nothing to evaluate. Receive the reports of "
        "your offices first."
    )


def sheet(
    db: Database,
    kind: Evaluation,
    year: int,
    voice: Voice,
    grade: Grade,
    shareable: Shareable | None = None,
) -> Sheet:
    """An annual report, mid-term or final evaluation of this computer's office and all under it.

    `shareable`: the protected values of its last year that a copy which leaves is registered with.
    Raises `NothingReported`.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    values = None if grade is Grade.OFFICIAL else _protected(db, mine, kind.shown(year), shareable)
    facts = evaluations.evaluation_facts(db, mine, kind, year, stamp.today(), values)
    if not facts.has_something:
        raise NothingReported(years="-".join(dict.fromkeys(map(str, (facts.counted[0], facts.counted[-1])))))
    return evaluation_sheet(facts, voice)


def feedback(db: Database, org_unit: str, period: str, voice: Voice) -> Sheet:
    """What an office below is told about its own figures. Raises `OnlySecretariat`, `NotAPeriod`."""
    review.must_be_secretariat_of(db, org_unit)
    return feedback_sheet(evaluations.feedback_facts(db, org_unit, ReportingPeriod(period)), voice)


def feedback_to_all(db: Database, level: Level, period: str, voice: Voice) -> Iterator[tuple[OrgUnit, Sheet]]:
    """The same for every administration of a level; the store is read once for all. Raises `NotAPeriod`."""
    units = gets_feedback(db, level, period)
    for unit in units:
        review.must_be_secretariat_of(db, unit.id)
    for facts in evaluations.feedback_of_all(db, units, ReportingPeriod(period)):
        yield facts.unit, feedback_sheet(facts, voice)


def gets_feedback(db: Database, level: Level, period: str) -> tuple[OrgUnit, ...]:
    """The administrations of a level under this secretariat that stood in a period. Raises `NotAPeriod`."""
    about = ReportingPeriod(period)
    below = org_units.below(db, settings.need(db, settings.ORG_UNIT), (about.start, about.end))
    return tuple(unit for unit in below if unit.level is level and unit.kind is OrgKind.ADMINISTRATION)


def arrivals(db: Database, period: str, voice: Voice) -> Sheet:
    """Which reports of which offices came when. Raises `NotAPeriod`."""
    mine = settings.need(db, settings.ORG_UNIT)
    return arrivals_sheet(
        ArrivalsFacts(
            line=org_units.line(db, mine),
            standing=sheets.who_reported(db, mine, ReportingPeriod(period)),
            today=stamp.today(),
            is_example=settings.get(db, settings.EXAMPLE) == "1",
        ),
        voice,
    )


def _protected(
    db: Database, place: str, years: Sequence[int], shareable: Shareable | None
) -> Mapping[int, Shareable]:
    """The protected values of the last year; of earlier ones what copies about them said already."""
    *earlier, last = (ReportingPeriod(str(year)) for year in years)
    said = {period.year: protecting.shared_before(db, place, period) for period in earlier}
    return said | {last.year: shareable or protecting.protect(db, place, last).shareable}
