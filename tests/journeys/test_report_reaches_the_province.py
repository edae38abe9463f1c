"""The whole way of a report: two communes, a district and a province, with a shared folder between them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import exchange, report, review, stamp, trust
from desktop.domain.checks import blocking
from desktop.domain.record import Submission
from desktop.domain.report import LiveCell, ReportKey, Status
from desktop.storage import batches, records, reports
from desktop.sync import exchange as syncing
from desktop.sync.folder_hub import FolderCannotBeUsed, FolderHub
from desktop.sync.hub import Given, Page
from desktop.sync.merge import Fate, Letter, Outcome
from desktop.sync.record import fingerprint, trusted
from tests.sync.laptops import Laptop

SESSIONS, CHALLENGES = "2.3.1:sessions", "narrative:challenges"
CUTS, NEVER = range(1, 13), 0  # the line is cut after so many things were given or taken
Office = Callable[[str], Laptop]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shared folder."""
    return tmp_path / "ថតរួម shared"


def fates(outcomes: tuple[Outcome, ...]) -> list[Fate]:
    return [outcome.fate for outcome in outcomes]


def status(laptop: Laptop, key: ReportKey) -> Status:
    with laptop.open() as db:
        return report.status(db, key)


def live(laptop: Laptop) -> Mapping[tuple[ReportKey, str], LiveCell]:
    with laptop.open() as db:
        return reports.all_live(db)


def waiting(laptop: Laptop) -> int:
    """How many batches the office would give to a carrier now."""
    with laptop.open() as db:
        return len(batches.to_send(db))


def received(laptop: Laptop, key: ReportKey) -> bool:
    """Whether a receipt came back for all that is live in a report."""
    with laptop.open() as db:
        names = reports.live_records(db, key)
        return bool(names) and all(batches.has_receipt(db, name, "kh.04") for name in names)


def submissions(laptop: Laptop) -> list[Submission]:
    """Every submission kept, in the order of arrival, read from its signed bytes."""
    with laptop.open() as db:
        bodies = [trusted(kept.content).body for _, kept in records.all_kept(db)]
    return [body for body in bodies if isinstance(body, Submission)]


def send_back(laptop: Laptop, key: ReportKey, reason: str, cells: dict[str, str]) -> None:
    with laptop.open() as db:
        review.send_back(db, key, reason, cells)


def approve(laptop: Laptop, key: ReportKey) -> None:
    with laptop.open() as db:
        review.approve(db, key)


def rebuilt(laptop: Laptop) -> Mapping[tuple[ReportKey, str], LiveCell]:
    with laptop.open() as db:
        exchange.rebuild(db)
        return reports.all_live(db)


def exchange_until_quiet(folder: Path, *laptops: Laptop) -> None:
    for _ in range(3):
        for laptop in laptops:
            laptop.exchange(folder)


def test_from_first_start_to_approval(fresh: Office, folder: Path) -> None:
    province, offices = fresh("province"), [fresh(name) for name in ("commune", "neighbour", "district")]
    for n, office in enumerate(offices):
        office.fill(**{SESSIONS.replace(":", "__"): n + 3})
        office.submit()
        assert office.exchange(folder) == ()

    # Nobody is believed before the secretariat has compared fingerprints; nothing is thrown away.
    assert fates(province.exchange(folder)) == [Fate.QUARANTINED] * 3
    assert live(province) == {}
    with province.open() as db:
        for office in offices:
            found = trust.find_waiting(db, fingerprint(office.device))
            assert found.org_unit == office.org_unit
            assert fates(trust.accept(db, found.device, found.org_unit)).count(Fate.TAKEN_IN) == 1
        assert trust.list_quarantine(db) == ()
    for n, office in enumerate(offices):
        assert status(province, office.report()) is Status.SUBMITTED
        assert live(province)[office.report(), SESSIONS].answer == n + 3

    # Receipts go back, and what they name is sent no more; the way there and back ends by itself.
    exchange_until_quiet(folder, province, *offices)
    for office in offices:
        assert received(office, office.report())
        assert waiting(office) <= 1
    before = sorted(path.name for path in folder.iterdir())
    exchange_until_quiet(folder, province, *offices)
    assert sorted(path.name for path in folder.iterdir()) == before

    approve(province, offices[0].report())
    exchange_until_quiet(folder, province, *offices)
    assert status(offices[0], offices[0].report()) is Status.APPROVED
    assert status(offices[1], offices[1].report()) is Status.SUBMITTED
    # An office hears nothing of its neighbour.
    assert {key for key, _ in live(offices[1])} == {offices[1].report()}


