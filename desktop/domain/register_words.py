"""What a change of the register means, in words: said before it is signed."""

import datetime as dt
from collections.abc import Iterable, Mapping

from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.sheet_words import LEVELS, Voice
from desktop.i18n.words import mark

Said = tuple[str, Mapping[str, object]]  # a msgid and its facts, as domain objects

COMES = mark("{name} ({code}) reports here from now on.")
ENDS = mark("{name} ({code}) reports the last time for {day}. Its earlier reports stay and count.")
IS_CALLED = mark("{before} is called {name} from now on, also on papers about earlier periods.")
IS_CODED = mark("{name} has the code {code} instead of {before}. Its reports and its history go on.")
GOES_ON = mark("{name} ({code}) goes on from {before}: its history begins with a link to it.")
IS_DUE = mark("{level}: reports are due {days} days after the end of the period.")
IS_DUE_ON = mark("{level}: the reports about {period} are due on {day}.")
IS_ASKED = mark("Activity {code} is asked of {whom}.")
IS_NOT_ASKED = mark("Activity {code} is not asked of {whom} any more. What was reported stays.")
GETS_COPIES = mark(
    "{district} gets copies of the reports of {name}. It can read and comment on them, and decides nothing."
)
GETS_NONE = mark("Copies of the reports of {name} go to no other office.")
IS_CHOSEN = mark("{name}: “{answer}” holds, and what else was said of it does not.")


def spoken(said: Iterable[Said], voice: Voice) -> tuple[str, ...]:
    """These changes in the language and digits of a voice, one sentence for each."""
    return tuple(
        voice.say(words, **{name: _fact(found, voice) for name, found in facts.items()})
        for words, facts in said
    )


def _fact(found: object, voice: Voice) -> str:
    match found:
        case OrgUnit():
            return voice.office(found)
        case Level():
            return voice.say(LEVELS[found])
        case ReportingPeriod():
            return voice.period(found)
        case dt.date():
            return voice.date(found)
        case int():
            return voice.whole(found)
        case [OrgUnit(), *_]:
            return ", ".join(_fact(one, voice) for one in found)
        case (str() as km, str() as en):
            return km if voice.language == "km" else en
    return str(found)
