"""Legacy-font text: recognised when pasted, read as Khmer where there is no doubt."""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.i18n.khmer import has_khmer, normalise
from desktop.i18n.legacy import convert, looks_legacy
from desktop.i18n.limon import AFTER, BEFORE, COENG, LETTERS, SIGNS

ASSETS = Path(__file__).parents[2] / "assets"

# Headings of laws and letters as they stand in files typed for Limon S1.
TYPED = [
    ("RBHraCaNacRkkm<úCa", "ព្រះរាជាណាចក្រកម្ពុជា"),
    ("Cati sasna RBHmhakSRt", "ជាតិ សាសនា ព្រះមហាក្សត្រ"),
    ("éf¶ExqñaMkMeNIt", "ថ្ងៃខែឆ្នាំកំណើត"),
    ("karGnuvtþc,ab;RBhµTNÐ", "ការអនុវត្តច្បាប់ព្រហ្មទណ្ឌ"),
    ("bTb,BaØtþifµI", "បទប្បញ្ញត្តិថ្មី"),
    ("EdndIénRBHraCaNacRkkm<úCa", "ដែនដីនៃព្រះរាជាណាចក្រកម្ពុជា"),
    ("eKalkarN_EdndI", "គោលការណ៍ដែនដី"),
    ("rYmbBa©ÚlTaMglMhGakas", "រួមបញ្ចូលទាំងលំហអាកាស"),
    ("suBlPaBénkic©nItiviFI", "សុពលភាពនៃកិច្ចនីតិវិធី"),
    ("minRtUvGnuvtþeT", "មិនត្រូវអនុវត្តទេ"),
    ("y:agNak¾eday bu:Enþ", "យ៉ាងណាក៏ដោយ ប៉ុន្តែ"),
    ("b¤RtUvEtQb;Gnuvtþ", "ឬត្រូវតែឈប់អនុវត្ត"),
    ("kñúgerOgRBhµTNÐ", "ក្នុងរឿងព្រហ្មទណ្ឌ"),
    ("TIkEnøgRbRBwtþbTelµIs", "ទីកន្លែងប្រព្រឹត្តបទល្មើស"),
    ("KN³kmµaFikarRbwkSakumar XMu", "គណៈកម្មាធិការប្រឹក្សាកុមារ ឃុំ"),
    ("karBarkumarBIGMeBIhigSa", "ការពារកុមារពីអំពើហិង្សា"),
    ("RbarB§TivakumarGnþrCati", "ប្រារព្ធទិវាកុមារអន្តរជាតិ"),
    ("sMeNI ³ suIvil", "សំណើ ៖ ស៊ីវិល"),
    ("k> karpþnÞaeTas 125/000`", "ក. ការផ្តន្ទាទោស ១២៥,០០០៛"),
]

# What people type and paste every day; none of it was typed for a legacy font.
ORDINARY = [
    "",
    "12 345,67",
    "2026-01-31 08:30",
    "Commune Committee for Women and Children",
    "The commune held 12 sessions with 340 parents (180 women).",
    "Child protection: training, referral, follow-up; see annex A/B.",
    "boys,girls,women and men;no break after the comma",
    "CNCC, MoSVY, MoWA, UNICEF, CCWC, WCCC, DCPU, OCSE, CPIMS, MoEYS",
    "WhatsApp YouTube TikTok iPhone PowerPoint JavaScript GitHub LinkedIn",
    "pH kWh kHz PhD 10 m² 5 m³ CO² 50 µm",
    "officer@example.org, https://example.org/RbKaSmaRta, report_v2Final.docx",
    "école, élève, société, prévention, garçon, Noël, naïve, forêt, août",
    "Les enfants victimes de violences sont protégés dans la société française.",
    "Le comité a organisé quatre séances d'éducation à la santé à Phnom Penh.",
    "São Paulo, Müller, Jürgen, Ångström, El Niño, Curaçao, Đà Nẵng",
    "Copyright © 2026, § 5, £20, 10 % ± 2",
    "Kampong Chhnang, Preaek Luong, Ou Reang Ov, Tboung Khmum",
    "Preah Sihanouk; Banteay Meanchey, Siem Reap (Angkor)",
    "ឃុំបានប្រជុំ ៣ដង (MoSVY, UNICEF)",
    "កុមារ, child, enfant",
]


@pytest.mark.parametrize(("typed", "khmer"), TYPED)
def test_text_typed_for_limon_is_read_as_the_khmer_it_is_drawn_as(typed: str, khmer: str) -> None:
    assert convert(typed) == normalise(khmer)


def test_a_page_typed_for_limon_is_recognised() -> None:
    typed = [typed for typed, _khmer in TYPED]
    assert looks_legacy("\n".join(typed))
    assert [line for line in typed if not looks_legacy(line)] == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_raises_no_alarm(text: str) -> None:
    assert not looks_legacy(text)


def test_no_english_text_of_the_plan_and_no_name_of_a_place_raises_an_alarm() -> None:
    english = [text for text in _texts() if not has_khmer(text)]
    assert len(english) > 3000
    assert [text for text in english if looks_legacy(text)] == []
    assert not looks_legacy("\n".join(english))


