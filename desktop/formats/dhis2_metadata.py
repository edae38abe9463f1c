"""The metadata that a DHIS2 needs before it takes the values in: what, who, how split, in which set."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from desktop.domain.extract import Extract
from desktop.domain.measure import DIMENSIONS, Kind, Measures, Member, OverTime
from desktop.domain.org_unit import OrgUnit
from desktop.domain.plan import Text
from desktop.formats.dhis2_elements import SOURCE, WHOLE, Element, Form, combos
from desktop.formats.dhis2_names import DEFAULT_COMBO, FIRST_DAY, coded, office_codes, uid
from desktop.formats.guarded import guarded
from desktop.i18n.words import mark, say

Tree = dict[str, object]
SHORT, LONG = 50, 230  # letters of a short name and of a name

OF_AREA = mark(
    "Describes the whole area of an office: an office above and those below say the same things, "
    "so compare levels, do not add them up."
)
NOT_SHOWN = mark("Where no value stands, the count is not shown: it may be fewer than ten, also none.")
SETS = {
    (Form.REPORT, "Monthly"): mark("Progress report of a month"),
    (Form.REPORT, "Quarterly"): mark("Progress report of a quarter"),
    (Form.YEAR, "Yearly"): mark("Targets and planned budget of a year"),
    (Form.SHARED, "Monthly"): mark("Counts of children for sharing, of a month"),
    (Form.SHARED, "Quarterly"): mark("Counts of children for sharing, of a quarter"),
    (Form.SHARED, "SixMonthly"): mark("Counts of children for sharing, of half a year"),
    (Form.SHARED, "Yearly"): mark("Counts of children for sharing, of a year"),
}
_VALUE_TYPES = {Kind.YES_NO: "BOOLEAN", Kind.TEXT: "LONG_TEXT"}


def metadata(extract: Extract, elements: Mapping[str, Element]) -> Tree:
    """Everything the values name; what is named stands before what names it."""
    lists = dict(_lists(extract.measures))
    return {
        "organisationUnits": list(_offices(extract.offices)),
        "categoryOptions": [_option(name, each) for name, (_, found) in lists.items() for each in found],
        "categories": [_category(name, label, found) for name, (label, found) in lists.items()],
        "categoryCombos": [_combo(name, inside) for name, inside in combos().items()],
        "categoryOptionCombos": [
            _option_combo(name, inside, choice)
            for name, inside in combos().items()
            for choice in itertools.product(*(lists[each][1] for each in inside))
        ],
        "dataElements": [_element(each) for each in elements.values()],
        "dataSets": [_set(form, kind, words, extract, elements) for (form, kind), words in SETS.items()],
    }


def set_code(form: Form, kind: str) -> str:
    return f"{form.value}_{kind.lower()}"


def option_combo(combo: str, split: str) -> str:
    """The identifier of one way through the lists, as `girl` in `sex` or a whole split of cases."""
    return uid("categoryOptionCombo", f"{combo}:{split}")


def _lists(measures: Measures) -> Iterator[tuple[str, tuple[Text, tuple[Member, ...]]]]:
    yield SOURCE, (Text(say("en", OF_MONEY), say("km", OF_MONEY)), measures.resource_sources)
    for name in DIMENSIONS:
        yield name, (measures.dimensions[name].label, measures.dimensions[name].members)


OF_MONEY = mark("Source of the money")


def _offices(offices: Iterable[OrgUnit]) -> Iterator[Tree]:
    found = tuple(offices)
    codes = office_codes(found)
    for unit in found:
        yield {
            "id": uid("organisationUnit", unit.id),
            "code": codes[unit.id],
            **_names(Text(unit.name_en, unit.name_km), unit.name_en),
            "openingDate": unit.valid_from.isoformat() if unit.valid_from else FIRST_DAY,
            **({"closedDate": unit.valid_to.isoformat()} if unit.valid_to else {}),
            **({"parent": {"id": uid("organisationUnit", unit.parent)}} if unit.parent else {}),
        }


def _option(name: str, member: Member) -> Tree:
    code = f"{name}_{member.code}"
    return {"id": uid("categoryOption", code), "code": coded(code), **_names(member.label, code)}


def _category(name: str, label: Text, found: Iterable[Member]) -> Tree:
    return {
        "id": uid("category", name),
        "code": coded(name),
        **_names(label, coded(name)),
        "dataDimension": True,
        "dataDimensionType": "DISAGGREGATION",
        "categoryOptions": [_ref("categoryOption", f"{name}_{each.code}") for each in found],
    }


def _combo(name: str, inside: Iterable[str]) -> Tree:
    return {
        "id": uid("categoryCombo", name),
        "code": coded(name),
        "name": coded(name),
        "dataDimensionType": "DISAGGREGATION",
        "skipTotal": False,
        "categories": [_ref("category", each) for each in inside],
    }


def _option_combo(combo: str, inside: Iterable[str], choice: Iterable[Member]) -> Tree:
    members = tuple(choice)
    split = ".".join(each.code for each in members)
    return {
        "id": option_combo(combo, split),
        "code": f"{coded(combo)}_{option_combo(combo, split)}",
        "name": ", ".join(each.label.en for each in members),
        "categoryCombo": _ref("categoryCombo", combo),
        "categoryOptions": [
            _ref("categoryOption", f"{name}_{each.code}") for name, each in zip(inside, members, strict=True)
        ],
    }


def _element(each: Element) -> Tree:
    told = [NOT_SHOWN] if each.form is Form.SHARED else [OF_AREA] if each.area else []
    return {
        "id": uid("dataElement", each.code),
        "code": coded(each.code),
        **_names(each.name, each.code),
        **({"description": say("en", told[0])} if told else {}),
        "domainType": "AGGREGATE",
        "valueType": _VALUE_TYPES.get(each.kind, "INTEGER_ZERO_OR_POSITIVE"),
        "aggregationType": _aggregation(each),
        "zeroIsSignificant": True,
        "categoryCombo": {"id": DEFAULT_COMBO} if each.combo == WHOLE else _ref("categoryCombo", each.combo),
    }


def _aggregation(each: Element) -> str:
    """Rounded counts, texts and how far a step is cannot be added up; stocks take the last period."""
    if each.form is Form.SHARED or each.kind in (Kind.TEXT, Kind.STATUS):
        return "NONE"
    return "SUM" if each.over_time is OverTime.SUM else "LAST"


def _set(form: Form, kind: str, words: str, extract: Extract, elements: Mapping[str, Element]) -> Tree:
    code = set_code(form, kind)
    offices = extract.offices if form is Form.SHARED else extract.reporting
    return {
        "id": uid("dataSet", code),
        "code": coded(code),
        **_names(Text(say("en", words), say("km", words)), coded(code)),
        "periodType": kind,
        "categoryCombo": {"id": DEFAULT_COMBO},
        "dataSetElements": [
            {"dataElement": _ref("dataElement", each.code)} for each in elements.values() if each.form is form
        ],
        "organisationUnits": [_ref("organisationUnit", unit.id) for unit in offices],
    }


def _names(name: Text, short: str) -> Tree:
    """The name in English, in Khmer as a translation, and a short one; none is a formula."""
    return {
        "name": guarded(name.en)[:LONG],
        "shortName": guarded(short)[:SHORT],
        "translations": [{"property": "NAME", "locale": "km", "value": guarded(name.km)[:LONG]}],
    }


def _ref(kind: str, name: str) -> Tree:
    return {"id": uid(kind, name)}
