"""How a sheet speaks: names of offices and periods, titles of signatories, and what stands for no number."""

import datetime as dt
from dataclasses import dataclass

from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.report import Reason
from desktop.i18n import dates, numbers
from desktop.i18n.digits import Digits, in_digits
from desktop.i18n.words import Language, mark, say

DASH = "–"
SAID_BY = mark("{names}:")
REASONS = {
    Reason.NOT_PLANNED: mark("not planned"),
    Reason.NOT_KNOWN: mark("not known"),
    Reason.NOTHING: mark("nothing to report"),
}
EXAMPLE = mark("Example figures: not the figures of any office")

_NAMES = {
    "capital": mark("{name} Capital"),
    "province": mark("{name} Province"),
    "municipality": mark("{name} Municipality"),
    "district": mark("{name} District"),
    "khan": mark("{name} Khan"),
    "commune": mark("{name} Commune"),
    "sangkat": mark("{name} Sangkat"),
}
_ADMINISTRATIONS = {
    "capital": mark("{name} Capital Administration"),
    "province": mark("{name} Provincial Administration"),
    "municipality": mark("{name} Municipal Administration"),
    "district": mark("{name} District Administration"),
    "khan": mark("{name} Khan Administration"),
    "commune": mark("{name} Commune Administration"),
    "sangkat": mark("{name} Sangkat Administration"),
}
_COMMITTEES = {
    Level.COMMUNE: mark("Committee for Women and Children (CCWC)"),
    Level.DISTRICT: mark("Women and Children Consultative Committee (WCCC)"),
    Level.PROVINCE: mark("Women and Children Consultative Committee (WCCC)"),
    Level.NATIONAL: mark("General Secretariat of CNCC"),
}
_CHAIRS = {
    Level.COMMUNE: mark("Chair of CCWC"),
    Level.DISTRICT: mark("Chair of WCCC"),
    Level.PROVINCE: mark("Chair of WCCC"),
    Level.NATIONAL: mark("Secretary General of CNCC"),
}
_HEADS = {
    "capital": mark("Governor of the Board of Governors of the Capital"),
    "province": mark("Governor of the Board of Governors of the Province"),
    "municipality": mark("Governor of the Board of Governors of the Municipality"),
    "district": mark("Governor of the Board of Governors of the District"),
    "khan": mark("Governor of the Board of Governors of the Khan"),
    "commune": mark("Commune chief"),
    "sangkat": mark("Sangkat chief"),
}
SECRETARIATS = {
    "capital": mark("Secretariat of the Capital CNCC"),
    "province": mark("Secretariat of the Provincial CNCC"),
}
GENERAL_SECRETARIAT = mark("General Secretariat of CNCC")
LEVELS = {
    Level.NATIONAL: mark("National level"),
    Level.PROVINCE: mark("Capital or province"),
    Level.DISTRICT: mark("Municipality, district or khan"),
    Level.COMMUNE: mark("Commune or sangkat"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """The language and the digits of one sheet."""

    language: Language
    digits: Digits

    def say(self, msgid: str, **facts: object) -> str:
        """Say a msgid that is marked where it stands; all its digits in the sheet's shape."""
        return in_digits(say(self.language, msgid, **facts), self.digits)

    def write(self, text: str) -> str:
        """A text of the plan or a code, in the sheet's digits."""
        return in_digits(text, self.digits)

    def whole(self, number: int) -> str:
        return numbers.whole(number, self.language, self.digits)

    def date(self, date: dt.date) -> str:
        return dates.short_date(date, self.language, self.digits)

    def period(self, period: ReportingPeriod) -> str:
        """The period's name, for example "Quarter 3, 2026"."""
        year, number = period.year, period.number
        match period.kind:
            case PeriodKind.MONTH:
                return dates.month_name(year, number, self.language, self.digits)
            case PeriodKind.QUARTER:
                return dates.quarter_name(year, number, self.language, self.digits)
            case PeriodKind.SEMESTER:
                return dates.semester_name(year, number, self.language, self.digits)
            case PeriodKind.NINE_MONTHS:
                return dates.nine_months_name(year, self.language, self.digits)
        return dates.year_name(year, self.language, self.digits)

    def reason(self, reason: Reason) -> str:
        return self.say(REASONS[reason])

    def said_by(self, *names: str) -> str:
        """Names in bold before what they said."""
        return f"**{self.say(SAID_BY, names=', '.join(names))}**"

    def office(self, unit: OrgUnit) -> str:
        """An office's name with its kind: "Baribour District"; a name alone where the kind has no word."""
        return self._named(_NAMES, unit)

    def administration(self, unit: OrgUnit) -> str:
        return self._named(_ADMINISTRATIONS, unit)

    def committee(self, unit: OrgUnit) -> str:
        """The committee that reports for an office: CCWC in a commune, WCCC above it."""
        return self.say(_COMMITTEES[unit.level])

    def chair(self, unit: OrgUnit) -> str:
        return self.say(_CHAIRS[unit.level])

    def head(self, unit: OrgUnit) -> str:
        """The title of who heads an office's administration."""
        return self.say(_HEADS[unit.type]) if unit.type in _HEADS else self.chair(unit)

    def secretariat(self, unit: OrgUnit) -> str:
        """The secretariat of a capital or province; of any other office its committee."""
        return self.say(SECRETARIATS[unit.type]) if unit.type in SECRETARIATS else self.committee(unit)

    def _named(self, words: dict[str, str], unit: OrgUnit) -> str:
        name = unit.name(self.language)
        return self.say(words[unit.type], name=name) if unit.type in words else name


def voice(language: str, digits: str) -> Voice:
    """The voice of these settings; anything but "en" and "latin" is Khmer."""
    chosen: Language = "en" if language == "en" else "km"
    shape: Digits = "latin" if digits == "latin" else "khmer"
    return Voice(chosen, shape)
