"""The law of merging in its plainest form: two growing sets, in any order, any number of times."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.live import live, live_cell
from desktop.domain.record import Submission
from desktop.domain.report import Answer, LiveCell, Reason, ReportKey

KEY, OTHER = ReportKey("kh.040101", "2026Q3"), ReportKey("kh.040102", "2026Q3")
CELL = "2.3.1:sessions"
NAMES = "abcdefgh"
CELLS = (CELL, "2.3.1:participants", "narrative:challenges")

answers: st.SearchStrategy[Answer] = st.sampled_from((None, 0, 1, 7, "", "0", "1", "ទឹកជំនន់", *Reason))
submissions = st.builds(
    Submission,
    st.sampled_from((KEY, OTHER)),
    st.just("Example officer"),
    st.dictionaries(st.sampled_from(CELLS), answers),
    st.dictionaries(st.sampled_from(CELLS), st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)),
)
histories = st.dictionaries(st.sampled_from(NAMES), submissions).map(lambda found: list(found.items()))


def said(answer: Answer, *replaced: str) -> Submission:
    return Submission(KEY, "Example officer", {CELL: answer}, {CELL: replaced} if replaced else {})


def shown(*history: tuple[str, Submission]) -> LiveCell | None:
    return live(history).get((KEY, CELL))


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_arrival_takes_no_part(history: list[tuple[str, Submission]], dice: object) -> None:
    shuffled = list(history)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert live(shuffled) == live(history)


@given(histories)
def test_what_comes_twice_counts_once(history: list[tuple[str, Submission]]) -> None:
    assert live(history * 2) == live(history)
    assert live([pair for pair in history for _ in range(3)]) == live(history)


@given(histories, st.integers(0, 8), st.integers(0, 8))
def test_it_does_not_matter_what_was_merged_with_what_first(
    history: list[tuple[str, Submission]], one: int, two: int
) -> None:
    first, second = sorted((one, two))
    a, b, c = history[:first], history[first:second], history[second:]
    assert live((*a, *(*b, *c))) == live((*(*c, *a), *b)) == live((*b, *(*a, *c)))


@given(histories)
def test_an_entry_is_live_unless_somebody_named_it(history: list[tuple[str, Submission]]) -> None:
    found = live(history)
    for name, submission in history:
        for cell in submission.cells:
            named = any(
                name in other.replaces.get(cell, ())
                for _, other in history
                if other.report == submission.report
            )
            there = (submission.report, cell) in found and name in found[submission.report, cell].records
            assert there is not named


@given(histories)
def test_nothing_is_live_that_nobody_wrote(history: list[tuple[str, Submission]]) -> None:
    written = dict(history)
    for (key, cell), found in live(history).items():
        assert found.records
        assert {repr(written[name].cells[cell]) for name in found.records} == set(map(repr, found.answers))
        assert all(written[name].report == key for name in found.records)


def test_two_who_say_the_same_agree() -> None:
    found = shown(("a", said(5)), ("b", said(5)))
    assert found == LiveCell((5,), ("a", "b"))
    assert not found.conflict
    assert found.answer == 5


def test_two_who_say_different_things_are_both_shown() -> None:
    found = shown(("a", said(5)), ("b", said(7)))
    assert found == LiveCell((5, 7), ("a", "b"))
    assert found.conflict
    assert found.answer is None


def test_a_number_its_text_and_a_reason_are_three_things() -> None:
    found = live_cell([("a", 0), ("b", "0"), ("c", Reason.NOTHING), ("d", "nothing_to_report"), ("e", None)])
    assert len(found.answers) == 5


def test_an_emptied_cell_is_there_and_holds_nothing() -> None:
    assert shown(("a", said(5)), ("b", said(None, "a"))) == LiveCell((None,), ("b",))


def test_emptying_what_another_filled_in_anew_is_a_conflict() -> None:
    found = shown(("a", said(5)), ("b", said(None, "a")), ("c", said(6, "a")))
    assert found is not None
    assert set(found.answers) == {None, 6}
    assert found.conflict


def test_an_ordinary_submission_that_saw_both_settles_a_conflict() -> None:
    assert shown(("a", said(5)), ("b", said(7)), ("c", said(6, "a", "b"))) == LiveCell((6,), ("c",))


def test_what_replaces_may_come_before_what_it_replaces() -> None:
    assert shown(("b", said(6, "a"))) == LiveCell((6,), ("b",))
    assert shown(("b", said(6, "a")), ("a", said(5))) == LiveCell((6,), ("b",))


def test_a_replacement_counts_for_its_own_report_and_cell_alone() -> None:
    elsewhere = Submission(OTHER, "Example officer", {CELL: 6}, {CELL: ("a",)})
    next_to_it = Submission(KEY, "Example officer", {}, {"2.3.1:participants": ("a",)})
    assert shown(("a", said(5)), ("b", elsewhere), ("c", next_to_it)) == LiveCell((5,), ("a",))
