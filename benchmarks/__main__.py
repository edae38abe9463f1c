"""`python -m benchmarks [NAME...] [--full] [--repeat N]` measures and prints a Markdown table."""

import argparse
import importlib
import os
import sys
from dataclasses import dataclass

MODULES = {
    "start": "benchmarks.starting",
    "save": "benchmarks.saving",
    "merge": "benchmarks.merging",
    "bench": "benchmarks.bench_files",
    "size": "benchmarks.sizing",
    "print": "benchmarks.printouts",
    "summary": "benchmarks.summary",
    "evaluations": "benchmarks.evaluations",
    "nation": "benchmarks.nation",
    "screens": "benchmarks.screens",
}
LONG = ("nation",)  # ten minutes: measured only where it is named


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked for. `repeat` multiplies the rounds of every benchmark."""

    full: bool
    repeat: int


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"one of {', '.join(MODULES)}; else all but {', '.join(LONG)}",
    )
    parser.add_argument("--full", action="store_true", help="24 quarters of all communes")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="N times as many rounds")
    given = parser.parse_args()
    if strange := set(given.names) - MODULES.keys():
        parser.error(f"there is no benchmark {', '.join(sorted(strange))}")
    from benchmarks.lines import table

    lines = []
    for name in given.names or [each for each in MODULES if each not in LONG]:
        print(f"{name} ...", file=sys.stderr, flush=True)
        lines += importlib.import_module(MODULES[name]).measure(Asked(given.full, given.repeat))
    print(table(lines))
    print(f"\n{os.cpu_count()} processors, {sys.platform}, Python {sys.version.split()[0]}.", _load())
    return 0


def _load() -> str:
    """How busy the machine was: with more work than processors, only the ratios mean anything."""
    if not hasattr(os, "getloadavg"):
        return ""
    return "Load when done, over 1, 5 and 15 minutes: " + ", ".join(f"{n:.1f}" for n in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