def test_a_returned_report_comes_back_with_the_changed_cell_alone(known: Office, folder: Path) -> None:
    commune, province = known("commune"), known("province")
    key = commune.fill()
    commune.submit()
    exchange_until_quiet(folder, commune, province)

    send_back(province, key, "Please count again.", {SESSIONS: "Three were reported by telephone."})
    exchange_until_quiet(folder, province, commune)
    assert status(commune, key) is Status.RETURNED
    with commune.open() as db:
        whole, cells = reports.reasons_of_return(db, key)
    assert whole == "Please count again."
    assert cells == {SESSIONS: "Three were reported by telephone."}

    commune.answer(SESSIONS, 3)
    assert status(commune, key) is Status.RETURNED  # until it is submitted
    commune.submit()
    assert status(commune, key) is Status.SUBMITTED
    exchange_until_quiet(folder, commune, province)
    first, correction = submissions(province)
    assert len(first.cells) > 100
    assert correction.cells == {SESSIONS: 3}
    assert {cell: len(names) for cell, names in correction.replaces.items()} == {SESSIONS: 1}
    assert status(province, key) is Status.SUBMITTED
    assert live(province)[key, SESSIONS] == live(commune)[key, SESSIONS]
    assert live(province)[key, SESSIONS].answer == 3


def test_typing_the_same_again_is_nothing_to_submit(known: Office) -> None:
    commune = known("commune")
    commune.fill()
    commune.submit()
    commune.answer(SESSIONS, 1)
    with pytest.raises(report.NothingToSubmit):
        commune.submit()


def test_an_approval_is_over_when_the_report_changes_and_stands_again_when_it_is_given_again(
    known: Office, folder: Path
) -> None:
    commune, province = known("commune"), known("province")
    key = commune.fill()
    commune.submit()
    exchange_until_quiet(folder, commune, province)
    approve(province, key)
    exchange_until_quiet(folder, province, commune)
    assert status(commune, key) is Status.APPROVED

    commune.answer(SESSIONS, 9)
    assert status(commune, key) is Status.APPROVED  # nothing was said yet
    commune.submit()
    assert status(commune, key) is Status.SUBMITTED
    assert status(province, key) is Status.APPROVED  # it has not heard of it
    exchange_until_quiet(folder, commune, province)
    assert status(province, key) is Status.SUBMITTED
    approve(province, key)
    exchange_until_quiet(folder, province, commune)
    assert status(commune, key) is status(province, key) is Status.APPROVED


def test_an_approval_that_crossed_a_correction_on_the_way_approves_nothing(
    known: Office, folder: Path
) -> None:
    commune, province = known("commune"), known("province")
    key = commune.fill()
    commune.submit()
    exchange_until_quiet(folder, commune, province)
    approve(province, key)
    commune.answer(SESSIONS, 9)
    commune.submit()
    exchange_until_quiet(folder, province, commune)
    assert status(commune, key) is status(province, key) is Status.SUBMITTED


class BreakingHub:
    """A carrier that does what it is asked, then fails: the line is cut at a chosen moment."""

    def __init__(self, folder: Path, cut_after: int) -> None:
        self._hub, self._cut_after, self.steps = FolderHub(folder), cut_after, 0

    @property
    def name(self) -> str:
        return self._hub.name

    @property
    def place(self) -> str:
        return self._hub.place

    def lacks(self, receivers: Mapping[str, str]) -> tuple[Sequence[str], Sequence[Given]]:
        return self._hub.lacks(receivers)

    def expect(self, size: int) -> None:
        self._hub.expect(size)

    def put(self, letter: Letter) -> None:
        self._hub.put(letter)
        self._count(letter.name)

    def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
        found = list(self._hub.get(cursor, known, parts=parts))
        self._count("what came")
        yield from found

    def _count(self, what: str) -> None:
        self.steps += 1
        if self.steps == self._cut_after:
            raise FolderCannotBeUsed(folder=what)


def exchange_over(hub: BreakingHub, laptop: Laptop) -> bool:
    """Exchange once over a line that may be cut; whether it was not."""
    with laptop.open() as db:
        try:
            syncing.exchange(db, hub, stamp.now(), stamp.salt)
        except FolderCannotBeUsed:
            return False
    return True


@pytest.mark.parametrize("cut_at", CUTS)
def test_a_line_cut_anywhere_is_mended_by_exchanging_again(known: Office, folder: Path, cut_at: int) -> None:
    commune, province = known("commune"), known("province")
    key = commune.fill()
    commune.submit()
    exchange_over(BreakingHub(folder, cut_at), commune)
    exchange_over(BreakingHub(folder, cut_at), province)
    if live(province):
        send_back(province, key, "Please count again.", {})
    exchange_over(BreakingHub(folder, cut_at), province)
    exchange_over(BreakingHub(folder, cut_at), commune)

    exchange_until_quiet(folder, commune, province)
    assert live(commune) == live(province)
    assert status(commune, key) is status(province, key) is not Status.DRAFT
    assert len(submissions(province)) == 1
    assert received(commune, key)
    assert waiting(commune) <= 1


