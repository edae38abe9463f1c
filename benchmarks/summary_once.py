"""Prints a summary once: seconds until its sheet and its PDF stood, pages, and seconds of its workbook."""

import sys
import time
from pathlib import Path

from desktop.actions import printout
from desktop.actions.printout import Order, Paper
from desktop.domain.sheet import Grade
from desktop.storage.database import Store, connection


def main(folder: str, key: str, period: str, grade: str) -> None:
    begin = time.perf_counter()
    with connection(Store(Path(folder), bytes.fromhex(key))) as db:
        sheet = printout.sheet_of(db, Order(Paper.SUMMARY, period, "km", "khmer", grade=Grade(grade)))
    until_sheet = time.perf_counter() - begin
    from desktop.printing.paper import printout as print_sheet

    pages = print_sheet(sheet).pages
    until_paper = time.perf_counter() - begin
    from desktop.printing.workbook import xlsx

    xlsx(sheet)
    print(until_sheet, until_paper, pages, time.perf_counter() - begin - until_paper)


if __name__ == "__main__":
    main(*sys.argv[1:])
