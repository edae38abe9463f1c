"""`tumpeang office add-ngo`, `rename`, `recode`, `split` ...: changing the register of offices."""

import datetime as dt
from pathlib import Path

import click

from desktop.actions import office, registry, upward
from desktop.actions.registry import Named, Proposal
from desktop.cli.session import Session, pass_session
from desktop.domain.org_unit import Level
from desktop.domain.period import ReportingPeriod
from desktop.i18n.words import _

DAY = click.DateTime(["%Y-%m-%d"])
LEVELS = click.Choice([level.value for level in Level])
_only_show = click.option("--dry-run", is_flag=True, help=_("Say what would happen, and change nothing."))
_day = click.option("--day", type=DAY, required=True, help=_("The first day, for example 2026-07-01."))
_into = click.option(
    "--into",
    "into",
    nargs=3,
    multiple=True,
    required=True,
    metavar="CODE KHMER ENGLISH",
    help=_("The code, the Khmer and the English name of a commune that comes out of it."),
)


@click.command("add-department", help=_("Name a ministry's department as an office that reports."))
@click.argument("institution")
@_only_show
@pass_session
def add_department(session: Session, institution: str, *, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.add_department(db, institution), dry_run=dry_run)


@click.command("add-ngo", help=_("Name an NGO as an office that reports."))
@click.option("--name-km", required=True)
@click.option("--name-en", required=True)
@_only_show
@pass_session
def add_ngo(session: Session, name_km: str, name_en: str, *, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.add_ngo(db, name_km, name_en), dry_run=dry_run)


@click.command("rename", help=_("Give an office another name."))
@click.argument("code")
@click.option("--name-km", required=True)
@click.option("--name-en", required=True)
@_only_show
@pass_session
def rename(session: Session, code: str, name_km: str, name_en: str, *, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.rename(db, registry.find(db, code), name_km, name_en), dry_run=dry_run)


@click.command("recode", help=_("Give an office another official code; it stays the same office."))
@click.argument("code")
@click.argument("new_code")
@_only_show
@pass_session
def recode(session: Session, code: str, new_code: str, *, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.recode(db, registry.find(db, code), new_code), dry_run=dry_run)


@click.command("split", help=_("Let a commune become several from a day on."))
@click.argument("code")
@_day
@_into
@click.option("--keep", is_flag=True, help=_("It goes on beside them, with less land."))
@_only_show
@pass_session
def split(
    session: Session,
    code: str,
    day: dt.datetime,
    into: tuple[tuple[str, str, str], ...],
    *,
    keep: bool,
    dry_run: bool,
) -> None:
    with session.database() as db:
        named = [Named(*each) for each in into]
        unit = registry.find(db, code)
        _done(db, registry.split(db, unit, named, day.date(), keep=keep), dry_run=dry_run)


@click.command("join", help=_("Let several communes become one from a day on."))
@click.argument("codes", nargs=-1, required=True)
@_day
@_into
@_only_show
@pass_session
def join(
    session: Session,
    codes: tuple[str, ...],
    day: dt.datetime,
    into: tuple[tuple[str, str, str], ...],
    *,
    dry_run: bool,
) -> None:
    with session.database() as db:
        units = [registry.find(db, code) for code in codes]
        _done(db, registry.merge(db, units, Named(*into[0]), day.date()), dry_run=dry_run)


@click.command("close", help=_("Let an office report no more after a day."))
@click.argument("code")
@click.option("--last", type=DAY, required=True, help=_("Its last day, for example 2026-06-30."))
@_only_show
@pass_session
def close(session: Session, code: str, last: dt.datetime, *, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.close(db, registry.find(db, code), last.date()), dry_run=dry_run)


@click.command("due", help=_("Say when the reports of a level are due: always, or about one period."))
@click.argument("level", type=LEVELS)
@click.option("--days", type=click.IntRange(0, 366), help=_("Days after the end of the period."))
@click.option("--period", help=_("The period this is about, for example 2026Q3."))
@click.option("--on", "day", type=DAY, help=_("The last day for this period."))
@_only_show
@pass_session
def due(
    session: Session,
    level: str,
    days: int | None,
    period: str | None,
    day: dt.datetime | None,
    *,
    dry_run: bool,
) -> None:
    with session.database() as db:
        if period and day:
            about = ReportingPeriod(period)
            _done(db, registry.due_on(db, Level(level), about, day.date()), dry_run=dry_run)
        elif days is not None:
            _done(db, registry.due_in(db, Level(level), days), dry_run=dry_run)
        else:
            raise click.UsageError(_("Give --days, or --period with --on."))


@click.command("ask", help=_("Ask an activity of an office or of a level, or ask it no more."))
@click.argument("activity")
@click.option("--of", "code", help=_("The office, by its code."))
@click.option("--level", type=LEVELS, help=_("Every office of a level."))
@click.option("--no", "no", is_flag=True, help=_("Ask it no more."))
@_only_show
@pass_session
def ask(
    session: Session, activity: str, code: str | None, level: str | None, *, no: bool, dry_run: bool
) -> None:
    if not code and not level:
        raise click.UsageError(_("Give --of or --level."))
    with session.database() as db:
        whom = Level(level) if level else registry.find(db, code or "")
        _done(db, registry.ask(db, activity, whom, asked=not no), dry_run=dry_run)


@click.command("copies", help=_("Let the district of a commune have copies of its reports, or no more."))
@click.argument("code")
@click.option("--no", "no", is_flag=True, help=_("No more copies."))
@_only_show
@pass_session
def copies(session: Session, code: str, *, no: bool, dry_run: bool) -> None:
    with session.database() as db:
        _done(db, registry.copies(db, registry.find(db, code), to_district=not no), dry_run=dry_run)


@click.command("stand-under", help=_("Stand under the national level: take its card, its number compared."))
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("fingerprint")
@pass_session
def stand_under(session: Session, file: Path, fingerprint: str) -> None:
    with session.database() as db:
        upward.join(db, file.read_bytes(), fingerprint)
    click.echo(_("From now on records go up to the national level, with their first signatures."))


CHANGES = (add_department, add_ngo, rename, recode, split, join, close, due, ask, copies, stand_under)


def _done(db: office.Database, proposal: Proposal, *, dry_run: bool) -> None:
    shown = office.describe(db)
    for sentence in proposal.spoken(shown.language, shown.digits):
        click.echo(sentence)
    if dry_run:
        click.echo(_("Nothing was changed."))
        return
    registry.sign(db, proposal)
    for unit in proposal.added:
        click.echo(_("Its code is {code}. Give it this code and the office card.", code=unit.code))
