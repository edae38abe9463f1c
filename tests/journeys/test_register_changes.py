"""Offices change while they report: recoded, split, added; what was reported before stays and adds up."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.actions import home, office, overview, registry, report, stamp, trust
from desktop.actions.registry import CodeIsTaken, Named, NoSuchActivity, NotACode, NotAllowedHere, Proposal
from desktop.actions.review import OnlySecretariat
from desktop.domain.org_unit import Level
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer, Cell, ReportKey
from desktop.domain.scorecard import Scorecard
from desktop.storage import org_units, records, reports, sheets
from desktop.storage.database import Database
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop

Laptops = Callable[[str], Laptop]
HALF = dt.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def early_next_year() -> Iterator[None]:
    with stamp.held(dt.datetime(2027, 2, 1, tzinfo=dt.UTC)):
        yield


def lay_down(laptop: Laptop, change: Callable[[Database], Proposal]) -> Proposal:
    with laptop.open() as db:
        proposal = change(db)
        registry.sign(db, proposal)
    return proposal


def post(folder: Path, *laptops: Laptop) -> None:
    for laptop in (*laptops, *laptops):
        laptop.exchange(folder)


def told(laptop: Laptop, unit: str, period: str, **answers: Answer) -> None:
    """Fill in and submit a report on an office's own computer."""
    with laptop.open() as db:
        opened = report.open_form(db, ReportKey(unit, period))
        given: dict[str, Answer] = {cell.key: 1 for cell in opened.form.required()}
        given |= {name.replace("__", ":"): answer for name, answer in answers.items()}
        report.save_values(db, opened.view, given)
        report.submit(db, opened.form.key)


def villages(met: int) -> dict[str, Answer]:
    """A stock: villages with a mechanism, of twenty."""
    return {"2.3.5__units_met": met, "2.3.5__units_total": 20}


def total(laptop: Laptop, period: str, activity: str, measure: str) -> int:
    """What a province's offices said together, place by place."""
    with laptop.open() as db:
        course = overview.course(db, ReportingPeriod(period), Cell(activity, measure))
    return sum(part.progress.now.amount or 0 for part in course.parts)


def counts(laptop: Laptop, period: str) -> Scorecard:
    with laptop.open() as db:
        return sheets.who_reported(db, "kh.0401", ReportingPeriod(period)).counts


def new_office(province: Laptop, folder: Path, code: str, name: str) -> tuple[Laptop, str]:
    """A new office set up with the card that the secretariat made out, and accepted."""
    with province.open() as db:
        card = office.office_card(db)
    made = office.set_up(folder, office.NewOffice(code, PERSON, PASSPHRASE, card, example=True, name=name))
    laptop = Laptop("commune", made.store, made.recovery_key, made.device)
    with laptop.open() as db:
        unit = office.describe(db).unit.id
    with province.open() as db:
        trust.accept(db, made.device, unit)
    return laptop, unit


def test_a_commune_recoded_in_mid_year_goes_on_as_the_same_office(known: Laptops, tmp_path: Path) -> None:
    province, commune, neighbour = known("province"), known("commune"), known("neighbour")
    told(commune, commune.org_unit, "2026Q2", **{"2.3.1__sessions": 3})
    proposal = lay_down(province, lambda db: registry.recode(db, registry.find(db, "040101"), "040231"))
    assert "០៤០២៣១" in " ".join(proposal.spoken("km", "khmer"))
    post(tmp_path, province, commune, neighbour, province)
    told(commune, commune.org_unit, "2026Q3", **{"2.3.1__sessions": 4})
    post(tmp_path, commune, province)
    for laptop in (province, commune, neighbour):
        with laptop.open() as db:
            found = org_units.by_code(db, "040231")
            assert found is not None
            assert (found.id, found.parent) == ("kh.040101", "kh.0402")
            assert org_units.by_code(db, "040101") is None
    assert total(province, "2026", "2.3.1", "sessions") == 7
    with province.open() as db:
        assert reports.periods(db, "kh.040101") == ("2026Q3", "2026Q2")


def test_a_commune_that_is_split_is_counted_once_in_the_year_of_the_change(
    known: Laptops, tmp_path: Path
) -> None:
    province, old = known("province"), known("commune")
    for quarter in ("2026Q1", "2026Q2"):
        told(old, old.org_unit, quarter, **{"2.3.1__sessions": 10} | villages(8))
    post(tmp_path, old, province)
    before = counts(province, "2026Q2")
    into = [Named("040191", "ថ្មីទី១", "New One"), Named("040192", "ថ្មីទី២", "New Two")]
    proposal = lay_down(province, lambda db: registry.split(db, registry.find(db, "040101"), into, HALF))
    assert [unit.id for unit in proposal.added] == ["kh.040191", "kh.040192"]
    for number, (code, met) in enumerate((("040191", 5), ("040192", 4))):
        laptop, unit = new_office(province, tmp_path / f"new {number}", code, "ឈ្មោះមុនបញ្ជី")
        for quarter in ("2026Q3", "2026Q4"):
            told(laptop, unit, quarter, **{"2.3.1__sessions": 2} | villages(met))
        post(tmp_path / "post", laptop, province, laptop)
        with laptop.open() as db:
            assert office.describe(db).unit.name_km == into[number].name_km
            assert office.describe(db).unit.valid_from == HALF
    assert total(province, "2026Q2", "2.3.1", "sessions") == 10
    assert total(province, "2026", "2.3.1", "sessions") == 10 + 10 + 4 * 2
    assert total(province, "2026Q2", "2.3.5", "units_met") == 8
    assert total(province, "2026", "2.3.5", "units_met") == 5 + 4  # what the old one had, these have now
    assert counts(province, "2026Q2") == before
    assert counts(province, "2026Q3").expected == before.expected + 1
    with province.open() as db:
        grid = overview.grid(db, ReportingPeriod("2026Q4"))
        lines = {line.unit.id: line for line in grid.lines}
        assert len({len(line.squares) for line in grid.lines}) == 1
        signs = [square.sign.value for square in lines["kh.040191"].squares[-4:]]
        assert signs == ["none_then", "none_then", "received", "received"]
        assert [square.sign.value for square in lines["kh.040101"].squares[-2:]] == ["none_then"] * 2


