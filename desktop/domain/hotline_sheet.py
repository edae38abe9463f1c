"""The poster of the hotlines, and the page that says who receives a report about a child."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.plan import Plan, Text
from desktop.domain.sheet import Block, Bullets, Callout, Heading, Paragraph, Sheet
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

POSTER = mark("Hotlines for the protection of children")
IN_DANGER = mark("Is a child in danger? Call.")
REFERRAL = mark("Who receives a report about a child")
OF_THE_PLAN = mark("Plan, activity {codes}")
NOT_IN_THE_PLAN = mark("Not in the plan")
ADVICE = mark("Advice, not in the plan")
CALL = mark("Whom to call")
SOURCES = mark("Where the numbers are from")


@dataclass(frozen=True, slots=True)
class Hotline:
    """Telephone numbers with whose they are; `hours`: when and at what cost, `source`: where from.

    `activities` are those of the plan that name them; none where the plan does not.
    """

    numbers: tuple[str, ...]
    name: Text
    hours: Text | None
    source: Text
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Who receives a report and what that person does with it, as the activities of the plan have it."""

    who: Text
    does: Text
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hotlines:
    """Whom to call, who receives a report one after the other, and advice, which is not in the plan."""

    hotlines: tuple[Hotline, ...]
    steps: tuple[Step, ...]
    advice: tuple[Text, ...]


def poster_sheet(found: Hotlines, plan: Plan, voice: Voice) -> Sheet:
    """One page to hang up. Numbers stand in the digits of a telephone's keys in both languages."""
    blocks: list[Block] = [Callout(voice.say(IN_DANGER))]
    blocks += [_callout(hotline, voice) for hotline in found.hotlines]
    blocks.append(Paragraph(" · ".join(_origins(found, voice))))
    return _sheet(voice.say(POSTER), tuple(blocks), plan, voice)


def referral_sheet(found: Hotlines, plan: Plan, voice: Voice) -> Sheet:
    """Who receives a report, whom to call, and advice; what is not in the plan says so."""
    blocks: list[Block] = []
    for number, step in enumerate(found.steps, start=1):
        who = f"{voice.whole(number)}. {step.who.say(voice.language)}"
        does = f"{step.does.say(voice.language)} ({_origin(step.activities, voice)})"
        blocks += [Heading(who), Paragraph(does)]
    blocks += [Heading(voice.say(ADVICE))]
    blocks += [Bullets(tuple(advice.say(voice.language) for advice in found.advice))]
    blocks += [Heading(voice.say(CALL)), Bullets(tuple(_lines(found, voice)))]
    blocks += [Heading(voice.say(SOURCES), 2), Bullets(tuple(_sources(found, voice)))]
    return _sheet(voice.say(REFERRAL), tuple(blocks), plan, voice)


def _sheet(title: str, blocks: tuple[Block, ...], plan: Plan, voice: Voice) -> Sheet:
    subtitle = plan.title.say(voice.language)
    return Sheet(title, subtitle, voice.language, voice.digits, (), blocks)


def _callout(hotline: Hotline, voice: Voice) -> Callout:
    hours = [hotline.hours.say(voice.language)] if hotline.hours else []
    return Callout("  ".join(hotline.numbers), "\n".join([hotline.name.say(voice.language), *hours]))


def _origins(found: Hotlines, voice: Voice) -> Iterator[str]:
    for hotline in found.hotlines:
        yield f"{', '.join(hotline.numbers)}: {_origin(hotline.activities, voice)}"


def _origin(activities: tuple[str, ...], voice: Voice) -> str:
    """Which activities of the plan say so, or that none does."""
    return voice.say(OF_THE_PLAN, codes=", ".join(activities)) if activities else voice.say(NOT_IN_THE_PLAN)


def _lines(found: Hotlines, voice: Voice) -> Iterator[str]:
    for hotline in found.hotlines:
        hours = f" ({hotline.hours.say(voice.language)})" if hotline.hours else ""
        yield f"**{', '.join(hotline.numbers)}**  {hotline.name.say(voice.language)}{hours}"


def _sources(found: Hotlines, voice: Voice) -> Iterator[str]:
    for hotline in found.hotlines:
        yield f"{', '.join(hotline.numbers)}: {voice.write(hotline.source.say(voice.language))}"
