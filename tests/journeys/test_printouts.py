"""From the forms of three communes to the signed papers: real stores, real batches, real pages."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions import exchange, office, printout, report, scorecard, stamp, trust
from desktop.actions.office import NewOffice, Store, connection
from desktop.actions.printout import Order, Paper
from desktop.actions.review import OnlySecretariat
from desktop.domain.letter import BLANK, Letter
from desktop.domain.report import Answer, Reason
from desktop.domain.sheet import (
    Chart,
    Contents,
    Grade,
    Heading,
    Percent,
    Riel,
    Row,
    Sheet,
    Signatures,
    Table,
)
from desktop.i18n.words import say
from desktop.storage import settings
from desktop.storage.database import writing
from desktop.storage.plans import plan
from desktop.sync import identity
from tests.printing.pdf_readers import needs_poppler, poppler_pages

PERIOD = "2026Q3"
CODES = ("040101", "040102", "040103")
GIRL, BOY = "physical.home.girl.6-11.without", "sexual.online.boy.12-17.with"
DISPUTED = "2.3.2:sessions"

COMMUNE: dict[str, Answer] = {
    "2.3.1:sessions": 4,
    "2.3.1:participants": 60,
    "2.3.1:participants_female": 40,
    "1.1.3:in_annual_plan": 1,
    "2.3.5:units_met": 7,
    "3.1.1:sessions": Reason.NOT_PLANNED,
    f"2.3.4:cases_identified:{GIRL}": 2,
    f"2.3.4:cases_identified:{BOY}": 1,
    "budget:spent:state": 1_500_000,
    "narrative:challenges": "The **road** is flooded.\nFew people came.",
}
NEIGHBOUR: dict[str, Answer] = {
    **COMMUNE,
    "2.3.1:sessions": 13,
    "1.1.3:in_annual_plan": 0,
    "2.3.1:participants": 1_200,
    "2.3.1:participants_female": 800,
}
LAST_QUARTER: dict[str, Answer] = {"2.3.1:sessions": 3, "2.3.5:units_met": 5}
OF_YEAR: dict[str, Answer] = {"2.3.1:sessions:target": 10, "budget:planned:state": 6_000_000}


@dataclass(frozen=True)
class Province:
    """The stores of a province where one commune reported in time, one late, and one not at all."""

    secretariat: Store
    commune: Store
    silent: Store


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


def reported(store: Store, period: str, answers: Mapping[str, Answer]) -> None:
    """Fill in a report as these answers have it and "nothing to report" elsewhere, and submit it."""
    with connection(store) as db:
        key = report.my_report(db, period)
        opened = report.open_form(db, key)
        split = {cell.rsplit(":", 1)[0] for cell in answers if cell.count(":") == 2}
        rest = {cell.key: Reason.NOTHING for cell in opened.form.required() if cell.key not in split}
        report.save_values(db, opened.view, {**rest, **answers})
        report.submit(db, key)


def delivered(stores: list[Store], secretariat: Store, carrier: Path) -> None:
    for store in stores:
        with connection(store) as db:
            exchange.write_batches(db, carrier)
    with connection(secretariat) as db:
        exchange.merge_files(db, [carrier])


def make(folder: Path) -> Province:
    secretariat = office.set_up(
        folder / "province", NewOffice("04", "Example officer", "example", example=True)
    )
    with connection(secretariat.store) as db:
        card = office.office_card(db)

    def computer(name: str, code: str) -> Store:
        new = NewOffice(code, "Example officer", "example", card, example=True)
        made = office.set_up(folder / name, new)
        with connection(secretariat.store) as db:
            trust.accept(db, made.device, f"kh.{code}")
        return made.store

    first, second, third = (computer(code, code) for code in CODES)
    first_again = computer("second computer", CODES[0])
    with stamp.held(at("2026-10-03")):
        reported(first, "2026", OF_YEAR)
        reported(first, "2026Q2", LAST_QUARTER)
        reported(first, PERIOD, {**COMMUNE, DISPUTED: 5})
        delivered([first], secretariat.store, folder / "in time")
    with stamp.held(at("2026-10-20")):
        reported(second, PERIOD, {**NEIGHBOUR, DISPUTED: 3})
        # The other computer of the first office says the same, but for one cell.
        reported(first_again, PERIOD, {**COMMUNE, DISPUTED: 6})
        delivered([second, first_again], secretariat.store, folder / "late")
    return Province(secretariat.store, first, third)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return make(tmp_path_factory.mktemp("ខេត្ត one"))


@pytest.fixture(scope="module")
def summary(province: Province) -> Sheet:
    with connection(province.secretariat) as db:
        return printout.province_summary_sheet(db, PERIOD, "en", "latin", grade=Grade.OFFICIAL)


@pytest.fixture(scope="module")
def office_report(province: Province) -> Sheet:
    with connection(province.commune) as db:
        return printout.office_report_sheet(db, PERIOD, "en", "latin", grade=Grade.OFFICIAL)


def rows_of(sheet: Sheet, activity: str) -> dict[object, tuple[object, ...]]:
    """The rows of an activity by their measure: they stand under its title."""
    rows = [row for block in sheet.blocks if isinstance(block, Table) for row in block.rows]
    starts = [place for place, row in enumerate(rows) if str(row.cells[0]).startswith(f"{activity}  ")]
    found: dict[object, tuple[object, ...]] = {}
    for row in rows[starts[0] + 1 :]:
        if len(row.cells) == 1:
            break
        found[row.cells[0]] = row.cells[1:]
    return found


def section(sheet: Sheet, heading: str) -> list[object]:
    """What stands under a heading of the first level."""
    headings = [
        place for place, block in enumerate(sheet.blocks) if isinstance(block, Heading) and block.level == 1
    ]
    (start,) = [place for place in headings if heading in getattr(sheet.blocks[place], "text", "")]
    end = min([place for place in headings if place > start], default=len(sheet.blocks))
    return list(sheet.blocks[start + 1 : end])


def signatures(sheet: Sheet) -> Signatures:
    (found,) = (block for block in sheet.blocks if isinstance(block, Signatures))
    assert found.left is not None
    return found


def charts(blocks: list[object]) -> list[Chart]:
    return [block for block in blocks if isinstance(block, Chart)]


def first_table(blocks: list[object]) -> tuple[Row, ...]:
    return next(block.rows for block in blocks if isinstance(block, Table))


def test_the_office_report_shows_this_quarter_the_last_the_year_and_the_target(office_report: Sheet) -> None:
    now, before, to_date, target, achieved = rows_of(office_report, "2.3.1")["Sessions"]
    assert (now, before, to_date, target) == (4, 3, 7, 10)
    assert isinstance(achieved, Percent)
    assert str(achieved.share) == "0.7"


def test_a_stock_is_not_added_over_quarters(office_report: Sheet) -> None:
    now, before, to_date, *_ = rows_of(office_report, "2.3.5")["Units that meet the condition"]
    assert (now, before, to_date) == (7, 5, 7)


def test_reasons_are_printed_as_words_and_no_number_as_a_dash(office_report: Sheet) -> None:
    assert rows_of(office_report, "3.1.1")["Sessions"][:2] == ("not planned", "nothing to report")
    assert rows_of(office_report, "1.1.3")["In the annual plan or investment programme"][0] == "yes"


def test_the_office_report_is_official_and_says_that_its_figures_are_examples(office_report: Sheet) -> None:
    assert office_report.grade is Grade.OFFICIAL
    assert "Example figures" in office_report.notice
    assert office_report.authority == (
        "Kampong Chhnang Provincial Administration",
        "Baribour District Administration",
        "Anhchanh Rung Commune Administration",
        "Committee for Women and Children (CCWC)",
    )


def test_cases_are_shown_for_girls_and_boys(office_report: Sheet) -> None:
    identified = first_table(section(office_report, "Cases"))[0]
    assert identified.cells == ("2.3.4  Child victims identified", 2, 1, 3, 1)


def test_what_people_wrote_cannot_switch_bold_on(office_report: Sheet) -> None:
    texts = [getattr(block, "text", "") for block in section(office_report, "Challenges")]
    assert texts == ["The *road* is flooded.", "Few people came."]


def test_the_paper_and_the_file_are_matched_by_one_code_before_a_receipt_comes(
    province: Province, office_report: Sheet
) -> None:
    """The commune and the secretariat reckon it from the records that stand; another state has another."""
    reference = office_report.reference
    assert reference is not None
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}", reference.code)
    assert reference.scanned == f"040101 2026Q3 {reference.code}"
    with connection(province.commune) as db:
        before = printout.office_report_sheet(db, "2026Q2", grade=Grade.OFFICIAL).reference
    with connection(province.secretariat) as db:
        late = printout.office_report_sheet(db, PERIOD, org_unit="kh.040102", grade=Grade.OFFICIAL)
        # Here the other computer of that office has contradicted it meanwhile: not the paper's state.
        other = printout.office_report_sheet(db, PERIOD, org_unit="kh.040101", grade=Grade.OFFICIAL)
        same = printout.office_report_sheet(db, "2026Q2", org_unit="kh.040101", grade=Grade.OFFICIAL)
    codes = [one and one.code for one in (reference, before, late.reference, other.reference)]
    assert len({*codes, None}) == 5
    assert same.reference == before


def test_number_and_dates_of_the_letter_are_filled_in_where_the_order_says_them(province: Province) -> None:
    letter = Letter("12/26", dt.date(2026, 10, 5))
    ordered = Order(Paper.OFFICE, PERIOD, "km", "khmer", grade=Grade.OFFICIAL, letter=letter)
    with connection(province.commune) as db:
        sheet = printout.sheet_of(db, ordered)
        blank = printout.sheet_of(db, replace(ordered, letter=BLANK))
        english = printout.sheet_of(db, replace(ordered, language="en", digits="latin"))
    assert (sheet.letter_number, blank.letter_number) == ("12/26", "")
    assert signatures(sheet).right.dates == (
        "ថ្ងៃចន្ទ ៩រោច ខែភទ្របទ ឆ្នាំមមី អដ្ឋស័ក ព.ស. ២៥៧០",
        "ធ្វើនៅឃុំអញ្ចាញរូង, ថ្ងៃទី៥ ខែតុលា ឆ្នាំ២០២៦",
    )
    assert signatures(english).right.dates == ("Done at Anhchanh Rung Commune, 5 October 2026",)
    # Who agrees signs on a later day and writes it by hand.
    assert signatures(sheet).left == signatures(blank).left
    assert (signatures(blank).right.dates, signatures(blank).left.dates) == ((), ())


def test_the_summary_adds_offices_up_and_says_how_many_answered(summary: Sheet) -> None:
    now, to_date, target, achieved, offices = rows_of(summary, "2.3.1")["Sessions"]
    assert (now, to_date, target) == (17, 20, 10)
    # 71 communes, 8 districts and the province are asked; only one office has a target: 7 of 10.
    assert (str(getattr(achieved, "share", "")), offices) == ("0.7", "2 of 80")


def test_the_summary_counts_offices_that_say_yes(summary: Sheet) -> None:
    assert rows_of(summary, "1.1.3")["In the annual plan or investment programme"][0] == "Yes: 1"


def test_no_report_is_never_zero(summary: Sheet) -> None:
    """Nobody of the province's own 51 activities has answered: a dash and "0 of 1", not 0."""
    (cells,) = rows_of(summary, "1.1.7").values()
    assert cells[0] == "–"
    assert cells[-1] == "0 of 1"
    assert rows_of(summary, "3.1.1")["Sessions"][:2] == ("not planned", "not planned")