def test_an_ngo_that_is_added_is_known_everywhere_and_reports(known: Laptops, tmp_path: Path) -> None:
    province, commune = known("province"), known("commune")
    lay_down(province, lambda db: registry.add_ngo(db, "អង្គការឧទាហរណ៍", "Example NGO"))
    laptop, unit = new_office(province, tmp_path / "ngo", "04-N01", "ឈ្មោះផ្សេង")
    told(laptop, unit, "2026Q4")
    post(tmp_path / "post", laptop, province, commune, laptop)
    for one in (province, commune, laptop):
        with one.open() as db:
            found = org_units.get(db, "kh.04.n01")
            assert found is not None
            assert found.name_km == "អង្គការឧទាហរណ៍"
    with province.open() as db:
        assert reports.live_records(db, ReportKey(unit, "2026Q4"))


def test_due_days_and_what_is_asked_are_the_secretariat_s_to_say(known: Laptops, tmp_path: Path) -> None:
    province, commune = known("province"), known("commune")
    quarter = ReportingPeriod("2026Q4")
    lay_down(province, lambda db: registry.due_in(db, Level.COMMUNE, 12))
    lay_down(province, lambda db: registry.due_on(db, Level.COMMUNE, quarter, dt.date(2027, 2, 9)))
    lay_down(province, lambda db: registry.ask(db, "2.3.1", Level.COMMUNE, asked=False))
    lay_down(province, lambda db: registry.ask(db, "3.3.2", registry.find(db, "040101"), asked=True))
    post(tmp_path, province, commune)
    for laptop in (province, commune):
        with laptop.open() as db:
            asked = [one.code for one in report.open_form(db, commune.report("2026Q4")).form.activities]
            assert "2.3.1" not in asked
            assert "3.3.2" in asked
    with commune.open() as db:
        assert home.show(db, "2026Q4").due == dt.date(2027, 2, 9)
        assert home.show(db, "2026Q3").due == dt.date(2026, 10, 12)
    with province.open() as db:
        neighbour = report.open_form(db, ReportKey("kh.040102", "2026Q4")).form.activities
        assert "3.3.2" not in [one.code for one in neighbour]
        found = {one.unit.id: one for one in sheets.who_reported(db, "kh.0401", quarter).expected}
        assert found["kh.040102"].arrival.due == dt.date(2027, 2, 9)


def test_what_two_said_at_once_is_chosen_between_by_one_who_saw_both(known: Laptops) -> None:
    province = known("province")
    with province.open() as db:
        unit = registry.find(db, "040101")
        one, two = registry.rename(db, unit, "មួយ", "One"), registry.rename(db, unit, "ពីរ", "Two")
        registry.sign(db, one)
        registry.sign(db, two)  # made before the first was signed: it did not see it
        assert set(registry.disputed(db)) == {"kh.040101:name_km", "kh.040101:name_en"}
        assert registry.find(db, "040101").name_km == unit.name_km
        for name, answer in (("name_km", "ពីរ"), ("name_en", "Two")):
            registry.sign(db, registry.choose(db, f"{unit.id}:{name}", answer))
        assert registry.disputed(db) == {}
        assert registry.find(db, "040101").name_km == "ពីរ"
        registry.sign(db, registry.rename(db, registry.find(db, "040101"), "បី", "Three"))
        assert registry.find(db, "040101").name_km == "បី"
        assert registry.disputed(db) == {}


def test_only_a_secretariat_changes_the_register(known: Laptops) -> None:
    with known("commune").open() as db:
        with pytest.raises(OnlySecretariat):
            registry.rename(db, registry.find(db, "040101"), "មួយ", "One")
        assert not [n for n, kept in records.all_kept(db) if b'"registry"' in kept.content]
    with known("province").open() as db, pytest.raises(OnlySecretariat):
        registry.rename(db, registry.find(db, "0501"), "មួយ", "One")


def test_what_cannot_be_is_refused_with_words(known: Laptops) -> None:
    with known("province").open() as db:
        unit = registry.find(db, "040101")
        with pytest.raises(CodeIsTaken):
            registry.recode(db, unit, "040102")
        for code in ("0401", "050101", "04019x", "049901"):
            with pytest.raises(NotACode):
                registry.recode(db, unit, code)
        with pytest.raises(NotAllowedHere):
            registry.split(db, registry.find(db, "0401"), [Named("0499", "ក", "A")], HALF)
        with pytest.raises(NoSuchActivity):
            registry.ask(db, "9.9.9", unit, asked=True)
