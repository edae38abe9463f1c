"""Annual report, mid-term and final evaluation, feedback and register, from stores with years of reports."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions import evaluation, printout, publishing, rating, registry, releasing, stamp
from desktop.actions.office import Store, connection
from desktop.actions.printout import Order, Paper
from desktop.actions.rating import About, Rated, Role, Typed, Unit
from desktop.actions.releasing import FileFormat, ReceiverNeeded
from desktop.actions.review import OnlySecretariat
from desktop.actions.scorecard import OnlyAboveOthers
from desktop.cli.main import run
from desktop.domain.evaluation import Evaluation
from desktop.domain.org_unit import Level
from desktop.domain.record import Book, Notice
from desktop.domain.report import Answer, ReportKey
from desktop.domain.shareable import ProtectedCell, ReleasedCell
from desktop.domain.sheet import (
    Bullets,
    Chart,
    Contents,
    Decimals,
    Grade,
    Heading,
    Paragraph,
    Percent,
    Row,
    Sheet,
    Table,
)
from desktop.domain.sheet_words import voice
from desktop.domain.years import YearFigures, YearLine, beside
from desktop.printing.figures import written
from desktop.storage import evaluations, records, registers, releases
from desktop.storage.database import Database, writing
from desktop.storage.releases import Release
from tests.journeys.province_of_years import OFFICES, SECRETARIAT, make
from tests.journeys.test_command_line import NoWindow
from tests.sync.laptops import PASSPHRASE, Laptop

YEARS = (2025, 2026, 2027)
TODAY = dt.datetime(2028, 3, 1, 3, tzinfo=dt.UTC)
SESSIONS, VILLAGES, CASES = "2.3.1:sessions", "2.3.5:units_met", "2.3.4:cases_identified"
SPLIT = "physical.home.girl.6-11.without"
EXACT = 7_331  # a count of cases that stands nowhere else
LATE, MISSING = (OFFICES[1], "2026Q2"), (OFFICES[2], "2026Q3")


def reports() -> dict[tuple[str, str], dict[str, Answer]]:
    """Every commune in every quarter; an office's number and the year make each figure, so none is alike."""
    found: dict[tuple[str, str], dict[str, Answer]] = {}
    for n, unit in enumerate(OFFICES, start=1):
        for year in YEARS:
            found[unit, str(year)] = {f"{SESSIONS}:target": 10 * n, "budget:planned:state": 1_000_000}
            if year == 2025:
                found[unit, str(year)][f"{SESSIONS}:baseline"] = n
            for quarter in (1, 2, 3, 4):
                found[unit, f"{year}Q{quarter}"] = {
                    SESSIONS: n + (year - 2025),
                    VILLAGES: 10 * quarter + n,
                    f"{CASES}:{SPLIT}": EXACT if (n, year, quarter) == (1, 2026, 4) else 3,
                    "budget:spent:state": 100_000,
                }
    del found[OFFICES[6], "2026"]  # one office that set no target in that year
    del found[MISSING]
    return found


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make(tmp_path_factory.mktemp("years") / "ខេត្ត 04", reports(), [LATE])


@pytest.fixture
def db(province: Store) -> Iterator[Database]:
    with connection(province) as opened, stamp.held(TODAY):
        yield opened


def sheet(db: Database, paper: Paper, period: str, **others: object) -> Sheet:
    order = Order(paper, period, "en", "latin", grade=Grade.OFFICIAL)
    return printout.sheet_of(db, replace(order, **others))


def words(found: Sheet) -> str:
    """Every text of a sheet and every cell of its tables and charts."""
    parts: list[object] = [found.title, found.subtitle, *found.authority]
    for block in found.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                parts.append(text)
            case Bullets(items):
                parts += items
            case Table(columns, rows):
                parts += [column.title for column in columns]
                parts += [cell for row in rows for cell in row.cells]
            case Chart(title, _kind, categories, series):
                parts += [title, *categories, *(value for each in series for value in each.values)]
    return "\n".join(
        written(part, "en", "latin") if isinstance(part, Decimals) else str(part)
        for part in parts
        if part is not None
    )


def rows(found: Sheet) -> list[Row]:
    return [row for block in found.blocks if isinstance(block, Table) for row in block.rows]


def line(db: Database, kind: Evaluation, year: int, key: str) -> YearLine:
    facts = evaluations.evaluation_facts(db, SECRETARIAT, kind, year, TODAY.date())
    every = beside(facts.plan, facts.years, facts.counted)
    return next(each for each in every if f"{each.activity.code}:{each.measure.code}" == key)


