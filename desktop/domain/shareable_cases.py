"""Cases in a copy that may be shared: protected values only, and what a reader has to know of them."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.domain import catalogue
from desktop.domain.case_tables import BOYS, GIRLS, REPORTED_ONLY, SEXES, STAGE, TOTAL, named
from desktop.domain.measure import Measures
from desktop.domain.org_unit import OrgUnit
from desktop.domain.progress_table import Line, number_column, printed
from desktop.domain.report import Cell
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import Block, Column, Heading, Paragraph, Row, RowKind, Table
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

NOT_SHOWN = mark(
    "Counts of children and cases are not shown in this copy, because it may be shared: where only few "
    "people live or report, a small number can tell who is meant. They stand in the official copy."
)
WAITS = mark(
    "Counts of children and cases are not shown yet, because this copy may be shared. They come when all "
    "reports are due and enough offices have reported. Until then they stand in the official copy."
)
HOW_SHOWN = mark(
    "This copy may be shared, so counts of children and cases are protected. They are rounded to 5, and "
    "totals may not add up. “<10” means fewer than ten, also none. “…” is not shown, so that nobody can be "
    "recognised. The exact figures stand in the official copy."
)
STAND = mark(
    "These counts stand as they were shared first. What is corrected later shows in the official copy, and "
    "in the next longer period that is shared."
)
BY_LIST = mark("Cases: {list}")
BY_PLACE = mark("Cases by place")
SHARED = (GIRLS, BOYS, TOTAL)


def cases(
    every: Sequence[Line],
    shareable: Shareable,
    measures: Measures,
    voice: Voice,
    offices: Iterable[OrgUnit] = (),
) -> Iterator[Block]:
    """All stages in one table, and of a year by one list at a time, where that tells more than "<10".

    `offices` are those whose places may have a number of their own. Nothing where nothing may be shown.
    """
    stages = [line for line in every if line.measure.tally]
    if not stages or not shareable.shows_something:
        return
    yield _totals(stages, shareable, voice)
    for name in catalogue.LISTS:
        if name != "sex":  # it stands beside the totals
            yield from _by_list(name, stages, shareable, measures, voice)
    yield from _by_place(stages, shareable, offices, voice)
    yield Paragraph(voice.say(REPORTED_ONLY))


def notes(shareable: Shareable | None, voice: Voice) -> Iterator[Block]:
    """How the counts in a copy are to be read, or why there are none; nothing in an official copy."""
    if shareable is None:
        return
    if shareable.shows_something:
        yield from (Paragraph(voice.say(words)) for words in (HOW_SHOWN, STAND))
    else:
        yield Paragraph(voice.say(WAITS if shareable.waits else NOT_SHOWN))


def _totals(stages: Sequence[Line], shareable: Shareable, voice: Voice) -> Table:
    columns = (Column(voice.say(STAGE), 3.0), *(number_column(voice.say(title)) for title in SHARED))
    categories = (*(f"sex.{sex}" for sex in SEXES), "")
    return Table(
        columns, tuple(_row(_name(line, voice), line, categories, shareable, voice) for line in stages)
    )


def _by_list(
    name: str, stages: Sequence[Line], shareable: Shareable, measures: Measures, voice: Voice
) -> Iterator[Block]:
    """The stages of which something is shown by a list, each with its total."""
    dimension = measures.dimensions[name]
    rows: list[Row] = []
    for line in stages:
        codes = [f"{name}.{member.code}" for member in dimension.members]
        if any(isinstance(shareable.of(_cell(line), code), int) for code in codes):
            rows.append(Row((_name(line, voice),), RowKind.GROUP))
            for member, code in zip(dimension.members, codes, strict=True):
                label = voice.write(member.label.say(voice.language))
                rows.append(_row(label, line, (code,), shareable, voice))
    if rows:
        title = dimension.label.say(voice.language)
        yield Heading(voice.say(BY_LIST, list=title), 2)
        yield Table((Column("", 3.0), number_column(voice.say(TOTAL))), tuple(rows))


def _by_place(
    stages: Sequence[Line], shareable: Shareable, offices: Iterable[OrgUnit], voice: Voice
) -> Iterator[Block]:
    """The stages of which something is shown by place."""
    named_places = {cell.place for cell in shareable.values} - {shareable.place}
    places = [unit for unit in offices if unit.id in named_places]
    rows: list[Row] = []
    for line in stages:
        values = [printed(shareable.of(_cell(line), place=unit.id), voice) for unit in places]
        if any(isinstance(value, int) for value in values):
            rows.append(Row((_name(line, voice),), RowKind.GROUP))
            rows += [Row((voice.office(unit), value)) for unit, value in zip(places, values, strict=True)]
    if rows:
        yield Heading(voice.say(BY_PLACE), 2)
        yield Table((Column("", 3.0), number_column(voice.say(TOTAL))), tuple(rows))


def _row(label: str, line: Line, categories: Sequence[str], shareable: Shareable, voice: Voice) -> Row:
    shown = (printed(shareable.of(_cell(line), category), voice) for category in categories)
    return Row((label, *shown))


def _name(line: Line, voice: Voice) -> str:
    return named(line.activity.code, line.measure, voice)


def _cell(line: Line) -> Cell:
    return Cell(line.activity.code, line.measure.code)
