"""The store: how it is opened, that a write is all or nothing, and that a record stays what it is."""

import ast
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.actions import report
from desktop.domain.report import MAX_NUMBER, Answer, Reason
from desktop.storage import database, settings
from desktop.storage.database import Database, NoStore, Store, StoreIsDamaged, connection, prepare, writing
from desktop.storage.engine import IntegrityError, OperationalError, connect
from desktop.storage.values import answer, stored
from tests.sync.laptops import PASSPHRASE, Laptop

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
SOURCES = sorted((Path(__file__).parents[2] / "desktop").rglob("*.py"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path, KEY)
    prepare(made)
    return made


@pytest.fixture
def db(store: Store) -> Iterator[Database]:
    with connection(store) as opened:
        yield opened


# how it is opened


def connect_otherwise(path: str, **settings_: Any) -> Any:
    """A build of the engine whose own settings are all the wrong ones: none may be relied on."""
    base = connect(":memory:")
    kind = type(base)
    base.close()

    class Otherwise(kind):  # type: ignore[misc, valid-type]
        def execute(self, sql: str, *values: Any) -> Any:
            done = super().execute(sql, *values)
            if sql.startswith("PRAGMA key"):
                for pragma in ("synchronous = OFF", "foreign_keys = OFF", "busy_timeout = 0"):
                    super().execute(f"PRAGMA {pragma}")
            return done

    return connect(path, factory=Otherwise, **settings_)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("foreign_keys", 1), ("synchronous", 2), ("journal_mode", "wal"), ("busy_timeout", 5000)],
)
def test_a_connection_sets_what_durability_stands_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pragma: str, expected: object
) -> None:
    monkeypatch.setattr(database, "connect", connect_otherwise)
    with connection(Store(tmp_path, KEY)) as opened:
        assert opened.conn.execute(f"PRAGMA {pragma}").fetchone()[0] == expected


def test_another_office_s_key_is_told_apart_quietly(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    before = store.path.read_bytes()
    for use in (prepare, lambda other: connection(other).__enter__()):
        with pytest.raises(StoreIsDamaged):
            use(Store(store.folder, OTHER_KEY))
    assert store.path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(4080), bytes(4096), b"\xff" * 10_000])
def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path, KEY)
    store.path.write_bytes(content)
    with pytest.raises(StoreIsDamaged):
        prepare(store)
    assert store.path.read_bytes() == content


def test_the_key_is_in_no_representation_of_a_store() -> None:
    shown = repr(Store(Path("folder"), b"\xab" * 32))
    assert "ab" * 8 not in shown
    assert r"\xab" not in shown


def test_the_store_of_an_office_opens_by_passphrase_and_by_recovery_key(
    fresh: Callable[[str], Laptop],
) -> None:
    from desktop.actions import office

    laptop = fresh("province")
    by_passphrase = office.unlock(laptop.folder, PASSPHRASE)
    by_paper = office.unlock_with_recovery_key(laptop.folder, laptop.recovery_key)
    assert by_passphrase == by_paper == laptop.store
    with connection(by_paper) as opened:
        assert office.describe(opened).unit.code == "04"


