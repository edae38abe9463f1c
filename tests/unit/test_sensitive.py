"""The scan for what must not stand in a report: what alarms, and what is everyday work.

All names here are made up to be examples, and no telephone number belongs to anyone known.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.sensitive import Sensitive, scan

ASSETS = Path(__file__).parents[2] / "assets"
TELEPHONE, BIRTH, NAME = Sensitive.TELEPHONE, Sensitive.BIRTH, Sensitive.NAME

# A text, and the parts of it that alarm.
ALARMING = [
    ("Call 012 345 678 today", [(TELEPHONE, "012 345 678")]),
    ("tel. 0123456789.", [(TELEPHONE, "0123456789")]),
    ("012-345-678 or 097.1234567", [(TELEPHONE, "012-345-678"), (TELEPHONE, "097.1234567")]),
    ("096 123 4567", [(TELEPHONE, "096 123 4567")]),
    ("(023) 123 456", [(TELEPHONE, "(023) 123 456")]),
    ("+855 12 345 678", [(TELEPHONE, "+855 12 345 678")]),
    ("+855(0)12345678", [(TELEPHONE, "+855(0)12345678")]),
    ("00855 96 123 4567", [(TELEPHONE, "00855 96 123 4567")]),
    ("012 34 56 78", [(TELEPHONE, "012 34 56 78")]),
    ("ទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨", [(TELEPHONE, "០១២ ៣៤៥ ៦៧៨")]),
    ("លេខ ០៩៦១២៣៤៥៦៧ របស់ម្តាយ", [(TELEPHONE, "០៩៦១២៣៤៥៦៧")]),
    ("ទូរស័ព្ទ៖ +៨៥៥ ១២ ៣៤៥ ៦៧៨", [(TELEPHONE, "+៨៥៥ ១២ ៣៤៥ ៦៧៨")]),
    ("០១២-៣៤៥-៦៧៨។", [(TELEPHONE, "០១២-៣៤៥-៦៧៨")]),
    ("born on 12 May 2014", [(BIRTH, "born on 12 May 2014")]),
    ("Date of birth: 12/05/2014", [(BIRTH, "Date of birth: 12/05/2014")]),
    ("DOB 12.05.14", [(BIRTH, "DOB 12.05.14")]),
    ("She was born May 12, 2014.", [(BIRTH, "born May 12, 2014")]),
    ("the girl, 12/05/2014, was referred", [(BIRTH, "12/05/2014")]),
    ("the case of 2016-08-30", [(BIRTH, "2016-08-30")]),
    ("កើតថ្ងៃទី១២ ខែឧសភា ឆ្នាំ២០១៤", [(BIRTH, "កើតថ្ងៃទី១២ ខែឧសភា ឆ្នាំ២០១៤")]),
    ("កើតនៅថ្ងៃទី ១២/០៥/២០១៤", [(BIRTH, "កើតនៅថ្ងៃទី ១២/០៥/២០១៤")]),
    ("ថ្ងៃខែឆ្នាំកំណើត៖ ១២-០៥-២០១៤", [(BIRTH, "ថ្ងៃខែឆ្នាំកំណើត៖ ១២-០៥-២០១៤")]),
    ("កុមារី ១២/០៥/២០១៤ បានទទួលសេវា", [(BIRTH, "១២/០៥/២០១៤")]),
    ("កើតថ្ងៃទី៥ ខែមករា", [(BIRTH, "កើតថ្ងៃទី៥ ខែមករា")]),
    ("កុមារីឈ្មោះ សុខ ឧទាហរណ៍", [(NAME, "សុខ ឧទាហរណ៍")]),
    ("ក្មេងប្រុសឈ្មោះដារ៉ា", [(NAME, "ដារ៉ា")]),
    ("ឪពុកឈ្មោះ ចាន់ គំរូ និងម្តាយឈ្មោះ កែវ គំរូ", [(NAME, "ចាន់ គំរូ"), (NAME, "កែវ គំរូ")]),
    ("កុមារី សុខ ដារ៉ា ត្រូវបានបញ្ជូន", [(NAME, "សុខ ដារ៉ា")]),
    ("ក្មេងស្រីចាន់ ណារី", [(NAME, "ចាន់ ណារី")]),
    ("កុមារា ពិសី អាយុ១២ឆ្នាំ", [(NAME, "ពិសី")]),
    ("កុមារី បូផា ភេទស្រី អាយុ ១០ ឆ្នាំ", [(NAME, "បូផា")]),
    ("សុខ ដារ៉ា អាយុ១២ឆ្នាំ", [(NAME, "សុខ ដារ៉ា")]),
    ("លោកស្រី កែវ សុភា ជាម្តាយ", [(NAME, "កែវ សុភា")]),
    ("ជនសង្ស័យ ស៊ុន វិចិត្រ", [(NAME, "ស៊ុន វិចិត្រ")]),
    ("ឈ្មោះ៖ «បុប្ផា»", [(NAME, "បុប្ផា")]),
    ("A girl named Bopha was referred", [(NAME, "Bopha")]),
    ("the girl Sok Example was placed", [(NAME, "Sok Example")]),
    ("Girl Chan Example received care", [(NAME, "Chan Example")]),
    ("victim Keo Sample-Name", [(NAME, "Keo Sample-Name")]),
    ("whose name is Dara Example", [(NAME, "Dara Example")]),
    ("Name: Dara", [(NAME, "Dara")]),
    ("Mrs. Sok Example, the mother", [(NAME, "Sok Example")]),
    ("Chan Example, aged 12, was found", [(NAME, "Chan Example")]),
    ("Chan Example, 12 years old", [(NAME, "Chan Example")]),
    ("boy Dara Example, 097 123 4567", [(NAME, "Dara Example"), (TELEPHONE, "097 123 4567")]),
]

CALM = [
    "",
    "Call 1280, 1288, 117 or 118.",
    "សូមហៅ ១២៨០ ឬ ១២៨៨ ឬ ១១៧ ឬ ១១៨",
    "1280 / 1288",
    "Prakas No. 047/12 of 2012",
    "ប្រកាសលេខ ០៤៧/១២ ប្រក",
    "Law NS/RKM/0116/001 and Sub-Decree 012345678/26",
    "ព្រះរាជក្រម នស/រកម/០១១៦/០០១ ចុះថ្ងៃទី០៥ ខែមករា ឆ្នាំ២០១៦",
    "ច្បាប់ចុះថ្ងៃទី ០៥/០១/២០១៦",
    "the law dated 05/01/2016",
    "since 01/01/2020 the commune reports",
    "The meeting took place on 12/03/2026.",
    "ប្រជុំនៅថ្ងៃទី១២ ខែមីនា ឆ្នាំ២០២៦",
    "12 May 2026, 2025-2030, ២០២៥-២០៣០",
    "KHR 1,200,000 and 12 345 678 riel",
    "១.២០០.០០០ ៛ និង ១២ ៣៤៥ ៦៧៨ រៀល",
    "ថវិកា ០,១២៣៤៥៦៧៨៩ និង 0.123456789",
    "codes 040101 040102 040103",
    "លេខកូដ ០៤០១០១ និង 01 02 03 04 05",
    "001 002 003",
    "2014 children, 2015 children",
    "កុមារ ២០១៤នាក់ ក្នុងនោះ កុមារី ១០២៤នាក់",
    "កុមារី១២នាក់ និងកុមារា១៣នាក់",
    "កុមារី ដែលទទួលបានសេវា",
    "ក្នុងនោះ កុមារី (អាយុក្រោម១៨ឆ្នាំ)",
    "កុមារអាយុ ៦ ដល់ ១១ឆ្នាំ",
    "កុមារី ពិការ អាយុ ១២ឆ្នាំ",
    "កុមារ និងយុវជនអាយុក្រោម២១ឆ្នាំ",
    "កុមារកើតមាន ៥នាក់ ហើយបញ្ហាកើតឡើង ២ដង",
    "កុមារទើបកើត១២នាក់ បានចុះបញ្ជីកំណើត",
    "មិនដាក់ឈ្មោះកុមារ",
    "ចុះឈ្មោះចូលរៀន ១២នាក់",
    "បញ្ជីឈ្មោះសិស្ស",
    "ឈ្មោះរបស់អ្នក",
    "ឈ្មោះអ្នកប្រើប្រាស់",
    "ភូមិឈ្មោះត្រពាំងថ្ម",
    "អង្គការដែលមានឈ្មោះមិត្តសំឡាញ់",
    "លោកមេឃុំ លោកគ្រូ និងលោកស្រីប្រធានភូមិ",
    "ឯកឧត្តមអភិបាលខេត្ត និងលោកជំទាវ",
    "សុខភាពកុមារ និងសុខុមាលភាព",
    "សិស្ស សុខភាពល្អ",
    "គ.ក.ន.ក ឃុំស្វាយ ស្រុកសំរោង ខេត្តតាកែវ",
    "Child Protection Committee and Child Helpline Cambodia",
    "Commune Committee for Women and Children (CCWC)",
    "Girl Guides and Boy Scouts joined",
    "child Protection Unit; student Council; victim Support",
    "named focal points in every commune",
    "a village named Trapeang Thma",
    "the organisation named Friends Example",
    "girls in Siem Reap aged 12 to 14",
    "children of Siem Reap, aged 12",
    "children aged 12",
    "Ms. Director and Mr Governor",
    "Prey Veng, Siem Reap and Phnom Penh",
    "National Action Plan 2025-2030",
    "In May 2026 the boy scouts met",
    "every girl in Banteay Meanchey",
]


@pytest.mark.parametrize(("text", "parts"), ALARMING)
def test_what_has_no_place_in_a_report_is_found(text: str, parts: list[tuple[Sensitive, str]]) -> None:
    assert [(found.kind, text[found.start : found.end]) for found in scan(text)] == parts


@pytest.mark.parametrize("text", CALM)
def test_everyday_words_and_numbers_raise_no_alarm(text: str) -> None:
    assert [text[found.start : found.end] for found in scan(text)] == []


def test_every_suspicion_says_what_to_do_without_alarm() -> None:
    messages = {found.kind: found.message for text, _parts in ALARMING for found in scan(text)}
    assert set(messages) == set(Sensitive)
    assert all("never" in message and "!" not in message for message in messages.values())


def test_unseen_spaces_and_either_subscript_change_nothing_and_places_stay_true() -> None:
    text = "ក្មេង\u200bស្រី\u200bចាន់ ណា\u200bរី ម្ដាយឈ្មោះ\u200b កែវ គំរូ ០១២\u200b ៣៤៥ ៦៧៨"
    assert [text[found.start : found.end] for found in scan(text)] == [
        "ចាន់ ណា\u200bរី",
        "កែវ គំរូ",
        "០១២\u200b ៣៤៥ ៦៧៨",
    ]


def test_the_plans_own_texts_hold_nothing_that_alarms() -> None:
    texts = list(_texts())
    assert len(texts) > 3000
    assert {text: scan(text) for text in texts if scan(text)} == {}


def _texts() -> Iterator[str]:
    for path in sorted((ASSETS / "plan").glob("*.toml")):
        yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@pytest.mark.parametrize(
    "words", ["ឈ្មោះ គំរូ កើតថ្ងៃទី១២ ខែមករា", "ឈ្មោះគំរូកើតថ្ងៃទី១២ ខែមករា", "កុមារី កែវ គំរូកើតនៅថ្ងៃទី១២ ខែមករា"]
)
def test_a_name_ends_where_the_birth_begins(words: str) -> None:
    name, birth = scan(words)
    assert (name.kind, birth.kind) == (Sensitive.NAME, Sensitive.BIRTH)
    assert words[name.start : name.end].endswith("គំរូ")
    assert words[birth.start : birth.end].startswith("កើត")
