"""The annual activity report, the mid-term and the final evaluation: one sheet over one, three or six years.

What they must hold is in the plan's section 6.3; when they are due, in its activities 5.2.6 and 5.2.7.
"""

from collections.abc import Iterator, Sequence

from desktop.domain import money, year_tables
from desktop.domain.commitment_tables import commitments
from desktop.domain.evaluation import Evaluation, EvaluationFacts
from desktop.domain.indicator_tables import indicators, situation
from desktop.domain.rating import Rated
from desktop.domain.rating_tables import ratings, ratings_below
from desktop.domain.sheet import (
    Block,
    Bullets,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
)
from desktop.domain.sheet_parts import (
    CASES,
    FEMALE,
    MISSING,
    MONEY,
    NARRATIVE_HEADINGS,
    PARTICIPATIONS,
    REPORTER,
    SEEN_AND_AGREED,
    SESSIONS,
    authority,
    copies_to,
    grade,
    numbered,
    of_secretariat,
    paragraphs,
    place,
    signed,
)
from desktop.domain.sheet_words import EXAMPLE, Voice
from desktop.domain.standing_tables import missing, places_table, scorecard_table
from desktop.domain.years import Written, YearFigures, YearLine, beside
from desktop.i18n import numbers
from desktop.i18n.words import mark

TITLES = {
    Evaluation.ANNUAL: mark("Annual activity report {years}\non the implementation of the {plan}"),
    Evaluation.MID_TERM: mark("Mid-term evaluation report, {years}\non the implementation of the {plan}"),
    Evaluation.FINAL: mark("Final evaluation report, {years}\non the implementation of the {plan}"),
}
CONTENTS = mark("Contents")
IN_SHORT = mark("In short")
REPORTS = mark("Reports of offices")
INDICATORS = mark("Indicators, baselines and survey values")
SITUATION = mark("Situation of children in figures")
RESULTS = mark("Results by strategy")
RATINGS = mark("Ratings on the six-point scale")
COMMITMENTS = mark("Commitments of the institutions")
CAME = mark("Of **{expected}** reports expected, **{received}** have come, **{on_time}** of them on time.")
HELD = mark(
    "Offices reported **{sessions}** sessions with **{people}** participations, **{female}** of them female. "
    "A person who took part several times is counted each time."
)
SPENT = mark("Planned: **{planned}**; spent: **{spent}**.")
RATED_WHOLE = mark("The plan as a whole was rated **{level}** of 6.")
NOT_BEGUN = mark("The year is not begun and stands nowhere here: {years}.")
UNDER_WAY = mark("Figures of {year} are those so far: the year is not over.")
HOW_TO_READ = mark(
    "A sum holds the figures of the offices that answered; no report is not zero. Over several years "
    "sessions and people are added up; of what stands at the end of a year, such as villages with a "
    "mechanism, the last year counts. The percentage compares only offices that set a target with it."
)
NEAR_ONLY = mark(
    "What this office and those directly under it wrote. What others wrote stands in the summaries of the "
    "quarters."
)
OF_YEAR = mark("{office}, {year}")


def evaluation_sheet(facts: EvaluationFacts, voice: Voice) -> Sheet:
    """The report or evaluation: the official copy to be signed, or one that may be shared."""
    every = beside(facts.plan, facts.years, facts.counted)
    inside = tuple(year for year in facts.years if year.year in facts.counted)
    last = facts.counted[-1]
    sections = (
        (IN_SHORT, _in_short(facts, every, inside, voice)),
        (REPORTS, _reports(facts, voice)),
        (INDICATORS, indicators(facts.plan, facts.surveys, last, voice)),
        (SITUATION, situation(facts.surveys, last, voice)),
        (RESULTS, _results(facts, every, voice)),
        (CASES, year_tables.cases(every, facts.years, facts.measures, voice)),
        (MONEY, year_tables.budget(facts.years, voice)),
        (RATINGS, _ratings(facts, voice)),
        (COMMITMENTS, commitments(facts.committed, every, voice)),
        *_narratives(facts, inside, voice),
        (MISSING, _missing(facts, voice)),
    )
    shareable = facts.years[-1].shareable
    title = TITLES[facts.kind]
    plan = facts.plan.title.say(voice.language)
    return Sheet(
        title=voice.say(title, plan=plan, years=_span(facts.counted)),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(facts.line, voice), voice.secretariat(facts.unit)),
        blocks=(
            Contents(voice.say(CONTENTS)),
            NewPage(),
            *numbered(sections, voice),
            *signed(shareable, of_secretariat(facts.unit, facts.person, voice)),
        ),
        grade=grade(shareable),
        notice=voice.say(EXAMPLE) if facts.is_example else "",
        copies_to=copies_to(facts.line, voice) if shareable is None else (),
        landscape=len(facts.counted) > 1,
    )


