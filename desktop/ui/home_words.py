"""What home says: the report in hand, when it is due, what waits and what came."""

from typing import TYPE_CHECKING

from desktop.domain.history import moment
from desktop.domain.report import Status
from desktop.i18n.words import _, mark
from desktop.ui import speech

if TYPE_CHECKING:
    from desktop.actions.home import Home, OwnReport
    from desktop.actions.overview import Arrived

# Days left, where they are too few to count.
NEAR = {
    -1: mark("was due {date} · yesterday"),
    0: mark("due {date} · today"),
    1: mark("due {date} · tomorrow"),
}


def day(moment_: str) -> str:
    """The day of a moment of a record, on this computer's clock; as it is written where it is none."""
    at = moment(moment_)
    return speech.date(at.astimezone().date()) if at else moment_


def heading(found: "Home") -> str:
    if len(found.period) == 4:
        return choice(found.period)
    return _("Report for {period}", period=speech.period(found.period))


def returned(one: "OwnReport") -> str:
    return _("Returned to you: {period}", period=speech.period(one.period))


def parts_out(one: "OwnReport") -> str:
    return _("attachments still on their way: {n}", n=speech.number(one.parts_out))


def quarantined(n: int) -> str:
    return _("Files from computers not accepted yet: {n}", n=speech.number(n))


def due(found: "Home") -> str:
    """Late is a fact, not a fault. The plan of a year is due when the office wants its targets to count."""
    if len(found.period) == 4:
        return ""
    day = speech.date(found.due)
    if found.in_hand.status is not Status.DRAFT:
        return _("was due {date}", date=day) if found.days_left < 0 else _("due {date}", date=day)
    if found.days_left < -1:
        return _("was due {date} · {n} days ago", date=day, n=speech.number(-found.days_left))
    if found.days_left > 1:
        return _("due {date} · {n} days left", date=day, n=speech.number(found.days_left))
    return _(NEAR[found.days_left], date=day)


def answered(found: "Home") -> str:
    numbers = {"answered": speech.number(found.answered), "asked": speech.number(found.asked)}
    return _("{answered} of {asked} activities answered", **numbers)


def go_on(code: str) -> str:
    return _("Continue: {activity}", activity=speech.voice().write(code))


def commented(one: "OwnReport") -> str:
    return _("Comment on {period}", period=choice(one.period))


def put_on_stick(at: str) -> str:
    return _("last written to a stick or folder: {when}", when=day(at))


def waiting(found: "Home") -> str:
    n = len(found.waiting)
    if all(one.written for one in found.waiting):
        names = ", ".join(speech.period(one.period) for one in found.waiting)
        return _("Handed over, waiting for the receipt: {period}", period=names)
    if n == 1:
        return _("Waiting to be sent: {period}", period=speech.period(found.waiting[0].period))
    return _("Reports waiting to be sent: {n}", n=speech.number(n))


def choice(code: str) -> str:
    if len(code) == 4:
        return _("Plan of the year {year}", year=speech.voice().write(code))
    return speech.period(code)


# How a report goes, for who has never sent one.
STEPS = (
    mark("Answer the activities one by one. All is kept as you type, also when the power goes."),
    mark("Look the whole report over, and submit it."),
    mark("Send it by the internet, or save it to a stick for the secretariat."),
    mark("The receipt of the secretariat comes back and stands here."),
)


def arrived(found: "Arrived") -> str:
    counts = found.counts
    said = {"received": counts.received, "expected": counts.expected, "on_time": counts.on_time}
    return _(
        "{period}: {received} of {expected} reports have come, {on_time} of them on time.",
        period=speech.period(found.period.code),
        **{name: speech.number(n) for name, n in said.items()},
    )


def not_judged(n: int) -> str:
    return _("Not judged yet: {n}", n=speech.number(n)) if n else _("Nothing waits to be judged.")


def why_cards() -> str:
    return _(
        "With its card an office is set up in one step and knows where to send. The first file from its "
        "computer waits here until you have compared a number by telephone."
    )
