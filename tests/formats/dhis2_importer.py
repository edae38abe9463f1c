"""Takes metadata and values in as DHIS2 does, and says what DHIS2 would refuse.

The rules are those of its documentation (web API: metadata, data values, ADX; dhis2-core pull request 21758
for category option combinations): identifiers, lengths, what must be unique, what must be there before it is
named, how periods and values of each type are written.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]

UID = re.compile(r"\A[a-zA-Z][a-zA-Z0-9]{10}\Z")
DAY = re.compile(r"\A\d{4}-\d{2}-\d{2}\Z")
DEFAULT_COMBO = "bjDvmb4bfuf"
PERIODS = {
    "Monthly": r"\A\d{4}(0[1-9]|1[0-2])\Z",
    "Quarterly": r"\A\d{4}Q[1-4]\Z",
    "SixMonthly": r"\A\d{4}S[12]\Z",
    "Yearly": r"\A\d{4}\Z",
}
VALUES = {
    "INTEGER_ZERO_OR_POSITIVE": r"\A(0|[1-9]\d*)\Z",
    "BOOLEAN": r"\A(true|false)\Z",
    "LONG_TEXT": r"(?s)\A.{1,50000}\Z",
}
AGGREGATIONS = {"SUM", "LAST", "NONE"}
MUST = {
    "organisationUnits": {"id", "name", "shortName", "openingDate"},
    "categoryOptions": {"id", "name", "shortName"},
    "categories": {"id", "name", "shortName", "dataDimensionType", "categoryOptions"},
    "categoryCombos": {"id", "name", "dataDimensionType", "categories"},
    "categoryOptionCombos": {"id", "name", "categoryCombo", "categoryOptions"},
    "dataElements": {
        "id",
        "name",
        "shortName",
        "domainType",
        "valueType",
        "aggregationType",
        "categoryCombo",
    },
    "dataSets": {"id", "name", "shortName", "periodType", "dataSetElements", "organisationUnits"},
}
UNIQUE = {
    "organisationUnits": ("id", "code"),
    "categoryOptions": ("id", "code", "name", "shortName"),
    "categories": ("id", "code", "name", "shortName"),
    "categoryCombos": ("id", "code", "name"),
    "categoryOptionCombos": ("id", "code"),
    "dataElements": ("id", "code", "name", "shortName"),
    "dataSets": ("id", "code", "name", "shortName"),
}


class Dhis2:
    """What was taken in. `problems` is empty where DHIS2 would take all of it."""

    def __init__(self, metadata: Tree) -> None:
        self.problems: list[str] = []
        self.kinds: dict[str, Tree] = {kind: {each["id"]: each for each in metadata[kind]} for kind in MUST}
        for kind, found in metadata.items():
            self._check_objects(kind, found)
        self._check_hierarchy(metadata["organisationUnits"])
        self._check_combos()
        self._check_elements()
        self._check_sets()

    def take_in(self, values: Tree) -> None:
        """Data values: each stands in a data set of its period's type that is assigned to its office."""
        seen: Counter[tuple[Any, ...]] = Counter()
        for value in values["dataValues"]:
            self._take_in(value)
            seen[
                tuple(value.get(key) for key in ("dataElement", "period", "orgUnit", "categoryOptionCombo"))
            ] += 1
        self._must(max(seen.values(), default=0) <= 1, "a value stands twice")

    def complete(self, registrations: Tree) -> None:
        for one in registrations["completeDataSetRegistrations"]:
            data_set = self.kinds["dataSets"].get(one["dataSet"])
            self._must(data_set is not None and DAY.match(one["date"]), f"registration {one}")
            if data_set:
                self._must(re.match(PERIODS[data_set["periodType"]], one["period"]), f"period {one}")
                self._must(one["organisationUnit"] in _ids(data_set["organisationUnits"]), f"office {one}")

    def _take_in(self, value: Tree) -> None:
        element = self.kinds["dataElements"].get(value["dataElement"])
        self._must(element is not None, f"no element for {value}")
        if element is None:
            return
        self._must(re.match(VALUES[element["valueType"]], value["value"]), f"not of its type: {value}")
        combo = value.get("categoryOptionCombo")
        if combo is None:
            self._must(element["categoryCombo"]["id"] == DEFAULT_COMBO, f"not split: {value}")
        else:
            option_combo = self.kinds["categoryOptionCombos"].get(combo)
            self._must(
                option_combo and option_combo["categoryCombo"] == element["categoryCombo"], f"split: {value}"
            )
        sets = [
            found
            for found in self.kinds["dataSets"].values()
            if {"dataElement": {"id": element["id"]}} in found["dataSetElements"]
            and re.match(PERIODS[found["periodType"]], value["period"])
            and value["orgUnit"] in _ids(found["organisationUnits"])
        ]
        self._must(len(sets) == 1, f"in {len(sets)} data sets: {value}")

    def _check_objects(self, kind: str, found: list[Tree]) -> None:
        for each in found:
            self._must(MUST[kind] <= each.keys(), f"{kind} lacks {MUST[kind] - each.keys()}")
            self._must(UID.match(each["id"]), f"identifier {each['id']}")
            for name, most in (("name", 230), ("shortName", 50), ("code", 50)):
                self._must(0 < len(each.get(name, "x")) <= most, f"{name} of {each.get(name)}")
            for words in each.get("translations", ()):
                self._must(words["property"] == "NAME" and words["value"], f"translation of {each['id']}")
        for name in UNIQUE[kind]:
            twice = [value for value, n in Counter(each[name] for each in found).items() if n > 1]
            self._must(not twice, f"{kind}: {name} twice: {twice}")

    def _check_hierarchy(self, offices: list[Tree]) -> None:
        before: set[str] = set()
        for office in offices:
            parent = office.get("parent", {}).get("id")
            self._must(parent is None if not before else parent in before, f"parent of {office['code']}")
            self._must(DAY.match(office["openingDate"]), f"opening day of {office['code']}")
            before.add(office["id"])

    def _check_combos(self) -> None:
        """Every combination of options is there, and none beside (newer ones refuse others)."""
        by_combo: dict[str, Counter[frozenset[str]]] = {}
        for each in self.kinds["categoryOptionCombos"].values():
            by_combo.setdefault(each["categoryCombo"]["id"], Counter())[_ids(each["categoryOptions"])] += 1
        for combo in self.kinds["categoryCombos"].values():
            lists = [
                self.kinds["categories"][each]["categoryOptions"] for each in _in_order(combo["categories"])
            ]
            wanted = Counter(_ids(choice) for choice in itertools.product(*lists))
            self._must(by_combo.pop(combo["id"], None) == wanted, f"combinations of {combo['code']}")
            for option in itertools.chain(*lists):
                self._must(option["id"] in self.kinds["categoryOptions"], f"option {option}")
        self._must(not by_combo, "combinations of nothing")

    def _check_elements(self) -> None:
        combos = {DEFAULT_COMBO, *self.kinds["categoryCombos"]}
        for each in self.kinds["dataElements"].values():
            self._must(each["categoryCombo"]["id"] in combos, f"combo of {each['code']}")
            self._must(each["valueType"] in VALUES, f"type of {each['code']}")
            self._must(each["aggregationType"] in AGGREGATIONS, f"aggregation of {each['code']}")
            self._must(each["domainType"] == "AGGREGATE", f"domain of {each['code']}")
            self._must(each["zeroIsSignificant"], f"0 would be dropped for {each['code']}")

    def _check_sets(self) -> None:
        held: set[str] = set()
        for each in self.kinds["dataSets"].values():
            elements = {found["dataElement"]["id"] for found in each["dataSetElements"]}
            self._must(
                elements and elements <= self.kinds["dataElements"].keys(), f"elements of {each['code']}"
            )
            self._must(_ids(each["organisationUnits"]) <= self.kinds["organisationUnits"].keys(), "offices")
            self._must(each["periodType"] in PERIODS, f"period type of {each['code']}")
            held |= elements
        self._must(held == self.kinds["dataElements"].keys(), "an element stands in no data set")

    def _must(self, holds: object, problem: str) -> None:
        if not holds:
            self.problems.append(problem)


def _ids(found: Any) -> frozenset[str]:
    return frozenset(each["id"] for each in found)


def _in_order(found: list[Tree]) -> Iterator[str]:
    return (each["id"] for each in found)
