"""One round trip: give, take, give receipts. Safe to repeat, safe to break off, and nobody is left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import exchange as actions
from desktop.actions import review, stamp, trust
from desktop.actions.report import submit
from desktop.domain.report import ReportKey, Status
from desktop.errors import UserError
from desktop.progress import Progress, Stopped
from desktop.storage import batches, reports
from desktop.storage.database import connection, writing
from desktop.sync import exchange, folder_hub, grants
from desktop.sync.folder_hub import FolderCannotBeUsed, FolderHub, WrittenWrong
from desktop.sync.hub import Given, Page
from desktop.sync.merge import Fate, Letter
from tests.sync.laptops import Laptop, seal_for, take

Laptops = Callable[[str], Laptop]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """The folder that everybody shares."""
    return tmp_path / "ប្រអប់ សំបុត្រ"


def round_of(post: Path, *laptops: Laptop) -> None:
    """Everybody exchanges; twice, so that answers to what was just given arrive too."""
    for _ in range(2):
        for laptop in laptops:
            laptop.exchange(post)


def accept_all(province: Laptop) -> None:
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)


def said(laptop: Laptop, key: ReportKey) -> tuple[object, object]:
    with laptop.open() as db:
        return reports.live(db, key), reports.status(db, key)


def test_everybody_comes_to_show_the_same_through_the_province_alone(fresh: Laptops, post: Path) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.fill()
    key = commune.submit()
    round_of(post, commune, province)
    accept_all(province)
    round_of(post, province, commune)
    assert said(province, key) == said(commune, key)
    assert said(commune, key)[1] is Status.SUBMITTED


def test_an_exchange_with_a_folder_says_how_far_it_is_and_can_be_stopped_before_any_file(
    fresh: Laptops, post: Path
) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.fill()
    key = commune.submit()
    steps: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) == 1:
            watched.stop()  # while the first file is written: it is written, and nothing is read after it

    watched = Progress(hear)
    with commune.open() as db, pytest.raises(Stopped):
        actions.exchange_with_folder(db, post, watched)
    assert steps == [(1, 0)]
    round_of(post, commune, province)
    accept_all(province)
    round_of(post, province, commune)
    assert said(province, key) == said(commune, key)


def test_two_laptops_in_one_office_come_to_show_the_same_through_the_province_alone(
    fresh: Laptops, post: Path
) -> None:
    province, first, second = fresh("province"), fresh("commune"), fresh("commune_again")
    everybody = (first, second, province)
    first.fill(narrative__challenges="ទឹកជំនន់")
    key = first.submit()
    round_of(post, *everybody)
    accept_all(province)
    round_of(post, *everybody)
    assert said(second, key) == said(first, key) == said(province, key)
    second.answer("2.3.1:sessions", 7)
    second.submit()
    round_of(post, *everybody)
    assert said(second, key) == said(first, key) == said(province, key)
    with province.open() as db:
        review.send_back(db, key, "count again", {"2.3.1:sessions": "why"})
    round_of(post, *everybody)
    assert [said(laptop, key)[1] for laptop in everybody] == [Status.RETURNED] * 3


def test_two_laptops_that_disagree_both_see_the_conflict(fresh: Laptops, post: Path) -> None:
    province, first, second = fresh("province"), fresh("commune"), fresh("commune_again")
    everybody = (first, second, province)
    for laptop, sessions in ((first, 3), (second, 4)):
        laptop.fill(**{"2.3.1__sessions": sessions})
        key = laptop.submit()
    round_of(post, *everybody)
    accept_all(province)
    round_of(post, *everybody)
    for laptop in everybody:
        with laptop.open() as db:
            assert set(reports.live(db, key)["2.3.1:sessions"].answers) == {3, 4}


def test_a_laptop_that_replaces_a_stolen_one_gets_all_that_its_office_had_sent(
    fresh: Laptops, post: Path
) -> None:
    province, stolen, new = fresh("province"), fresh("commune"), fresh("commune_again")
    stolen.fill()
    key = stolen.submit()
    round_of(post, stolen, province)
    accept_all(province)
    round_of(post, stolen, province)
    with province.open() as db:
        review.send_back(db, key, "count again", {})
        trust.revoke(db, stolen.device, stolen.org_unit)
    round_of(post, new, province)
    accept_all(province)
    round_of(post, province, new)
    assert said(new, key) == said(province, key)
    assert said(new, key)[1] is Status.RETURNED


def test_a_laptop_put_back_to_a_backup_learns_again_what_it_had_sent(
    fresh: Laptops, post: Path, tmp_path: Path
) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.fill()
    key = commune.submit()
    round_of(post, commune, province)
    accept_all(province)
    round_of(post, province, commune)
    old = commune.copy_to(tmp_path / "backup")
    commune.answer("2.3.1:sessions", 9)
    commune.submit()
    round_of(post, commune, province)
    round_of(post, old, province)  # the laptop broke; its backup goes on in its place
    assert said(old, key) == said(province, key)
    with old.open() as db:
        assert reports.live(db, key)["2.3.1:sessions"].answer == 9


def test_when_everything_arrived_exchanging_again_writes_and_changes_nothing(
    fresh: Laptops, post: Path
) -> None:
    province, commune, neighbour = fresh("province"), fresh("commune"), fresh("neighbour")
    everybody = (commune, neighbour, province)
    commune.fill()
    commune.submit()
    round_of(post, *everybody)
    accept_all(province)
    round_of(post, *everybody)
    before = [laptop.content() for laptop in everybody], sorted(post.iterdir())
    round_of(post, *everybody)
    assert ([laptop.content() for laptop in everybody], sorted(post.iterdir())) == before


def test_an_office_gets_nothing_of_another_office(fresh: Laptops, post: Path) -> None:
    province, commune, neighbour = fresh("province"), fresh("commune"), fresh("neighbour")
    everybody = (commune, neighbour, province)
    for laptop in (commune, neighbour):
        laptop.fill()
        laptop.submit()
    round_of(post, *everybody)
    accept_all(province)
    round_of(post, *everybody)
    for here, other in ((commune, neighbour), (neighbour, commune)):
        with here.open() as db:
            for table in ("record", "granting"):
                of_the_other = f"SELECT count(*) FROM {table} WHERE org_unit = ?"  # noqa: S608
                assert db.execute(of_the_other, [other.org_unit]).fetchone() == (0,)


def test_a_batch_is_sealed_once_and_sent_again_byte_for_byte_until_its_receipt_comes(
    known: Laptops, tmp_path: Path
) -> None:
    province, commune = known("province"), known("commune")
    commune.fill()
    commune.submit()
    (lost,) = [path.read_bytes() for path in commune.write(tmp_path / "lost stick")]
    commune.answer("2.3.1:sessions", 9)
    commune.submit()
    sent = [path.read_bytes() for path in commune.write(tmp_path / "second stick")]
    assert sent[0] == lost
    assert len(sent) == 2
    province.exchange(tmp_path / "second stick")
    commune.exchange(tmp_path / "second stick")
    with commune.open() as db:
        names = [reports.live(db, commune.report())["2.3.1:sessions"].records[0]]
        assert batches.has_receipt(db, names[0], "kh.04")
        assert len(batches.to_send(db)) == 1  # the last goes along always


class CutOff(Exception):
    """The line broke, the stick was pulled out, the power went."""


class Breaking:
    """A folder that breaks off at the nth time it is used, before or after it did its work."""

    def __init__(self, folder: Path, use: int, *, after: bool) -> None:
        self.hub, self.left, self.after = FolderHub(folder), use, after

    @property
    def name(self) -> str:
        return self.hub.name

    @property
    def place(self) -> str:
        return self.hub.place

    def lacks(self, receivers: Mapping[str, str]) -> tuple[Sequence[str], Sequence[Given]]:
        return self.hub.lacks(receivers)

    def expect(self, size: int) -> None:
        self.hub.expect(size)

    def put(self, letter: Letter) -> None:
        self._use(lambda: self.hub.put(letter))

    def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
        yield from self._use(lambda: self.hub.get(cursor, known, parts=parts))

    def _use(self, work: Callable[[], Any]) -> Any:
        self.left -= 1
        if self.left == 0 and not self.after:
            raise CutOff
        done = work()
        if self.left == 0:
            raise CutOff
        return done


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("use", range(1, 7))
def test_a_cut_at_any_moment_is_mended_by_exchanging_again(
    known: Laptops, post: Path, use: int, after: bool
) -> None:
    province, commune = known("province"), known("commune")
    commune.fill()
    key = commune.submit()
    cuts = 0
    for laptop in (commune, province, commune, province):
        with laptop.open() as db:
            try:
                exchange.exchange(db, Breaking(post, use, after=after), stamp.now(), stamp.salt)
            except CutOff:
                cuts += 1
    round_of(post, commune, province)
    assert said(commune, key) == said(province, key)
    with commune.open() as db:
        (record,) = reports.live_records(db, key)
        assert batches.has_receipt(db, record, "kh.04")
    assert cuts or use > 2, "nothing was cut off, so this tested nothing"


def test_while_a_carrier_works_nothing_in_the_store_is_locked(known: Laptops, post: Path) -> None:
    commune = known("commune")
    commune.fill()
    commune.submit()
    used: list[str] = []

    class Watching(FolderHub):
        def put(self, letter: Letter) -> None:
            self.write_meanwhile("put")
            super().put(letter)

        def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
            self.write_meanwhile("get")
            yield from super().get(cursor, known, parts=parts)

        def write_meanwhile(self, during: str) -> None:
            with connection(commune.store) as other:
                other.conn.execute("PRAGMA busy_timeout = 0")
                with writing(other):
                    used.append(during)

    with commune.open() as db:
        exchange.exchange(db, Watching(post), stamp.now(), stamp.salt)
    assert {*used} == {"put", "get"}


def test_a_file_s_name_tells_office_number_and_day_and_nothing_of_its_content(
    known: Laptops, tmp_path: Path
) -> None:
    commune = known("commune")
    commune.fill()
    commune.submit()
    (path,) = commune.write(tmp_path / "stick")
    day = stamp.today().isoformat()
    digest = batches_digest(commune)
    assert path.name == f"040101-0001-{day}-{digest[:8]}.tumpeang"


def batches_digest(laptop: Laptop) -> str:
    with laptop.open() as db:
        return batches.to_send(db)[0].digest


def test_a_stick_that_does_not_keep_what_it_is_given_is_found_out(
    known: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sticks of a false size drop what they have no room for and say nothing."""
    commune = known("commune")
    before = commune.content()
    monkeypatch.setattr(folder_hub, "replace_bytes", lambda path, content: path.write_bytes(content[:-1]))
    with pytest.raises(WrittenWrong, match="Use another stick"):
        commune.write(tmp_path / "stick")
    monkeypatch.undo()
    assert commune.content()["record"] == before["record"]
    (path,) = commune.write(tmp_path / "stick")  # on a good one it is written over
    with commune.open() as db:
        assert path.read_bytes() == batches.to_send(db)[0].body


