"""All records of a store as one JSON document that anybody can check: docs/formats.md, records.schema.json.

Every record stands there twice: as the exact bytes that were signed, and as what they say.
"""

import base64
from collections.abc import Iterable, Iterator

import msgspec

from desktop.domain.record import Signed
from desktop.formats.dhis2 import EXACT
from desktop.i18n.words import say

FORMAT = "tumpeang records 1"
Tree = dict[str, object]


def records_json(office: str, purpose: str, found: Iterable[Signed]) -> bytes:
    """The document, with records in the order of their names: how they came here does not matter.

    `purpose` is the line that stands before a record's bytes when they are signed.
    """
    whole: Tree = {
        "format": FORMAT,
        "notice": say("en", EXACT),
        "notice_km": say("km", EXACT),
        "office": office,
        "signed_after": purpose,
        "records": list(_records(found)),
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def _records(found: Iterable[Signed]) -> Iterator[Tree]:
    for signed in sorted(found, key=lambda each: each.record.name):
        record, content = signed.record, signed.content.decode()
        yield {
            "name": record.name,
            "kind": record.kind,
            "office": record.org_unit,
            "device": record.device,
            "made_at": record.made_at,
            "says": msgspec.json.decode(content)["body"],
            "content": content,
            "signature": base64.b64encode(signed.signature).decode(),
        }
