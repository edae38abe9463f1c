"""The commitments of the institutions, each with the plan's activities behind it and what came of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from desktop.domain.achievement import Reached, reached
from desktop.domain.plan import PlanText, Text
from desktop.domain.progress_table import n_of_m, number_column
from desktop.domain.sheet import Align, Block, Column, Heading, Paragraph, Percent, Row, RowKind, Table
from desktop.domain.sheet_words import DASH, Voice
from desktop.domain.years import YearLine, as_lines
from desktop.i18n.words import mark

NUMBER, COMMITMENT, ACTIVITIES = mark("No."), mark("Commitment"), mark("Activities behind it")
REPORTED = mark("Reported on")
REACHED = mark("% of targets")
HOW = mark(
    "The commitments are older than the plan and are no rows of it. Which activities stand behind one is our "
    "reading of both texts; a dash means that we find none. “Reported on” counts those of its activities "
    "about which any office reported here; “% of targets” is the mean of the shares reached of the targets "
    "that offices set for them."
)


class Commitment(Protocol):
    """One promise, with the codes of the activities that carry it."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> PlanText: ...
    @property
    def activities(self) -> tuple[str, ...]: ...


class Committed(Protocol):
    """What one institution promised."""

    @property
    def name(self) -> Text: ...
    @property
    def headline(self) -> Text: ...
    @property
    def commitments(self) -> Sequence[Commitment]: ...


def commitments(every: Sequence[Committed], lines: Sequence[YearLine], voice: Voice) -> Iterator[Block]:
    """A table for each institution."""
    yield Paragraph(voice.say(HOW), leads=True)
    by_code: dict[str, list[YearLine]] = {}
    for line in lines:
        by_code.setdefault(line.activity.code, []).append(line)
    columns = (
        Column(voice.say(NUMBER), 0.5, Align.CENTRE),
        Column(voice.say(COMMITMENT), 5.0),
        Column(voice.say(ACTIVITIES), 1.3),
        Column(voice.say(REPORTED), 1.0, Align.CENTRE),
        number_column(voice.say(REACHED), 1.0),
    )
    for committed in every:
        yield Heading(committed.name.say(voice.language), 2)
        headline = Row((committed.headline.say(voice.language),), RowKind.GROUP)
        yield Table(columns, (headline, *(_row(each, by_code, voice) for each in committed.commitments)))


def _row(commitment: Commitment, by_code: Mapping[str, Sequence[YearLine]], voice: Voice) -> Row:
    codes = commitment.activities
    behind = [line for code in codes for line in by_code.get(code, ())]
    said = {line.activity.code for line in behind if _is_reported(line)}
    share: Reached = reached(as_lines(behind))
    return Row(
        (
            voice.whole(commitment.number),
            voice.write(commitment.text.say(voice.language)),
            voice.write(", ".join(codes)) or DASH,
            n_of_m(len(said), len(codes), voice) if codes else DASH,
            Percent(share.share),
        )
    )


def _is_reported(line: YearLine) -> bool:
    """Whether an office said something that every copy may tell: of a protected figure it is not told."""
    return any(figure.shown is None and figure.says_something for figure in line.years)
