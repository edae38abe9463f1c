"""The law of merging over real stores: an entry leaves the view only if a later author saw it.

Random histories: several laptops (two of them in one office) type, submit, seal, lose and repeat
letters, run with clocks at 2001 and 2099, are backed up and put back, and are rebuilt. A second
account of what stood on whose screen is kept outside the program; the stores must agree with it.
"""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from desktop.actions import report
from desktop.domain.report import Answer, ReportView
from desktop.storage import reports
from desktop.storage.database import Database
from tests.sync.laptops import Laptop, seal_for, take
from tests.sync.law import QUICK, LawBroken
from tests.sync.two_laptops import EVERYBODY, Province

# The mutants must be caught always, so the search for them is the same in every run.
HUNT = settings(
    QUICK,
    max_examples=400,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    database=None,
)


class SeenAtSaveTime(Province):
    """Mutant: what an answer replaces is read when it is saved, not when the form was opened."""

    def save(self, db: Database, opened: ReportView, cell: str, answer: Answer) -> None:
        super().save(db, reports.view(db, opened.key), cell, answer)


class LatestClockWins(Province):
    """Mutant: of several live entries only the one with the latest clock is shown."""

    def __init__(self, made: dict[str, Laptop]) -> None:
        super().__init__(made)
        for laptop in self.laptops.values():
            with laptop.open() as db:
                db.conn.execute("ALTER TABLE cell_write RENAME TO every_write")
                db.conn.execute("DROP VIEW live")
                db.conn.execute("""
                    CREATE VIEW live AS SELECT report, cell, record, value FROM (
                        SELECT w.*, max(made_at) FROM every_write w JOIN record r ON r.n = w.record
                        GROUP BY w.report, w.cell)""")
                db.conn.execute("ALTER TABLE every_write RENAME TO cell_write")


@pytest.fixture(scope="module")
def made(known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Laptop]:
    """Laptops that all have a complete report of the commune already."""
    folder = tmp_path_factory.mktemp("before the law")
    laptops = {name: known_once[name].copy_to(folder / name) for name in EVERYBODY}
    boxes = [laptop.box() for laptop in laptops.values()]
    author = laptops["commune"]
    before = author.kept_names()
    author.fill()
    author.submit()
    body = seal_for(author, author.kept_names() - before, boxes)
    for name in EVERYBODY:
        take(laptops[name], body)
    return laptops


def test_an_entry_leaves_the_view_only_if_a_later_author_saw_it(made: dict[str, Laptop]) -> None:
    run_state_machine_as_test(lambda: Province(made), settings=QUICK)


@pytest.mark.parametrize("mutant", [SeenAtSaveTime, LatestClockWins])
def test_the_histories_above_catch_a_program_that_loses_entries(
    made: dict[str, Laptop], mutant: type[Province]
) -> None:
    with pytest.raises(LawBroken):
        run_state_machine_as_test(lambda: mutant(made), settings=HUNT)


def test_an_answer_that_came_while_the_form_was_open_stays_beside_the_new_one(made, tmp_path) -> None:
    here = made["commune"].copy_to(tmp_path / "here")
    there = made["commune_again"].copy_to(tmp_path / "there")
    with here.open() as db:
        opened = report.open_form(db, here.report()).view
    there.answer("narrative:challenges", "ទឹកជំនន់")
    before = there.kept_names()
    there.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
    with here.open() as db:
        report.save_value(db, opened, "narrative:challenges", "គ្មានផ្លូវ")
        report.submit(db, here.report())
        live = reports.live(db, here.report())["narrative:challenges"]
    assert set(live.answers) == {"ទឹកជំនន់", "គ្មានផ្លូវ"}
    assert live.conflict


def test_an_answer_that_came_under_a_draft_stays_though_the_draft_is_typed_again(made, tmp_path) -> None:
    here = made["commune"].copy_to(tmp_path / "here")
    there = made["commune_again"].copy_to(tmp_path / "there")
    here.answer("2.3.1:sessions", 5)
    there.answer("2.3.1:sessions", 7)
    before = there.kept_names()
    there.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
    here.answer("2.3.1:sessions", 6)  # the form shows the draft 5, not the 7 that came under it
    here.submit()
    with here.open() as db:
        assert set(reports.live(db, here.report())["2.3.1:sessions"].answers) == {6, 7}