def test_two_answers_are_left_out_and_counted(summary: Sheet) -> None:
    now, *_, offices = rows_of(summary, "2.3.2")["Sessions"]
    assert (now, offices) == (3, "1 of 80")
    texts = [getattr(block, "text", "") for block in section(summary, "Results")]
    assert "Answers left out because two different ones were given: 1." in texts


def test_the_scorecard_tells_late_from_missing(province: Province, summary: Sheet) -> None:
    by_level = {row.cells[0]: row.cells[1:5] for row in first_table(section(summary, "Reports received"))}
    assert by_level["Commune or sangkat"] == ("5 Oct 2026", 71, 2, 1)
    assert by_level["Municipality, district or khan"] == ("10 Oct 2026", 8, 0, 0)
    with connection(province.secretariat) as db:
        card = scorecard.show(db, PERIOD)
    assert scorecard.counts(card) == {"expected": 80, "received": 2, "on_time": 1, "lacking": 0}
    lines = scorecard.as_csv(card).splitlines()
    assert len(lines) == 81
    assert [line.split(",")[6:] for line in lines if line.startswith(CODES)] == [
        ["2026-10-03", "yes", "0"],
        ["2026-10-20", "no", "0"],
        ["", "", ""],
    ]


def test_the_summary_says_who_has_reported_and_when(summary: Sheet) -> None:
    (said,) = [item for block in section(summary, "Reports received") for item in getattr(block, "items", ())]
    assert said == (
        "**Baribour District:** 3 Oct 2026: Anhchanh Rung Commune; 20 Oct 2026, late: Chhnok Tru Commune"
    )


