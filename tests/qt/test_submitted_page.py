"""What a submitted report says of its way: to send it while it is only here, and no more when it arrived."""

from collections.abc import Callable
from pathlib import Path

from desktop.actions import trust
from desktop.ui.contents import REVIEW
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop


def page(here: Hand) -> ReviewPage:
    form = here.form(PERIOD, REVIEW)
    assert isinstance(form.page, ReviewPage)
    here.wait()
    return form.page


def test_a_report_asks_to_be_sent_until_it_was_and_the_receipt_ends_it(
    hand: Callable[[str], Hand], known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here, province, hub = hand("commune"), known("province"), tmp_path / "hub"
    here.laptop.fill()
    here.laptop.submit()
    here.unlock(PASSPHRASE)
    assert page(here).under.text().endswith("Send it when you can.")
    assert page(here).send.isVisible()
    here.laptop.exchange(hub)
    province.exchange(hub)
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    province.exchange(hub)
    here.laptop.exchange(hub)
    here.frame.go("home")
    assert page(here).under.text() == "The secretariat has it. Nothing more is to be done."
    assert not page(here).send.isVisible()
    assert page(here).sign.isVisible()
