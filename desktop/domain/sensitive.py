"""What must not stand in a report about children: telephone numbers, dates of birth, names of persons.

A gentle scan of free text, to ask before it is kept. It knows shapes, not persons: it misses names in
running text, and the person who writes decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from desktop.i18n.digits import latin_digits
from desktop.i18n.words import mark


class Sensitive(Enum):
    """What a piece of text looks like."""

    TELEPHONE = "telephone"
    BIRTH = "birth"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """`text[start:end]` looks like something that has no place in a report. `message` is a msgid."""

    kind: Sensitive
    start: int
    end: int
    message: str


_MESSAGES: Final = {
    Sensitive.TELEPHONE: mark(
        "This looks like a telephone number. A report holds counts, never a child's name or number."
    ),
    Sensitive.BIRTH: mark(
        "This looks like a date of birth. A report holds counts by age, never a child's birthday."
    ),
    Sensitive.NAME: mark(
        "This looks like the name of a person. A report holds counts, never a child's name: "
        "write “a girl” or “a boy” instead."
    ),
}

_NEAR: Final = 60  # letters before a find that can clear it
_UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff"  # typed between Khmer words, never seen
_ONE_SPELLING: Final = ("\u17d2\u178a", "\u17d2\u178f")  # subscript DA is drawn as TA

# Telephones. 0 and two digits of the network or the province, then six or seven; a group of three
# first where there are gaps, so that lists of codes and amounts are none. Hotlines have three or four.
_GAP: Final = r"[ \u00a0.\-]?"
_LOCAL: Final = rf"\(?0[1-9]\d\)?(?:{_GAP}\d{{3}}{_GAP}\d{{3,4}}|{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2,3}})"
_ABROAD: Final = (
    rf"\(?(?:\+|00)[ ]?855\)?{_GAP}(?:\(0\)|0)?{_GAP}[1-9]\d"
    rf"(?:{_GAP}\d{{3}}{_GAP}\d{{3,4}}|{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2,3}})"
)
_TELEPHONE: Final = re.compile(
    rf"(?<![\d/])(?<!\d[.,\-])(?:{_ABROAD}|{_LOCAL})(?!\d|[/.,\-]\d|[ ]?(?:៛|riel|រៀល|%))"
)

# Dates of birth: a full date after a word of birth; or a numeric one of a year in which today's
# children were born, unless it is the date of a law, a letter or a meeting.
_KHMER_MONTHS: Final = "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ"
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMERIC: Final = (
    r"(?:[0-3]?\d[/.\-][01]?\d[/.\-](?:20|19)?\d\d|(?:20|19)\d\d[/\-][01]?\d[/\-][0-3]?\d)(?![\d/])"
)
_WRITTEN: Final = (
    rf"(?:[0-3]?\d(?:st|nd|rd|th)?[ ](?:{_MONTHS})[a-z]*\.?,?[ ](?:20|19)\d\d"
    rf"|(?:{_MONTHS})[a-z]*\.?[ ][0-3]?\d(?:st|nd|rd|th)?,?[ ](?:20|19)\d\d)"
)
_WORDS_OF_BIRTH: Final = (
    r"\bborn(?:[ ]on)?|\bdate[ ]of[ ]birth|\bbirth(?:day|date)|\bd\.?o\.?b\b\.?"
    r"|ថ្ងៃខែឆ្នាំកំណើត|ថ្ងៃកំណើត|កើត(?:នៅ)?"
)
_BIRTH: Final = re.compile(
    rf"(?:{_WORDS_OF_BIRTH})(?:[ ]?(?:is|was|on|នៅ))?[ :៖]{{0,3}}(?:"
    rf"(?:ថ្ងៃ(?:ទី)?[ ]?)?(?:{_NUMERIC}|{_WRITTEN})"
    rf"|ថ្ងៃ(?:ទី)?[ ]?[0-3]?\d(?:[ ]?ខែ[ ]?(?:{_KHMER_MONTHS}|[01]?\d))?(?:[ ]?ឆ្នាំ[ ]?\d{{4}})?"
    rf"|[0-3]?\d[ ]?(?:ខែ)?(?:{_KHMER_MONTHS})(?:[ ]?(?:ឆ្នាំ)?[ ]?\d{{4}})?)",
    re.IGNORECASE,
)
_OLD_YEAR: Final = r"20(?:[01]\d|2[0-4])"
_OLD_DATE: Final = re.compile(
    rf"(?<![\d/.\-])(?:[0-3]?\d[/.\-][01]?\d[/.\-]{_OLD_YEAR}|{_OLD_YEAR}-[01]\d-[0-3]\d)(?![\d/\-])"
)
_OF_A_PAPER: Final = re.compile(
    r"(?:ចុះថ្ងៃ|លេខ|ច្បាប់|ប្រកាស|អនុក្រឹត្យ|សារាចរ|លិខិត|សេចក្តីសម្រេច|ប្រជុំ|តាំងពី|ចាប់ពី|ចូលជាធរមាន"
    r"|dated|law|prakas|decree|decision|letter|circular|since|from|until|adopted|signed|no\.|meeting)[^\n។]{0,40}$",
    re.IGNORECASE,
)

# Khmer names. A person's name follows ឈ្មោះ; or a family name follows a word for a person; or any run
# stands between a word for a child and its age.
_RUN: Final = "[\u1780-\u17d3\u17dd]"
_NAME_RUN: Final = f"(?!កើត(?:ថ្ងៃ|ខែ|ឆ្នាំ|នៅ)){_RUN}"  # a name ends where the birth begins
_FAMILY: Final = (
    "សុខ|ចាន់|កែវ|សៅ|ស៊ុន|ហេង|លី|តាន់|នួន|ឃឹម|ឈឹម|គឹម|ប៊ុន|សំ|ហុង|វង្ស|អ៊ុំ|អ៊ុក|អ៊ុង|ឡុង|"
    "ឡាយ|មាស|ម៉ៅ|ម៉េង|មុំ|ញ៉ែម|ណុប|ប៉ែន|ប៉ុក|ផាន|ព្រំ|រស់|វ៉ាន់|សាន|ស៊ឹម|សេង|ស៊ាង|សួន|ហ៊ុន|"
    "ហ៊ឹម|ឌី|ឌួង|ឌុច|ទេព|ទូច|ធី|ធឿន|ថោង|យឹម|យន់|យស|លឹម|ឡេង|ខៀវ|គង់|ងួន|ជួន|ជឹម|ឆាយ|ឆន|ឈុន|"
    "ឈាង|តេង|នុត|ពេជ្រ|ម៉ម|ហៀង|អែម|អឿន|ឱម|ឯម"
)
_CHILD: Final = "កុមារី|កុមារា|កុមារ|ក្មេងស្រី|ក្មេងប្រុស|ក្មេង|សិស្ស|កូនស្រី|កូនប្រុស|ប្អូនស្រី|ប្អូនប្រុស|ជនរងគ្រោះ"
_PERSON: Final = f"{_CHILD}|ឪពុក|ម្តាយ|អាណាព្យាបាល|ជនសង្ស័យ|ប្អូន|លោកស្រី|លោក|អ្នកស្រី|កញ្ញា|យុវតី|នាង"
_NO_NAME: Final = (
    "របស់|នៃ|ដែល|ថា|និង|ឬ|ឯកសារ|អ្នក|គោលនយោបាយ|អង្គ|ក្រសួង|ភូមិ|ឃុំ|សាលា|កម្មវិធី|គម្រោង|"
    "កុមារ|មន្ត្រី|ជា|គេ|នេះ|នោះ|ក្នុង|នៅ|ទៅ|លើ|ពី|ត្រូវ|មិន|បាន|សម្ងាត់|កាត់|ពេញ|ពិត|ក្រុម|"
    "ដើម្បី|ចូល|ម្នាក់|ពិការ|ក្រីក្រ|រងគ្រោះ|កំព្រា|វ័យ|តូច|ចំនួន|ទាំង|មាន|គ្មាន|ដោយ|ដល់|ភេទ|"
    "អាយុ|ក្រោម|ចាប់|ជន|ស្រី|ប្រុស|ទទួល|រស់|ជួប|ក៏|ឲ្យ|ឱ្យ|ស្របច្បាប់|សាធារណៈ|ផ្លូវ|មេ|"
    "ប្រធាន|អភិបាល|គ្រូ|អនុ|សមាជិក|ជំទង់|ជនជាតិ|ប៉ុន្តែ|តែ|ឡើយ|ទេ|ពួក|ខាង"
)
_THING: Final = (
    "ភូមិ|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ខេត្ត|ក្រុង|សាលា|វិទ្យាល័យ|អង្គការ|គម្រោង|កម្មវិធី|មណ្ឌល|"
    "ក្រុម|យុទ្ធនាការ|ឯកសារ|ក្លឹប|វត្ត|ស្ថាប័ន|ប្រព័ន្ធ|ក្រសួង|ផ្លូវ"
)
_OF_A_THING: Final = re.compile(f"(?:{_THING})(?:មួយ)?[ ]?(?:ដែល)?(?:មាន)?$")
_NOT_A_PERSONS: Final = re.compile("(?:ចុះ|ដាក់|បញ្ជី|បិទ|ប្តូរ|ល្បី|កេរ្តិ៍|លាក់|គ្មាន|សរសេរ|បញ្ចេញ)[ ]?$")
_NAMED_KM: Final = re.compile(
    f'ឈ្មោះ[ :៖«“"]{{0,3}}(?P<name>(?!{_NO_NAME})(?:{_NAME_RUN}){{2,24}}'
    f"(?:[ ](?!{_NO_NAME})(?:{_NAME_RUN}){{2,12}}(?!{_NAME_RUN}))?)"
)
_FAMILY_KM: Final = re.compile(
    f"(?:{_PERSON})[ ]?(?P<name>(?:{_FAMILY})[ ](?!{_NO_NAME})(?:{_NAME_RUN}){{2,14}})(?!{_NAME_RUN})"
)
_AGE_KM: Final = r"[ ,]{0,2}(?:ភេទ(?:ស្រី|ប្រុស)[ ,]{0,2})?អាយុ[ ]?\d{1,2}[ ]?ឆ្នាំ"
_AGED_KM: Final = re.compile(
    f"(?:(?:{_CHILD})[ ](?P<name>(?!{_NO_NAME}){_RUN}{{2,12}}(?:[ ](?!{_NO_NAME}){_RUN}{{2,12}})?)"
    f"|(?<!{_RUN})(?P<family>(?:{_FAMILY})[ ]{_RUN}{{2,12}})){_AGE_KM}"
)

# English names. Capitals after "named", a title, or one child; or before an age.
_NOT_A_NAME: Final = (
    r"(?:"
    r"Protection|Rights?|Help(?:line|desk)|Guides?|Scouts?|Friendly|Labou?r|Welfare|Care|Health|"
    r"Education|Committees?|Council|Cent(?:er|re)s?|Safe(?:ty|guarding)?|Development|Marriage|"
    r"Victims?|Support|Code|Law|Clubs?|Sexual|Online|Abuse|Governor|Director|Minister|Chief|"
    r"Secretary|Chair\w*|President|Deputy|Commune|District|Province|National|Ministry|Department|"
    r"Cambodian?|Khmer|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|The|This|That|In|"
    r"On|At|All|No|Unit|Police|Justice|Network"
    r")\b"
)
_WORD: Final = rf"(?!{_NOT_A_NAME})[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?"
_PAIR: Final = rf"{_WORD}(?:[ ]{_WORD}){{1,2}}"
_NAMED_EN: Final = re.compile(
    r"\b(?:named|(?:whose|her|his|child's|girl's|boy's)[ ]name[ ](?:is|was)|[Nn]ame[ ]?:)[ ]"
    rf"(?P<name>{_WORD}(?:[ ]{_WORD}){{0,2}})"
)
_PERSON_EN: Final = (
    "girl|boy|child|student|pupil|daughter|son|baby|infant|teenager|victim|survivor|"
    "mother|father|guardian|suspect|perpetrator"
)
_CHILD_EN: Final = re.compile(rf"\b(?:{_PERSON_EN}|Girl|Boy),?[ ](?P<name>{_PAIR})")
_TITLE_EN: Final = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss)\.?[ ](?P<name>{_WORD}(?:[ ]{_WORD}){{0,2}})")
_AGED_EN: Final = re.compile(
    rf"(?P<name>{_PAIR})(?:,?[ ]\(?(?:aged?[ ])\d{{1,2}}(?![\d-]|[ ](?:to|and|or)\b)"
    rf"|,?[ ]\(?\d{{1,2}}[ -]years?[ -]old)"
)
_IN_A_PLACE: Final = re.compile(r"(?:\b(?:in|of|from|at|near|around|and|to|for|[Tt]he)|,)[ ]$")
_OF_A_THING_EN: Final = re.compile(
    r"\b(?:village|school|project|program(?:me)?|cent(?:re|er)|organi[sz]ation|NGO|commune|club|campaign|"
    r"app|system|document|group|place|street|pagoda|initiative|district|province|form|file|database|device|"
    r"office)s?"
    r"[ ,]{0,2}(?:(?:is|was|that is)[ ])?$"
)


def scan(text: str) -> tuple[Suspicion, ...]:
    """Return what looks sensitive in `text`, in its order; of two that overlap the earlier one."""
    seen, places = _seen(text)
    found = sorted(_all(seen), key=lambda one: (one[1], one[1] - one[2]))
    kept: list[Suspicion] = []
    for kind, start, end in found:
        first, last = places[start], places[end - 1] + 1
        if not kept or first >= kept[-1].end:
            kept.append(Suspicion(kind, first, last, _MESSAGES[kind]))
    return tuple(kept)


def _seen(text: str) -> tuple[str, list[int]]:
    """Return `text` as it is seen, digits in one shape, and for each of its letters the place in `text`."""
    places = [place for place, letter in enumerate(text) if letter not in _UNSEEN]
    seen = latin_digits("".join(text[place] for place in places)).replace("\u00a0", " ")
    return seen.replace(*_ONE_SPELLING), places


def _all(text: str) -> Iterator[tuple[Sensitive, int, int]]:
    yield from ((Sensitive.TELEPHONE, *found.span()) for found in _TELEPHONE.finditer(text))
    yield from ((Sensitive.BIRTH, *found.span()) for found in _BIRTH.finditer(text))
    for found in _OLD_DATE.finditer(text):
        if not _OF_A_PAPER.search(text[max(0, found.start() - _NEAR) : found.start()]):
            yield Sensitive.BIRTH, *found.span()
    yield from ((Sensitive.NAME, *span) for span in (*_khmer_names(text), *_english_names(text)))


def _khmer_names(text: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED_KM.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        if not _NOT_A_PERSONS.search(before) and not _OF_A_THING.search(before):
            yield found.span("name")
    yield from (found.span("name") for found in _FAMILY_KM.finditer(text))
    for found in _AGED_KM.finditer(text):
        yield found.span("name" if found["name"] else "family")


def _english_names(text: str) -> Iterator[tuple[int, int]]:
    for found in _NAMED_EN.finditer(text):
        if not _OF_A_THING_EN.search(text[max(0, found.start() - _NEAR) : found.start()]):
            yield found.span("name")
    for shape in (_CHILD_EN, _TITLE_EN):
        yield from (found.span("name") for found in shape.finditer(text))
    for found in _AGED_EN.finditer(text):
        if not _IN_A_PLACE.search(text[max(0, found.start() - _NEAR) : found.start()]):
            yield found.span("name")
