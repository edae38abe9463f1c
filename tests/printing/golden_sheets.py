"""The papers whose pages are kept as pictures and text: built from facts alone, so always the same."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from zlib import crc32

from desktop.domain.figures import Answers, parts, year_to_date
from desktop.domain.form import Form, form
from desktop.domain.form_sheet import FormFacts, form_sheet
from desktop.domain.letter import Letter, filled_in
from desktop.domain.measure import Kind
from desktop.domain.office_sheet import OfficeFacts, office_sheet
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.province_sheet import ProvinceFacts, province_sheet
from desktop.domain.report import NARRATIVE, TARGET, Answer, Reason, ReportKey
from desktop.domain.sheet import Sheet
from desktop.domain.sheet_words import voice
from desktop.domain.standing import standing
from desktop.printing.paper import pdf
from desktop.storage.measures import measures
from desktop.storage.org_units import gazetteer
from desktop.storage.plans import plan

PERIOD = ReportingPeriod("2026Q3")
SILENT, LATE = ("kh.040103",), ("kh.040104", "kh.0402")
PERSON = "មន្ត្រីឧទាហរណ៍"
CASES = {
    "cases_identified": ("physical.home.girl.6-11.without", "sexual.online.girl.12-17.without"),
    "cases_referred": ("physical.home.boy.6-11.with",),
}
WRITTEN = (
    "(ឧទាហរណ៍) ផ្លូវទៅភូមិខ្លះពិបាកធ្វើដំណើរនៅរដូវវស្សា ហើយធនធានសម្រាប់ការងារកុមារនៅមានកម្រិត។",
    "(ឧទាហរណ៍) បានសហការជាមួយប៉ុស្តិ៍រដ្ឋបាល និងសាលារៀន ដើម្បីបង្រៀនមាតាបិតា ៣លើក។\nនឹងបន្តរៀងរាល់ខែ។",
)


@cache
def golden_sheets() -> dict[str, Sheet]:
    """Each paper by the name of its files."""
    import golden_evaluations  # which is made of what stands here

    return {
        "office-km": office("km", "khmer"),
        "office-en": office("en", "latin"),
        "office-km-latin": office("km", "latin"),
        "summary-km": summary("km", "khmer"),
        "summary-en": summary("en", "latin"),
        "form-km": empty_form("km", "khmer"),
        "midterm-km": golden_evaluations.mid_term("km", "khmer"),
        "feedback-km": golden_evaluations.feedback("km", "khmer"),
        "register-en": golden_evaluations.register("en", "latin"),
    }


@cache
def printed(name: str) -> bytes:
    """The paper of this name as PDF, made once for all tests that read it."""
    return pdf(golden_sheets()[name])


def office(language: str, digits: str) -> Sheet:
    """A commune's report, number and dates filled in."""
    line, spoken = line_of("kh.040101"), voice(language, digits)
    facts = OfficeFacts(
        line, PERSON, PERIOD, plan(), measures(), answers((line[-1],)), is_example=True, submission="7K2M-Q4"
    )
    letter = Letter("12/26", dt.date(2026, 10, 5))
    return filled_in(office_sheet(facts, spoken), letter, spoken.office(line[-1]), spoken)


def summary(language: str, digits: str) -> Sheet:
    """A province of two districts, one commune silent, two offices late; all dotted lines are open."""
    line = line_of("kh.04")
    below = tuple(unit for unit in gazetteer() if unit.id[:7] in ("kh.0401", "kh.0402"))
    units = (line[-1], *below)
    received = {ReportKey(unit.id, PERIOD.code): came for unit in units if (came := day(unit))}
    facts = ProvinceFacts(
        line=line,
        below=below,
        person=PERSON,
        plan=plan(),
        measures=measures(),
        answers=answers(units),
        standing=standing(line[-1], below, PERIOD, received),
        is_example=True,
    )
    return province_sheet(facts, voice(language, digits))


def empty_form(language: str, digits: str) -> Sheet:
    line = line_of("kh.040101")
    asked = form(plan(), measures(), line[-1], ReportKey(line[-1].id, PERIOD.code))
    before = _said(replace(asked, period=PERIOD.previous()))
    return form_sheet(FormFacts(line, plan(), asked, before, is_example=True), voice(language, digits))


def answers(units: tuple[OrgUnit, ...], period: ReportingPeriod = PERIOD) -> Answers:
    """What these offices said from January to a period, and in the plan of its year."""
    periods = (*year_to_date(period), ReportingPeriod(str(period.year)))
    return Answers(
        {ReportKey(unit.id, period.code): _of(unit, period) for unit in units for period in periods}
    )


def _of(unit: OrgUnit, period: ReportingPeriod) -> dict[str, Answer]:
    if unit.id in SILENT and period in parts(PERIOD):
        return {}
    return _said(form(plan(), measures(), unit, ReportKey(unit.id, period.code)))


def _said(asked: Form) -> dict[str, Answer]:
    return dict(_cells(asked))


def _cells(asked: Form) -> Iterator[tuple[str, Answer]]:
    """Every number of a form, drawn from its own address: no chance, and the same in any Python."""
    for cell in asked.asked():
        measure = asked.measures[cell.measure]
        drawn = crc32(f"{asked.unit.id} {asked.period.code} {cell.key}".encode())
        if cell.item == NARRATIVE:
            yield cell.key, WRITTEN[drawn % 2]
        elif measure.tally:
            for split in CASES.get(measure.code, ()):
                yield f"{cell.key}:{split}", drawn % 3 + 1
        elif measure.is_number:
            yield cell.key, _number(measure.kind, drawn, wanted=cell.split == TARGET)


def _number(kind: Kind, drawn: int, *, wanted: bool) -> Answer:
    if drawn % 9 == 0:
        return (Reason.NOT_PLANNED, Reason.NOT_KNOWN, Reason.NOTHING)[drawn // 9 % 3]
    highest = {Kind.YES_NO: 2, Kind.STATUS: 3, Kind.COUNT: 60}
    if kind is Kind.MONEY:
        return drawn % 60 * 100_000
    return drawn % highest[kind] + (100 if wanted else 0)


def day(unit: OrgUnit, period: ReportingPeriod = PERIOD) -> dt.date | None:
    """When an office's report came; None where it did not."""
    if unit.id in SILENT and period in parts(PERIOD):
        return None
    return period.end + dt.timedelta(days=33 if unit.id in LATE else 4)


def line_of(org_unit: str) -> tuple[OrgUnit, ...]:
    units = {unit.id: unit for unit in gazetteer()}
    line = [units[org_unit]]
    while line[0].parent:
        line.insert(0, units[line[0].parent])
    return tuple(line)
