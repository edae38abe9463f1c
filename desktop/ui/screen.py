"""What every screen has: the desk it lies on, tasks to give work to, and moments when it reads again."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop.changed import Changed
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language
from desktop.ui.post import Post
from desktop.ui.remembered import Remembered
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Office


class StatusLine(Protocol):
    """The one line that tells the truth."""

    def wait(self, n: int) -> None: ...


class Desk(Protocol):
    """What a screen may ask of the frame around it."""

    tasks: Tasks
    office: "Office"
    period: str
    quarter: str
    remembered: Remembered
    post: Post

    @property
    def status(self) -> StatusLine: ...
    def go(self, name: str) -> "Screen": ...
    def work_on(self, period: str) -> None: ...
    def change_speech(self, language: Language, digits: Digits) -> None: ...


class Screen(QWidget):
    """One job a person does. `shows` are the kinds of change after which it reads again."""

    shows = Changed.REPORT | Changed.RECORDS | Changed.BATCHES | Changed.TRUST

    def __init__(self, frame: Desk) -> None:
        super().__init__()
        self.frame = frame
        self.tasks = frame.tasks

    def refresh(self) -> None:
        """Read again what is shown."""

    @property
    def where(self) -> tuple[str, ...]:
        """Where on this screen one is; `return_to` leads there again, after unlocking."""
        return ()

    def return_to(self, where: tuple[str, ...]) -> None:
        """Show what was shown there."""

    def explain(self) -> bool:
        """F1: say what the words here mean; whether that was done here and not in the glossary."""
        return False

    def keep(self) -> None:
        """Give everything typed to be kept; called when the screen is left or the window closes."""
