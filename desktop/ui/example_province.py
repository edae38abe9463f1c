"""More offices of the example province, so that its overview has something to show: example figures."""

import datetime as dt
from pathlib import Path

from desktop.actions import exchange, office, report, review, stamp, trust
from desktop.actions.office import Database, Store
from desktop.domain.period import ReportingPeriod
from desktop.ui.example import PASSPHRASE, fill_in, new_office

QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
OFFICES = ("0401", "040103", "040104", "0402", "040201")
SILENT_EVERY, LATE_EVERY, RETURNED_EVERY = 9, 7, 8  # about one report in so many
IN_TIME, LATE = 3, 16  # days after the quarter's end
NOON = dt.time(5)  # in UTC
JUDGED = QUARTERS[:-1]


def surround(province: Path, carrier: Path) -> None:
    """Set offices up under the secretariat, let them report about several quarters; judge the older ones."""
    secretariat = office.unlock(province, PASSPHRASE)
    with office.connection(secretariat) as db:
        card = office.office_card(db)
    stores = [office.set_up(carrier / "offices" / code, new_office(code, card)).store for code in OFFICES]
    for place, quarter in enumerate(QUARTERS):
        for late in (False, True):
            day = ReportingPeriod(quarter).due(LATE if late else IN_TIME)
            with stamp.held(dt.datetime.combine(day, NOON, dt.UTC)):
                _round(stores, place, late=late, carrier=carrier / "stick")
                with office.connection(secretariat) as db:
                    exchange.exchange_with_folder(db, carrier / "stick")
                    _accept(db)
    with office.connection(secretariat) as db:
        _judge(db)


def _round(stores: list[Store], place: int, *, late: bool, carrier: Path) -> None:
    for n, store in enumerate(stores):
        number = n * len(QUARTERS) + place
        if number % SILENT_EVERY == SILENT_EVERY - 1 or (number % LATE_EVERY == LATE_EVERY - 1) is not late:
            continue
        fill_in(store, QUARTERS[place], n + place)
        with office.connection(store) as db:
            exchange.exchange_with_folder(db, carrier)


def _accept(db: Database) -> None:
    for waiting in trust.list_quarantine(db):
        if waiting.org_unit.rpartition(".")[2] in OFFICES:
            trust.accept(db, waiting.device, waiting.org_unit)


def _judge(db: Database) -> None:
    for n, code in enumerate(OFFICES):
        for place, quarter in enumerate(JUDGED):
            key = report.report_of(db, code, quarter)
            try:
                if (n + place) % RETURNED_EVERY == RETURNED_EVERY - 1:
                    review.send_back(db, key, "Please count again.", {})
                else:
                    review.approve(db, key)
            except review.NotSubmitted:
                continue  # a report that has not come
