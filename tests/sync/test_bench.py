"""The merge bench: a look changes nothing and tells the truth; what came together can be set aside."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import bench, exchange, report, review, trust
from desktop.actions.bench import CLEAN, DIFFERS, NoSuchImport
from desktop.domain.report import ReportKey, Status
from desktop.progress import Progress
from desktop.storage import imports, reports
from desktop.storage.database import Database
from desktop.sync.merge import Fate
from tests.sync.laptops import PERIOD, Laptop, dump, seal_for

Laptops = Callable[[str], Laptop]
CELL = "2.3.1:sessions"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB ដុំ"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, body: bytes) -> Path:
    path = folder / f"{name}.tumpeang"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def submitted(laptop: Laptop, province: Laptop, folder: Path, name: str) -> Path:
    """A file with what the laptop made, sealed to the province."""
    return put(folder, name, seal_for(laptop, laptop.kept_names() - province.kept_names(), [province.box()]))


def filled(laptop: Laptop, **answers: int) -> Laptop:
    laptop.fill(**answers)
    laptop.submit()
    return laptop


def said(laptop: Laptop, key: ReportKey) -> tuple[object, ...]:
    with laptop.open() as db:
        return reports.live(db, key), reports.status(db, key), reports.periods(db, key.org_unit)


def mixed_stick(known: Laptops, fresh: Laptops, stick: Path) -> Laptop:
    """A stick as they come: in folders, twice, cut off, for others, in dispute, from a stranger."""
    province, neighbour = known("province"), filled(known("neighbour"))
    submitted(filled(known("commune"), **{"2.3.1__sessions": 1}), province, stick, "a/first")
    submitted(filled(known("commune_again"), **{"2.3.1__sessions": 9}), province, stick, "a/second")
    whole = submitted(neighbour, province, stick, "b/neighbour")
    put(stick, "b/the same again", whole.read_bytes())
    put(stick, "cut off", whole.read_bytes()[:-40])
    put(stick, "for others", seal_for(neighbour, neighbour.kept_names(), [neighbour.box()]))
    return province


def standings(found: bench.Look) -> dict[str, str]:
    return {seen.path.stem: seen.standing for seen in found.files}


def test_a_look_tells_how_each_file_stands(known: Laptops, fresh: Laptops, stick: Path) -> None:
    province = mixed_stick(known, fresh, stick)
    with province.open() as db:
        found = bench.look_at(db, [stick], PERIOD)
    assert standings(found) == {
        "first": DIFFERS,
        "second": DIFFERS,
        "neighbour": CLEAN,
        "the same again": "had_already",
        "cut off": "refused",
        "for others": "not_for_us",
    }
    assert {cell for seen in found.files for _, cell in seen.differs} == {CELL}
    assert [path.stem for path in found.clean] == ["neighbour"]


def test_a_look_changes_nothing(known: Laptops, fresh: Laptops, stick: Path) -> None:
    province = mixed_stick(known, fresh, stick)
    before = province.content()
    with province.open() as db:
        bench.look_at(db, [stick], PERIOD)
    assert province.content() == before


def test_taking_in_does_what_the_look_said(known: Laptops, fresh: Laptops, stick: Path) -> None:
    province = mixed_stick(known, fresh, stick)
    with province.open() as db:
        foreseen = bench.look_at(db, [stick], PERIOD).files
        done = bench.take_in(db, [seen.path for seen in foreseen])
    assert [one.fate for one in done] == [seen.outcome.fate for seen in foreseen]
    assert [one.new_records for one in done] == [seen.outcome.new_records for seen in foreseen]


def test_a_stranger_waits_and_is_kept_when_the_clean_is_taken_in(fresh: Laptops, stick: Path) -> None:
    province, commune = fresh("province"), filled(fresh("commune"))
    path = submitted(commune, province, stick, "stranger")
    with province.open() as db:
        found = bench.look_at(db, [stick], PERIOD)
        assert standings(found) == {"stranger": "quarantined"}
        assert found.clean == (path,)
        bench.take_in(db, found.clean)
        assert [waiting.device for waiting in trust.list_quarantine(db)] == [commune.device]


def test_a_correction_that_saw_what_is_here_differs_in_nothing(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    province.merge(submitted(commune, province, stick, "first"))
    commune.answer(CELL, 7)
    commune.submit()
    submitted(commune, province, stick, "correction")
    with province.open() as db:
        assert standings(bench.look_at(db, [stick], PERIOD)) == {"first": "had_already", "correction": CLEAN}


def test_offices_are_missing_until_their_report_is_here_or_on_the_stick(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    submitted(commune, province, stick, "commune")
    with province.open() as db:
        missing = {unit.id for unit in bench.look_at(db, [stick], PERIOD).missing}
        assert known("neighbour").org_unit in missing
        assert commune.org_unit not in missing
        assert commune.org_unit in {unit.id for unit in bench.look_at(db, [], PERIOD).missing}
        assert bench.look_at(db, [stick], "2026").missing == ()  # nobody reports about a whole year at once


def test_an_import_set_aside_is_as_if_it_had_not_come_and_comes_back_whole(
    known: Laptops, stick: Path
) -> None:
    province, commune = known("province"), filled(known("commune"))
    key = commune.report()
    province.merge(submitted(commune, province, stick, "first"))
    before = said(province, key)
    commune.answer(CELL, 7)
    commune.submit()
    province.merge(submitted(commune, province, stick, "correction"))
    after, kept = said(province, key), province.kept_names()
    with province.open() as db:
        last = bench.list_imports(db)[0]
        bench.set_aside(db, last.n)
        assert bench.list_imports(db)[0].set_aside_at
    assert said(province, key) == before
    assert province.kept_names() == kept
    with province.open() as db:
        exchange.rebuild(db)
    assert said(province, key) == before
    with province.open() as db:
        bench.bring_back(db, last.n)
    assert said(province, key) == after


def test_the_first_report_set_aside_leaves_no_trace_in_any_list(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    before = said(province, commune.report())
    province.merge(submitted(commune, province, stick, "first"))
    with province.open() as db:
        bench.set_aside(db, bench.list_imports(db)[0].n)
    assert said(province, commune.report()) == before
    assert before[1] is Status.DRAFT


def test_a_file_that_was_set_aside_is_not_taken_in_again_by_itself(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    path = submitted(commune, province, stick, "first")
    province.merge(path)
    with province.open() as db:
        bench.set_aside(db, bench.list_imports(db)[0].n)
        assert standings(bench.look_at(db, [path], PERIOD)) == {"first": "set_aside"}
    assert [one.fate for one in province.merge(path)] == [Fate.SET_ASIDE]
    province.exchange(stick)
    assert said(province, commune.report())[1] is Status.DRAFT


def test_what_comes_again_in_another_letter_counts_again(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    province.merge(submitted(commune, province, stick, "first"))
    with province.open() as db:
        bench.set_aside(db, bench.list_imports(db)[0].n)
    names = commune.kept_names() - known("neighbour").kept_names()
    province.merge(put(stick, "again", seal_for(commune, names, [province.box()], 2)))
    assert said(province, commune.report())[1] is Status.SUBMITTED


def test_an_approval_goes_stale_with_what_it_judged_and_holds_again_when_it_is_back(
    known: Laptops, stick: Path
) -> None:
    province, commune = known("province"), filled(known("commune"))
    province.merge(submitted(commune, province, stick, "first"))
    with province.open() as db:
        review.approve(db, commune.report())
        last = bench.list_imports(db)[0]
        bench.set_aside(db, last.n)
        assert report.status(db, commune.report()) is Status.DRAFT
        bench.bring_back(db, last.n)
        assert report.status(db, commune.report()) is Status.APPROVED


def test_what_was_made_here_is_never_set_aside_though_it_comes_back_by_file(
    known: Laptops, stick: Path
) -> None:
    commune = filled(known("commune"))
    before = said(commune, commune.report())
    commune.merge(put(stick, "own", seal_for(commune, commune.kept_names(), [commune.box()])))
    with commune.open() as db:
        for one in bench.list_imports(db):
            bench.set_aside(db, one.n)
    assert said(commune, commune.report()) == before


def test_no_receipt_is_signed_for_what_is_set_aside(known: Laptops, stick: Path) -> None:
    province, commune = known("province"), filled(known("commune"))
    province.merge(submitted(commune, province, stick, "first"))
    with province.open() as db:
        last = bench.list_imports(db)[0]
        bench.set_aside(db, last.n)
    province.exchange(stick)
    with province.open() as db:
        assert bench.told(db, last.n) == 0
        bench.bring_back(db, last.n)
    province.exchange(stick)
    with province.open() as db:
        assert bench.told(db, last.n) > 0


def test_merging_that_is_stopped_leaves_every_file_whole_or_untouched(
    known: Laptops, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "CHUNK", 1)
    province = known("province")
    for name in ("commune", "neighbour"):
        submitted(filled(known(name)), province, stick, name)
    progress = Progress(lambda done, total: progress.stop())
    with province.open() as db:
        done = bench.take_in(db, [stick], progress=progress)
        assert len(done) == 1
        (one,) = [each for each in bench.list_imports(db) if each.files == len(done)][:1]
        bench.set_aside(db, one.n)
    rest = province.merge(stick)
    assert Fate.TAKEN_IN in {each.fate for each in rest}


def test_a_look_that_is_stopped_says_so(known: Laptops, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "CHUNK", 1)
    province = known("province")
    for n in range(3):
        put(stick, f"{n}", b"cut off")
    progress = Progress(lambda done, total: progress.stop())
    with province.open() as db:
        found = bench.look_at(db, [stick], PERIOD, progress)
    assert found.stopped
    assert len(found.files) == 1


def test_an_import_that_is_not_there_is_said_in_words(known: Laptops) -> None:
    with known("province").open() as db, pytest.raises(NoSuchImport, match="77"):
        bench.set_aside(db, 77)


def test_a_revocation_is_never_set_aside(known: Laptops, stick: Path) -> None:
    """What says which computers are trusted counts, whatever it came with."""
    province, commune = known("province"), known("commune_again")
    with province.open() as db:
        trust.revoke(db, known("commune").device, known("commune").org_unit)
    names = province.kept_names() - commune.kept_names()
    commune.merge(put(stick, "revoked", seal_for(province, names, [commune.box()])))
    with commune.open() as db:
        before = grants(db)
        for one in imports.every(db):
            bench.set_aside(db, one.n)
        assert grants(db) == before
        exchange.rebuild(db)
        assert grants(db) == before


def grants(db: Database) -> list[tuple[object, ...]]:
    return dump(db)["granting"]
