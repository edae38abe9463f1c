"""`tumpeang tour`: a whole province rehearsed with example figures, from the form to the printed summary."""

import datetime as dt
import multiprocessing
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from desktop.actions import (
    exchange,
    files,
    gazetteer,
    office,
    printout,
    releasing,
    report,
    scorecard,
    stamp,
    trust,
)
from desktop.actions.office import NewOffice, connection
from desktop.actions.printout import Paper
from desktop.actions.report import PeriodKind, ReportingPeriod
from desktop.actions.scorecard import Scorecard
from desktop.cli import outcomes, tour_figures
from desktop.cli.session import progress, watched
from desktop.errors import UserError
from desktop.i18n.words import _, mark

PASSPHRASE = "example"
PERSON = "មន្ត្រីឧទាហរណ៍"
SILENT_EVERY, LATE_EVERY, TWICE_EVERY = 25, 8, 5  # one office in so many
DAYS_TO_FILL, DAYS_LATE = 3, 30
WORKERS = 2


class FolderIsNotEmpty(UserError):
    message = mark("“{folder}” is not empty. Name a new folder for the tour; nothing was changed.")


class NotAQuarter(UserError):
    message = mark("The tour rehearses one quarter. “{period}” is none; write for example 2026Q3.")


@dataclass(frozen=True, slots=True)
class Job:
    """One office of the rehearsal: who it is, what it reports, how its figures are drawn."""

    code: str
    period: str
    card: bytes
    folder: Path
    carrier: Path
    seed: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an office left: its computer's name and its batches."""

    org_unit: str
    device: str
    batches: tuple[Path, ...]