def test_a_folder_that_cannot_be_used_is_named_and_the_work_is_safe(known: Laptops, tmp_path: Path) -> None:
    commune = known("commune")
    commune.fill()
    key = commune.submit()
    (tmp_path / "a file").touch()
    with pytest.raises(FolderCannotBeUsed, match="a file"):
        commune.exchange(tmp_path / "a file")
    assert said(commune, key)[1] is Status.SUBMITTED


def test_a_refusal_in_the_middle_of_a_submission_keeps_the_drafts(known: Laptops) -> None:
    commune = known("commune")
    commune.answer("2.3.1:sessions", 3)
    before = commune.content()
    with commune.open() as db, pytest.raises(UserError):
        submit(db, commune.report())
    assert commune.content() == before


def test_a_lost_receipt_goes_along_with_the_next_letter(known: Laptops, post: Path, tmp_path: Path) -> None:
    province, commune = known("province"), known("commune")
    commune.fill()
    key = commune.submit()
    commune.exchange(post)
    province.exchange(post)
    lost = tmp_path / "lost"
    post.rename(lost)  # the stick with the receipt is never seen again
    with province.open() as db:
        review.send_back(db, key, "count again", {})
    province.exchange(post)
    commune.exchange(post)
    with commune.open() as db:
        (record,) = reports.live_records(db, key)
        assert batches.has_receipt(db, record, "kh.04")


