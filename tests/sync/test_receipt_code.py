"""The receipt as a page: both offices read the same short code off it, and it holds no figure."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.actions import receipt
from desktop.domain.receipt_sheet import short_code
from desktop.domain.sheet import Grade
from desktop.printing import paper
from tests.sync.laptops import Laptop

Laptops = Callable[[str], Laptop]
names = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1, max_size=4)


def test_an_office_and_its_secretariat_read_the_same_code(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    key = commune.submit()
    with commune.open() as db, pytest.raises(receipt.NoReceipt):
        receipt.sheet(db, key)
    for laptop in (commune, province, commune):
        laptop.exchange(tmp_path / "post")
    codes = []
    for laptop in (commune, province):
        with laptop.open() as db:
            codes.append(receipt.code(db, key))
            page = receipt.sheet(db, key, "en", "latin")
            assert page.grade is Grade.OPEN
            assert codes[-1] in repr(page)
            assert paper.pdf(receipt.sheet(db, key, "km", "khmer")).startswith(b"%PDF")
    assert codes[0] == codes[1] != ""


@given(names, st.randoms())
def test_the_code_does_not_depend_on_order_or_repetition(records: list[str], chance: object) -> None:
    shuffled = [*records, records[0]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    code = short_code(records)
    assert short_code(shuffled) == code
    assert len(code) == 7
    assert code[4] == "-"
    assert not set(code) & set("ILOU")