def test_khmer_raises_no_alarm_and_stays_as_it_is() -> None:
    khmer = [text for text in _texts() if has_khmer(text)]
    assert len(khmer) > 2000
    assert not any(looks_legacy(text) for text in khmer)
    assert convert("ឃុំបានប្រជុំ ៣ដង") == "ឃុំបានប្រជុំ ៣ដង"


def test_the_khmer_of_the_plan_typed_for_limon_comes_back_the_same() -> None:
    """Every Khmer run of the plan and every Khmer name of a place, there and back."""
    runs = {run for text in _texts() for run in re.findall("[ក-៓។ៗ០-៩]+", normalise(text))}
    typed = {run: _typed_for_limon(run) for run in runs}
    wrong = {run: (typed[run], convert(typed[run])) for run in runs if convert(typed[run]) != _with_ta(run)}
    assert len(runs) > 3000
    assert wrong == {"គគីធំ": ("KKIFM", "KKIFM")}  # five capitals alone are taken for an acronym


def test_the_khmer_of_the_plan_typed_for_limon_is_recognised() -> None:
    texts = [normalise(text) for text in _texts() if len(re.findall("[ក-៝]", text)) >= 30]
    typed = [_typed_for_limon(re.sub("[^ក-៓។ៗ០-៩ ]", "", text)) for text in texts]
    assert len(typed) > 500
    missed = [one for one in typed if not looks_legacy(one)]
    assert len(missed) <= len(typed) // 100, missed[:10]


@pytest.mark.parametrize(
    "text",
    [
        "Save the Children",
        "RBHraCaNacRkkm<úCa People",
        "the",
        "eeka",  # two vowels before one letter
        "kak:;",  # two marks that exclude each other
        "GñkcUlrYm¼nigGñk´",  # ABC: its VISARGA and BANTOC
        "(k)",
        "kß",  # no word has this subscript under KA
    ],
)
def test_what_leaves_doubt_is_not_converted(text: str) -> None:
    assert convert(text) is None


def test_text_typed_for_an_abc_font_is_recognised_too() -> None:
    assert looks_legacy("RB¼raCaNacRkkm<úCa EdldIénkarGnuvtþ RtUvGnuvtþ")


def test_acronyms_addresses_and_khmer_stay_within_converted_text() -> None:
    assert convert("kumar UNICEF កុមារ a@example.org") == "កុមារ UNICEF កុមារ a@example.org"


def test_letters_of_a_symbol_font_and_a_greek_mu_are_the_same_text() -> None:
    symbols = "".join(chr(0xF000 + ord(letter)) for letter in "RBHraCaNacRkkm<") + "úCa"
    assert convert(symbols) == "ព្រះរាជាណាចក្រកម្ពុជា"
    assert looks_legacy(symbols)
    assert convert("RBhμTNÐ") == convert("RBhµTNÐ") == "ព្រហ្មទណ្ឌ"


def _texts() -> Iterator[str]:
    for path in sorted((ASSETS / "plan").glob("*.toml")):
        yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    with (ASSETS / "gazetteer" / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["name_km"], row["name_en"])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _with_ta(khmer: str) -> str:
    """Khmer as far as these fonts can tell: subscript DA is drawn as TA; under ណ it must be DA."""
    as_ta = khmer.replace(COENG + "ដ", COENG + "ត")
    return as_ta.replace("ណ" + COENG + "ត", "ណ" + COENG + "ដ").replace("ឲ", "ឱ")


_CLUSTER = re.compile(f"([ក-ឳ])((?:{COENG}[ក-ឳ]|[ា-៑៓])*)|.")
_SPLIT = {"ើ": "េី", "ោ": "េា", "ៅ": "េៅ", "ៀ": "េៀ", "ឿ": "េឿ"}


def _typed_for_limon(khmer: str) -> str:
    """The keys a typist pressed for `khmer`, by the tables of the font."""
    before = {drawn: key for key, drawn in BEFORE.items() if key != "®"}
    letters = {drawn: key for key, drawn in LETTERS.items() if key != ")"}
    after = {drawn: key for key, drawn in reversed(AFTER.items())}
    signs = {drawn: key for key, drawn in reversed(SIGNS.items())}

    def cluster(found: re.Match[str]) -> str:
        if found[1] is None:
            return signs.get(found[0], found[0])
        letter, marks = found[1], re.findall(f"{COENG}.|.", found[2])
        drawn = [part for mark in marks for part in (_SPLIT.get(mark, mark) if len(mark) == 1 else [mark])]
        deep = [COENG + "ត" if mark == COENG + "ដ" else mark for mark in drawn]
        if any(above in drawn for above in "ិីឹឺ័"):
            low = "៉" if letter == "ប" else "៉៊"  # ប៊ keeps its own sign, so that it is not ប៉
            deep = ["ុ" if mark in low else mark for mark in deep]
        left = [before[mark] for mark in sorted(deep) if mark in before]
        right = [after[mark] for mark in deep if mark not in before]
        has_subscript = any(mark[0] == COENG and mark[1] != "រ" for mark in marks)
        base = "Ba" if letter == "ញ" and has_subscript else letters[letter.replace("ឲ", "ឱ")]
        return "".join((*left, base, *right))

    return _CLUSTER.sub(cluster, khmer)