def test_progress_is_shown_down_to_the_indicators_of_the_plan(summary: Sheet) -> None:
    rows = {row.cells[0]: row.cells[1:] for row in first_table(section(summary, "Progress by strategy"))}
    (indicator,) = [cells for title, cells in rows.items() if str(title).startswith("Indicator 2.3a: ")]
    # 7 of the 10 sessions that one commune aims at in 2.3.1: the only target there is.
    assert (indicator[1], str(getattr(indicator[2], "share", ""))) == (1, "0.7")
    strategy = next(cells for title, cells in rows.items() if str(title).startswith("**Strategy 2"))
    assert (strategy[1], strategy[2]) == (1, indicator[2])
    other = next(cells for title, cells in rows.items() if str(title).startswith("**Strategy 1"))
    assert (other[1], other[2]) == (0, Percent(None))


def test_the_charts_of_the_summary_show_what_its_tables_say(summary: Sheet) -> None:
    strategies, people = charts(section(summary, "Progress by strategy"))
    assert [getattr(cell, "share", None) for cell in strategies.series[0].values][:2] == [
        None,
        Decimal("0.7"),
    ]
    assert people.categories == ("Quarter 1, 2026", "Quarter 2, 2026", "Quarter 3, 2026")
    assert [series.values for series in people.series] == [(None, None, 1_260), (None, None, 840)]
    (money,) = charts(section(summary, "budget"))
    assert money.categories == ("State budget",)
    assert [series.values for series in money.series] == [(Riel(6_000_000),), (Riel(3_000_000),)]
    (places,) = charts(section(summary, "Reports received"))
    assert places.series[0].values[0] == Percent(Decimal(2) / 12)


