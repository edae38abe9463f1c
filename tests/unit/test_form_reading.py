"""Whatever stands in a form: what is sure is read as it was meant, and what is not can always be left out."""

import random
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.blank_form import choices, members, reasons, stages
from desktop.domain.filled_form import FilledForm, FilledRow, Found, Nature
from desktop.domain.form import Form, form
from desktop.domain.form_reading import read
from desktop.domain.measure import DIMENSIONS, Kind
from desktop.domain.report import Answer, Reason, ReportKey, ReportView
from desktop.i18n.digits import khmer_digits
from desktop.storage import measures, org_units, plans

WRITTEN = (
    str,
    khmer_digits,
    lambda text: f"{int(text):,}",
    lambda text: khmer_digits(f"{int(text):,}".replace(",", ".")),
)


@cache
def asked() -> Form:
    unit = next(unit for unit in org_units.gazetteer() if unit.code == "040101")
    return form(plans.plan(), measures.measures(), unit, ReportKey(unit.id, "2026Q3"))


@cache
def keys() -> tuple[str, ...]:
    """Cells that no check compares with one another."""
    return tuple(cell.key for cell in asked().asked() if not asked().measures[cell.measure].tally)


def row(place: int, key: str, answer: Found, reason: str = "") -> FilledRow:
    why = Found(f"A!D{place}", Nature.TEXT if reason else Nature.EMPTY, reason)
    return FilledRow({"cell": Found(f"A!A{place}", Nature.TEXT, key), "answer": answer, "reason": why})


@st.composite
def meant(draw: st.DrawFn) -> tuple[dict[str, Answer], list[FilledRow]]:
    """Answers, and rows in which they are written in one of the ways people write."""
    answers: dict[str, Answer] = {}
    rows = []
    for place, key in enumerate(draw(st.lists(st.sampled_from(keys()), unique=True, max_size=12))):
        kind = asked().measures[key.split(":")[1]].kind
        text, reason = "", ""
        if kind is Kind.TEXT:
            answers[key] = text = draw(st.sampled_from(("ផ្លូវពិបាក", "- a\n=1+1", "0012", "12/3")))
        elif draw(st.booleans()):
            number = draw(st.integers(0, len(reasons().codes) - 1))
            answers[key] = Reason(reasons().codes[number])
            reason = draw(
                st.sampled_from(
                    (
                        reasons().words[number].km,
                        reasons().words[number].en.upper(),
                        reasons().shown()[number],
                    )
                )
            )
        elif offered := choices(kind):
            number = draw(st.integers(0, len(offered.codes) - 1))
            answers[key], text = offered.codes[number], offered.shown()[number]
        else:
            number = draw(st.integers(0, 10**12))
            answers[key], text = number, draw(st.sampled_from(WRITTEN))(str(number))
        rows.append(
            row(place, key, Found(f"A!C{place}", Nature.TEXT if text else Nature.EMPTY, text), reason)
        )
    random.Random(draw(st.integers(0, 99))).shuffle(rows)
    return answers, rows


ANYTHING = st.one_of(
    st.builds(lambda text: (Nature.TEXT, text, None), st.text(max_size=12)),
    st.builds(lambda number: (Nature.NUMBER, repr(number), float(number)), st.floats() | st.integers(-9, 99)),
    st.sampled_from([(nature, "x", None) for nature in Nature if nature.value not in ("empty", "number")]),
    st.just((Nature.EMPTY, "", None)),
)  # fmt: skip


@st.composite
def anything(draw: st.DrawFn) -> list[FilledRow]:
    """Rows as nobody meant them: codes twice, none, unknown, half lines of cases, cells of every nature."""
    rows = []
    offered = {"stage": stages(asked())} | {
        name: members(asked().measures.dimensions[name]) for name in DIMENSIONS
    }
    for place in range(draw(st.integers(0, 10))):
        answer = Found(f"A!C{place}", *draw(ANYTHING))
        if draw(st.booleans()):
            key = draw(
                st.sampled_from((*keys()[:6], *stages(asked()).codes, "", "9.9.9:x", "narrative:challenges"))
            )
            rows.append(row(place, str(key), answer, draw(st.sampled_from(("", "not known", "other")))))
            continue
        cells = {"number": answer}
        for column, (name, each) in enumerate(offered.items()):
            text = draw(st.sampled_from((*each.shown()[:2], "")))
            cells[name] = Found(f"B!{column}{place}", Nature.TEXT if text else Nature.EMPTY, text)
        rows.append(FilledRow(cells))
    return rows


EMPTY = ReportView(ReportKey("kh.040101", "2026Q3"))


@settings(max_examples=60, deadline=None)
@given(meant())
def test_what_is_sure_is_read_as_it_was_meant(one: tuple[dict[str, Answer], list[FilledRow]]) -> None:
    answers, rows = one
    found = read(asked(), EMPTY, {}, FilledForm({}, tuple(rows)))
    told = {doubt.message for doubt in found.must if "part" not in doubt.facts and "first" not in doubt.facts}
    assert not told
    assert found.answers == answers


@settings(max_examples=50, deadline=None)
@given(anything())
def test_whatever_stands_there_each_doubt_has_an_address_and_leaving_them_out_settles_all(
    rows: list[FilledRow],
) -> None:
    filled = FilledForm({}, tuple(rows))
    left: set[str] = set()
    for _step in range(50):
        found = read(asked(), EMPTY, {}, filled, left)
        if not found.must:
            break
        places = {doubt.place for doubt in found.must}
        assert all(places)
        assert not places & left
        left |= places
    else:
        raise AssertionError("leaving out did not come to an end")
    assert all(not isinstance(answer, int) or answer >= 0 for answer in found.answers.values())
    again = read(asked(), EMPTY, {}, filled, left)
    assert again.answers == found.answers