def _in_short(
    facts: EvaluationFacts, every: Sequence[YearLine], inside: Sequence[YearFigures], voice: Voice
) -> Iterator[Block]:
    if facts.to_come:
        yield Paragraph(voice.say(NOT_BEGUN, years=_span(facts.to_come)))
    if facts.under_way is not None:
        yield Paragraph(voice.say(UNDER_WAY, year=facts.under_way))
    yield Bullets(tuple(_points(facts, every, inside, voice)))
    yield from year_tables.reached(facts.plan, every, inside, voice)


def _points(
    facts: EvaluationFacts, every: Sequence[YearLine], inside: Sequence[YearFigures], voice: Voice
) -> Iterator[str]:
    """What a reader must know who reads nothing else; a sentence stands only where its numbers are known."""
    cards = [year.standing.counts for year in inside]
    yield voice.say(
        CAME,
        expected=voice.whole(sum(card.expected for card in cards)),
        received=voice.whole(sum(card.received for card in cards)),
        on_time=voice.whole(sum(card.on_time for card in cards)),
    )
    sums = [_sum(every, codes) for codes in (SESSIONS, PARTICIPATIONS, FEMALE)]
    if None not in sums:
        sessions, people, female = (voice.whole(found or 0) for found in sums)
        yield voice.say(HELD, sessions=sessions, people=people, female=female)
    wholes = [money.whole(year.money) for year in inside]
    planned, spent = (_known([getattr(each, name) for each in wholes]) for name in ("planned", "to_date"))
    if planned is not None and spent is not None:
        yield voice.say(SPENT, planned=_riel(planned, voice), spent=_riel(spent, voice))
    whole = facts.ratings.get(Rated(facts.counted[-1], "plan"))
    if whole is not None and whole.level is not None:
        yield voice.say(RATED_WHOLE, level=whole.level)


def _reports(facts: EvaluationFacts, voice: Voice) -> Iterator[Block]:
    """Year by year, and of the last year by level and by place."""
    if len(facts.years) > 1:
        yield from year_tables.reports(facts.years, voice)
    last = facts.years[-1].standing
    yield Heading(voice.period(last.period), 2)
    yield scorecard_table(last, voice)
    yield places_table(last, voice)


def _results(facts: EvaluationFacts, every: Sequence[YearLine], voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice.say(HOW_TO_READ), leads=True)
    yield from year_tables.results(facts.plan, every, facts.years, voice)


def _ratings(facts: EvaluationFacts, voice: Voice) -> Iterator[Block]:
    yield from ratings(facts.plan, facts.ratings, facts.surveys.situation.earlier, facts.counted, voice)
    yield from ratings_below(facts.plan, facts.ratings_below, facts.counted[-1], voice)


def _narratives(
    facts: EvaluationFacts, inside: Sequence[YearFigures], voice: Voice
) -> Iterator[tuple[str, Iterator[Block]]]:
    """What offices wrote; over several years only the words of the office that prints."""
    if inside and inside[-1].shareable is None:
        for name, heading in NARRATIVE_HEADINGS.items():
            yield heading, _written(facts, inside, name, voice)


def _written(
    facts: EvaluationFacts, inside: Sequence[YearFigures], name: str, voice: Voice
) -> Iterator[Block]:
    annual = facts.kind is Evaluation.ANNUAL
    items = [
        _item(found, year.year, voice, with_year=not annual)
        for year in inside
        for found in year.written.get(name, ())
        if annual or found.unit.id == facts.unit.id
    ]
    if items:
        yield Paragraph(voice.say(NEAR_ONLY))
        yield Bullets(tuple(items))


def _item(found: Written, year: int, voice: Voice, *, with_year: bool) -> str:
    office = voice.office(found.unit)
    name = voice.say(OF_YEAR, office=office, year=year) if with_year else office
    words = "\n".join(line for text in found.texts for line in paragraphs(text))
    return f"{voice.said_by(name)} {words}"


def _missing(facts: EvaluationFacts, voice: Voice) -> Iterator[Block]:
    """Of an annual report; over several years the table of reports says enough."""
    if facts.kind is Evaluation.ANNUAL:
        yield from missing(facts.years[-1].standing, voice)


def _signatures(facts: EvaluationFacts, voice: Voice) -> Signatures:
    seen = Signature((voice.say(SEEN_AND_AGREED), voice.head(facts.unit)))
    return Signatures(seen, Signature((voice.secretariat(facts.unit), voice.say(REPORTER)), facts.person))


def _sum(every: Sequence[YearLine], codes: Sequence[str]) -> int | None:
    return _known([line.total.amount for line in every if line.measure.code in codes])


def _known(amounts: Sequence[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _riel(amount: int, voice: Voice) -> str:
    return numbers.riel(amount, voice.language, voice.digits)


def _span(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
