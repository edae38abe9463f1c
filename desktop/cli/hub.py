"""`tumpeang hub`: keep a letter box that offices reach by the internet. It can read no letter."""

import re
from pathlib import Path

import click

from desktop.actions import files, hub
from desktop.i18n.words import _

_ADDRESS = re.compile(r"\[?([^\[\]]+)\]?:(\d{1,5})")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _address(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, int]:
    found = _ADDRESS.fullmatch(value)
    if found is None or int(found[2]) > 65_535:
        raise click.BadParameter(_("HOST:PORT is expected, for example 127.0.0.1:8080."))
    return found[1], int(found[2])


_database = click.option(
    "--database",
    default="sqlite:///hub.db",
    show_default=True,
    help=_("Where letters are kept: sqlite:///FILE or postgresql+psycopg://..."),
)


@click.group(
    invoke_without_command=True,
    help=_("Keep a letter box that offices reach by the internet. It can read no letter."),
)
@click.option("--listen", default="127.0.0.1:8080", show_default=True, callback=_address, help="HOST:PORT")
@_database
@click.option("--certificate", type=_FILE, help=_("The hub's certificate (PEM)."))
@click.option("--key", type=_FILE, help=_("The key of the certificate (PEM)."))
@click.option("--authority", type=_FILE, help=_("The authority that `certificate` made (PEM)."))
@click.option(
    "--insecure-http", is_flag=True, help=_("Without encryption, on this computer or behind a proxy.")
)
@click.option("--processes", default=1, type=click.IntRange(1, 64), help=_("More than one needs PostgreSQL."))
@click.pass_context
def command(
    context: click.Context,
    listen: tuple[str, int],
    database: str,
    certificate: Path | None,
    key: Path | None,
    authority: Path | None,
    insecure_http: bool,
    processes: int,
) -> None:
    if context.invoked_subcommand:
        return
    if (certificate is None) != (key is None) or insecure_http != (certificate is None):
        raise click.UsageError(_("Give --certificate and --key, or --insecure-http."))
    tls = (certificate, key) if certificate and key else None
    hub.serve(listen, database, tls, authority, processes)


@command.command("invite", help=_("Invite an office that nobody above vouches for, such as a secretariat."))
@click.argument("org_unit")
@_database
@click.option("--url", required=True, help=_("The address by which offices reach the hub."))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help=_("The file to write.")
)
def invite(org_unit: str, database: str, url: str, out: Path) -> None:
    files.write(out, hub.invite(database, org_unit, url))
    click.echo(_("Saved: {file}", file=out))


@command.command("certificate", help=_("Make certificates that also hold on a laptop with a wrong clock."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--host", "hosts", multiple=True, required=True, help=_("A name or address of the hub."))
def certificate(folder: Path, hosts: tuple[str, ...]) -> None:
    for path in hub.make_certificates(folder, hosts):
        click.echo(path)


@command.command("prune", help=_("Take away letters older than a hub keeps."))
@_database
def prune(database: str) -> None:
    click.echo(_("{n} letters were taken away.", n=hub.forget_old(database)))
