"""The form for one report: the list of activities on the left, the activity in hand on the right."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.changed import Changed
from desktop.domain.plan import Activity, Plan, Text
from desktop.domain.report import Cell
from desktop.ui import form_words
from desktop.ui.activity_page import Page
from desktop.ui.answers import Answers
from desktop.ui.banner import Banner, Notice
from desktop.ui.contents import ADD, REVIEW, Contents, entries_of
from desktop.ui.form_opened import Opened, open_form
from desktop.ui.form_pages import Ways, page_of
from desktop.ui.form_side import Side
from desktop.ui.meaning import Meaning
from desktop.ui.page_area import PageArea
from desktop.ui.paper_ways import lead_to_signature
from desktop.ui.pieces import column, place, row
from desktop.ui.review_page import ReviewPage
from desktop.ui.screen import Desk, Screen
from desktop.ui.totals import Totals
from desktop.ui.undo import Steps

if TYPE_CHECKING:
    from desktop.actions.report import OpenForm

NARROW, ROOM_FOR_BOTH = 1000, 1280  # pixels


class ReportForm(Screen):
    """The report of the period in hand. Read again when records came or went, not after each number."""

    shows = Changed.RECORDS

    def __init__(self, frame: Desk) -> None:
        super().__init__(frame)
        self.answers: Answers | None = None
        self.page: QWidget | None = None
        self._plan: Plan | None = None
        self._item = self._cell = ""
        self._caret: int | None = None
        self._rounds = 0  # how often something was given to be kept when the form was asked for
        self._correcting = False
        self._steps = Steps()
        self._added: set[str] = set()  # activities added to this report and still empty
        self._more: tuple[Activity, ...] = ()
        self.side = Side(self.show_item, self.same_as_last)
        self.banner = Banner(self.correct)
        self.notice = Notice(self.undo)
        self._ways = self._lead()
        self.totals = Totals()
        self._scroll = PageArea(self.totals)
        self._scroll.followed.connect(self._sum)
        right = column(gap=0)
        place(right, self.banner, self.notice, self._scroll)
        self.meaning = Meaning(self._to_glossary)
        self.meaning.turned.connect(self._make_room)
        whole = row(self.side, right, self.meaning, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        steps = (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo))
        for keys, step in (*steps, ("Ctrl+Shift+Return", partial(self.show_item, REVIEW))):
            QShortcut(QKeySequence(keys), self, step, context=within)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        self.side.fold(narrow=narrow)
        self.meaning.fold(narrow=narrow)
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Where there is no room for both, the meanings stand in the place of the list."""
        self.side.setHidden(self.meaning.isVisibleTo(self) and self.width() < ROOM_FOR_BOTH)

    def refresh(self) -> None:
        self.keep()
        here = QApplication.focusWidget()
        typing = isinstance(self.page, Page) and here is not None and self.page.isAncestorOf(here)
        self._cell, self._caret = self._in_hand() if typing else ("", None)
        self._rounds = self.answers.rounds if self.answers is not None else 0
        self.tasks.ask(open_form, self.frame.period, frozenset(self._added), then=self._opened)

    @property
    def where(self) -> tuple[str, ...]:
        """The item and the cell in hand."""
        return self._item, self._in_hand()[0] or self._cell

    def return_to(self, where: tuple[str, ...]) -> None:
        """Show that item and that cell once the form is open."""
        if len(where) == 2:
            self._item, self._cell = where

    def event(self, event: QEvent) -> bool:
        """Coming back from another window: it may have typed into the same report."""
        if event.type() is QEvent.Type.WindowActivate and self.answers is not None:
            self.answers.keep()
            self.tasks.ask(self.answers.typed.is_behind, then=self._read_if)
        return super().event(event)

    def _read_if(self, is_behind: bool) -> None:
        if is_behind:
            self.refresh()

    def keep(self) -> None:
        if self.answers is not None:
            self.answers.keep()

    def explain(self) -> bool:
        """F1: what the words in hand mean, beside the form; once more closes it."""
        if self.meaning.isVisibleTo(self):
            self.meaning.hide()
        else:
            self.meaning.show_words(self._texts(), self._text_in_hand())
        return True

    def _text_in_hand(self) -> Text | None:
        """The form of violence of the row in hand, where cases are counted."""
        grid = self.page.grid_in_hand() if isinstance(self.page, Page) else None
        return grid.row_in_hand() if grid is not None else None

    def _texts(self) -> tuple[Text, ...]:
        """What is written on the page in hand."""
        if self.answers is None:
            return ()
        return form_words.texts(self.answers.opened.form, self._item)

    def _to_glossary(self) -> None:
        from desktop.ui.glossary import Glossary

        found = self.frame.go("glossary")
        assert isinstance(found, Glossary)
        found.look_up("", "report")

    def show_item(self, item: str) -> None:
        """Go to an activity, the budget, the narrative or the look over it all."""
        self._item = item
        if self.answers is None or self.contents is None:
            return  # shown when the form is open
        self.answers.keep()
        item = self.contents.nearest(item)
        self._item = self._item if self._item in self._added else item  # just added: soon in the list
        self.contents.show_item(item)
        page = page_of(item, self.answers, self._more, self._ways)
        self.page = self._with_next(page) if isinstance(page, Page) else page
        self._scroll.show_page(self.page)
        field = self.page.first_field() if isinstance(self.page, Page | ReviewPage) else None
        (field or self.page).setFocus(Qt.FocusReason.OtherFocusReason)
        if self.meaning.isVisibleTo(self):
            self.meaning.show_words(self._texts(), self._text_in_hand())

    def go_to(self, item: str, cell: str) -> None:
        """Go where a finding is."""
        self.show_item(item)
        if isinstance(self.page, Page):
            self.page.go_to(cell)

    def undo(self) -> None:
        """Take the last step back, and show where it was."""
        self.notice.hide()
        if self.answers is not None and not self._frozen():
            self._show_step(self.answers.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.answers is not None and not self._frozen():
            self._show_step(self.answers.redo())

    def _show_step(self, cells: Sequence[str]) -> None:
        items = [Cell.of(cell).item for cell in cells]
        if not items:
            return
        if self._item not in items:
            self.show_item(items[0])
        here = [cell for cell, item in zip(cells, items, strict=True) if item == self._item]
        if here and isinstance(self.page, Page):
            self.page.go_to(here[0])

    def page_title(self) -> str:
        """The heading of what is shown, as it stands on screen."""
        return self.page.title.text() if isinstance(self.page, Page) else ""

    def _opened(self, found: Opened) -> None:
        opened, reading, typed, before, self._more = found
        self._plan, self.meaning.around = reading.plan, reading.texts
        old = self.answers
        if old is not None and (old.in_hand or old.rounds != self._rounds):
            self.refresh()  # somebody typed on: read again what is kept by then
            return
        same = old is not None and old.key == opened.view.key
        self._correcting = False
        self._steps = self._steps if same else Steps()
        self._added = self._added if same or old is None else set()
        mine = old.clashes() if old is not None and same else None
        self.answers = Answers(self.tasks, opened, typed, before, self._steps, mine)
        self.answers.behind.connect(self.refresh)
        for listening in (self._sign, self._stand):
            self.answers.looked.connect(listening)
        self.answers.told.connect(self._stand)
        self.answers.answered.connect(self._answered)
        self._make_contents(opened)
        self.notice.hide()
        self._stand()
        cell, caret = self._cell, self._caret
        self.show_item(self._item)
        if cell and isinstance(self.page, Page):
            self.page.go_to(cell, caret)

    @property
    def contents(self) -> Contents | None:
        """The list of what is asked; None until the form is open."""
        return self.side.contents

    def _make_contents(self, opened: "OpenForm") -> None:
        form = opened.form
        titles = {activity.code: form_words.titled(activity) for activity in form.every_activity}
        self.side.show_entries(
            entries_of(form, titles, partial(form_words.cluster, self._plan), more=bool(self._more))
        )

    def add(self, activity: str) -> None:
        """Take an activity into the report that is not asked of this office."""
        self._added.add(activity)
        self._item = activity
        self.refresh()

    def take_out(self, activity: str) -> None:
        """Take an added activity out again; nothing stands in it."""
        self._added.discard(activity)
        self._item = ADD
        self.refresh()

    def _with_next(self, page: Page) -> Page:
        page.done.connect(self._next)
        page.freeze(self._frozen())
        return page

    def _next(self) -> None:
        if self.contents is not None:
            self.show_item(self.contents.after(self._item))

    def _frozen(self) -> bool:
        return self.answers is not None and self.answers.frozen and not self._correcting

    def correct(self) -> None:
        """What was submitted stays as it is; what is typed from now on is a correction to submit again."""
        self._correcting = True
        self._stand()
        self._sign()
        self.show_item(self._item)

    def same_as_last(self) -> None:
        """Take last period's answer into every field of the report that is empty and had one."""
        if self.answers is None or self._frozen():
            return
        carried = self.answers.to_carry()
        self.answers.take(carried)
        self.notice.say(form_words.carried(len(carried)))

    def _answered(self, _cell: str) -> None:
        self._sign()
        self._sum()

    def _sum(self) -> None:
        """The sum of the cases that are being counted stays in view."""
        self.totals.about(self.page.grid_in_hand() if isinstance(self.page, Page) else None)

    def _stand(self) -> None:
        if self.answers is not None:
            self.banner.about(self.answers, correcting=self._correcting)

    def _lead(self) -> Ways:
        """Where the pages of the report lead."""
        leave = (partial(self.frame.go, "send"), partial(lead_to_signature, self.frame))
        to = (self.go_to, self._submit, *leave, self.notice.say, self.add, self.take_out)
        return Ways(*to, lambda: form_words.institutions(self._plan))

    def _sign(self) -> None:
        if self.answers is not None:
            self.side.sign(self.answers, frozen=self._frozen())

    def _submit(self) -> None:
        assert self.answers is not None
        self.answers.keep()
        self._item = REVIEW
        self._correcting = False
        self._steps = Steps()  # what was submitted is taken back by a correction, not by a key
        self.tasks.do(self.answers.typed.submit, otherwise=self._not_submitted)

    def _not_submitted(self, error: BaseException) -> None:
        """Nothing is lost: what was typed is kept, and what another window typed is shown."""
        self.tasks.failed.emit(error)
        self.refresh()

    def _in_hand(self) -> tuple[str, int | None]:
        """The cell in hand and where one types in it, so that reading again moves neither."""
        return self.page.in_hand() if isinstance(self.page, Page) else ("", None)
