"""There is one way to write a record, and only its author can sign it."""

import hashlib
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.record import Body, Decision, Device, Grant, Receipt, Submission, Verdict
from desktop.domain.report import Reason, ReportKey
from desktop.sync import record
from desktop.sync.record import RecordIsWrong
from tests.sync.forging import canonical, header, name_of, signed, submission

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
UNIT = "kh.040101"
RELEASED = "425ac2e657db6a474ca9802556daeb12db9a2a937f6189c7e8c31d9cdc8526e8"  # for ever: records name it
NOW, SALT = "2026-09-30T01:02:03Z", "0123456789abcdef" * 2

names = st.binary(min_size=32, max_size=32).map(bytes.hex)
cell_keys = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_.\-]{0,20}:[a-z_]{1,20}(:[a-z0-9.\-]{1,40})?\Z")
texts = st.text(st.characters(codec="utf-8"), max_size=80)
answers = st.one_of(st.integers(0, 10**15), texts, st.sampled_from(Reason), st.none())
reports = st.builds(
    ReportKey, st.sampled_from([UNIT, "kh.04"]), st.sampled_from(["2026Q3", "2026", "202609"])
)
bodies = st.one_of(
    st.builds(
        Submission,
        reports,
        texts,
        st.dictionaries(cell_keys, answers, max_size=8),
        st.dictionaries(cell_keys, st.lists(names, min_size=1, max_size=3).map(tuple), max_size=4),
    ),
    st.builds(
        Decision,
        reports,
        st.sampled_from(Verdict),
        texts,
        st.lists(names, max_size=3).map(tuple),
        texts,
        st.dictionaries(cell_keys, texts, max_size=3),
    ),
    st.builds(Device, st.just("age1" + "q" * 58), st.just("age1" + "p" * 58), texts),
    st.builds(Grant, st.just(name_of(OTHER)), st.just(UNIT), st.booleans()),
    st.builds(Receipt, st.lists(names, max_size=3).map(tuple)),
)


@settings(max_examples=60, deadline=None)
@given(bodies)
def test_what_is_signed_is_read_back_as_it_was(body: Body) -> None:
    made = record.sign(KEY, body, UNIT, NOW, SALT)
    read = record.verify(made.content, made.signature)
    assert read == made
    assert read.record.body == body
    assert type_of_answers(read.record.body) == type_of_answers(body)
    assert record.trusted(made.content) == made.record


def type_of_answers(body: Body | None) -> dict[str, type]:
    """0 and False, 1 and True are equal in Python; in a record they must not become each other."""
    cells = body.cells if isinstance(body, Submission) else {}
    return {cell: type(answer) for cell, answer in cells.items()}


def test_a_record_is_named_by_the_digest_of_its_bytes_and_written_as_the_format_says() -> None:
    body = Submission(ReportKey(UNIT, "2026Q3"), "Example officer", {"2.3.1:sessions": 3, "a:b": None})
    made = record.sign(KEY, body, UNIT, NOW, SALT)
    by_hand = header(
        KEY,
        UNIT,
        "submission",
        submission(UNIT, {"2.3.1:sessions": 3, "a:b": None}),
        salt=SALT,
    )
    assert made.content == canonical(by_hand)
    assert made.record.name == hashlib.sha256(canonical(by_hand)).hexdigest() == RELEASED


