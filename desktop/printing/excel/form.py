"""The Excel form that an office fills in: locked but for its answers, with drop-downs and checks."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from desktop.domain.blank_form import (
    ANSWER_COLUMNS,
    CASE_COLUMNS,
    CODE,
    NUMBER,
    STAGE,
    TO_READ,
    BlankForm,
    Choices,
    Field,
    both,
    choices,
    in_both,
    members,
    reasons,
)
from desktop.domain.measure import DIMENSIONS, Kind
from desktop.domain.plan import Text
from desktop.domain.sheet import Align
from desktop.domain.sheet_words import EXAMPLE
from desktop.printing.excel import checking
from desktop.printing.excel import form_words as words
from desktop.printing.excel.book import new_book
from desktop.printing.excel.checking import Block
from desktop.printing.excel.page import Page, Running
from desktop.printing.excel.styles import GREY, GROUP_FILL, HEAD_FILL, SMALL, Look, Styles

_ANSWER_FILL = "#FFF7D6"
_TEXT = "@"  # what is typed stays as it was typed: 1.200 is not made 1.2, nor 040101 made 40101
_CASE_ROWS = 200
_TALL, _TALLEST = 48.0, 150.0  # points of a sentence and of a narrative
_ANSWER_WIDTHS = (74.0, 236.0, 92.0, 98.0)
_WRITING_WIDTHS = (74.0, 126.0, 150.0, 150.0)
_CASE_WIDTHS = (140.0, 110.0, 80.0, 48.0, 48.0, 60.0, 48.0)
_LIST_WIDTHS = (170.0, 110.0, 80.0, 48.0, 48.0, 60.0, 90.0, 60.0, 80.0)
_REASONS = "reasons"
_NUMBERS = (Kind.COUNT, Kind.MONEY)
_HEAD = Look(bold=True, align=Align.CENTRE, middle=True, fill=HEAD_FILL, ruled=True)
_CODE = Look(size=8, colour=GREY, ruled=True)
_ASKED = Look(size=SMALL, ruled=True)
_OPEN = Look(fill=_ANSWER_FILL, ruled=True, number=_TEXT, locked=False)


def form_of(blank: BlankForm) -> bytes:
    """The form of an office for a period, byte for byte the same each time."""
    out = io.BytesIO()
    book = new_book(out)
    form = _Form(book, blank)
    form.how_to()
    form.answers(words.ACTIVITIES, [(f"{one.code}  {both(one.title)}", one.fields) for one in blank.sections])
    if blank.stages.codes:
        form.cases()
    form.answers(words.BUDGET, [("", blank.budget)])
    if blank.narratives:
        form.answers(words.IN_WORDS, [("", blank.narratives)], _WRITING_WIDTHS, _TALLEST)
    form.plan()
    form.lists()
    book.close()
    return out.getvalue()


class _Form:
    """The worksheets of one form; where the drop-downs' words will stand is known beforehand."""

    def __init__(self, book: Workbook, blank: BlankForm) -> None:
        self._book = book
        self._blank = blank
        self._styles = Styles(book, "km", "latin")
        notice = both(in_both(EXAMPLE), " · ") if blank.example else ""
        self._running = Running(notice, both(words.GRADE, " · "), "", both(words.PAGE, " · "))
        self._lists = _lists(blank)
        self._sources = {
            name: f"='{_name(words.LISTS)}'!${_letter(place)}$3:${_letter(place)}${2 + len(found.words)}"
            for place, (name, (_title, found)) in enumerate(self._lists.items())
        }

    def how_to(self) -> None:
        """Whose form it is, how to fill it in, and the codes by which it is known again."""
        page = self._page(words.HOW_TO, (60.0, 427.0))
        page.warn(self._running)
        page.across(both(words.TITLE), Look(size=13, bold=True, align=Align.CENTRE))
        for text in (self._blank.office, self._blank.period):
            page.across(both(text, " · "), Look(size=11, bold=True, align=Align.CENTRE))
        page.gap()
        for number, step in enumerate(words.steps(self._blank), 1):
            page.put(str(number), 0, 0, Look(bold=True))
            page.put(both(step), 1, 1, Look())
            page.high(page.tallest(("", both(step))))
        page.gap(20)
        for name, value in self._blank.identity:
            page.put(CODE + name, 0, 0, Look(size=8, colour=GREY))
            page.put(value, 1, 1, Look(size=8, colour=GREY))
            page.high(13)
        page.finish(self._running)

    def answers(
        self,
        name: Text,
        groups: Sequence[tuple[str, Sequence[Field]]],
        widths: Sequence[float] = _ANSWER_WIDTHS,
        high: float = _TALL,
    ) -> None:
        """A worksheet of questions, each with its code, its answer, and the reason where there is none."""
        page = self._page(name, widths)
        heads = (words.HEADS["cell"], words.ASKED, words.HEADS["answer"], words.HEADS["reason"])
        self._heads(page, name, (ANSWER_COLUMNS[0], "", *ANSWER_COLUMNS[1:]), heads)
        for title, fields in groups:
            if title:
                page.across(title, Look(size=SMALL, bold=True, fill=GROUP_FILL, ruled=True))
            for field in fields:
                self._field(page, field, high)
        page.worksheet.ignore_errors({"number_stored_as_text": f"A1:G{page.row}"})
        page.finish(self._running)

    def cases(self) -> None:
        """A line for each kind of case, all chosen from lists but their number."""
        page = self._page(words.CASES, _CASE_WIDTHS)
        heads = {one.code: one.label for one in self._blank.dimensions} | words.HEADS
        self._heads(page, words.CASES, CASE_COLUMNS, [heads[code] for code in CASE_COLUMNS])
        first, last = page.row, page.row + _CASE_ROWS - 1
        for column, code in enumerate(CASE_COLUMNS):
            cells = Block(first, column, last, column)
            if code == NUMBER:
                checking.number(page.worksheet, cells)
            else:
                checking.choice(page.worksheet, cells, self._sources[code])
        for _ in range(_CASE_ROWS):
            for column in range(len(CASE_COLUMNS)):
                page.put("", column, column, _OPEN)
            page.high(18)
        page.worksheet.ignore_errors({"number_stored_as_text": f"A1:G{page.row}"})
        page.finish(self._running)

    def plan(self) -> None:
        """The plan's words about what is asked, to read."""
        page = self._page(words.PLAN, (50.0, 219.0, 218.0))
        page.across(both(words.PLAN, " · "), Look(size=11, bold=True))
        for line in self._blank.plan:
            look = Look(
                size=SMALL, bold=line.level < 3, fill=GROUP_FILL if line.level < 3 else "", ruled=True
            )
            texts = (line.code, line.text.km, line.text.en)
            for column, text in enumerate(texts):
                page.put(text, column, column, look)
            page.high(page.tallest(texts, size=SMALL, bold=line.level < 3))
        self._only_to_read(page)

    def lists(self) -> None:
        """The words of the drop-downs; in sight like all the rest."""
        page = self._page(words.LISTS, _LIST_WIDTHS)
        page.across(both(words.LISTS_ARE, " · "), Look(size=SMALL, colour=GREY))
        found = list(self._lists.values())
        for column, (title, _choices) in enumerate(found):
            page.put(both(title, " · "), column, column, _HEAD)
        page.high(30)
        for place in range(max(len(choice.words) for _title, choice in found)):
            for column, (_title, choice) in enumerate(found):
                if place < len(choice.words):
                    page.put(choice.shown()[place], column, column, _ASKED)
            page.high(30)
        self._only_to_read(page)

    def _only_to_read(self, page: Page) -> None:
        page.across(CODE + TO_READ, Look(size=7, colour=GREY))
        page.finish(self._running)

    def _page(self, name: Text, widths: Sequence[float]) -> Page:
        worksheet = self._book.add_worksheet(_name(name))
        worksheet.protect("", {"format_columns": True, "format_rows": True})
        return Page(worksheet, self._styles, widths)

    def _heads(self, page: Page, name: Text, codes: Sequence[str], heads: Sequence[Text]) -> None:
        """Two rows that stay in sight: words, and over the answers the codes that columns are found by."""
        page.across(f"{both(name, ' · ')}: {both(self._blank.office, ' · ')}", Look(size=11, bold=True))
        first = page.row
        titles = [both(head) for head in heads]
        for column, title in enumerate(titles):
            page.put(title, column, column, _HEAD)
        page.high(page.tallest(titles, bold=True))
        for column, code in enumerate(codes):
            page.put(CODE + code if code else "", column, column, Look(size=7, colour=GREY))
        page.high(11)
        page.worksheet.repeat_rows(first, page.row - 1)
        page.worksheet.freeze_panes(page.row, 0)

    def _field(self, page: Page, field: Field, high: float) -> None:
        page.put(field.cell.key, 0, 0, _CODE)
        page.put(both(field.name), 1, 1, _ASKED)
        row, worksheet = page.row, page.worksheet
        if field.kind is Kind.TEXT:
            page.put("", 2, 3, _OPEN)
            checking.text(worksheet, Block(row, 2, row, 3), field.hint)
            page.high(max(high, page.tallest((field.cell.key, both(field.name)), size=SMALL)))
            return
        page.put("", 2, 2, _OPEN)
        page.put("", 3, 3, _OPEN)
        if field.kind in _NUMBERS:
            checking.number(worksheet, Block(row, 2, row, 2), field.hint)
        else:
            checking.choice(worksheet, Block(row, 2, row, 2), self._sources[field.kind.value], field.hint)
        checking.choice(worksheet, Block(row, 3, row, 3), self._sources[_REASONS])
        page.high(page.tallest((field.cell.key, both(field.name)), size=SMALL))


def _lists(blank: BlankForm) -> dict[str, tuple[Text, Choices]]:
    """The drop-downs by name, each with its title."""
    found = {STAGE: (words.HEADS[STAGE], blank.stages)} if blank.stages.codes else {}
    if blank.stages.codes:
        found |= {
            name: (each.label, members(each)) for name, each in zip(DIMENSIONS, blank.dimensions, strict=True)
        }
    found[_REASONS] = (words.HEADS["reason"], reasons())
    for kind in (Kind.YES_NO, Kind.STATUS):
        offered = choices(kind)
        if offered is not None:
            found[kind.value] = (words.HEADS["answer"], offered)
    return found


def _name(text: Text) -> str:
    return both(text, " · ")


def _letter(column: int) -> str:
    return chr(ord("A") + column)