def test_the_cuts_above_reach_every_step_of_an_exchange(known: Office, folder: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    commune.submit()
    for laptop in (commune, province):
        whole = BreakingHub(folder, NEVER)
        assert exchange_over(whole, laptop)
        assert 2 <= whole.steps <= max(CUTS)
    assert not exchange_over(BreakingHub(folder, 1), commune)


def test_a_batch_that_comes_twice_changes_nothing(known: Office, folder: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    commune.submit()
    files = commune.write(folder)
    assert set(fates(province.merge(*files))) == {Fate.TAKEN_IN}
    before = province.content()
    assert set(fates(province.merge(*files))) == {Fate.HAD_ALREADY}
    renamed = folder / "the same under another name.tumpeang"
    files[-1].rename(renamed)
    assert fates(province.merge(renamed, renamed)) == [Fate.HAD_ALREADY] * 2
    assert province.content() == before


def test_until_a_receipt_comes_the_very_same_bytes_are_sent_again(known: Office, folder: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    commune.submit()
    first = {path.name: path.read_bytes() for path in commune.write(folder)}
    for path in folder.iterdir():
        path.unlink()  # the stick was lost
    assert {path.name: path.read_bytes() for path in commune.write(folder)} == first
    exchange_until_quiet(folder, province, commune)
    assert live(province) == live(commune)


def test_two_laptops_of_one_office_disagree_and_a_person_settles_it(known: Office, folder: Path) -> None:
    here, there, province = known("commune"), known("commune_again"), known("province")
    key = here.fill(**{SESSIONS.replace(":", "__"): 5})
    there.fill(**{SESSIONS.replace(":", "__"): 7, CHALLENGES.replace(":", "__"): "ទឹកជំនន់"})
    here.submit()
    there.submit()
    exchange_until_quiet(folder, here, there, province)

    # All agree on every cell but one; both answers to that one are kept and shown.
    at_the_province = live(province)
    disputed = {cell: found for (_, cell), found in at_the_province.items() if found.conflict}
    assert set(disputed) == {SESSIONS}
    assert set(disputed[SESSIONS].answers) == {5, 7}
    assert at_the_province[key, CHALLENGES].answer == "ទឹកជំនន់"

    # Each laptop has heard by way of the province what the other one said.
    assert live(here) == live(there) == at_the_province
    with here.open() as db:
        opened = report.open_form(db, key)
        stops = [finding.cell for finding in blocking(report.findings(opened))]
        assert stops == [SESSIONS]
        report.save_value(db, opened.view, SESSIONS, 6)
        report.submit(db, key)
    settled = submissions(here)[-1]
    assert settled.cells == {SESSIONS: 6}
    assert len(settled.replaces[SESSIONS]) == 2
    exchange_until_quiet(folder, here, there, province)
    assert live(province)[key, SESSIONS].answer == 6
    assert not any(found.conflict for found in live(province).values())


def test_what_is_derived_can_be_read_out_of_the_records_again(known: Office, folder: Path) -> None:
    here, there, province = known("commune"), known("commune_again"), known("province")
    key = here.fill()
    there.fill(**{SESSIONS.replace(":", "__"): 7})
    here.submit()
    there.submit()
    exchange_until_quiet(folder, here, there, province)
    send_back(province, key, "Please count again.", {SESSIONS: "Two answers."})
    here.answer(CHALLENGES, "not submitted yet")
    before = {laptop.name: (live(laptop), status(laptop, key)) for laptop in (here, province)}
    to_send = waiting(here), waiting(province)
    with province.open() as db:
        reasons = reports.reasons_of_return(db, key)
    for laptop in (here, province):
        assert rebuilt(laptop) == before[laptop.name][0]
        assert status(laptop, key) is before[laptop.name][1]
    assert (waiting(here), waiting(province)) == to_send
    with province.open() as db:
        assert reports.reasons_of_return(db, key) == reasons
    with here.open() as db:
        assert reports.drafts(db, key)[CHALLENGES].answer == "not submitted yet"
    exchange_until_quiet(folder, here, there, province)
    assert status(here, key) is Status.RETURNED


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda db, key: review.approve(db, key), review.OnlySecretariat),
        (lambda db, key: review.send_back(db, key, "no", {}), review.OnlySecretariat),
        (lambda db, key: report.submit(db, key), report.NotYourReport),
    ],
)
def test_an_office_decides_nothing_about_its_neighbour(
    known: Office, act: Callable[..., Any], refusal: type[Exception]
) -> None:
    neighbour, commune = known("neighbour"), known("commune")
    before = neighbour.content()
    with neighbour.open() as db, pytest.raises(refusal):
        act(db, commune.report())
    assert neighbour.content() == before


def test_nothing_is_decided_about_a_report_that_has_not_come(known: Office) -> None:
    province, commune = known("province"), known("commune")
    with province.open() as db, pytest.raises(review.NotSubmitted):
        review.approve(db, commune.report())


def test_an_answer_lacking_stops_the_submission_and_every_other_is_kept(known: Office) -> None:
    commune = known("commune")
    key = commune.fill()
    commune.answer(SESSIONS, None)
    with commune.open() as db:
        with pytest.raises(report.NotReady) as refused:
            report.submit(db, key)
        assert [finding.cell for finding in refused.value.findings] == [SESSIONS]
        assert len(reports.drafts(db, key)) > 100
    assert submissions(commune) == []
