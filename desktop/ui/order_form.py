"""What is to be printed: which paper, about whom and when, how it is written, and at which grade."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.sheet import Grade
from desktop.i18n.words import _, chosen
from desktop.ui import papers, speech
from desktop.ui.choice import Choice, always
from desktop.ui.grade_choice import GradeChoice
from desktop.ui.named import named
from desktop.ui.papers import (
    FORM,
    GRADED,
    NAMES,
    OF_A_PERIOD,
    OF_ONE_OFFICE,
    OFFICE,
    OVER_OTHERS,
    SIGNED,
    SUMMARY,
)
from desktop.ui.period_box import PeriodBox
from desktop.ui.pieces import Field, column, place
from desktop.ui.screen import Desk

if TYPE_CHECKING:
    from desktop.actions.office import Database
    from desktop.actions.printout import Order
    from desktop.domain.org_unit import OrgUnit
    from desktop.domain.report import ReportKey

BY_HAND, TODAY = "by_hand", "today"
WITH, WITHOUT = "with", "without"  # the last period's figures
COMMUNE_DIGITS = 6  # of its code


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer to all the questions; `unit` is the office it is about, `day` the date at signing.

    `last_period`: whether an empty form shows the last period's figures beside its boxes.
    """

    paper: str
    period: str
    language: str
    digits: str
    unit: str
    grade: Grade
    receiver: str = ""
    letter: str = ""
    day: dt.date | None = None
    last_period: bool = True

    def order(self) -> "Order":
        from desktop.actions.printout import Order, Paper
        from desktop.domain.letter import Letter
        from desktop.domain.report import ReportKey

        return Order(
            Paper(self.paper),
            self.period,
            self.language,  # type: ignore[arg-type]
            self.digits,  # type: ignore[arg-type]
            ReportKey(self.unit, self.period) if self.unit else None,
            self.grade,
            self.receiver,
            Letter(self.letter, self.day),
            self.last_period,
        )


class OrderForm(QWidget):
    """`changed` when anything about the order did."""

    changed = Signal()

    def __init__(self, frame: Desk) -> None:
        super().__init__()
        self._frame = frame
        self._alone = len(frame.office.unit.code) == COMMUNE_DIGITS  # no offices under it
        self.paper, self.office, self.period = _box(), _box(), PeriodBox()
        self.language = Choice((("km", always("ខ្មែរ")), ("en", always("English"))), chosen())
        self.digits = Choice((("khmer", always("១២៣")), ("latin", always("123"))), speech.digits())
        self.grade = GradeChoice(frame.tasks)
        self.letter = Field(lambda: _("Letter number"), lambda: _("dotted, to be filled in by hand"))
        self.figures = Choice(((WITH, lambda: _("With")), (WITHOUT, lambda: _("Without"))), WITH)
        self.date = Choice(((BY_HAND, lambda: _("Dotted")), (TODAY, lambda: _("Today"))), BY_HAND)
        self._lay_out()
        self._offer_papers()
        self._listen()
        self._fit()
        if not self._alone:
            frame.tasks.ask(_offices, then=self._offer_offices)

    def asked(self) -> Asked | None:
        """None while the periods are not known yet."""
        which, period = self.which, self.period.code
        if not period:
            return None
        graded, signed = which in GRADED, self._is_signed
        dated = signed and self.date.value == TODAY
        return Asked(
            which,
            period,
            self.language.value,
            self.digits.value,
            str(self.office.currentData() or "") if which in OF_ONE_OFFICE else "",
            self.grade.grade if graded else Grade.SHAREABLE,
            self.grade.receiver if graded else "",
            self.letter.text().strip() if signed else "",
            _today() if dated else None,
            self.figures.value == WITH,
        )

    @property
    def which(self) -> str:
        return str(self.paper.currentData())

    @property
    def _is_signed(self) -> bool:
        """Whether the copy goes to the signature: what may be shared is nobody's letter."""
        return self.which in SIGNED and self.grade.grade is Grade.OFFICIAL

    @property
    def is_ready(self) -> bool:
        """Whether a copy can be made of what is asked for."""
        return self.which not in GRADED or self.grade.is_ready

    def choose(self, which: str, report: "ReportKey | None" = None, grade: Grade = Grade.SHAREABLE) -> None:
        """A paper, of any report."""
        self.paper.setCurrentIndex(max(self.paper.findData(which), 0))
        self.grade.choose(grade)
        if report is not None:
            self.choose_office(report.org_unit)
            self.period.choose(report.period)
        self._fit()

    def choose_office(self, unit: str) -> None:
        if self.office.findData(unit) < 0:
            self.office.addItem(unit, unit)
        self.office.setCurrentIndex(self.office.findData(unit))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say_names()
            self.language.follow(chosen())
            self.digits.follow(speech.digits())

    def _lay_out(self) -> None:
        lines = self._lines = {
            "paper": named(lambda: _("Paper"), self.paper),
            "office": named(lambda: _("Office"), self.office),
            "period": named(lambda: _("Period"), self.period),
            "language": named(lambda: _("Language"), *self.language.buttons, None),
            "digits": named(lambda: _("Digits"), *self.digits.buttons, None),
            "figures": named(lambda: _("Last figures"), *self.figures.buttons, None),
            "letter": named(lambda: _("Letter number"), self.letter),
            "date": named(lambda: _("Date"), *self.date.buttons, None),
        }
        what = (lines["paper"], lines["office"], lines["period"], lines["language"], lines["digits"])
        place(column(self, gap=10), *what, lines["figures"], self.grade, lines["letter"], lines["date"])

    def _listen(self) -> None:
        for box in (self.paper, self.period, self.office):
            box.activated.connect(self._heard)
        for found in (self.language, self.digits, self.figures, self.date, self.grade):
            found.changed.connect(self._heard)
        self.letter.editingFinished.connect(self._heard)

    def _offer_papers(self) -> None:
        for which in NAMES:
            if not (self._alone and which in OVER_OTHERS):
                self.paper.addItem("", which)
        first = SUMMARY if self._frame.office.is_secretariat else OFFICE
        self.paper.setCurrentIndex(self.paper.findData(first))
        self._say_names()

    def _offer_offices(self, found: "tuple[OrgUnit, ...]") -> None:
        wanted = self.office.currentData()
        self.office.clear()
        for unit in found:
            self.office.addItem(f"{unit.code}  {speech.voice().office(unit)}", unit.id)
        if wanted:
            self.choose_office(wanted)

    def _say_names(self) -> None:
        self.paper.setAccessibleName(_("Paper"))
        self.office.setAccessibleName(_("Office"))
        for place_ in range(self.paper.count()):
            self.paper.setItemText(place_, _(NAMES[self.paper.itemData(place_)]))

    def _heard(self, *_args: object) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Show only what the paper asks."""
        which = self.which
        self.period.setEnabled(which in OF_A_PERIOD)
        self._lines["office"].setVisible(which in OF_ONE_OFFICE and not self._alone)
        self._lines["digits"].setVisible(which not in papers.TO_HANG_UP)
        self._lines["figures"].setVisible(which == FORM)
        self.grade.setVisible(which in GRADED)
        for name in ("letter", "date"):
            self._lines[name].setVisible(self._is_signed)


def _box() -> QComboBox:
    found = QComboBox()
    found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return found


def _offices(db: "Database") -> "tuple[OrgUnit, ...]":
    from desktop.actions import printout

    return printout.offices(db)


def _today() -> dt.date:
    from desktop.actions import stamp

    return stamp.today()