def said(year: int, cell: str) -> list[int]:
    """What the offices reported about a cell in a year, straight from what they sent."""
    every = reports().items()
    answers = (found.get(cell) for (_unit, period), found in every if period.startswith(str(year)))
    return [answer for answer in answers if isinstance(answer, int)]


def test_flows_are_added_up_over_years_and_of_a_stock_the_last_one_counts(db: Database) -> None:
    sessions = line(db, Evaluation.MID_TERM, 2027, SESSIONS)
    assert [figure.amount for figure in sessions.years] == [sum(said(year, SESSIONS)) for year in YEARS]
    assert sessions.total.amount == sum(sum(said(year, SESSIONS)) for year in YEARS)
    villages = line(db, Evaluation.MID_TERM, 2027, VILLAGES)
    assert villages.total.amount == sum(40 + n for n in range(1, 8))
    assert sessions.baseline.amount == sum(range(1, 8))


def test_the_share_compares_only_offices_that_set_a_target_in_the_years_in_which_they_did(
    db: Database,
) -> None:
    sessions = line(db, Evaluation.MID_TERM, 2027, SESSIONS)
    wanted = sum(sum(said(year, f"{SESSIONS}:target")) for year in YEARS)
    without = sum(7 + 1 for _quarter in range(4))  # of the office that set none in 2026
    done = sum(sum(said(year, SESSIONS)) for year in YEARS) - without
    assert sessions.target.amount == wanted
    assert sessions.achieved == Decimal(done) / Decimal(wanted)


def test_one_year_has_the_same_figures_in_every_report(db: Database) -> None:
    def of_2026(kind: Evaluation, year: int) -> YearFigures:
        facts = evaluations.evaluation_facts(db, SECRETARIAT, kind, year, TODAY.date())
        return next(found for found in facts.years if found.year == 2026)

    annual = of_2026(Evaluation.ANNUAL, 2026)
    assert annual == of_2026(Evaluation.ANNUAL, 2027) == of_2026(Evaluation.MID_TERM, 2027)
    assert annual == of_2026(Evaluation.FINAL, 2030)


def test_years_that_have_not_begun_are_expected_of_nobody_and_named(db: Database) -> None:
    facts = evaluations.evaluation_facts(db, SECRETARIAT, Evaluation.FINAL, 2030, TODAY.date())
    assert [year.year for year in facts.years] == [2025, 2026, 2027, 2028]
    assert (facts.to_come, facts.under_way) == ((2029, 2030), 2028)
    found = words(sheet(db, Paper.FINAL, "2030"))
    assert "Final evaluation report, 2025-2030" in found
    assert "2029-2030" in found
    assert "the year is not over" in found


@pytest.mark.parametrize(
    ("paper", "period"), [(Paper.ANNUAL, "2026"), (Paper.MID_TERM, "2027"), (Paper.FINAL, "2030")]
)
def test_a_report_has_every_part_that_the_plan_asks_for(db: Database, paper: Paper, period: str) -> None:
    found = sheet(db, paper, period)
    headings = [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 1]
    for part in ("In short", "Reports", "Indicators", "Situation", "Results", "Cases", "budget", "Ratings"):
        assert any(part in heading for heading in headings), part
    assert any(isinstance(block, Contents) for block in found.blocks)
    text = words(found)
    assert "66%" in text
    assert "Cambodia Demographic and Health Survey (CDHS) 2021-22" in text
    assert "The plan names no baseline and no target for its indicators" in text
    assert "no baseline, value or target is known" in text
    assert "Ministry of Women’s Affairs" in text
    assert len([row for row in rows(found) if row.cells[0] in map(str, range(1, 12))]) == 92
    assert "5 – Moderately positive" in text


def test_a_copy_that_may_be_shared_holds_no_exact_count_and_no_signature(db: Database) -> None:
    official = words(sheet(db, Paper.ANNUAL, "2026"))
    found = sheet(db, Paper.ANNUAL, "2026", grade=Grade.SHAREABLE)
    total = sum(said(2026, f"{CASES}:{SPLIT}"))
    assert re.search(rf"\b{total}\b", official)
    assert found.grade is Grade.SHAREABLE
    assert not re.search(rf"\b({total}|{EXACT})\b", words(found))
    assert re.search(rf"\b{sum(said(2026, SESSIONS))}\b", words(found))  # progress is not protected
    assert not found.copies_to


