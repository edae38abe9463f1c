"""Two stores with example figures: a commune in the middle of its report, and its secretariat."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from desktop.actions import attachments, exchange, office, report, review, trust
from desktop.actions.office import NewOffice, Store
from desktop.actions.report import Answer, OpenForm, Reason
from desktop.domain.measure import Kind, Measure
from desktop.ui.pictures import png

PASSPHRASE = "three example words"
PROVINCE, COMMUNE, NEIGHBOUR = "04", "040101", "040102"
LAST_YEAR, BEFORE, LAST, NOW = "2025Q3", "2026Q1", "2026Q2", "2026Q3"
CROWDS = {"people", "participants"}
AIMS = {"sessions": 14, "participants": 280, "people": 300}  # of one activity in a year
JUMPS = "2.3.8:people"  # a figure in the report in hand that asks for a second look
REACHED = 18  # activities of the report in hand that are answered


@dataclass(frozen=True, slots=True)
class Example:
    """Where the stores lie; both open with the passphrase."""

    commune: Path
    province: Path


def make(folder: Path) -> Example:
    """Set both offices up, let them exchange two quarters, and leave the third half done."""
    province = office.set_up(folder / "province", new_office(PROVINCE, None)).store
    with office.connection(province) as db:
        card = office.office_card(db)
    commune = office.set_up(folder / "commune", new_office(COMMUNE, card)).store
    stick = folder / "stick"
    for period, moved in ((LAST_YEAR, 0), (BEFORE, 1), (LAST, 2)):
        fill_in(commune, period, moved)
    _pass_on(commune, province, stick)
    _decide(province)
    _pass_on(province, commune, stick)
    _aim(commune)
    fill_in(commune, NOW, 3, activities=REACHED)
    _attach(commune)
    neighbour = office.set_up(folder / "neighbour", new_office(NEIGHBOUR, card)).store
    fill_in(neighbour, LAST, 4)
    _pass_on(neighbour, province, folder / "other stick")
    return Example(commune.folder, province.folder)


def new_office(code: str, card: bytes | None) -> NewOffice:
    return NewOffice(code, "Example officer", PASSPHRASE, card, language="en", digits="latin", example=True)


def fill_in(store: Store, period: str, moved: int, activities: int | None = None) -> None:
    """Fill a report with figures that belong to nobody; the whole of it is submitted."""
    with office.connection(store) as db:
        opened = report.open_form(db, report.my_report(db, period))
        report.save_values(db, opened.view, dict(_figures(opened, moved, activities)))
        if activities is None:
            report.submit(db, opened.view.key)


def _aim(store: Store) -> None:
    """Targets for the year, of people and sessions, and the budget that is planned."""
    with office.connection(store) as db:
        opened = report.open_form(db, report.my_report(db, NOW[:4]))
        aimed = [cell for cell in opened.form.required() if cell.measure in AIMS]
        answers: dict[str, Answer] = {cell.key: AIMS[cell.measure] for cell in aimed}
        answers.update({cell.key: 3_000_000 for cell in opened.form.budget_cells()[:2]})
        report.save_values(db, opened.view, answers)


def _attach(store: Store) -> None:
    """A drawing for a photo, attached to the report in hand."""
    drawing = QImage(1200, 900, QImage.Format.Format_RGB32)
    drawing.fill(QColor("#C4DCE8"))
    painter = QPainter(drawing)
    painter.fillRect(0, 560, 1200, 340, QColor("#7A9F5C"))
    painter.fillRect(330, 330, 540, 340, QColor("#DEC8A0"))
    painter.fillRect(280, 250, 640, 90, QColor("#A04632"))
    painter.fillRect(540, 470, 120, 200, QColor("#6E503C"))
    painter.end()
    with office.connection(store) as db:
        found = attachments.take(db, png(drawing)).called("ការប្រជុំនៅសាលាឃុំ")
        opened = report.open_form(db, report.my_report(db, NOW))
        report.save_value(db, opened.view, attachments.PLACES[0], found.answer)


def _figures(opened: OpenForm, moved: int, activities: int | None) -> Iterator[tuple[str, Answer]]:
    for place, activity in enumerate(opened.form.activities[:activities]):
        for cell in opened.form.cells(activity):
            measure = opened.form.measures[cell.measure]
            if measure.tally:
                yield f"{cell.key}:physical.home.girl.6-11.without", 1 + moved
                yield f"{cell.key}:neglect.home.boy.0-5.without", 2
            elif cell.key == JUMPS and activities is not None:
                yield cell.key, 310
            elif measure.is_number:
                yield cell.key, Reason.NOT_PLANNED if place % 7 == 6 else _figure(measure, moved + place)
    if activities is None:
        for cell in opened.form.budget_cells()[:2]:
            yield cell.key, 1_200_000 + 50_000 * moved


def _figure(measure: Measure, moved: int) -> int:
    """People by the dozen, their parts fewer, everything else a handful."""
    if measure.kind is Kind.YES_NO:
        return 1
    if measure.code in CROWDS:
        return 60 + 7 * moved % 40
    if measure.code.endswith("_female") and set(measure.of) & CROWDS:
        return 31 + moved % 9
    return 2 if measure.of else 3 + moved % 5


def _pass_on(sender: Store, receiver: Store, stick: Path) -> None:
    with office.connection(sender) as db:
        exchange.exchange_with_folder(db, stick)
    with office.connection(receiver) as db:
        exchange.exchange_with_folder(db, stick)


def _decide(province: Store) -> None:
    """Accept the commune's computer, approve what is older, return the last quarter."""
    with office.connection(province) as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
        review.approve(db, report.report_of(db, COMMUNE, BEFORE))
        review.send_back(
            db,
            report.report_of(db, COMMUNE, LAST),
            "3.1.1: more village heads than villages?",
            {"3.1.1:participants": "Please count again."},
        )
