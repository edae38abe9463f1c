"""An office without the program fills in Excel; its answers become that office's drafts, all or nothing."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import excel_form, report
from desktop.actions.excel_form import (
    CellsAreDoubtful,
    FormOfAnotherOffice,
    FormOfAnotherPeriod,
    FormSaysNothingNew,
    LookedAt,
    NewerForm,
    NotAForm,
    ReportMovedOn,
)
from desktop.actions.review import OnlySecretariat
from desktop.domain.cell_reading import FORMULA
from desktop.domain.form_reading import BOTH, DISPUTED, NO_CODE, NOT_ASKED, SPLIT_HERE, SUMS_DIFFER, TWICE
from desktop.domain.report import Answer, Reason
from desktop.progress import Progress, Stopped
from desktop.storage import org_units, reports, settings
from tests.excel_hand import Hand, rearranged
from tests.sync.laptops import PERIOD, Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
SESSIONS, PEOPLE, FEMALE = "1.3.1:sessions", "1.3.1:people", "1.3.1:people_female"
YES_NO, TEXT = "1.1.3:in_annual_plan", "narrative:challenges"
TALLY = "2.3.4:cases_identified"
SPLIT = f"{TALLY}:physical.home.girl.6-11.without"


_blank: dict[str, bytes] = {}  # all of one commune, made once


def blank(laptop: Laptop, period: str = "2026Q3") -> Hand:
    if period not in _blank:
        with laptop.open() as db:
            _blank[period] = excel_form.make(db, period)
    return Hand(_blank[period])


def looked(laptop: Laptop, content: bytes) -> LookedAt:
    with laptop.open() as db:
        return excel_form.look(db, content)


def taken(laptop: Laptop, content: bytes) -> dict[str, Answer]:
    """Take a form in; the drafts after it."""
    with laptop.open() as db:
        excel_form.take_in(db, excel_form.look(db, content))
    return drafts(laptop)


def drafts(laptop: Laptop) -> dict[str, Answer]:
    with laptop.open() as db:
        return {cell: draft.answer for cell, draft in reports.drafts(db, laptop.report()).items()}


def case_words(laptop: Laptop, number: object) -> tuple[object, ...]:
    """A line of cases in the words of the drop-downs: Khmer, English, and both."""
    with laptop.open() as db:
        measures = report.open_form(db, laptop.report()).form.measures
    labels = {
        name: {member.code: member.label for member in dimension.members}
        for name, dimension in measures.dimensions.items()
    }
    stage = f"2.3.4 {measures[TALLY.split(':')[1]].label.en}"
    both = labels["age"]["6-11"]
    return (
        stage,
        labels["form"]["physical"].km,
        labels["setting"]["home"].en.upper(),
        labels["sex"]["girl"].km,
        f"{both.km} · {both.en}",
        labels["disability"]["without"].en,
        number,
    )


def test_every_kind_of_answer_comes_in_as_it_was_meant(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    form.answer(SESSIONS, "១.២០០")
    form.answer(PEOPLE, "2,400")
    form.answer(FEMALE, 1100)
    form.answer(YES_NO, form.choices(YES_NO)[0])
    form.reason("1.1.3:activities_in_plan", "not known")
    form.answer("1.1.9:meetings_held", "គ្មានអ្វីត្រូវរាយការណ៍")
    form.answer("1.1.3:note", "លិខិតលេខ 0012")
    form.answer("budget:spent:commune", "12 500 000")
    form.answer(TEXT, "- ផ្លូវពិបាក\n=SUM(A1)")
    form.case(*case_words(commune, "៣"))
    assert taken(commune, form.saved()) == {
        SESSIONS: 1200,
        PEOPLE: 2400,
        FEMALE: 1100,
        YES_NO: 1,
        "1.1.3:activities_in_plan": Reason.NOT_KNOWN,
        "1.1.9:meetings_held": Reason.NOTHING,
        "1.1.3:note": "លិខិតលេខ 0012",
        "budget:spent:commune": 12_500_000,
        TEXT: "- ផ្លូវពិបាក\n=SUM(A1)",
        SPLIT: 3,
    }


def test_sheets_renamed_columns_moved_and_rows_sorted_change_nothing(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    form.answer(SESSIONS, "១២")
    form.answer(TEXT, "0012")
    form.case(*case_words(commune, 2))
    moved = rearranged(form.saved(), lambda columns: columns[::-1], inserted=3)
    found = looked(commune, moved)
    assert not found.reading.doubts
    assert found.reading.answers == {SESSIONS: 12, TEXT: "0012", SPLIT: 2}
    sorted_rows = Hand(form.saved())
    worksheet = sorted_rows.each_answer_sheet()[0]
    for merged in list(worksheet.merged_cells.ranges):
        worksheet.unmerge_cells(str(merged))
    rows = [[cell.value for cell in row] for row in worksheet.iter_rows(min_row=4)]
    for place, row in enumerate(sorted(rows, key=lambda row: str(row[0]), reverse=True), 4):
        for column, value in enumerate(row, 1):
            worksheet.cell(place, column).value = value
    assert looked(commune, sorted_rows.saved()).reading.answers == {SESSIONS: 12, TEXT: "0012", SPLIT: 2}


UNSURE = (
    "12.5", 1.2, -3, "-3", "a dozen", "=1+1", True, dt.date(2026, 1, 2), dt.time(3, 4), "1.20", "1,2.3",
    "១២ នាក់", "~10", 10**16, "0.500", "+5", "5 5", "#REF!",
)  # fmt: skip


def test_what_nobody_can_be_sure_of_is_told_by_its_address_and_nothing_comes_in(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    with commune.open() as db:
        asked = report.open_form(db, commune.report()).form
    counts = [cell.key for cell in asked.asked() if asked.measures[cell.measure].kind is report.Kind.COUNT]
    places = [form.answer(key, typed) for key, typed in zip(counts, UNSURE, strict=False)]
    assert len(places) == len(UNSURE)
    form.answer(YES_NO, 1)
    sure = "budget:spent:state"
    form.answer(sure, 5)
    found = looked(commune, form.saved())
    unsure = {*places, f"{form.cell(YES_NO).parent.title}!{form.cell(YES_NO).coordinate}"}
    assert {doubt.place for doubt in found.reading.must} == unsure
    with pytest.raises(CellsAreDoubtful), commune.open() as db:
        excel_form.take_in(db, found)
    assert drafts(commune) == {}
    with pytest.raises(CellsAreDoubtful), commune.open() as db:
        excel_form.take_in(db, excel_form.leave_out(found, unsure - {places[3]}))
    assert drafts(commune) == {}
    with commune.open() as db:
        excel_form.take_in(db, excel_form.leave_out(found, unsure))
    assert drafts(commune) == {sure: 5}


def test_a_formula_is_no_answer_even_where_a_text_is_asked(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    place = form.answer(TEXT, '=CONCAT("a","b")')
    assert [(doubt.place, doubt.message) for doubt in looked(commune, form.saved()).reading.must] == [
        (place, FORMULA)
    ]


def test_two_answers_to_one_question_are_both_told(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    number, why = form.answer(SESSIONS, 4), form.reason(SESSIONS, "not planned")
    first = form.answer(PEOPLE, 7)
    worksheet = form.cell(PEOPLE).parent
    row = worksheet.max_row + 2
    columns = Hand._columns(worksheet)
    worksheet.cell(row, columns["cell"]).value = PEOPLE
    worksheet.cell(row, columns["answer"]).value = 8
    second = f"{worksheet.title}!{worksheet.cell(row, columns['answer']).coordinate}"
    found = looked(commune, form.saved())
    assert {(doubt.place, doubt.message) for doubt in found.reading.must} == {
        (number, BOTH),
        (first, TWICE),
        (second, TWICE),
    }
    settled = excel_form.leave_out(found, {why, first})
    assert settled.reading.answers == {SESSIONS: 4, PEOPLE: 8}
    assert not settled.reading.must


def test_answers_without_a_code_and_to_what_is_not_asked_are_told(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    form.cell(SESSIONS, "cell").value = None
    place = f"{form.cell(PEOPLE).parent.title}!C{form.cell(PEOPLE).row - 1}"
    form.cell(PEOPLE).parent[place.split("!")[1]].value = 3
    form.cell(FEMALE, "cell").value = "9.9.9:sessions"
    other = form.answer("9.9.9:sessions", 4)
    found = looked(commune, form.saved())
    assert {(doubt.place, doubt.message) for doubt in found.reading.must} == {
        (place, NO_CODE),
        (other, NOT_ASKED),
    }
    assert found.is_older is False
    assert found.missing == 2


def test_merged_answers_are_told_with_their_range(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    place = form.answer(SESSIONS, "not known")
    cell = form.cell(SESSIONS)
    spread = f"{cell.coordinate}:{cell.column_letter}{cell.row + 2}"
    cell.parent.merge_cells(spread)
    found = looked(commune, form.saved())
    assert [(doubt.place, doubt.facts) for doubt in found.reading.must] == [(place, {"spread": spread})]


def test_the_checks_of_a_report_are_told_at_the_address_of_the_form(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    form.answer(PEOPLE, 10)
    place = form.answer(FEMALE, 11)
    assert [doubt.place for doubt in looked(commune, form.saved()).reading.must] == [place]


def test_cases_that_are_listed_and_summed_must_agree(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    whole = form.answer(TALLY, 4)
    number = form.case(*case_words(commune, 3))
    found = looked(commune, form.saved())
    assert [(doubt.place, doubt.message) for doubt in found.reading.must] == [(whole, SUMS_DIFFER)]
    assert excel_form.leave_out(found, {whole}).reading.answers == {SPLIT: 3}
    assert excel_form.leave_out(found, {number}).reading.answers == {TALLY: 4}
    form.answer(TALLY, 3)
    assert looked(commune, form.saved()).reading.answers == {SPLIT: 3}
    form.case(*case_words(commune, 1))
    assert {doubt.message for doubt in looked(commune, form.saved()).reading.must} == {TWICE, SUMS_DIFFER}


def test_a_line_of_cases_that_lacks_something_is_told_and_left_out_whole(known: Laptops) -> None:
    commune = known("commune")
    words = list(case_words(commune, 3))
    form = blank(commune)
    for place, word in ((1, None), (4, "7 years"), (6, None), (6, "a few")):
        form.case(*[*words[:place], word, *words[place + 1 :]])
    found = looked(commune, form.saved())
    assert len(found.reading.must) == 4
    places = {doubt.place for doubt in found.reading.must}
    assert len(places) == 4
    assert not excel_form.leave_out(found, places).reading.answers


def test_a_list_of_cases_replaces_what_was_said_of_its_stage(known: Laptops) -> None:
    commune = known("commune")
    other = SPLIT.replace("girl", "boy")
    commune.answer(other, 5)
    form = blank(commune)
    form.answer(TALLY, 9)
    assert [doubt.message for doubt in looked(commune, form.saved()).reading.must] == [SPLIT_HERE]
    form.answer(TALLY, None)
    form.case(*case_words(commune, 2))
    assert taken(commune, form.saved()) == {SPLIT: 2, other: None}


def test_a_disputed_answer_is_settled_by_nobody_but_the_person_in_the_report(known: Laptops) -> None:
    here, there = known("commune"), known("commune_again")
    for laptop, sessions in ((here, 3), (there, 4)):
        before = laptop.kept_names()
        laptop.fill(**{SESSIONS.replace(":", "__"): sessions})
        laptop.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
    form = blank(here)
    place = form.answer(SESSIONS, 5)
    found = looked(here, form.saved())
    assert [(doubt.place, doubt.message) for doubt in found.reading.must] == [(place, DISPUTED)]


def test_it_replaces_what_was_seen_when_it_was_looked_over_and_nothing_later(known: Laptops) -> None:
    commune = known("commune")
    commune.answer(SESSIONS, 1)
    form = blank(commune)
    form.answer(SESSIONS, 2)
    form.answer(PEOPLE, 5)
    found = looked(commune, form.saved())
    assert found.reading.answers == {SESSIONS: 2, PEOPLE: 5}
    commune.answer(PEOPLE, 7)
    with pytest.raises(ReportMovedOn), commune.open() as db:
        excel_form.take_in(db, found)
    assert drafts(commune) == {SESSIONS: 1, PEOPLE: 7}
    commune.answer(PEOPLE, 5)
    assert taken(commune, form.saved()) == {SESSIONS: 2, PEOPLE: 5}
    with pytest.raises(FormSaysNothingNew):
        taken(commune, form.saved())
    assert looked(commune, form.saved()).reading.kept == {SESSIONS: 2, PEOPLE: 5}


def test_what_was_submitted_and_seen_is_replaced_by_the_form(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    form.answer(SESSIONS, 9)
    assert not looked(commune, form.saved()).corrects
    commune.fill()
    commune.submit()
    assert looked(commune, form.saved()).corrects
    taken(commune, form.saved())
    commune.submit()
    with commune.open() as db:
        live = reports.live(db, commune.report())[SESSIONS]
    assert (live.answer, live.conflict) == (9, False)


def test_a_form_of_another_office_period_or_program_is_told_in_words(known: Laptops) -> None:
    commune, neighbour, district = known("commune"), known("neighbour"), known("district")
    with pytest.raises(FormOfAnotherOffice) as told:
        looked(neighbour, blank(commune).saved())
    assert told.value.facts == {"office": "040101", "here": "040102"}
    with pytest.raises(FormOfAnotherOffice):
        looked(district, blank(commune).saved())
    with pytest.raises(FormOfAnotherPeriod), commune.open() as db:
        excel_form.look(db, blank(commune, "2026Q2").saved(), commune.report("2026Q3"))
    form = blank(commune)
    with pytest.raises(NotAForm):
        looked(commune, _without_identity(form, "tumpeang:office"))
    newer = blank(commune)
    _set_identity(newer, "tumpeang:version", "2")
    with pytest.raises(NewerForm):
        looked(commune, newer.saved())
    odd = blank(commune)
    _set_identity(odd, "tumpeang:period", "third quarter")
    with pytest.raises(NotAForm):
        looked(commune, odd.saved())


def test_a_form_of_an_older_plan_says_how_much_it_has_no_place_for(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune)
    _set_identity(form, "tumpeang:plan", "p-000000000000")
    worksheet = form.cell(SESSIONS).parent
    worksheet.delete_rows(form.cell(SESSIONS).row)
    found = looked(commune, form.saved())
    assert found.is_older
    assert found.missing == 1


def test_the_offices_above_make_a_form_and_only_those(known: Laptops) -> None:
    province, commune, neighbour = known("province"), known("commune"), known("neighbour")
    with province.open() as db:
        made = excel_form.make(db, "2026Q3", "040101")
        assert excel_form.make(db, "2026Q3", "040101") == made
    with commune.open() as db:
        assert excel_form.make(db, "2026Q3") == made
        assert excel_form.file_name(db, "2026Q3") == "form-040101-2026Q3.xlsx"
    with pytest.raises(OnlySecretariat), neighbour.open() as db:
        excel_form.make(db, "2026Q3", "040101")
    form = Hand(made)
    form.answer(SESSIONS, 6)
    assert taken(commune, form.saved()) == {SESSIONS: 6}


def test_a_form_for_a_year_asks_for_targets_and_planned_money(known: Laptops) -> None:
    commune = known("commune")
    form = blank(commune, "2026")
    form.answer(f"{SESSIONS}:target", 12)
    form.answer("budget:planned:state", "៥.០០០.០០០")
    with commune.open() as db:
        excel_form.take_in(db, excel_form.look(db, form.saved()))
        view = reports.view(db, commune.report("2026"))
    assert view.answers() == {f"{SESSIONS}:target": 12, "budget:planned:state": 5_000_000}


def test_a_form_holds_no_figure_of_the_report(known: Laptops) -> None:
    commune = known("commune")
    with commune.open() as db:
        before = excel_form.make(db, "2026Q3")
    commune.answer(SESSIONS, 9_183_746)
    commune.answer(TEXT, "an example sentence")
    with commune.open() as db:
        assert excel_form.make(db, "2026Q3") == before


def _set_identity(form: Hand, code: str, value: object) -> None:
    for worksheet in form.book.worksheets:
        for row in worksheet.iter_rows():
            for cell in row:
                if cell.value == code:
                    worksheet.cell(cell.row, cell.column + 1).value = value


def _without_identity(form: Hand, code: str) -> bytes:
    _set_identity(form, code, None)
    return form.saved()


def test_the_forms_of_all_offices_below_are_files_of_a_folder_and_stopping_keeps_whole_ones(
    known: Laptops, tmp_path: Path
) -> None:
    with known("district").open() as db:
        below = org_units.below(db, settings.need(db, settings.ORG_UNIT))
        written = excel_form.make_all(db, PERIOD, tmp_path / "ទម្រង់ all")
        one = excel_form.make(db, PERIOD, below[0].code)
    assert [path.name for path in written] == [f"form-{unit.code}-{PERIOD}.xlsx" for unit in below]
    assert written[0].read_bytes() == one
    stopping = Progress(lambda done, _total: stopping.stop() if done == 0 else None)
    with known("district").open() as db, pytest.raises(Stopped):
        excel_form.make_all(db, PERIOD, tmp_path / "stopped", stopping)
    assert [path.read_bytes() for path in (tmp_path / "stopped").iterdir()] == [one]
    with known("commune").open() as db, pytest.raises(OnlySecretariat):
        excel_form.make_all(db, PERIOD, tmp_path / "none")
    assert not (tmp_path / "none").exists()
