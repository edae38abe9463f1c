"""Tables of cases: how many at each stage, of girls and boys, and by form, age and setting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.case_tally import CaseTally, case_tally
from desktop.domain.figures import Spans
from desktop.domain.measure import Measure, Measures
from desktop.domain.progress_table import Line, counted, n_of_m, number_column, one_office
from desktop.domain.report import Cell
from desktop.domain.sheet import Align, Block, Column, Heading, Paragraph, Row, RowKind, SheetCell, Table
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

STAGE = mark("Stage")
GIRLS = mark("Girls")
BOYS = mark("Boys")
TOTAL = mark("Total")
WITH_DISABILITY = mark("Of which with disability")
OFFICES = mark("Offices that answered")
NOT_SPLIT = mark("Not split by sex and age")
REPORTED_ONLY = mark(
    "These are the cases that were reported. They do not say how common violence is. No report is not zero."
)
SHOWN = ("form", "age", "setting")  # the lists a stage is shown by, each with girls and boys
SEXES = ("girl", "boy")
BY_LISTS = mark("Cases by form of violence, age and setting")
SIDE_BY_SIDE = 3  # stages that a page has room for
OF_CHILDREN = (GIRLS, BOYS, TOTAL)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of case work in one activity, for example cases referred in 3.2.1."""

    code: str
    measure: Measure
    tally: CaseTally


def stages(every: Sequence[Line], of: Spans, asked: dict[str, frozenset[str]]) -> tuple[Stage, ...]:
    """The case tallies among the lines of a printout, in this period."""
    return tuple(
        Stage(code, line.measure, case_tally(span, cell, line.measure, asked.get(code, frozenset())))
        for line in every
        for span in [counted(of, line.activity, line.measure).now]
        if line.measure.tally
        for code in [line.activity.code]
        for cell in [Cell(code, line.measure.code)]
    )


def totals(every: Sequence[Stage], voice: Voice, *, of_offices: bool) -> Iterator[Block]:
    """All stages in one table; `of_offices` adds how many offices answered."""
    titles = [GIRLS, BOYS, TOTAL, WITH_DISABILITY] + ([OFFICES] if of_offices else [])
    columns = (Column(voice.say(STAGE), 3.0), *(number_column(voice.say(title)) for title in titles))
    yield Table(columns, tuple(_total(stage, voice, of_offices) for stage in every))
    yield Paragraph(voice.say(REPORTED_ONLY))


def by_lists(every: Sequence[Stage], measures: Measures, voice: Voice) -> Iterator[Block]:
    """Stages with cases side by side, by form of violence, age and setting."""
    split = [stage for stage in every if stage.tally.splits]
    if split:
        yield Heading(voice.say(BY_LISTS), 2)
    for start in range(0, len(split), SIDE_BY_SIDE):
        yield _split_table(split[start : start + SIDE_BY_SIDE], measures, voice)


def _total(stage: Stage, voice: Voice, of_offices: bool) -> Row:
    tally = stage.tally
    answered = n_of_m(tally.figure.answered, tally.figure.asked, voice)
    return Row(
        (
            _name(stage, voice),
            *_girls_and_boys(tally),
            one_office(tally.figure, stage.measure.kind, voice),
            tally.of("disability", "with") if tally.splits else None,
            *([answered] if of_offices else []),
        )
    )


def _girls_and_boys(tally: CaseTally) -> tuple[SheetCell, ...]:
    """Unknown, not 0, while all cases are unsplit; 0 is known where there are no cases."""
    if not tally.splits and tally.figure.amount != 0:
        return (None, None)
    return tuple(tally.of("sex", sex) for sex in SEXES)


def _split_table(found: Sequence[Stage], measures: Measures, voice: Voice) -> Table:
    """For each stage girls, boys and their total; a member of a list that no stage has is left out."""
    titles = [(_name(stage, voice), voice.say(title)) for stage in found for title in OF_CHILDREN]
    columns = (Column("", 3.0), *(Column(title, 1.0, Align.RIGHT, group) for group, title in titles))
    rows: list[Row] = []
    for name in SHOWN:
        dimension = measures.dimensions[name]
        rows.append(Row((dimension.label.say(voice.language),), RowKind.GROUP))
        for member in dimension.members:
            counts = [stage.tally.of(name, member.code, sex) for stage in found for sex in (*SEXES, "")]
            if any(counts):
                rows.append(Row((voice.write(member.label.say(voice.language)), *counts)))
    if any(stage.tally.unsplit for stage in found):
        unsplit = [cell for stage in found for cell in (None, None, stage.tally.unsplit)]
        rows.append(Row((voice.say(NOT_SPLIT), *unsplit)))
    sums = [cell for stage in found for cell in _sums(stage.tally)]
    return Table(columns, (*rows, Row((voice.say(TOTAL), *sums), RowKind.TOTAL)))


def _sums(tally: CaseTally) -> tuple[SheetCell, ...]:
    return (*(tally.of("sex", sex) for sex in SEXES), tally.figure.amount)


def _name(stage: Stage, voice: Voice) -> str:
    return named(stage.code, stage.measure, voice)


def named(code: str, measure: Measure, voice: Voice) -> str:
    return voice.write(f"{code}  {measure.label.say(voice.language)}")