def test_a_summary_has_contents_and_an_office_report_none(summary: Sheet, office_report: Sheet) -> None:
    assert isinstance(summary.blocks[0], Contents)
    assert not any(isinstance(block, Contents) for block in office_report.blocks)


def test_the_same_words_of_two_offices_stand_once_with_both_names(summary: Sheet) -> None:
    items = [item for block in section(summary, "Challenges") for item in getattr(block, "items", ())]
    expected = "**Anhchanh Rung Commune, Chhnok Tru Commune:** The *road* is flooded.\nFew people came."
    assert items == [expected]


def test_offices_without_a_report_are_named_by_district(summary: Sheet) -> None:
    items = [item for block in section(summary, "not reported") for item in getattr(block, "items", ())]
    baribour = next(item for item in items if item.startswith("**Baribour"))
    assert "Chak Commune" in baribour
    assert "Anhchanh Rung" not in baribour


def test_the_summary_of_money_adds_sources(summary: Sheet) -> None:
    state = first_table(section(summary, "budget"))[0].cells
    amounts = [getattr(cell, "amount", None) for cell in state[1:4]]
    assert amounts == [6_000_000, 3_000_000, 3_000_000]


def test_the_summary_holds_protected_numbers_and_is_official(summary: Sheet) -> None:
    assert summary.grade is Grade.OFFICIAL
    identified = first_table(section(summary, "Cases"))[0]
    assert identified.cells[1:] == (4, 2, 6, 2, "2 of 79")


def test_a_semester_is_the_sum_of_its_quarters(province: Province) -> None:
    with connection(province.commune) as db:
        of_nine_months = printout.office_report_sheet(db, "2026N", "en", "latin", grade=Grade.OFFICIAL)
    now, before, *_ = rows_of(of_nine_months, "2.3.1")["Sessions"]
    assert (now, before) == (7, "–")


def test_a_draft_is_printed_and_says_so(tmp_path: Path) -> None:
    made = office.set_up(tmp_path / "office", NewOffice("040101", "Example officer", "example"))
    with connection(made.store) as db:
        opened = report.open_form(db, report.my_report(db, PERIOD))
        report.save_value(db, opened.view, "2.3.1:sessions", 9)
        sheet = printout.office_report_sheet(db, PERIOD, "en", "latin", grade=Grade.OFFICIAL)
        assert rows_of(sheet, "2.3.1")["Sessions"][0] == 9
        assert sheet.reference is None
        assert sheet.notice == "Draft: holds answers that were not submitted yet"
        assert sheet.grade is Grade.OFFICIAL


