"""One paper in its own process: `python -m benchmarks.evaluation_once STORE KEY PAPER PERIOD [GRADE]`."""

import datetime as dt
import io
import resource
import sys
import time
from pathlib import Path

from pypdf import PdfReader

from desktop.actions import printout, stamp
from desktop.actions.printout import Order, Paper
from desktop.domain.sheet import Grade
from desktop.printing.paper import pdf
from desktop.storage.database import Store, connection

AFTER = dt.datetime(2031, 2, 1, 3, tzinfo=dt.UTC)


def main(folder: str, key: str, paper: str, period: str, grade: str = "official") -> None:
    begin = time.perf_counter()
    order = Order(Paper(paper), period, "km", "khmer", grade=Grade(grade))
    with connection(Store(Path(folder), bytes.fromhex(key))) as db, stamp.held(AFTER):
        sheet = printout.sheet_of(db, order)
    stands = time.perf_counter() - begin
    content = pdf(sheet)
    whole = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(stands, whole, len(PdfReader(io.BytesIO(content)).pages), memory)


if __name__ == "__main__":
    main(*sys.argv[1:])
