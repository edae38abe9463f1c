"""`tumpeang merge`: taking in batch files that came by any carrier, or only looking at them."""

from pathlib import Path

import click

from desktop.actions import bench, exchange
from desktop.actions.bench import Look
from desktop.cli import outcomes
from desktop.cli.session import Session, pass_session, watched
from desktop.i18n.words import _, chosen, mark

STANDINGS = {
    "clean": mark("new"),
    "had_already": mark("already had"),
    "differs": mark("different answers, to be decided"),
    "quarantined": mark("waiting in quarantine"),
    "refused": mark("refused"),
    "set_aside": mark("set aside before"),
    "not_for_us": mark("for other offices"),
}


@click.command(help=_("Merge batch files that came by stick, Telegram or e-mail: files or whole folders."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--look", is_flag=True, help=_("Only say what would become of each file; change nothing."))
@click.option("--clean", is_flag=True, help=_("Leave out files that would stand beside a different answer."))
@click.option("--period", default="", help=_("With --look: name the offices whose report is still missing."))
@pass_session
def command(session: Session, paths: tuple[Path, ...], look: bool, clean: bool, period: str) -> int:
    files = exchange.find_batches(paths)
    if not files:
        outcomes.nothing(", ".join(map(str, paths)))
        return 1
    with session.database() as db:
        if look or clean:
            with watched(len(files), _("Looking")) as progress:
                seen = bench.look_at(db, files, period, progress)
            _show(seen)
            if look:
                return 0
            files = list(seen.clean)
        with watched(len(files), _("Merging")) as progress:
            found = exchange.merge_files(db, files, progress)
    return outcomes.show(found)


def _show(seen: Look) -> None:
    counts = seen.counts
    for standing, words in STANDINGS.items():
        if counts[standing]:
            click.echo(f"{counts[standing]:6}  {_(words)}")
    for one in seen.files:
        if one.standing in ("quarantined", "refused"):
            click.echo(f"{one.path.name}: {bench.reason_of(one.outcome, chosen())}", err=True)
        elif one.differs:
            click.echo(f"{one.path.name}: {', '.join(cell for _key, cell in one.differs)}", err=True)
    if seen.missing:
        click.echo(f"{len(seen.missing):6}  " + _("offices still missing"))
        click.echo(", ".join(f"{unit.code} {unit.name(chosen())}" for unit in seen.missing))