def test_of_earlier_years_a_shared_copy_repeats_what_was_shared_and_tells_nothing_new(tmp_path: Path) -> None:
    store = make(tmp_path / "shared", reports())
    cell = ProtectedCell("2.3.4", "cases_identified", SECRETARIAT, "2026")
    before = Release(
        1, "shareable", "annual", SECRETARIAT, "2026", "pdf", "", 1, 0, "Example", "2027-02-01", b"1"
    )
    with connection(store) as db, stamp.held(TODAY):
        with writing(db):
            releases.keep(db, before, [ReleasedCell(cell, EXACT, 7_330)])
        found = sheet(db, Paper.MID_TERM, "2027", grade=Grade.SHAREABLE)
        (stage,) = [row for row in rows(found) if len(row.cells) == 4 and "2.3.4" in str(row.cells[0])][:1]
    assert stage.cells[1:] == ("…", 7_330, "…")
    assert not re.search(rf"\b{EXACT}\b", words(found))


def test_an_official_copy_leaves_for_somebody_only_and_is_registered_under_its_last_year(
    db: Database,
) -> None:
    order = Order(Paper.MID_TERM, "2027", "en", "latin", grade=Grade.OFFICIAL)
    with pytest.raises(ReceiverNeeded):
        releasing.release(db, order)
    released = releasing.release(db, replace(order, period="2025", receiver="General Secretariat"))
    assert released.number is not None
    last = releasing.list_releases(db)[0]
    assert (last.paper, last.period, last.place) == ("midterm", "2027", SECRETARIAT)


def test_survey_values_stand_with_year_area_and_source_and_what_differs_with_neither(
    tmp_path: Path,
) -> None:
    store = make(tmp_path / "own", {(OFFICES[0], "2026Q1"): {SESSIONS: 1}})
    with connection(store) as db, stamp.held(TODAY):
        opened = rating.open_book(db)
        typed = Typed("41.5", Unit.PERCENT, "Household survey")
        rating.enter(db, opened, Role.VALUE, About("2a", "2026"), typed)
        rating.enter(db, opened, Role.TARGET, About("2a", "2030"), replace(typed, amount="60"))
        for amount in ("7", "9"):
            rating.enter(db, opened, Role.VALUE, About("3a", "2026"), replace(typed, amount=amount))
        rating.enter(db, opened, Role.VALUE, About("4a", "2026"), Typed("2", Unit.STATUS, "Royal Gazette"))
        rating.enter(db, opened, Role.VALUE, About("2b", "2027"), typed)  # after the year of the report
        table = {str(row.cells[0])[:2]: row.cells[1:] for row in rows(sheet(db, Paper.ANNUAL, "2026"))}
    assert table["2a"] == (
        "–",
        Decimals(Decimal("41.5"), percent=True, before="Kampong Chhnang: ", after=" (2026)"),
        Decimals(Decimal(60), percent=True, before="Kampong Chhnang: ", after=" (2030)"),
        "Household survey",
    )
    assert "two answers" in str(table["3a"][1])
    assert "done (2026)" in str(table["4a"][1])
    assert table["2b"][-1] == "no baseline, value or target is known"


def test_ratings_stand_by_strategy_and_criterion_with_their_grounds_and_disputes(tmp_path: Path) -> None:
    store = make(tmp_path / "own", {(OFFICES[0], "2027Q1"): {SESSIONS: 1}})
    with connection(store) as db, stamp.held(TODAY):
        opened = rating.open_book(db)
        rating.rate(db, opened, Rated(2027, "2", "relevance"), 5, "Seen in the **field**.")
        rating.rate(db, opened, Rated(2026, "plan"), 4)
        for level in (3, 6):
            rating.rate(db, opened, Rated(2027, "1"), level)
        found = sheet(db, Paper.MID_TERM, "2027")
    table = {str(row.cells[0]): row.cells[1:] for row in rows(found) if len(row.cells) == 8}
    assert table["Strategy 2: Prevention and containment"] == ("–", 5, "–", "–", "–", "–", "–")
    assert table["Strategy 1: Coordination and Cooperation"][0] == "3 / 6, not settled"
    assert "Relevance:** Seen in the *field*." in words(found)
    assert "Ratings of 2026" in words(found)


def test_a_copy_to_be_shared_holds_no_word_that_a_secretariat_wrote_about_a_rating_or_a_value(
    tmp_path: Path,
) -> None:
    store = make(tmp_path / "own", {(OFFICES[0], "2027Q1"): {SESSIONS: 1}})
    with connection(store) as db, stamp.held(TODAY):
        opened = rating.open_book(db)
        rating.rate(db, opened, Rated(2027, "2"), 5, "Two girls of one village were helped.")
        typed = Typed("41.5", Unit.PERCENT, "Household survey", "Of three boys nothing is known.")
        rating.enter(db, opened, Role.VALUE, About("2a", "2027"), typed)
        exact = words(sheet(db, Paper.MID_TERM, "2027"))
        shared = words(sheet(db, Paper.MID_TERM, "2027", grade=Grade.SHAREABLE))
    assert "Two girls" in exact
    assert "three boys" in exact
    assert not re.search("Two girls|three boys", shared)
    assert "Household survey" in shared
    assert "41.5% (2027)" in shared


