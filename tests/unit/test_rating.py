"""Ratings and survey values: who enters them, what they replace, and what is taken for one at all."""

from pathlib import Path

import pytest

from desktop.actions import rating as rating_
from desktop.actions.rating import About, Rated, Role, Typed, Unit
from desktop.actions.review import OnlySecretariat
from desktop.domain.record import Book
from desktop.errors import UserError
from desktop.storage import registers
from tests.sync.laptops import Laptop

OVERALL = Rated(2027, "2")
PREVALENCE = About("I1", "2027")


@pytest.fixture
def province(known_once: dict[str, Laptop], tmp_path: Path) -> Laptop:
    return known_once["province"].copy_to(tmp_path / "province")


def test_a_rating_stands_with_its_grounds_until_it_is_taken_back(province: Laptop) -> None:
    with province.open() as db:
        rating_.rate(db, rating_.open_book(db), OVERALL, 5, "Most offices report on time.")
        opened = rating_.open_book(db)
        found = opened.entered.ratings[OVERALL]
        assert (found.level, found.grounds) == (5, ("Most offices report on time.",))
        assert not rating_.rate(db, opened, OVERALL, 5, "Most offices report on time.")  # nothing new
        rating_.rate(db, opened, OVERALL, None)
        assert rating_.open_book(db).entered.ratings == {}


def test_two_that_did_not_see_each_other_stand_side_by_side_until_one_is_chosen(province: Laptop) -> None:
    with province.open() as db:
        opened = rating_.open_book(db)
        rating_.rate(db, opened, OVERALL, 5)
        rating_.rate(db, opened, OVERALL, 3)  # as it was opened before the first was entered
        both = rating_.open_book(db)
        assert both.entered.ratings[OVERALL].levels == (3, 5)
        assert both.entered.ratings[OVERALL].level is None
        rating_.rate(db, both, OVERALL, 4)
        assert rating_.open_book(db).entered.ratings[OVERALL].level == 4


def test_what_is_typed_is_kept_and_counts_when_it_is_signed(province: Laptop) -> None:
    with province.open() as db:
        opened = rating_.open_book(db)
        for level in (1, 4):  # a slip, and what was meant
            rating_.type_in(db, opened, OVERALL, level, "Seen.")
    with province.open() as db:  # the program was closed in between
        opened = rating_.open_book(db)
        assert (opened.shown(OVERALL), opened.entered.ratings) == ((4, "Seen."), {})
        before = province.kept_names()
        rating_.sign(db)
        assert len(province.kept_names() - before) == 1
        after = rating_.open_book(db)
        assert (after.entered.ratings[OVERALL].level, after.unsigned) == (4, ())
        assert not rating_.sign(db)  # nothing is typed any more


def test_what_came_in_while_a_rating_was_typed_is_not_replaced_by_it(province: Laptop) -> None:
    with province.open() as db:
        opened = rating_.open_book(db)
        rating_.type_in(db, opened, OVERALL, 2)
        rating_.rate(db, opened, OVERALL, 5)  # another computer's, which this one did not show
        rating_.sign(db)
        assert rating_.open_book(db).entered.ratings[OVERALL].levels == (2, 5)


def test_typing_what_stands_already_signs_nothing(province: Laptop) -> None:
    with province.open() as db:
        rating_.rate(db, rating_.open_book(db), OVERALL, 5)
        opened = rating_.open_book(db)
        for level in (3, 5):
            rating_.type_in(db, opened, OVERALL, level)
        assert rating_.open_book(db).unsigned == ()
        assert not rating_.sign(db)


def test_a_survey_value_is_entered_whole_with_its_source(province: Laptop) -> None:
    with province.open() as db:
        opened = rating_.open_book(db)
        rating_.enter(db, opened, Role.VALUE, PREVALENCE, Typed("៦១,៥ %", Unit.PERCENT, "CDHS 2027", "1-14"))
        ((key, (value,)),) = rating_.open_book(db).entered.values.items()
        assert key == (Role.VALUE, PREVALENCE)
        assert (str(value.amount), value.unit, value.area) == ("61.5", Unit.PERCENT, "kh.04")
        assert (value.source.say("km"), value.note and value.note.say("km")) == ("CDHS 2027", "1-14")
        rating_.take_back(db, rating_.open_book(db), Role.VALUE, PREVALENCE)
        assert rating_.open_book(db).entered.values == {}
        with pytest.raises(rating_.NobodyEntered):
            rating_.take_back(db, rating_.open_book(db), Role.VALUE, PREVALENCE)