def test_a_district_sums_up_its_communes(tmp_path: Path) -> None:
    district = office.set_up(tmp_path / "district", NewOffice("0401", "Example officer", "example"))
    with connection(district.store) as db, writing(db):  # as one that takes in its communes' letters itself
        box = identity.box_recipient(db)
        settings.put(db, secretariat_unit="kh.0401", secretariat_device=district.device, secretariat_box=box)
    with connection(district.store) as db:
        card = office.office_card(db)
    commune = office.set_up(tmp_path / "commune", NewOffice("040102", "Example officer", "example", card))
    with connection(district.store) as db:
        trust.accept(db, commune.device, "kh.040102")
    with stamp.held(at("2026-10-04")):
        reported(commune.store, PERIOD, COMMUNE)
        delivered([commune.store], district.store, tmp_path / "stick")
    with connection(district.store) as db:
        sheet = printout.province_summary_sheet(db, PERIOD, "en", "latin", grade=Grade.OFFICIAL)
    assert sheet.authority[-1] == "Women and Children Consultative Committee (WCCC)"
    places = [block for block in section(sheet, "Reports received") if isinstance(block, Table)][1]
    assert [row.cells for row in places.rows][:3] == [
        ("Anhchanh Rung Commune", "no report"),
        ("Chhnok Tru Commune", "4 Oct 2026"),
        ("Chak Commune", "no report"),
    ]
    assert rows_of(sheet, "2.3.1")["Sessions"][-1] == "1 of 12"


def test_what_cannot_be_printed_is_said(province: Province) -> None:
    with connection(province.silent) as db:
        with pytest.raises(printout.NothingToPrint):
            printout.office_report(db, PERIOD)
        with pytest.raises(scorecard.OnlyAboveOthers):
            printout.province_summary(db, PERIOD)
        with pytest.raises(OnlySecretariat):
            printout.office_report(db, PERIOD, org_unit="kh.040101")
    with connection(province.secretariat) as db:
        with pytest.raises(printout.NothingHasComeIn):
            printout.province_summary(db, "2027Q1")
        assert printout.office_report_sheet(db, PERIOD, org_unit="kh.040101", grade=Grade.OFFICIAL).blocks


@needs_poppler
@pytest.mark.parametrize(("language", "digits"), [("km", "khmer"), ("en", "latin")])
def test_both_papers_can_be_read_back_in_both_languages(
    province: Province, tmp_path: Path, language: str, digits: str
) -> None:
    with connection(province.commune) as db:
        own = printout.office_report(db, PERIOD, language, digits, grade=Grade.OFFICIAL)
    with connection(province.secretariat) as db:
        whole = printout.province_summary(db, PERIOD, language, digits, grade=Grade.OFFICIAL)
    spoken = "km" if language == "km" else "en"
    strategy = plan().strategies[1].title.say(language)
    for pdf, total in ((own, 1_500_000), (whole, 3_000_000)):
        text = squeezed("\n".join(poppler_pages(pdf, tmp_path)))
        amount = f"{total:,}" if language == "en" else khmer(f"{total:,}".replace(",", "."))
        assert amount in text
        assert squeezed(strategy) in text
        assert squeezed(say(spoken, "Seen and agreed")) in text
        assert squeezed(say(spoken, "Direction of further work")) in text
        assert (khmer("2026") if digits == "khmer" else "2026") in text


def squeezed(text: str) -> str:
    """Without spaces and line ends, which a page sets as it needs them."""
    return re.sub(r"[\s\u200b]+", "", text)


def khmer(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))


def test_targets_are_printed_before_any_quarter_is_reported_and_before_they_are_submitted(
    tmp_path: Path,
) -> None:
    made = office.set_up(tmp_path, office.NewOffice("040101", "Example officer", "three example words"))
    with office.connection(made.store) as db:
        opened = report.open_form(db, report.my_report(db, "2026"))
        report.save_value(db, opened.view, "2.3.1:sessions:target", 12)
        assert printout.office_report(db, "2026", "en", "latin").startswith(b"%PDF")
        opened = report.open_form(db, report.my_report(db, "2026Q3"))
        report.save_value(db, opened.view, "2.3.1:sessions", 3)
        sheet = printout.office_report_sheet(db, "2026Q3", "en", "latin", grade=Grade.OFFICIAL)
    rows = [row.cells for block in sheet.blocks if isinstance(block, Table) for row in block.rows]
    assert ("Sessions", 3, "–", 3, 12, Percent(Decimal("0.25"))) in rows
