"""`tumpeang backup`: a file to keep on a stick, and putting one back."""

from pathlib import Path

import click

from desktop.actions import backup
from desktop.cli.outcomes import show
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Make a backup to keep on a stick, or put one back."))
def command() -> None:
    pass


@command.command("make", help=_("Write the whole store into a folder, encrypted, as one file."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def make(session: Session, folder: Path) -> None:
    path = backup.make(session.unlock(), folder)
    click.echo(_("The backup is in {file}. It was opened and checked.", file=path))
    click.echo(
        _("It opens with today's passphrases and with the recovery key. Keep it away from the computer.")
    )


@command.command("restore", help=_("Put a backup back. A store that is there is put aside, never deleted."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--recovery-key", is_flag=True, help=_("Open it with the printed recovery key."))
@click.option("--put-aside", is_flag=True, help=_("Also where the store of another office or set-up is."))
@pass_session
def restore(session: Session, file: Path, *, recovery_key: bool, put_aside: bool) -> None:
    if recovery_key:
        secret = {"recovery_key": session.recovery_key()}
    else:
        secret = {"passphrase": session.passphrase()}
    backup.restore(file, session.folder, over_another=put_aside, **secret)
    click.echo(_("The backup was put back into {folder}.", folder=session.folder))
    click.echo(_("Work done after this backup may be missing. Bring it back from your batch files."))


@command.command("bring-back", help=_("Merge your own batch files again, after a backup was put back."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@pass_session
def bring_back(session: Session, paths: tuple[Path, ...]) -> int:
    with session.database() as db:
        return show(backup.bring_back(db, session.recovery_key(), paths))