@click.command(help=_("Rehearse a whole province: forms, batches, merging and the printed summary."))
@click.option("--province", default="04", show_default=True, help=_("The province's code."))
@click.option("--period", default="2026Q3", show_default=True, help=_("A quarter, for example 2026Q3."))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("A new folder for all files."))
@click.option("--offices", type=click.IntRange(1), help=_("How many offices; all of them if not said."))
@click.option("--seed", default=1, show_default=True, help=_("The same seed draws the same figures."))
def command(province: str, period: str, out: Path, offices: int | None, seed: int) -> None:
    if out.exists() and any(out.iterdir()):
        raise FolderIsNotEmpty(folder=out)
    if ReportingPeriod(period).kind is not PeriodKind.QUARTER:
        raise NotAQuarter(period=period)
    chance = random.Random(seed)
    secretariat = office.set_up(
        out / "province", NewOffice(province, PERSON, PASSPHRASE, language="km", example=True)
    )
    with connection(secretariat.store) as db:
        card = office.office_card(db)
    files.write(out / "office-card.json", card)
    units = gazetteer.offices_of(province)[:offices]
    jobs = [
        Job(unit.code, period, card, out / "offices" / unit.code, out / "carrier", f"{seed}/{unit.code}")
        for unit in units
    ]
    silent = set(chance.sample(jobs, len(jobs) // SILENT_EVERY))
    done = _fill_all([job for job in jobs if job not in silent])
    with connection(secretariat.store) as db:
        with stamp.held(_moment(period, DAYS_TO_FILL)):
            _report(db, period, random.Random(f"{seed}/{province}"))
        for found in done:
            trust.accept(db, found.device, found.org_unit)
        _merge_all(db, done, out, period, chance)
        card_ = _print_all(db, out, period)
    _print_office(out, done, period)
    _tell(out, card_)


def fill(job: Job) -> Done:
    """What an officer does: set the office up, fill in, submit, seal. Runs in a process of its own."""
    card, chance = job.card, random.Random(job.seed)
    with stamp.held(_moment(job.period, DAYS_TO_FILL)):
        made = office.set_up(job.folder, NewOffice(job.code, PERSON, PASSPHRASE, card, example=True))
        with connection(made.store) as db:
            _report(db, job.period, chance)
            batches = exchange.write_batches(db, job.carrier)
            unit = office.describe(db).unit.id
    return Done(unit, made.device, batches)


def _report(db: office.Database, period: str, chance: random.Random) -> None:
    """Fill in and submit the year's targets, then the year's quarters up to the period."""
    year = ReportingPeriod(period).year
    quarters = (f"{year}Q{n}" for n in range(1, ReportingPeriod(period).number + 1))
    for code in (str(year), *quarters):
        key = report.my_report(db, code)
        opened = report.open_form(db, key)
        report.save_values(db, opened.view, tour_figures.answers(opened, chance))
        report.submit(db, key)


def _fill_all(jobs: list[Job]) -> list[Done]:
    spawn = multiprocessing.get_context("spawn")
    done = []
    with (
        progress(len(jobs), _("Offices fill in their reports")) as step,
        ProcessPoolExecutor(WORKERS, spawn) as pool,
    ):
        for found in pool.map(fill, jobs):
            done.append(found)
            step(1)
    return done


def _merge_all(db: office.Database, done: list[Done], out: Path, period: str, chance: random.Random) -> None:
    """Two rounds by carrier: in time, then the late ones with some delivered twice and one damaged."""
    every = [path for found in done for path in found.batches]
    chance.shuffle(every)
    late = set(every[::LATE_EVERY])
    in_time = [path for path in every if path not in late]
    damaged = _damage(chance.choice(every), out / "carrier-damaged")
    second = [*late, *in_time[::TWICE_EVERY], damaged]
    chance.shuffle(second)
    for days, paths in ((DAYS_TO_FILL + 1, in_time), (DAYS_LATE, second)):
        with stamp.held(_moment(period, days)), watched(len(paths), _("The province merges")) as step:
            found = exchange.merge_files(db, paths, step)
        outcomes.show(found)


def _damage(path: Path, folder: Path) -> Path:
    """A copy of a batch with one byte changed, as a dying stick would."""
    folder.mkdir()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    copy = folder / path.name
    copy.write_bytes(content)
    return copy


def _print_all(db: office.Database, out: Path, period: str) -> Scorecard:
    _print(db, out, f"summary-{period}", Paper.SUMMARY, period)
    card = scorecard.show(db, period)
    files.write(out / f"scorecard-{period}.csv", scorecard.as_csv(card).encode("utf-8-sig"))
    return card


def _print_office(out: Path, done: list[Done], period: str) -> None:
    """The report of one commune, as its chief would sign it."""
    folder = out / "offices" / done[-1].org_unit.removeprefix("kh.")
    with connection(office.unlock(folder, PASSPHRASE)) as db:
        _print(db, out, f"office-{folder.name}-{period}", Paper.OFFICE, period)


def _print(db: office.Database, out: Path, name: str, paper: Paper, period: str) -> None:
    """In both languages the copy that may be shared and the official one."""
    receiver = {"km": "ការហាត់សម (ឧទាហរណ៍)", "en": "rehearsal (example)"}
    for language, digits in (("km", "khmer"), ("en", "latin")):
        for official, ending in ((False, ""), (True, "-official")):
            whom = receiver[language] if official else ""
            ordered = printout.order(db, paper, period, language, digits, official=official, receiver=whom)
            files.write(out / f"{name}-{language}{ending}.pdf", releasing.release(db, ordered).content)


def _moment(period: str, days: int) -> dt.datetime:
    """Noon so many days after the period's end."""
    return dt.datetime.combine(ReportingPeriod(period).due(days), dt.time(12), dt.UTC)


FILES: tuple[tuple[str, str], ...] = (
    ("province", mark("the secretariat's store; the passphrase is “example”")),
    ("offices", mark("the stores of all offices, same passphrase")),
    ("office-card.json", mark("the card by which the offices know the secretariat")),
    ("carrier", mark("the sealed batches as they travelled")),
    ("carrier-damaged", mark("a batch with one byte changed, which was refused")),
    ("summary-*.pdf", mark("the province's summary in Khmer and English, to be shared and official")),
    ("office-*.pdf", mark("one commune's report in Khmer and English, to be shared and official")),
    ("scorecard-*.csv", mark("who reported, when, and who did not")),
)


def _tell(out: Path, card: Scorecard) -> None:
    """What stands in the folder, and how to go on with it."""
    tell: Callable[[str], None] = click.echo
    tell(_("{received} of {expected} offices reported, {on_time} in time.", **scorecard.counts(card)))
    tell(_("All figures are examples. In {folder}:", folder=out))
    for name, what in FILES:
        tell(f"  {name:18} {_(what)}")
    tell(_("Go on with, for example: {line}", line=f"tumpeang --store {out / 'province'} scorecard"))
