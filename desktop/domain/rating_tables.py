"""Tables of ratings: each strategy by each criterion on the six-point scale, with the grounds."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.domain.org_unit import OrgUnit
from desktop.domain.plan import Plan
from desktop.domain.progress_table import STRATEGY
from desktop.domain.rating import CRITERIA, CRITERION_WORDS, OVERALL, SCALE, WHOLE, Rated, Rating
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Chart,
    ChartKind,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Series,
    SheetCell,
    Table,
)
from desktop.domain.sheet_words import DASH, Voice
from desktop.domain.situation import EarlierRating
from desktop.i18n.words import mark

SUBJECT = mark("Strategy")
WHOLE_PLAN = mark("The plan as a whole")
IN_YEAR = mark("Ratings of {year}")
NO_RATING = mark("No rating was entered for {years}.")
SCALE_WORDS = mark("The scale has six levels: {levels}.")
SCALE_SOURCE = mark(
    "The plan names levels 3, 4 and 5 (section 1.3); the words of the others complete its scale. Ratings are "
    "the secretariat’s judgement, entered with their grounds; none is reckoned from figures."
)
LEVEL = mark("{level} – {words}")
TWO = mark("{one} / {other}, not settled")
GROUNDS = mark("Grounds")
BELOW = mark("Ratings overall of the places below, {year}")
STRATEGY_SHORT, OFFICE = mark("Strategy {number}"), mark("Office")
OF = mark("{subject}, {criterion}")
EARLIER = mark("How the plan before this one was rated")
EARLIER_HOW = mark("{source} (plan, section 1.3).")
CHART = mark("Ratings overall, by strategy")
EARLIER_SERIES = mark("Plan before")
RATED, STRATEGIES = mark("Rating"), mark("Strategy")


def ratings(
    plan: Plan,
    ratings: Mapping[Rated, Rating],
    earlier: Sequence[EarlierRating],
    years: Sequence[int],
    voice: Voice,
) -> Iterator[Block]:
    """A table for each of these years that has a rating, the grounds, and how the plan before was rated."""
    levels = "; ".join(_level(level, voice) for level in SCALE)
    yield Paragraph(voice.say(SCALE_WORDS, levels=levels), leads=True)
    yield Paragraph(voice.say(SCALE_SOURCE), leads=True)
    rated = [year for year in years if any(found.year == year for found in ratings)]
    if not rated:
        yield Paragraph(voice.say(NO_RATING, years=_years(years)))
    for year in rated:
        yield Heading(voice.say(IN_YEAR, year=year), 2)
        yield _table(plan, year, ratings, voice)
        yield from _grounds(plan, year, ratings, voice)
    if rated:
        yield _chart(plan, rated, ratings, earlier, voice)
    yield from _earlier(plan, earlier, voice)


def ratings_below(
    plan: Plan, of: Mapping[OrgUnit, Mapping[Rated, Rating]], year: int, voice: Voice
) -> Iterator[Block]:
    """How the places below were rated overall in a year, each by its own secretariat or this one."""
    rated = {unit: found for unit, found in of.items() if any(each.year == year for each in found)}
    if not rated:
        return
    subjects = _subjects(plan)
    heads = [voice.say(STRATEGY_SHORT, number=number) for number in subjects[:-1]]
    columns = (
        Column(voice.say(OFFICE), 2.4),
        *(Column(head, 1.0, Align.CENTRE) for head in (*heads, voice.say(WHOLE_PLAN))),
    )
    rows = tuple(
        Row((voice.office(unit), *(_cell(found.get(Rated(year, each)), voice) for each in subjects)))
        for unit, found in rated.items()
    )
    yield Heading(voice.say(BELOW, year=year), 2)
    yield Table(columns, rows)


def subject_words(plan: Plan, subject: str, voice: Voice) -> str:
    """A strategy with its title, or the plan as a whole."""
    for strategy in plan.strategies:
        if str(strategy.number) == subject:
            title = strategy.title.say(voice.language)
            return voice.say(STRATEGY, number=strategy.number, title=title)
    return voice.say(WHOLE_PLAN)


def _subjects(plan: Plan) -> tuple[str, ...]:
    return (*(str(strategy.number) for strategy in plan.strategies), WHOLE)


def _table(plan: Plan, year: int, ratings: Mapping[Rated, Rating], voice: Voice) -> Table:
    criteria = (OVERALL, *CRITERIA)
    columns = (
        Column(voice.say(SUBJECT), 3.4),
        *(Column(voice.say(CRITERION_WORDS[each]), 1.0, Align.CENTRE) for each in criteria),
    )
    rows = []
    for subject in _subjects(plan):
        cells = (_cell(ratings.get(Rated(year, subject, each)), voice) for each in criteria)
        kind = RowKind.TOTAL if subject == WHOLE else RowKind.BODY
        rows.append(Row((subject_words(plan, subject, voice), *cells), kind))
    return Table(columns, tuple(rows))


def _cell(rating: Rating | None, voice: Voice) -> SheetCell:
    if rating is None:
        return DASH
    if rating.level is None:
        one, *_, other = rating.levels
        return voice.say(TWO, one=one, other=other)
    return rating.level


def _grounds(plan: Plan, year: int, ratings: Mapping[Rated, Rating], voice: Voice) -> Iterator[Block]:
    """Why a rating was given, for each that says it."""
    items = []
    for rated, rating in ratings.items():
        if rated.year == year and rating.grounds:
            subject = subject_words(plan, rated.subject, voice)
            criterion = voice.say(CRITERION_WORDS.get(rated.criterion, rated.criterion))
            head = voice.said_by(voice.say(OF, subject=subject, criterion=criterion))
            words = " / ".join(" ".join(text.split()).replace("**", "*") for text in rating.grounds)
            items.append(f"{head} {words}")
    if items:
        yield Heading(voice.say(GROUNDS), 2)
        yield Bullets(tuple(items))


def _chart(
    plan: Plan,
    years: Sequence[int],
    ratings: Mapping[Rated, Rating],
    earlier: Sequence[EarlierRating],
    voice: Voice,
) -> Chart:
    """Overall ratings, those of the plan before where it gives one level only."""
    numbers = [strategy.number for strategy in plan.strategies]
    before = {n: [each.level for each in earlier if each.strategy == n] for n in numbers}
    series = [Series(voice.say(EARLIER_SERIES), tuple(_only(before[n], voice) for n in numbers))]
    for year in years:
        found = (ratings.get(Rated(year, str(n))) for n in numbers)
        series.append(Series(voice.write(str(year)), tuple(each.level if each else None for each in found)))
    names = tuple(subject_words(plan, str(n), voice) for n in numbers)
    return Chart(voice.say(CHART), ChartKind.BARS, names, tuple(series))


def _only(levels: Sequence[int], voice: Voice) -> SheetCell:
    """The one level; in words, so that no bar is drawn, where there are several."""
    return levels[0] if len(levels) == 1 else voice.write(" / ".join(map(str, levels))) or None


def _earlier(plan: Plan, earlier: Sequence[EarlierRating], voice: Voice) -> Iterator[Block]:
    yield Heading(voice.say(EARLIER), 2)
    rows = tuple(Row((_of(plan, each, voice), _level(each.level, voice))) for each in earlier)
    yield Table((Column(voice.say(STRATEGIES), 2.4), Column(voice.say(RATED), 2.0)), rows)
    for source in dict.fromkeys(each.source.say(voice.language) for each in earlier):
        yield Paragraph(voice.write(voice.say(EARLIER_HOW, source=source)))


def _of(plan: Plan, each: EarlierRating, voice: Voice) -> str:
    name = subject_words(plan, str(each.strategy), voice)
    return f"{name} ({each.of.say(voice.language)})" if each.of else name


def _level(level: int, voice: Voice) -> str:
    return voice.say(LEVEL, level=level, words=voice.say(SCALE[level]))


def _years(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
