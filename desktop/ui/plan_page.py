"""What the plan says about one strategy, cluster, indicator or activity, and what belongs to it."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.domain.plan import Activity, Cluster, Indicator, Plan, PlanText, Strategy
from desktop.domain.sheet_words import LEVELS
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Label, Words, column, empty, place, row

if TYPE_CHECKING:
    from desktop.actions.plan_browser import Duty, LinkedCommitment, Page
    from desktop.actions.reading import Reading

Thing = Strategy | Cluster | Activity | Indicator


class PlanPage(QScrollArea):
    """Shows one thing of the plan; `go` is asked for another by its code."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        inside = QWidget()
        self._box = column(inside, margin=24, gap=12)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def show_thing(self, reading: "Reading", thing: Thing) -> None:
        """Say everything about a thing, from its heading down."""
        empty(self._box)
        place(self._box, Label(lambda: _heading(thing), "second", wrap=False), _both(thing.title))
        place(self._box, *self._below(reading, thing))
        self._box.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _below(self, reading: "Reading", thing: Thing) -> Iterable[QWidget]:
        match thing:
            case Activity():
                yield from self._activity(reading, thing)
            case Strategy():
                yield _named(lambda: _("Objective"), _both(thing.objective))
                yield _named(lambda: _("Outcome"), _both(thing.outcome))
                yield from _printed(thing.title)
            case Cluster():
                yield from (_named(_heading_of(found), _both(found.title)) for found in thing.indicators)
                yield from _printed(thing.title)
            case Indicator():
                yield from self._counting(reading.plan, thing)
                yield from _printed(thing.title)

    def _activity(self, reading: "Reading", activity: Activity) -> Iterable[QWidget]:
        from desktop.actions import plan_browser

        page = plan_browser.page(activity.code, reading)
        yield _facts(page)
        yield from _printed(activity.title, _printed_beside(page))
        if page.commitments:
            yield _commitments(page.commitments)
        if page.duties:
            yield _duties(page.duties)

    def _counting(self, plan: Plan, indicator: Indicator) -> Iterable[QWidget]:
        """The activities that an indicator measures, each a way there."""
        for activity in plan.activities():
            if activity.indicator == indicator.code:
                there = Button(_begins(activity), self._leads_to(activity.code), look="link")
                whole = QWidget()
                line = row(there, None)
                line.setContentsMargins(0, 0, 0, 0)
                whole.setLayout(line)
                yield whole

    def _leads_to(self, code: str) -> Callable[[], object]:
        return lambda: self._go(code)


def code_of(thing: Thing) -> str:
    """The code by which people name it; a strategy's is its number."""
    return str(thing.number) if isinstance(thing, Strategy) else thing.code


def _facts(page: "Page") -> Card:
    activity = page.activity
    card = Card(gap=8)
    facts: tuple[tuple[Words, Words], ...] = (
        (lambda: _("Responsible"), lambda: ", ".join(who.full.say(chosen()) for who in page.institutions)),
        (lambda: _("Years"), lambda: speech.years(activity.years)),
        (lambda: _("Reported by"), lambda: _reporters(page)),
        (_heading_of(page.indicator), lambda: page.indicator.title.say(chosen())),
        (lambda: _("Source of resources"), lambda: activity.source_of_resources.say(chosen())),
        (lambda: _("What is counted"), lambda: activity.quantity.say(chosen())),
    )
    for name, words in facts:
        card.add(_named(name, Label(words)))
    card.add(Label(lambda: _("Who reports and what is counted is not in the plan."), "hint"))
    return card


def _reporters(page: "Page") -> str:
    said = []
    for level, how in page.reporters.items():
        office = _(LEVELS[level])
        said.append(office if how == "core" else _("{office} (may report)", office=office))
    return ", ".join(said)


def _commitments(found: "Sequence[LinkedCommitment]") -> Card:
    card = Card(gap=8)
    card.add(Label(lambda: _("Promised by ministries before this plan"), "subheading"))
    for one in found:
        card.add(_named(_promised_by(one), Label(_here(one.text))))
    return card


def _duties(found: "Sequence[Duty]") -> Card:
    card = Card(gap=8)
    card.add(Label(lambda: _("The same duty elsewhere in the plan"), "subheading"))
    for one in found:
        card.add(_named(_duty_of(one), Label(_here(one.text))))
    return card


def _promised_by(one: "LinkedCommitment") -> Words:
    return lambda: _(
        "{institution}, number {n}", institution=one.institution.say(chosen()), n=speech.number(one.number)
    )


def _duty_of(one: "Duty") -> Words:
    return lambda: _(
        "{who}, section {section}", who=one.who.say(chosen()), section=speech.voice().write(one.section)
    )


def _printed_beside(page: "Page") -> tuple[tuple[Words, Words], ...]:
    """What is printed beside the text, where it is not what is read."""
    activity, found = page.activity, []
    if activity.printed_code not in ("", activity.code):
        found.append((_name_of_code, lambda: activity.printed_code))
    if page.years_printed != page.years:
        found.append((_name_of_years, lambda: speech.years(activity.years_printed)))
    if page.institutions_printed != activity.responsible:
        found.append((_name_of_who, lambda: ", ".join(page.institutions_printed)))
    return tuple(found)


def _printed(text: PlanText, beside: tuple[tuple[Words, Words], ...] = ()) -> Iterable[Card]:
    """What the document prints, and why the reading differs; nothing where it does not."""
    if text.reason is None:
        return
    reason = text.reason
    card = Card("finding-card", gap=6)
    card.add(Label(lambda: _("Printed in the plan"), "subheading"), Label(lambda: text.printed))
    for name, words in beside:
        card.add(_named(name, Label(words)))
    card.add(Label(lambda: reason.say(chosen()), "finding"))
    yield card


def _both(text: PlanText) -> QWidget:
    """A text in the language on screen, and under it in the other; that it is official, where it is."""
    whole = QWidget()
    inside = column(whole, gap=6)
    place(inside, Label(_here(text), "subheading"), Label(_other(text), "second"))
    if text.official:
        place(inside, Label(lambda: _("Official text, published by the national level"), "good"))
    return whole


def _named(name: Words, what: QWidget) -> QWidget:
    whole = QWidget()
    place(column(whole, gap=0), Label(name, "head"), what)
    return whole


def _here(text: PlanText) -> Words:
    return lambda: text.say(chosen())


def _other(text: PlanText) -> Words:
    return lambda: text.say(speech.other())


def _begins(activity: Activity) -> Words:
    return lambda: f"{speech.voice().write(activity.code)}  {activity.title.say(chosen())[:90]}"


def _name_of_code() -> str:
    return _("Code")


def _name_of_years() -> str:
    return _("Years")


def _name_of_who() -> str:
    return _("Responsible")


def _heading_of(thing: Thing) -> Words:
    return lambda: _heading(thing)


def _heading(thing: Thing) -> str:
    code = speech.voice().write(code_of(thing))
    match thing:
        case Strategy():
            return _("Strategy {code}", code=code)
        case Cluster():
            return _("Cluster {code}", code=code)
        case Indicator():
            return _("Indicator {code}", code=code)
    return _("Activity {code}", code=code)