RIGHT = canonical(header(KEY, UNIT, "submission", submission(UNIT, {"2.3.1:sessions": 3, "b:c": "ត"})))
OTHER_SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "a space": lambda content: content.replace(b":3", b": 3"),
    "a line break at the end": lambda content: content + b"\n",
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "indented": lambda content: json.dumps(json.loads(content), indent=1).encode(),
    "its keys in another order": lambda content: (
        b'{"salt":"%b",' % (b"0" * 32)
        + content.removeprefix(b"{").replace(b',"salt":"' + b"0" * 32 + b'"', b"")
    ),
    "a key twice": lambda content: content.replace(b'"b:c":', b'"b:c":"x","b:c":'),
    "its salt twice": lambda content: content[:-1] + b',"salt":"' + b"0" * 32 + b'"}',
    "a number as 3.0": lambda content: content.replace(b":3,", b":3.0,"),
    "a number as 3e0": lambda content: content.replace(b":3,", b":3e0,"),
    "a number as 03": lambda content: content.replace(b":3,", b":03,"),
    "a number as -0": lambda content: content.replace(b":3,", b":-0,"),
    "true for a number": lambda content: content.replace(b":3,", b":true,"),
    "a number below zero": lambda content: content.replace(b":3,", b":-3,"),
    "a number without end": lambda content: content.replace(b":3,", b":" + b"9" * 400 + b","),
    "NaN": lambda content: content.replace(b":3,", b":NaN,"),
    "an escaped letter": lambda content: content.replace("ត".encode(), rb"\u178f"),
    "half a surrogate": lambda content: content.replace("ត".encode(), rb"\ud800"),
    "broken UTF-8": lambda content: content.replace("ត".encode(), b"\xe1\x9e"),
    "a field nobody knows": lambda content: content.replace(b'"format"', b'"else":1,"format"'),
    "an unknown field in its body": lambda content: content.replace(b'"person"', b'"else":1,"person"'),
    "an empty list that is left out": lambda content: content.replace(b'"unit"', b'"replaces":{},"unit"'),
    "a cell without a measure": lambda content: content.replace(b'"b:c"', b'"narrative"'),
    "a cell of four parts": lambda content: content.replace(b'"b:c"', b'"b:c:d:e"'),
    "a replaced cell without a measure": lambda content: content.replace(
        b'"unit"', b'"replaces":{"narrative":["%b"]},"unit"' % (b"0" * 64)
    ),
    "a cell with a line break": lambda content: content.replace(b'"b:c"', b'"b:c\\n"'),
    "a reason nobody knows": lambda content: content.replace(b":3,", b':{"why":"tired"},'),
    "an office in capitals": lambda content: content.replace(b"kh.040101", b"KH.040101"),
    "Khmer digits for a period": lambda content: content.replace(b"2026Q3", "២០២៦Q3".encode()),
    "a list for a cell": lambda content: content.replace(b":3,", b":" + b"[" * 50_000 + b"]" * 50_000 + b","),
    "nothing at all": lambda content: b"",
    "only the start": lambda content: content[: len(content) // 2],
    "a list around it": lambda content: b"[" + content + b"]",
}


@pytest.mark.parametrize("how", OTHER_SPELLINGS)
def test_a_record_written_in_another_way_is_refused_though_its_author_signed_it(how: str) -> None:
    assert record.verify(*signed(KEY, RIGHT))
    other = OTHER_SPELLINGS[how](RIGHT)
    assert other != RIGHT, "the spelling changed nothing, so this would test nothing"
    with pytest.raises(RecordIsWrong):
        record.verify(*signed(KEY, other))


def test_every_bit_of_a_record_and_of_its_signature_is_signed() -> None:
    content, signature = signed(KEY, RIGHT)
    for which in (0, 1):
        for at in range(len((content, signature)[which])):
            parts = [bytearray(content), bytearray(signature)]
            parts[which][at] ^= 1 << at % 8
            with pytest.raises(RecordIsWrong):
                record.verify(bytes(parts[0]), bytes(parts[1]))


@pytest.mark.parametrize(
    "purpose", [b"", b"tumpeang office card 1\n", b"tumpeang record 2\n", b"tumpeang record 1"]
)
def test_a_signature_for_another_purpose_is_none(purpose: bytes) -> None:
    with pytest.raises(RecordIsWrong):
        record.verify(*signed(KEY, RIGHT, purpose))


def test_a_signature_by_another_device_is_none() -> None:
    with pytest.raises(RecordIsWrong):
        record.verify(*signed(OTHER, RIGHT))


def test_a_device_has_one_name_only() -> None:
    """The last letter of a key has two spare bits; another letter there would be the same key."""
    name = name_of(KEY)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    alias = f"{name[:42]}{alphabet[alphabet.index(name[42]) + 1]}="
    with pytest.raises(RecordIsWrong):
        record.verify(*signed(KEY, canonical(header(KEY, UNIT, "receipt", {"records": []}, device=alias))))


def test_a_kind_that_is_not_known_here_is_read_and_not_understood() -> None:
    content = canonical(header(KEY, UNIT, "poem", {"lines": 5}))
    read = record.verify(*signed(KEY, content))
    assert (read.record.kind, read.record.body) == ("poem", None)
    assert read.content == content


def test_the_fingerprint_of_a_device_is_six_pairs_of_digits_and_always_the_same() -> None:
    assert record.fingerprint(name_of(KEY)) == record.fingerprint(name_of(KEY))
    assert record.fingerprint(name_of(KEY)) != record.fingerprint(name_of(OTHER))
    assert [len(pair) for pair in record.fingerprint(name_of(KEY)).split("-")] == [2] * 6
