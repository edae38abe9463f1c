"""To be shared, or official for one receiver: what each copy holds, in plain words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.sheet import Grade
from desktop.i18n.words import _
from desktop.ui.choice import Choice
from desktop.ui.named import named
from desktop.ui.pieces import Field, Label, column, place, row
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Database

SHAREABLE, OFFICIAL = Grade.SHAREABLE.value, Grade.OFFICIAL.value


class GradeChoice(QWidget):
    """`grade` and `receiver` of the copy; what may be shared comes first."""

    changed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.choice = Choice(
            ((SHAREABLE, lambda: _("To be shared")), (OFFICIAL, lambda: _("Official copy"))), SHAREABLE
        )
        self._words = Label(self._explained, "second")
        self._receiver = Field(lambda: _("Who receives it"), lambda: _("the office or person it is made for"))
        self._line = named(lambda: _("Who receives it"), self._receiver)
        place(column(self, gap=8), row(*self.choice.buttons, None), self._words, self._line)
        self.choice.changed.connect(self._chosen)
        self._receiver.editingFinished.connect(self.changed.emit)
        self._show()
        tasks.ask(_usual_receiver, then=self._fill_in)

    @property
    def grade(self) -> Grade:
        return Grade(self.choice.value)

    @property
    def receiver(self) -> str:
        return self._receiver.text().strip() if self.grade is Grade.OFFICIAL else ""

    @property
    def field(self) -> Field:
        return self._receiver

    @property
    def is_ready(self) -> bool:
        """Whether a copy can be made: an official one needs a receiver."""
        return self.grade is not Grade.OFFICIAL or bool(self.receiver)

    def ask(self) -> None:
        """Say that a receiver is needed, and go to where it is typed."""
        from desktop.actions.releasing import ReceiverNeeded

        self._tasks.failed.emit(ReceiverNeeded())
        self._receiver.setFocus()

    def choose(self, grade: Grade) -> None:
        self.choice.choose(grade.value)
        self._show()

    def offer(self, *grades: Grade) -> None:
        self.choice.offer(*(grade.value for grade in grades))
        self._show()

    def _fill_in(self, receiver: str) -> None:
        if not self._receiver.text():
            self._receiver.setText(receiver)
            self.changed.emit()

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        official = self.grade is Grade.OFFICIAL
        self._line.setVisible(official)
        self._words.say(self._explained)

    def _explained(self) -> str:
        if self.grade is Grade.OFFICIAL:
            return _(
                "Exact figures, for the signature and the next level only. It gets a number and is "
                "registered here with its receiver."
            )
        return _(
            "May be passed on to anybody. Counts of children and cases are rounded or not shown, and what "
            "was written in words is left out."
        )


def _usual_receiver(db: "Database") -> str:
    from desktop.actions import releasing

    return releasing.usual_receiver(db)
