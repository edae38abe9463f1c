"""A day's work in a process of its own, so that every file it leaves behind can be searched.

Run with a folder; the canaries to type come by standard input. With the word "plain" after the
folder the store's key is left out: then the search must find everything.
"""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from desktop.actions import attachments, exchange, office, printout, report, review, trust
from desktop.actions.office import NewOffice
from desktop.domain.report import ReportKey
from desktop.errors import UserError
from desktop.storage import database, keys, settings
from desktop.storage.database import Database, connection
from desktop.storage.engine import connect
from tests.example_files import photo

PERIOD = "2026Q3"


def main(folder: Path, told: dict[str, Any], *, plain: bool) -> None:
    logging.basicConfig(level=logging.DEBUG)
    if plain:
        database.connect = connect_without_key
    province = office.set_up(folder / "province", NewOffice("04", told["person"], told["passphrase"]))
    with connection(province.store) as db:
        card = office.office_card(db)
    new = NewOffice("040101", told["person"], told["passphrase"], card)
    commune = office.set_up(folder / "ឃុំ ទី១", new)
    (folder / "secrets.json").write_text(json.dumps([secrets_of(province), secrets_of(commune)]))
    with connection(commune.store) as db:
        write_a_report(db, told)
        exchange.write_batches(db, folder / "stick")
    with connection(province.store) as db:
        review_it(db, folder, told)
    with connection(commune.store) as db:
        exchange.exchange_with_folder(db, folder / "stick")
        exchange.rebuild(db)
    for wrong in ("not the passphrase", told["passphrase"][:-1]):
        try:
            office.unlock(commune.store.folder, wrong)
        except UserError as problem:
            logging.getLogger("day").warning("refused: %r", problem)
    keys.change_passphrase(commune.store.folder, commune.store.key, told["passphrase"] + "!")
    leave_in_the_middle(commune, province, told)


def write_a_report(db: Database, told: dict[str, Any]) -> None:
    opened = report.open_form(db, report.my_report(db, PERIOD))
    report.save_values(db, opened.view, {cell.key: 1 for cell in opened.form.required()})
    report.save_values(db, opened.view, told["typed"])
    found = attachments.take(db, photo()).called(told["caption"])
    report.save_value(db, opened.view, attachments.PLACES[0], found.answer)
    report.submit(db, opened.view.key)


def review_it(db: Database, folder: Path, told: dict[str, Any]) -> None:
    exchange.merge_files(db, [folder / "stick"])
    for waiting in trust.list_quarantine(db):
        trust.accept(db, waiting.device, waiting.org_unit)
    key = ReportKey("kh.040101", PERIOD)
    review.send_back(db, key, told["reason"], dict.fromkeys(told["typed"], told["cell_reason"]))
    exchange.exchange_with_folder(db, folder / "stick")
    (folder / "papers").mkdir()
    (folder / "papers" / "summary.pdf").write_bytes(printout.province_summary(db, PERIOD))


def leave_in_the_middle(commune: office.SetUp, province: office.SetUp, told: dict[str, Any]) -> None:
    """Type and go: no connection is closed, so that the log beside the store stays full."""
    with connection(commune.store) as opened, connection(province.store) as above:
        view = report.open_form(opened, report.my_report(opened, PERIOD)).view
        report.save_values(opened, view, told["drafted"])
        review.approve(above, ReportKey("kh.040101", PERIOD))
        sys.stdout.flush()
        os._exit(0)


def secrets_of(made: office.SetUp) -> list[str]:
    """What the program made up itself and must not show: the keys."""
    with connection(made.store) as db:
        names = (settings.DEVICE_SEED, settings.BOX_IDENTITY)
        return [made.recovery_key, made.store.key.hex(), *(settings.need(db, name) for name in names)]


def connect_without_key(path: str, **settings_: Any) -> Any:
    base = connect(":memory:")
    kind = type(base)
    base.close()

    class Plain(kind):  # type: ignore[misc, valid-type]
        def execute(self, sql: str, *values: Any) -> Any:
            return super().execute("SELECT 1" if sql.startswith("PRAGMA key") else sql, *values)

    return connect(path, factory=Plain, **settings_)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.load(sys.stdin), plain="plain" in sys.argv)
