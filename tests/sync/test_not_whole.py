"""How far a report is, and that it is nowhere shown as whole while a part of it is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import home, overview, printout, scorecard, stamp
from desktop.actions.home import OwnReport
from desktop.domain.overview import Square
from desktop.domain.period import ReportingPeriod
from desktop.domain.sheet import Paragraph, Sheet, Table
from desktop.domain.stage import Stage
from desktop.sync import exchange
from desktop.sync.batch import PART_SUFFIX
from desktop.sync.http_hub import HttpHub
from tests.hub.conftest import postgresql
from tests.sync.laptops import PERIOD, Laptop
from tests.sync.test_hub_contract import SESSIONS, Carrier, carrier
from tests.sync.test_parts_contract import LineBroke, attach

__all__ = ["carrier", "postgresql"]  # fixtures of another file
Laptops = Callable[[str], Laptop]


def own(laptop: Laptop) -> OwnReport:
    with laptop.open() as db:
        return home.show(db, PERIOD).in_hand


def seen(province: Laptop, of: Laptop) -> Square:
    with province.open() as db:
        grid = overview.grid(db, ReportingPeriod(PERIOD))
    key = of.report()
    (found,) = [square for line in grid.lines for square in line.squares if square.key == key]
    return found


def words(sheet: Sheet) -> str:
    texts = [block.text for block in sheet.blocks if isinstance(block, Paragraph)]
    cells = [
        str(cell)
        for block in sheet.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    return "\n".join([*texts, *cells])


def printed(province: Laptop, of: Laptop) -> tuple[str, str]:
    """The province's summary and the office's report, as the secretariat prints them."""
    with province.open() as db:
        summary = printout.province_summary_sheet(db, PERIOD, "en", "latin")
        report = printout.office_report_sheet(db, PERIOD, "en", "latin", org_unit=of.org_unit)
    return words(summary), words(report)


def lacking(province: Laptop, of: Laptop) -> tuple[int, str]:
    """How many reports lack something, and what the table of the scorecard says of this one."""
    with province.open() as db:
        card = scorecard.show(db, PERIOD)
    (line,) = [
        one for one in scorecard.as_csv(card).splitlines() if one.startswith(of.org_unit[3:] + ",")
    ]
    return scorecard.counts(card)["lacking"], line.split(",")[-1]


def without_parts(folder: Path) -> list[tuple[Path, bytes]]:
    """Take the pieces of attachments out of a folder."""
    found = [(path, path.read_bytes()) for path in folder.glob(f"*{PART_SUFFIX}")]
    for path, _content in found:
        path.unlink()
    return found


def test_a_report_whose_photo_has_not_come_is_nowhere_shown_as_whole(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    attach(commune)
    commune.submit()
    commune.exchange(tmp_path)
    taken = without_parts(tmp_path)
    province.exchange(tmp_path)
    commune.exchange(tmp_path)
    assert (own(commune).stage, own(commune).parts_out) == (Stage.TAKEN_IN, 1)
    assert seen(province, commune).lacks == 1
    assert lacking(province, commune) == (1, "1")
    summary, report = printed(province, commune)
    assert "Reports whose attachments have not all come, so that they are not complete yet: 1." in summary
    assert "Attachments have not all come of: " in summary
    assert "Attachments of this report that have not come yet: 1. It is not complete." in report

    for path, content in taken:
        path.write_bytes(content)
    province.exchange(tmp_path)
    commune.exchange(tmp_path)
    assert (own(commune).stage, own(commune).parts_out) == (Stage.TAKEN_IN, 0)
    assert seen(province, commune).lacks == 0
    assert lacking(province, commune) == (0, "0")
    summary, report = printed(province, commune)
    assert "ttachments" not in summary
    assert "have not come yet" not in report


def test_each_step_of_the_way_is_said_when_it_was_taken(known: Laptops, tmp_path: Path) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    assert own(commune).stage is Stage.DRAFT
    commune.submit()
    assert own(commune).stage is Stage.KEPT
    commune.write(tmp_path)
    assert own(commune).stage is Stage.ON_ITS_WAY
    commune.answer(SESSIONS, 7)
    commune.submit()
    with commune.open() as db:
        exchange.seal_what_is_new(db, stamp.now())
    assert own(commune).stage is Stage.KEPT  # the correction is sealed, and not on the stick
    commune.exchange(tmp_path)
    assert own(commune).stage is Stage.ON_ITS_WAY
    province.exchange(tmp_path)
    assert own(commune).stage is Stage.ON_ITS_WAY
    commune.exchange(tmp_path)
    assert own(commune).stage is Stage.TAKEN_IN


@pytest.mark.parametrize("carrier", ["sqlite"], indirect=True)
def test_what_a_hub_lost_is_not_said_to_be_there(
    carrier: Carrier, known: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    commune = known("commune")
    commune.fill()
    commune.submit()
    carrier.exchange(commune)
    assert own(commune).stage is Stage.AT_HUB
    carrier.forget()  # it was put back to a backup, and the line breaks before all is there again
    with monkeypatch.context() as patched:
        patched.setattr(HttpHub, "put", _break)
        with pytest.raises(LineBroke):
            carrier.exchange(commune)
    assert own(commune).stage is Stage.KEPT
    carrier.exchange(commune)
    assert own(commune).stage is Stage.AT_HUB


def _break(*_: object) -> None:
    raise LineBroke