def test_values_that_differ_never_mix_one_number_with_another_source(province: Laptop) -> None:
    with province.open() as db:
        opened = rating_.open_book(db)
        for amount, source in (("60", "First survey"), ("70", "Second survey")):
            rating_.enter(db, opened, Role.TARGET, PREVALENCE, Typed(amount, Unit.PERCENT, source))
        ((_, values),) = rating_.open_book(db).entered.values.items()
        assert {(str(value.amount), value.source.en) for value in values} == {
            ("60", "First survey"),
            ("70", "Second survey"),
        }


@pytest.mark.parametrize(
    ("about", "amount", "unit", "source", "problem"),
    [
        (About("nothing", "2027"), "60", Unit.PERCENT, "A survey", rating_.NoSuchTopic),
        (About("I1", "27"), "60", Unit.PERCENT, "A survey", rating_.NotASurveyYear),
        (PREVALENCE, "120", Unit.PERCENT, "A survey", rating_.NotASurveyValue),
        (PREVALENCE, "6.1.2", Unit.PERCENT, "A survey", rating_.NotASurveyValue),
        (PREVALENCE, "many", Unit.NUMBER, "A survey", rating_.NotASurveyValue),
        (PREVALENCE, "13.5", Unit.NUMBER, "A survey", rating_.NotASurveyValue),
        (About("4a", "2027"), "3", Unit.STATUS, "A survey", rating_.NotASurveyValue),
        (PREVALENCE, "60", Unit.PERCENT, "  ", rating_.SourceIsMissing),
    ],
)
def test_what_is_no_survey_value_changes_nothing(
    province: Laptop, about: About, amount: str, unit: Unit, source: str, problem: type[UserError]
) -> None:
    with province.open() as db:
        with pytest.raises(problem):
            rating_.enter(db, rating_.open_book(db), Role.VALUE, about, Typed(amount, unit, source))
        assert registers.live(db, Book.RATING) == {}


@pytest.mark.parametrize(
    ("rated", "level"),
    [(OVERALL, 7), (OVERALL, 0), (Rated(2031, "2"), 5), (Rated(2027, "6"), 5), (Rated(2027, "2", "luck"), 5)],
)
def test_what_cannot_be_rated_changes_nothing(province: Laptop, rated: Rated, level: int) -> None:
    with province.open() as db:
        with pytest.raises(rating_.NothingSuchToRate):
            rating_.rate(db, rating_.open_book(db), rated, level)
        assert registers.live(db, Book.RATING) == {}


def test_only_a_secretariat_rates_itself_and_what_is_under_it(
    province: Laptop, known_once: dict[str, Laptop], tmp_path: Path
) -> None:
    with province.open() as db:
        below = rating_.open_book(db, "0401")
        rating_.rate(db, below, OVERALL, 4)
        assert rating_.open_book(db, "0401").entered.ratings[OVERALL].level == 4
        assert rating_.open_book(db).entered.ratings == {}
        with pytest.raises(OnlySecretariat):
            rating_.open_book(db, "05")
    commune = known_once["commune"].copy_to(tmp_path / "commune")
    with commune.open() as db, pytest.raises(OnlySecretariat):
        rating_.open_book(db)


def test_the_figures_of_the_plan_are_there_from_the_start() -> None:
    topics = {topic.code: topic for topic in rating_.situation().topics}
    punished = topics["punished"].values[0]
    assert (str(punished.amount), punished.about.when, topics["punished"].indicator) == (
        "66",
        "2021-22",
        "I1",
    )
    assert [rating.level for rating in rating_.situation().earlier] == [5, 5, 5, 4, 3, 3]
