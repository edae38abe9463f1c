"""All records as JSON: checked by its schema, and every signature by means that are none of ours."""

import base64
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema import Draft202012Validator

from desktop.actions import exporting, review
from desktop.actions.releasing import ReceiverNeeded
from desktop.storage.database import writing
from desktop.sync.record import RecordIsWrong
from tests.sync.laptops import Laptop, record_names

DOCS = Path(__file__).resolve().parents[2] / "docs"
FORMULA = '=HYPERLINK("http://example.invalid";"x")'
Document = dict[str, Any]


@pytest.fixture
def province(known: Callable[[str], Laptop], tmp_path: Path) -> Laptop:
    """A province with a report, a decision about it, and receipts."""
    commune, province = known("commune"), known("province")
    commune.fill(narrative__challenges=FORMULA)
    commune.submit()
    province.merge(*commune.write(tmp_path))
    with province.open() as db:
        review.send_back(db, commune.report(), "Please look again.", {"2.3.1:sessions": "Why 1?"})
    return province


def exported(laptop: Laptop) -> tuple[bytes, Document]:
    with laptop.open() as db:
        content = exporting.export_records(db, "CNCC").content
    found: Document = json.loads(content)
    return content, found


def is_signed(document: Document, record: Document) -> bool:
    """By the description alone: the line, then the content, signed by the key that is the device's name."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(record["device"]))
    try:
        key.verify(
            base64.b64decode(record["signature"]),
            (document["signed_after"] + record["content"]).encode(),
        )
    except InvalidSignature:
        return False
    return True


def test_every_signature_verifies_and_every_name_is_the_hash_of_what_was_signed(province: Laptop) -> None:
    _, document = exported(province)
    with province.open() as db:
        assert {record["name"] for record in document["records"]} == set(record_names(db))
    for record in document["records"]:
        assert is_signed(document, record)
        assert hashlib.sha256(record["content"].encode()).hexdigest() == record["name"]
    assert {record["kind"] for record in document["records"]} >= {"submission", "decision", "grant", "device"}


def test_a_record_that_is_changed_by_a_letter_does_not_verify(province: Laptop) -> None:
    _, document = exported(province)
    for record in document["records"]:
        record["content"] = record["content"].replace('"format":1', '"format":2')
        assert not is_signed(document, record)


def test_what_a_record_says_is_what_was_signed(province: Laptop) -> None:
    _, document = exported(province)
    for record in document["records"]:
        signed = json.loads(record["content"])
        assert record["says"] == signed["body"]
        assert (record["kind"], record["office"], record["device"], record["made_at"]) == (
            signed["kind"],
            signed["org_unit"],
            signed["device"],
            signed["made_at"],
        )


def test_the_document_keeps_its_published_schema(province: Laptop) -> None:
    schema = json.loads((DOCS / "records.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    _, document = exported(province)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    document["records"][0]["signature"] = 5
    document["records"][-1]["office"] = "No office"
    assert len(list(Draft202012Validator(schema).iter_errors(document))) == 2


def test_a_formula_is_a_text_and_stands_as_it_was_signed(province: Laptop) -> None:
    _, document = exported(province)
    (said,) = (
        record["says"]["cells"]["narrative:challenges"]
        for record in document["records"]
        if "narrative:challenges" in record["says"].get("cells", {})
    )
    assert said == FORMULA


def test_the_same_records_give_the_same_bytes(province: Laptop) -> None:
    assert exported(province)[0] == exported(province)[0]


def test_records_leave_for_a_receiver_only(province: Laptop) -> None:
    with province.open() as db, pytest.raises(ReceiverNeeded):
        exporting.export_records(db, "  ")
    with province.open() as db:
        assert exporting.export_records(db, "CNCC").name == "04-records-all.json"


def test_a_record_that_is_not_genuine_does_not_leave(province: Laptop) -> None:
    with province.open() as db:
        with writing(db):
            db.conn.execute("DROP TRIGGER record_never_update")
            db.conn.execute("UPDATE record SET signature = zeroblob(64) WHERE kind = 'submission'")
        with pytest.raises(RecordIsWrong):
            exporting.export_records(db, "CNCC")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed here")
def test_openssl_verifies_a_submission_as_the_documentation_says(province: Laptop, tmp_path: Path) -> None:
    content, document = exported(province)
    (tmp_path / "records.json").write_bytes(content)
    name = next(record["name"] for record in document["records"] if record["kind"] == "submission")
    done = subprocess.run(
        [str(DOCS / "check-record.sh"), "records.json", name],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert "Signature Verified Successfully" in done.stdout, done.stderr