def test_nothing_is_sealed_twice_and_no_exchange_repeats_a_receipt(known: Laptops, post: Path) -> None:
    province, commune = known("province"), known("commune")
    commune.fill()
    commune.submit()
    round_of(post, commune, province)
    for laptop in (province, commune):
        with laptop.open() as db:
            sealed = db.execute(
                "SELECT record, receiver FROM batch_record JOIN outgoing_batch USING (digest)"
                " JOIN record ON n = record WHERE kind <> 'receipt'"
            ).fetchall()
            mine = db.execute(
                "SELECT l.record FROM receipt_line l JOIN record r ON r.n = l.receipt WHERE device = ?",
                [laptop.device],
            ).fetchall()
        assert sealed
        assert mine
        for rows in (sealed, mine):
            assert len(rows) == len(set(rows))
    fates = {outcome.fate for outcome in province.exchange(post)}
    assert fates <= {Fate.HAD_ALREADY}


def test_a_computer_that_hears_that_it_was_taken_back_says_so_and_keeps_what_was_typed(
    known: Laptops, post: Path
) -> None:
    """It was found again: nothing it submits would count, so nobody is left to believe that it does."""
    province, commune = known("province"), known("commune")
    commune.fill()
    with province.open() as db:
        trust.revoke(db, commune.device, commune.org_unit)
        told = [record.name for record in grants.kept(db)]
    take(commune, seal_for(province, told, [commune.box()]))
    before = commune.content()
    with commune.open() as db, pytest.raises(exchange.TakenBack):
        submit(db, commune.report())
    assert commune.content() == before
    commune.exchange(post)  # and it does not write receipts either