def test_where_nothing_was_set_up_nothing_is_made(tmp_path: Path) -> None:
    from desktop.actions import office

    with pytest.raises(NoStore):
        office.unlock(tmp_path, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


# a write is all or nothing


def test_what_fails_inside_writing_leaves_nothing(db: Database) -> None:
    def half() -> None:
        with writing(db):
            settings.put(db, person="somebody")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert settings.get(db, "person") is None
    with writing(db):
        settings.put(db, person="somebody")
    assert settings.get(db, "person") == "somebody"


def test_a_rollback_that_the_engine_did_itself_is_not_done_again(db: Database) -> None:
    def rolled_back() -> None:
        with writing(db):
            db.conn.execute("ROLLBACK")  # what SQLite does on a full disk
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        rolled_back()
    assert not db.conn.in_transaction


def test_writing_takes_the_lock_before_anything_is_read(store: Store, db: Database) -> None:
    with connection(store) as second, writing(db):
        second.conn.execute("PRAGMA busy_timeout = 0")
        reached = False
        with pytest.raises(OperationalError, match="locked"), writing(second):
            reached = True
        assert not reached


def test_two_lanes_write_a_hundred_answers_each(known: Callable[[str], Laptop]) -> None:
    laptop = known("commune")
    with laptop.open() as db:
        view = report.open_form(db, laptop.report()).view
    failed: list[BaseException] = []

    def lane(name: str) -> None:
        try:
            for n in range(100):
                with laptop.open() as own:
                    report.save_value(own, view, f"{name}:n{n}", n)
        except OperationalError as problem:
            failed.append(problem)

    lanes = [threading.Thread(target=lane, args=(name,)) for name in ("one", "two")]
    for thread in lanes:
        thread.start()
    for thread in lanes:
        thread.join()
    assert not failed
    with laptop.open() as db:
        drafts = report.open_form(db, laptop.report()).view.drafts
    assert {cell: draft.answer for cell, draft in drafts.items()} == {
        f"{name}:n{n}": n for name in ("one", "two") for n in range(100)
    }


def test_several_answers_are_kept_together_or_not_at_all(known: Callable[[str], Laptop]) -> None:
    laptop = known("commune")
    with laptop.open() as db:
        db.conn.execute("""
            CREATE TEMP TRIGGER full BEFORE INSERT ON draft_value WHEN NEW.cell = 'b:b'
            BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END""")
        view = report.open_form(db, laptop.report()).view
        with pytest.raises(IntegrityError, match="full"):
            report.save_values(db, view, {"a:a": 1, "b:b": 2})
        assert report.open_form(db, laptop.report()).view.drafts == {}


# a record stays what it is


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record SET content = x'00'",
        "UPDATE record SET arrived_at = '2001-01-01T00:00:00Z'",
        "DELETE FROM record",
        "INSERT OR REPLACE INTO record"
        " SELECT n, kind, device, org_unit, made_at, arrived_at, x'00', signature FROM record",
    ],
)
def test_a_record_is_never_changed_or_deleted(known: Callable[[str], Laptop], sql: str) -> None:
    laptop = known("commune")
    before = laptop.content()["record"]
    assert before
    with laptop.open() as db, pytest.raises(IntegrityError, match="a record never"):
        db.conn.execute(sql)
    assert laptop.content()["record"] == before


def test_every_table_is_strict(db: Database) -> None:
    tables = db.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert len(tables) > 15
    assert [name for name, strict in tables if not strict] == []


def test_no_reference_hangs_in_the_air(db: Database) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("INSERT INTO batch_record VALUES ('no such batch', 7)")


answers = st.one_of(
    st.none(),
    st.sampled_from(Reason),
    st.integers(0, MAX_NUMBER),
    st.text(st.characters(exclude_categories=["Cs"])),
)


@given(answers)
def test_an_answer_comes_back_as_it_was(given_: Answer) -> None:
    back = answer(stored(given_))
    assert back == given_
    assert type(back) is type(given_)


@given(st.lists(answers, unique_by=lambda a: (type(a), a), min_size=2, max_size=20))
def test_no_two_answers_are_stored_alike(different: list[Answer]) -> None:
    kept = sorted(repr(stored(each)) for each in different)
    assert all(one != other for one, other in pairwise(kept))


@pytest.mark.parametrize("text", ["=1+1", "~not_known", "", "0", "\0", "ស្ត្រី"])
def test_a_text_goes_through_the_engine_as_it_was(db: Database, text: str) -> None:
    with writing(db):
        db.conn.execute("INSERT INTO cell_write VALUES (1, 'x:y', 1, ?)", [stored(text)])
    (back,) = db.execute("SELECT value FROM cell_write").fetchone()
    assert answer(back) == text


# who may speak SQL


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_engine_opens_a_database() -> None:
    assert len(SOURCES) > 50
    found = {
        path.name
        for path in SOURCES
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in ("sqlite3", "sqlcipher3", "pysqlite3", "sqlite_utils")
    }
    assert found == {"engine.py"}


def test_nothing_writes_outside_writing() -> None:
    """`Database.atomic` begins without the lock, and `commit` has no business elsewhere."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("atomic", "commit", "executescript"), (path.name, node.lineno)


def test_no_code_of_ours_can_open_a_plain_file(store: Store) -> None:
    assert not store.path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(Exception, match="not a database|encrypted"):
        connect(str(store.path)).execute("SELECT * FROM sqlite_master")
