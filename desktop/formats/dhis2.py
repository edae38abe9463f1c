"""An extract for DHIS2: a ZIP of its metadata, its values, and which reports are complete."""

from collections.abc import Iterator, Mapping

import msgspec

from desktop.domain.extract import Extract
from desktop.domain.measure import Kind
from desktop.domain.shareable_cases import HOW_SHOWN
from desktop.domain.sheet import Grade
from desktop.domain.sheet_words import EXAMPLE
from desktop.formats.archive import bound
from desktop.formats.dhis2_elements import WHOLE, Element, Form, elements
from desktop.formats.dhis2_metadata import Tree, metadata, option_combo, set_code
from desktop.formats.dhis2_names import period_type, uid
from desktop.formats.dhis2_values import Datum, data, not_shown
from desktop.formats.guarded import guarded
from desktop.i18n.words import LANGUAGES, mark, say

HOW = mark(
    "First send metadata.json to /api/metadata, then dataValueSets.json to /api/dataValueSets, and "
    "completeDataSetRegistrations.json to /api/completeDataSetRegistrations."
)
ABSENT = mark("What is absent was not answered, or has no number. It is never 0.")
LISTED = mark("hidden.json lists the numbers that are not shown: <10 is fewer than ten, also none.")
EXACT = mark("An official copy with exact figures: for its receiver only, not to be shared.")


def dhis2(extract: Extract) -> bytes:
    """The ZIP. Identifiers are worked out from our codes, so every export has the same for the same thing."""
    known = elements(extract.plan, extract.measures)
    values = [_value(each, known[each.element]) for each in data(extract, known)]
    files = {
        "README.txt": _read_me(extract).encode(),
        "metadata.json": _json(metadata(extract, known)),
        "dataValueSets.json": _json({"dataValues": values}),
        "completeDataSetRegistrations.json": _json(
            {"completeDataSetRegistrations": list(_complete(extract))}
        ),
    }
    if extract.grade is Grade.SHAREABLE:
        files["hidden.json"] = _json({"hidden": list(_hidden(extract, known))})
    return bound(files)


def _value(datum: Datum, element: Element) -> Tree:
    return {**_where(datum, element), "value": _written(datum.value, element.kind)}


def _where(datum: Datum, element: Element) -> Tree:
    found: Tree = {
        "dataElement": uid("dataElement", datum.element),
        "period": datum.period,
        "orgUnit": uid("organisationUnit", datum.org_unit),
    }
    if element.combo != WHOLE:  # the other ones are of the combination that every DHIS2 has
        found["categoryOptionCombo"] = option_combo(element.combo, datum.split)
    return found


def _written(value: int | str, kind: Kind) -> str:
    if isinstance(value, str):
        return guarded(value)
    return ("false", "true")[value] if kind is Kind.YES_NO else str(value)


def _complete(extract: Extract) -> Iterator[Tree]:
    """The reports that have come."""
    for one in extract.standing.expected:
        kind, received = period_type(one.period), one.arrival.received
        if received and kind:
            yield {
                "dataSet": uid("dataSet", set_code(Form.REPORT, kind)),
                "period": one.period.code,
                "organisationUnit": uid("organisationUnit", one.unit.id),
                "date": received.isoformat(),
                "completed": True,
            }


def _hidden(extract: Extract, known: Mapping[str, Element]) -> Iterator[Tree]:
    for each in not_shown(extract, known):
        yield {**_where(each, known[each.element]), "shown": each.value}


def _read_me(extract: Extract) -> str:
    """What to do with the files, in both languages."""
    grade = (HOW_SHOWN, LISTED) if extract.grade is Grade.SHAREABLE else (EXACT,)
    words = (*((EXAMPLE,) if extract.is_example else ()), *grade, ABSENT, HOW)
    return "\n".join(f"{say(language, each)}\n" for language in LANGUAGES for each in words)


def _json(tree: Tree) -> bytes:
    return msgspec.json.format(msgspec.json.encode(tree), indent=1)
