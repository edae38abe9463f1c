"""Who reviews a report sees that its attachments have not all come."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.overview import Overview
from desktop.ui.review_report import ReviewReport
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, Laptop
from tests.sync.test_parts_contract import attach

Named = Callable[[str], Laptop]


def test_the_review_says_how_many_attachments_have_not_come(
    qtbot: QtBot, known: Named, tmp_path: Path
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    attach(commune, 1_000)
    attach(commune, 2_000, "attachment:2")
    commune.submit()
    *figures, photo, _other = commune.write(tmp_path)
    province.merge(*figures, photo)
    here = Hand(qtbot, province)
    here.unlock(PASSPHRASE)
    overview = here.frame.go("overview")
    assert isinstance(overview, Overview)
    here.wait(lambda: overview.found is not None)
    overview.open_report(commune.report())
    review = here.frame.shown
    assert isinstance(review, ReviewReport)
    here.wait(lambda: review.found is not None and review.warning.isVisible())
    assert "Attachments that have not come yet: 1 of 2." in review.warning.text()
    here.close()
