"""Tables of indicators with baselines, survey values and targets, and of the situation in figures.

Nothing is reckoned here: every number stands with its year and its source, or it is said that there is none.
Percentages among people are survey data of the area they were measured in (FACTS.md, section 4.4).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.org_unit import NATIONAL_ID, OrgUnit
from desktop.domain.period import FIRST_YEAR
from desktop.domain.plan import Indicator, Plan
from desktop.domain.progress_table import DISPUTED, STATUS
from desktop.domain.rating import Entered
from desktop.domain.sheet import Align, Block, Column, Decimals, Paragraph, Row, RowKind, SheetCell, Table
from desktop.domain.sheet_words import DASH, Voice
from desktop.domain.situation import Situation, Topic
from desktop.domain.survey import Role, SurveyValue, Unit
from desktop.i18n import numbers
from desktop.i18n.words import mark

INDICATOR, BASELINE, VALUE, TARGET = mark("Indicator"), mark("Baseline"), mark("Value"), mark("Target")
SOURCE, YEAR, TOPIC = mark("Source"), mark("Year"), mark("Topic")
IMPACT = mark("Impact")
OUTCOME_OF = mark("Outcome of strategy {number}: {title}")
OUTPUTS_OF = mark("Outputs of strategy {number}")
NONE_IN_PLAN = mark(
    "The plan names no baseline and no target for its indicators. What stands here was entered by "
    "secretariats with its source; a dash means that nothing was. A value of {year} or before counts as the "
    "baseline. Percentages are survey data of the area they name, never sums of reports."
)
NOTHING_ENTERED = mark("no baseline, value or target is known")
OUTPUTS_UNKNOWN = mark(
    "Of these output indicators no baseline, value or target is known; what offices reported for their "
    "activities stands in the results by strategy: {codes}."
)
OUR_READING = mark("Figures under an indicator that the plan does not link to it stand there by our reading.")
SITUATION_HOW = mark(
    "Figures of the plan’s section 1.2 as it gives them, and values entered since. Figures of different "
    "surveys make no trend."
)
MORE_THAN = mark("more than {amount}")
IN_YEAR = mark("{amount} ({year})")
FOR_AREA = mark("{area}: {amount}")
_PLACE = "\ufffc"  # the letter that stands for an object: where a number goes among words
SECTIONS = {
    "1.2": mark("Population"),
    "1.2.1": mark("Violence against children and women"),
    "1.2.2": mark("Early marriage"),
    "1.2.3": mark("Child labour"),
    "1.2.5": mark("Children on the internet"),
}


@dataclass(frozen=True, slots=True)
class Surveys:
    """What is known from surveys: what the plan gives, and what offices entered, the nation first.

    `areas` are the offices that entered something, by id.
    """

    situation: Situation
    entered: Sequence[Entered] = ()
    areas: Mapping[str, OrgUnit] = field(default_factory=dict)

    def of(self, topic: str, role: Role = Role.VALUE) -> tuple[tuple[SurveyValue, ...], ...]:
        """The values of a topic or an indicator, by year; more than one in a place are in conflict."""
        shipped = [(value,) for each in self.situation.topics if each.code == topic for value in each.values]
        given = [
            found
            for entered in self.entered
            for (its_role, about), found in entered.values.items()
            if (its_role, about.topic) == (role, topic)
        ]
        every = (*(shipped if role is Role.VALUE else ()), *given)
        return tuple(sorted(every, key=lambda found: found[0].about.when))


def indicators(plan: Plan, surveys: Surveys, last_year: int, voice: Voice) -> Iterator[Block]:
    """All indicators, impact first: baseline, values up to a year, target, and where each is from."""
    columns = (
        Column(voice.say(INDICATOR), 4.4),
        *(Column(voice.say(title), 1.0, Align.RIGHT) for title in (BASELINE, VALUE, TARGET)),
        Column(voice.say(SOURCE), 2.6),
    )
    unknown: list[str] = []
    rows: list[Row] = [Row((voice.say(IMPACT),), RowKind.GROUP)]
    rows += _rows(plan.impact_indicators, surveys, last_year, voice)
    for strategy in plan.strategies:
        title = strategy.title.say(voice.language)
        rows.append(Row((voice.say(OUTCOME_OF, number=strategy.number, title=title),), RowKind.GROUP))
        rows += _rows(strategy.outcome_indicators, surveys, last_year, voice)
        outputs = [found for cluster in strategy.clusters for found in cluster.indicators]
        known = [found for found in outputs if surveys.of(found.code) or surveys.of(found.code, Role.TARGET)]
        if known:
            rows.append(Row((voice.say(OUTPUTS_OF, number=strategy.number),), RowKind.GROUP))
            rows += _rows(known, surveys, last_year, voice)
        unknown += [found.code for found in outputs if found not in known]
    yield Table(columns, tuple(rows))
    yield Paragraph(voice.say(NONE_IN_PLAN, year=FIRST_YEAR))
    if unknown:
        codes = ", ".join(unknown)
        yield Paragraph(voice.say(OUTPUTS_UNKNOWN, codes=codes))
    yield Paragraph(voice.say(OUR_READING))


def situation(surveys: Surveys, last_year: int, voice: Voice) -> Iterator[Block]:
    """The figures of section 1.2, topic by topic, each value with its year, its source and its doubt."""
    columns = (
        Column(voice.say(TOPIC), 3.2),
        Column(voice.say(YEAR), 0.9, Align.CENTRE),
        Column(voice.say(VALUE), 1.2, Align.RIGHT),
        Column(voice.say(SOURCE), 3.0),
    )
    rows: list[Row] = []
    section = ""
    for topic in surveys.situation.topics:
        if topic.section != section:
            section = topic.section
            rows.append(Row((voice.say(SECTIONS[section]),), RowKind.GROUP))
        rows += _topic_rows(topic, surveys, last_year, voice)
    yield Table(columns, tuple(rows))
    yield Paragraph(voice.say(SITUATION_HOW))


def amount(value: SurveyValue, voice: Voice) -> str:
    """A survey value as it is read: "13.93%", "more than 80%", "in progress"."""
    if value.unit is Unit.STATUS:
        return voice.say(STATUS[int(value.amount)])
    written = _written(_number(value), voice)
    return voice.say(MORE_THAN, amount=written) if value.more_than else written


def _typed(value: SurveyValue, voice: Voice) -> str | Decimals:
    """A survey value as a cell: a number where it is one. More than 80 % is not 80 % and stays words."""
    return amount(value, voice) if value.unit is Unit.STATUS or value.more_than else _number(value)


def _number(value: SurveyValue) -> Decimals:
    return Decimals(value.amount, percent=value.unit is Unit.PERCENT)


def _written(cell: str | Decimals, voice: Voice) -> str:
    if isinstance(cell, str):
        return cell
    return cell.amid(numbers.decimal(cell.amount, voice.language, voice.digits))


def _amid(msgid: str, cell: str | Decimals, voice: Voice, **facts: object) -> str | Decimals:
    """A value inside the words of a sentence; a number stays a number."""
    if isinstance(cell, str):
        return voice.say(msgid, amount=cell, **facts)
    before, _place, after = voice.say(msgid, amount=_PLACE, **facts).partition(_PLACE)
    return replace(cell, before=before + cell.before, after=cell.after + after)


def _rows(indicators: Sequence[Indicator], surveys: Surveys, last_year: int, voice: Voice) -> Iterator[Row]:
    for indicator in indicators:
        values = [found for found in surveys.of(indicator.code) if found[0].about.year <= last_year]
        targets = surveys.of(indicator.code, Role.TARGET)
        before = [found for found in values if found[0].about.year <= FIRST_YEAR]
        since = [found for found in values if found[0].about.year > FIRST_YEAR]
        title = voice.write(f"{indicator.code}  {indicator.title.say(voice.language)}")
        told = [topic for topic in surveys.situation.topics if topic.indicator == indicator.code]
        sources = _sources([*before[-1:], *since, *targets], voice)
        if not values and not targets and not told:
            sources = voice.say(NOTHING_ENTERED)
        cells = (_dated(before[-1:], surveys, voice), _dated(since, surveys, voice))
        yield Row((title, *cells, _dated(targets, surveys, voice), sources))
        for topic in told:
            yield _told(topic, surveys, last_year, voice)


def _told(topic: Topic, surveys: Surveys, last_year: int, voice: Voice) -> Row:
    """A topic of section 1.2 under the indicator that it tells about."""
    values = [found for found in surveys.of(topic.code) if found[0].about.year <= last_year]
    before = [found for found in values if found[0].about.year <= FIRST_YEAR]
    since = [found for found in values if found[0].about.year > FIRST_YEAR]
    targets = surveys.of(topic.code, Role.TARGET)
    return Row(
        (
            voice.write(f"– {topic.text.say(voice.language)}"),
            _dated(before[-1:], surveys, voice),
            _dated(since, surveys, voice),
            _dated(targets, surveys, voice),
            _sources([*before[-1:], *since, *targets], voice),
        )
    )


def _topic_rows(topic: Topic, surveys: Surveys, last_year: int, voice: Voice) -> Iterator[Row]:
    name = voice.write(topic.text.say(voice.language))
    for place, found in enumerate(surveys.of(topic.code)):
        if found[0].about.year > last_year:
            continue
        value = _one(found, surveys, voice)
        source = _source(found, voice)
        yield Row((name if place == 0 else "", voice.write(found[0].about.when), value, source))


def _dated(every: Sequence[Sequence[SurveyValue]], surveys: Surveys, voice: Voice) -> SheetCell:
    """Values with their years: one as a number, several as a text of one under the other."""
    dated = [_amid(IN_YEAR, _one(found, surveys, voice), voice, year=found[0].about.when) for found in every]
    return dated[0] if len(dated) == 1 else "\n".join(_written(cell, voice) for cell in dated) or DASH


def _one(found: Sequence[SurveyValue], surveys: Surveys, voice: Voice) -> str | Decimals:
    """The value, or that two differ; for which area where it is not the nation's."""
    cell = _typed(found[0], voice) if len(found) == 1 else voice.say(DISPUTED)
    area = surveys.areas.get(found[0].area)
    if found[0].area == NATIONAL_ID or area is None:
        return cell
    return _amid(FOR_AREA, cell, voice, area=area.name(voice.language))


def _sources(every: Sequence[Sequence[SurveyValue]], voice: Voice) -> str:
    return "\n".join(dict.fromkeys(_source(found, voice) for found in every)) or DASH


def _source(found: Sequence[SurveyValue], voice: Voice) -> str:
    """Where a value is from, with what there is to say about it; of several that differ, of each."""
    parts = [
        "\n".join(text.say(voice.language) for text in (value.source, value.note) if text is not None)
        for value in found
    ]
    return voice.write("\n".join(dict.fromkeys(parts)))