def test_ratings_of_the_places_below_stand_beside_each_other(tmp_path: Path) -> None:
    store = make(tmp_path / "own", {(OFFICES[0], "2027Q1"): {SESSIONS: 1}})
    with connection(store) as db, stamp.held(TODAY):
        rating.rate(db, rating.open_book(db, "0402"), Rated(2027, "2"), 3)
        rating.rate(db, rating.open_book(db, "0401"), Rated(2026, "2"), 5)  # of another year
        found = sheet(db, Paper.MID_TERM, "2027")
    (row,) = [row for row in rows(found) if len(row.cells) == 7 and "District" in str(row.cells[0])]
    assert row.cells[1:] == ("–", 3, "–", "–", "–", "–")


def feedback(db: Database, unit: str, period: str) -> Sheet:
    return sheet(db, Paper.FEEDBACK, period, report=ReportKey(unit, period))


def test_feedback_shows_own_figures_beside_the_median_of_unnamed_peers(db: Database) -> None:
    found = feedback(db, OFFICES[0], "2026Q4")
    row = next(row for row in rows(found) if row.cells[0] == "Sessions" and row.cells[2] == 8)
    # 4 quarters of n + 1; one of the six peers (the third) sent 3 reports only
    peers = sorted([4 * (n + 1) for n in (2, 4, 5, 6, 7)] + [3 * 4])
    median = Decimal(peers[2] + peers[3]) / 2
    assert row.cells[1:4] == (2, 8, 10)
    assert row.cells[4] == Percent(Decimal("0.8"))
    assert row.cells[5] == int(median)
    assert found.grade is Grade.OPEN
    text = words(found)
    assert not [unit for unit in OFFICES[1:] if unit.removeprefix("kh.") in text]
    assert "identified" not in text  # nothing of cases
    assert str(EXACT) not in text


def test_with_fewer_than_five_peers_there_is_no_median(tmp_path: Path) -> None:
    few = {key: answers for key, answers in reports().items() if key[0] in OFFICES[:5]}
    store = make(tmp_path / "few", few)
    with connection(store) as db, stamp.held(TODAY):
        found = feedback(db, OFFICES[0], "2026Q4")
    row = next(row for row in rows(found) if row.cells[0] == "Sessions" and row.cells[2] == 8)
    assert row.cells[5:] == ("–", "–")


def test_feedback_to_all_says_of_each_office_what_it_is_told_alone(db: Database) -> None:
    with stamp.held(TODAY):
        every = {
            unit.id: found
            for level in (Level.DISTRICT, Level.COMMUNE)
            for unit, found in evaluation.feedback_to_all(db, level, "2026Q4", voice("en", "latin"))
        }
    assert every.keys() > set(OFFICES)
    alone = [*OFFICES, "kh.0401"]
    assert [every[unit] for unit in alone] == [feedback(db, unit, "2026Q4") for unit in alone]


def test_no_paper_with_protected_numbers_leaves_without_its_place_in_the_register(db: Database) -> None:
    with stamp.held(TODAY):
        found = sheet(db, Paper.ANNUAL, "2026", grade=Grade.SHAREABLE)
    with pytest.raises(ValueError, match="SHAREABLE"):
        releasing.draw_open(found, FileFormat.PDF)


def test_only_the_secretariat_above_gives_feedback(db: Database, known_once: dict[str, Laptop]) -> None:
    with pytest.raises(OnlySecretariat):
        feedback(db, "kh.050101", "2026Q4")
    with known_once["commune"].open() as commune, pytest.raises(OnlySecretariat):
        sheet(commune, Paper.FEEDBACK, "2026Q4")


def test_the_register_says_of_every_report_on_time_late_missing_or_not_due(db: Database) -> None:
    found = sheet(db, Paper.REGISTER, "2026")
    table = {str(row.cells[0])[:6]: row.cells[1:] for row in rows(found) if len(row.cells) == 7}
    assert table["040102"][1] == "9 Aug 2026, late"
    assert table["040103"][2] == "no report"
    assert table["040101"] == ("4 Apr 2026", "4 Jul 2026", "4 Oct 2026", "4 Jan 2027", "4 of 4", "4 of 4")
    of_offices = [cells for code, cells in table.items() if code.isdecimal()]
    assert len(of_offices) > len(OFFICES)
    assert not [cell for cells in of_offices for cell in cells if not isinstance(cell, str)]
    later = sheet(db, Paper.REGISTER, "2028")
    assert "not due yet" in words(later)


