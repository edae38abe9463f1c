"""Hotlines: no number without its source, nothing passed off as the plan's, and numbers nobody can miss."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.actions import poster
from desktop.cli.main import run
from desktop.domain.sheet import Bullets, Callout, Heading, Paragraph, Sheet, Table
from desktop.printing.paper import pdf, printout
from desktop.storage import hotlines, plan_texts
from desktop.storage.plans import PlanIsFaulty, folder, plan
from tests.journeys.test_command_line import NoWindow
from tests.printing.pdf_readers import needs_poppler, poppler_pages

LANGUAGES = ("km", "en")
FOUND = hotlines.hotlines()


def texts_of(sheet: Sheet) -> str:
    parts: list[str] = []
    for block in sheet.blocks:
        if isinstance(block, (Heading, Paragraph)):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += block.items
        elif isinstance(block, Callout):
            parts += [block.text, block.caption]
    return "\n".join(parts)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\d.])\d{3,4}(?![\d.]*\d)", text))


def test_the_hotlines_are_the_four_numbers_that_have_a_source() -> None:
    assert [hotline.numbers for hotline in FOUND.hotlines] == [("1280",), ("1288",), ("117", "118")]
    for hotline in FOUND.hotlines:
        assert "activity 3.1.3" in hotline.source.en or "Ministry of Interior" in hotline.source.en


def test_a_number_that_is_said_to_be_in_the_plan_stands_in_its_activity_and_no_other_does() -> None:
    in_plan = " ".join(activity.title.text.en for activity in plan().activities())
    for hotline in FOUND.hotlines:
        said = " ".join(plan().activity(code).title.text.en for code in hotline.activities)
        for number in hotline.numbers:
            assert (number in numbers_in(in_plan)) == bool(hotline.activities)
            assert (number in numbers_in(said)) == bool(hotline.activities)


def test_a_number_that_is_not_in_the_plan_stands_in_the_commitments() -> None:
    promised = " ".join(
        each.text.text.en for found in plan_texts.texts().commitments for each in found.commitments
    )
    for hotline in FOUND.hotlines:
        if not hotline.activities:
            assert set(hotline.numbers) <= numbers_in(promised)


def test_whoever_receives_a_report_stands_in_the_activities_named_beside() -> None:
    words = {0: "village heads", 1: "focal point of CCWC", 2: "social workers", 3: "other social services"}
    assert len(FOUND.steps) == len(words)
    for place, word in words.items():
        said = [plan().activity(code).title.text.en for code in FOUND.steps[place].activities]
        assert said
        assert all(word in text for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_is_one_page_with_the_numbers_on_a_telephones_keys(language: str) -> None:
    sheet = poster.hotlines(language)
    assert printout(sheet).pages == 1
    large = [block.text for block in sheet.blocks if isinstance(block, Callout)]
    assert large[1:] == ["1280", "1288", "117  118"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paper_names_a_number_that_has_no_source(language: str) -> None:
    known = {number for hotline in FOUND.hotlines for number in hotline.numbers}
    for sheet in (poster.hotlines(language), poster.referral(language)):
        assert numbers_in(texts_of(sheet).translate(str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789"))) == known


def test_what_is_not_in_the_plan_says_so() -> None:
    assert "117, 118: Not in the plan" in texts_of(poster.hotlines("en"))
    referral = texts_of(poster.referral("en"))
    advice = referral[referral.index("Advice, not in the plan") : referral.index("Whom to call")]
    assert all(text.en in advice for text in FOUND.advice)
    assert "(Plan, activity 3.1.1)" in referral


def test_the_booklet_lists_every_abbreviation_and_marks_those_that_the_plan_does_not() -> None:
    (table,) = [block for block in poster.glossary("km").blocks if isinstance(block, Table)]
    listed = [str(row.cells[0]) for row in table.rows]
    abbreviations = plan_texts.texts().abbreviations
    assert sorted(code.removesuffix(" *") for code in listed) == sorted(each.code for each in abbreviations)
    assert sum(code.endswith(" *") for code in listed) == sum(not each.in_plan for each in abbreviations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_booklet_holds_every_entry_and_all_21_groups(language: str) -> None:
    sheet = poster.glossary(language)
    text = texts_of(replace(sheet, digits="latin"))
    entries = plan_texts.texts().glossary
    headings = [block for block in sheet.blocks if isinstance(block, Heading) and block.level == 1]
    assert len(headings) == len(entries) + 1 == 13  # and the abbreviations
    for entry in entries:
        assert entry.term.say(language) in text
    groups = next(
        block.items for block in sheet.blocks if isinstance(block, Bullets) and len(block.items) > 20
    )
    assert len(groups) == len(entries[8].items) == 21
    assert groups[20].startswith("២១." if language == "km" else "21.")


def test_the_booklet_says_where_the_plan_prints_something_else() -> None:
    said = [
        block.text
        for block in poster.glossary("en").blocks
        if isinstance(block, Paragraph) and block.text.startswith("The plan prints this otherwise:")
    ]
    assert len(said) == sum(entry.text.differs for entry in plan_texts.texts().glossary)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_the_papers_is_in_the_fonts(language: str) -> None:
    for make in (poster.hotlines, poster.referral, poster.glossary):
        assert printout(make(language)).missing == ""


def sizes(sheet: Sheet) -> dict[str, float]:
    """The sizes in which lines of Latin letters are printed."""
    found: dict[str, float] = {}

    def visit(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if text.strip():
            found[text.strip()] = size

    PdfReader(io.BytesIO(pdf(sheet))).pages[0].extract_text(visitor_text=visit)
    return found


def callouts(*blocks: Callout) -> Sheet:
    return Sheet("", "", "en", "latin", (), blocks)


@needs_poppler
def test_a_callout_stands_on_one_line_with_its_caption_under_it(tmp_path: Path) -> None:
    (page,) = poppler_pages(pdf(callouts(Callout("1280", "Child Helpline"))), tmp_path, layout=True)
    assert [line.strip() for line in page.splitlines() if line.strip()][:2] == ["1280", "Child Helpline"]


def test_a_short_callout_is_large_and_a_long_one_as_large_as_one_line_can_be() -> None:
    short = sizes(callouts(Callout("1280")))["1280"]
    long = sizes(callouts(Callout("a long sentence that must still stand on one single line")))
    assert short > 100
    (size,) = [size for text, size in long.items() if text.startswith("a long")]
    assert 12 < size < 40


def test_a_callout_that_does_not_fit_goes_to_the_next_page_with_its_caption(tmp_path: Path) -> None:
    made = printout(callouts(*(Callout("1280", "caption") for _ in range(6))))
    assert made.pages == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('numbers = ["1280"]', 'numbers = ["12 80"]'),
        ('numbers = ["1280"]', "numbers = []"),
        ('activities = ["3.1.1"]', 'activities = ["9.9.9"]'),
        ('km = "នគរបាលជាតិ"', 'km = ""'),
        ("[hotline.source]", "[hotline.origin]"),
    ],
)
def test_a_faulty_file_is_refused_and_named(tmp_path: Path, old: str, new: str) -> None:
    copy = tmp_path / "ផែនការ"
    shutil.copytree(folder(), copy)
    file = copy / "hotlines.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanIsFaulty, match="hotlines.toml"):
        hotlines.read(copy, plan())


@pytest.mark.parametrize("paper", ["hotlines", "referral", "glossary"])
def test_the_command_writes_each_paper_without_a_store(paper: str, tmp_path: Path) -> None:
    out = tmp_path / f"ឯកសារ {paper}.pdf"
    assert run(["poster", paper, "--language", "km", "--out", str(out)], NoWindow()) == 0
    assert PdfReader(out).trailer["/Root"]["/Lang"] == "km"
