"""The same sheet is the same file: whatever was printed before, in any thread and any process."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from example_sheets import english_report, khmer_report
from golden_sheets import summary

from desktop.config import resources
from desktop.printing.paper import pdf

PRINT = """
import hashlib
from example_sheets import khmer_report
from golden_sheets import summary
from desktop.printing.paper import pdf
for sheet in (summary("km", "khmer"), khmer_report()):
    print(hashlib.sha256(pdf(sheet)).hexdigest())
"""


def test_printing_twice_gives_the_same_bytes() -> None:
    first = pdf(khmer_report())
    pdf(english_report())
    assert pdf(khmer_report()) == first


def test_a_new_process_in_another_country_gives_the_same_bytes() -> None:
    """Also of contents, charts and tags, which the summary has."""
    places = os.pathsep.join((str(resources()), str(Path(__file__).parent)))
    changed = {"PYTHONPATH": places, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Phnom_Penh"}
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        env={**os.environ, **changed},
        capture_output=True,
        check=True,
        text=True,
    )
    sheets = (khmer_report(), summary("km", "khmer"))
    assert set(done.stdout.split()) == {hashlib.sha256(pdf(sheet)).hexdigest() for sheet in sheets}


def test_threads_print_at_the_same_time_without_disturbing_one_another() -> None:
    sheets = [khmer_report(), english_report()] * 4
    expected = [pdf(sheet) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pdf, sheets)) == expected


def test_importing_the_way_into_printing_loads_no_machinery() -> None:
    check = (
        "import sys, desktop.printing.paper as p;"
        "heavy = {'reportlab', 'uharfbuzz', 'icu4py'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", check], cwd=resources(), check=True)