def test_a_commune_has_nobody_to_evaluate(known_once: dict[str, Laptop]) -> None:
    with known_once["commune"].open() as db:
        for paper in (Paper.ANNUAL, Paper.MID_TERM, Paper.REGISTER):
            with pytest.raises(OnlyAboveOthers):
                sheet(db, paper, "2026")


def test_where_nothing_was_reported_there_is_nothing_to_evaluate(db: Database) -> None:
    with stamp.held(dt.datetime(2031, 1, 1, tzinfo=dt.UTC)), pytest.raises(evaluation.NothingReported):
        sheet(db, Paper.ANNUAL, "2030")


def test_earlier_figures_stay_as_they_were_when_the_register_and_the_plan_change(tmp_path: Path) -> None:
    store = make(tmp_path / "changing", reports())
    with connection(store) as db, stamp.held(TODAY):
        before = line(db, Evaluation.ANNUAL, 2026, SESSIONS)
        registry.sign(db, registry.recode(db, registry.find(db, "040102"), "040199"))
        last = dt.date(2027, 6, 30)
        registry.sign(db, registry.close(db, registry.find(db, "040103"), last))
        erratum = publishing.read(db, '["2.3.1"]\ntitle_km = "ចំណងជើងផ្លូវការ"'.encode())
        _publish(db, erratum.cells)
        after = line(db, Evaluation.ANNUAL, 2026, SESSIONS)
        assert (after.years, after.total, after.achieved) == (before.years, before.total, before.achieved)
        assert after.activity.title.official
        gone = line(db, Evaluation.ANNUAL, 2027, VILLAGES)
        assert gone.total.amount == sum(40 + n for n in (1, 2, 4, 5, 6, 7))  # what it had, others have now


def _publish(db: Database, cells: object) -> None:
    """As if the nation's notice had come: laid out as one that counts."""
    from desktop.domain.record import Record

    assert isinstance(cells, dict)
    notice = Notice(Book.PLAN, "Example officer", cells)
    with writing(db):
        n = records.number(db, "ab" * 32)
        records.lay_out(db, n, Record("ab" * 32, "plan", "", "kh", "", notice))
    assert registers.plan(db).activity("2.3.1").title.official


def test_every_paper_and_rating_has_a_command(
    province: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUMPEANG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TUMPEANG_LANGUAGE", "en")
    store = ["--store", str(province.folder)]
    out = tmp_path / "ក្រដាស 1.pdf"
    for arguments in (
        ["annual", "--period", "2026"],
        ["midterm"],
        ["feedback", "--code", "040101", "--period", "2026Q4"],
        ["register", "--period", "2026"],
    ):
        assert run([*store, "print", *arguments, "--out", str(out)], NoWindow()) == 0, capsys.readouterr()
        assert out.read_bytes().startswith(b"%PDF")
        out.unlink()
    folder = tmp_path / "ព័ត៌មានត្រឡប់"
    line = ["feedback", "--level", "district", "--period", "2026Q4", "--out", str(folder)]
    assert run([*store, "print", *line], NoWindow()) == 0
    assert len([*folder.glob("04??-feedback-2026Q4.pdf")]) == len([*folder.iterdir()]) == 8
    for arguments in (
        ["give", "2027", "2", "5", "--by", "impact", "--grounds", "Seen."],
        ["value", "2a", "2026", "៤១,៥", "--source", "A survey"],
        ["value", "2a", "2030", "60", "--target", "--source", "The province"],
    ):
        assert run([*store, "rating", *arguments], NoWindow()) == 0
    capsys.readouterr()
    assert run([*store, "rating", "list"], NoWindow()) == 0
    listed = capsys.readouterr().out
    assert "2027\t2\timpact\t5\tSeen." in listed
    assert "2026\t2a\tsurvey\t41.5 percent\tA survey" in listed
    assert run([*store, "rating", "give", "2027", "2", "9"], NoWindow()) == 1
    for arguments in (
        ["take-back", "2027", "2", "--by", "impact"],
        ["drop-value", "2a", "2026"],
        ["drop-value", "2a", "2030", "--target"],
    ):
        assert run([*store, "rating", *arguments], NoWindow()) == 0
    capsys.readouterr()
    assert run([*store, "rating", "list"], NoWindow()) == 0
    assert capsys.readouterr().out == ""
    assert run([*store, "rating", "topics"], NoWindow()) == 0
    assert "punished" in capsys.readouterr().out
