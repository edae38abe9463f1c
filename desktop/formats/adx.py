"""An extract as ADX, the Aggregate Data Exchange of IHE (QRPH, `urn:ihe:qrph:adx:2015`).

A group holds the values of one office, period and data set; every value is a number, and what splits it
stands in attributes named like the lists. Codes are those of the metadata for DHIS2 (`dhis2.py`).
"""

import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from desktop.domain.extract import Extract
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.shareable_cases import HOW_SHOWN
from desktop.domain.sheet import Grade
from desktop.errors import UserError
from desktop.formats.dhis2 import ABSENT, EXACT
from desktop.formats.dhis2_elements import Element, elements
from desktop.formats.dhis2_metadata import set_code
from desktop.formats.dhis2_names import coded, office_codes
from desktop.formats.dhis2_values import Datum, data, not_shown, set_of
from desktop.i18n.words import mark, say

NAMESPACE = "urn:ihe:qrph:adx:2015"
_LENGTHS = {
    PeriodKind.MONTH: "P1M",
    PeriodKind.QUARTER: "P3M",
    PeriodKind.SEMESTER: "P6M",
    PeriodKind.YEAR: "P1Y",
}
Group = tuple[str, str, str]  # the codes of office and data set, and the period between them


class NoNumbers(UserError):
    message = mark(
        "No number that was reported about {period} may stand in this file. Nothing was written. "
        "Choose a longer period, or another file."
    )


def adx(extract: Extract) -> bytes:
    """The XML. Texts are left out, since every value of ADX is a number; so is what may not be shown.

    Raises `NoNumbers`: ADX has no message without a value.
    """
    known, codes = elements(extract.plan, extract.measures), office_codes(extract.offices)
    numbers = [each for each in data(extract, known) if isinstance(each.value, int)]
    if not numbers:
        raise NoNumbers(period=extract.period.code)
    out = io.BytesIO()
    xml = XMLGenerator(out, "UTF-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("adx", AttributesImpl(_head(extract, known)))

    def group(datum: Datum) -> Group:
        form, kind = set_of(datum, known)
        return codes[datum.org_unit], interval(ReportingPeriod(datum.period)), coded(set_code(form, kind))

    for (office, period, data_set), found in groupby(sorted(numbers, key=group), key=group):
        about = {"orgUnit": office, "period": period, "dataSet": data_set}
        xml.startElement("group", AttributesImpl(about))
        _values(xml, found, known)
        xml.endElement("group")
    xml.endElement("adx")
    xml.endDocument()
    return out.getvalue()


def interval(period: ReportingPeriod) -> str:
    """A period as ADX writes it: its first day and how long it is (ISO 8601)."""
    return f"{period.start.isoformat()}/{_LENGTHS[period.kind]}"


def _head(extract: Extract, known: Mapping[str, Element]) -> dict[str, str]:
    """When the newest report came in, and what is left out: attributes of our own are allowed here."""
    grade = HOW_SHOWN if extract.grade is Grade.SHAREABLE else EXACT
    said = [say("en", grade), say("en", ABSENT)]
    hidden = len(not_shown(extract, known))
    return {
        "xmlns": NAMESPACE,
        "exported": extract.as_of,
        "grade": extract.grade.value,
        "comment": " ".join(said),
        **({"notShown": str(hidden)} if hidden else {}),
    }


def _values(xml: XMLGenerator, found: Iterable[Datum], known: Mapping[str, Element]) -> None:
    for each in found:
        element = known[each.element]
        split = {coded(name): coded(f"{name}_{member}") for name, member in each.options(element)}
        attributes = {"dataElement": coded(each.element), **split, "value": str(each.value)}
        xml.startElement("dataValue", AttributesImpl(attributes))
        xml.endElement("dataValue")
