"""`tumpeang office`: setting an office up, its card, and what it knows of itself."""

from pathlib import Path

import click

from desktop.actions import cards, files, hub_membership, office, replacement
from desktop.cli import outcomes, registry
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Set the office up on this computer; write office cards."))
def command() -> None:
    pass


@command.command("set-up", help=_("Make the store of an office. Without a card it is a secretariat itself."))
@click.option(
    "--code", default="", help=_("The office's official code, for example 040101; a card may say it.")
)
@click.option("--person", required=True, help=_("The officer's name."))
@click.option("--card", type=click.Path(path_type=Path, exists=True), help=_("The secretariat's card file."))
@click.option("--language", "language", type=click.Choice(["km", "en"]), default="km", show_default=True)
@click.option("--digits", type=click.Choice(["khmer", "latin"]), default="khmer", show_default=True)
@click.option("--name", default="", help=_("The name of an NGO; other offices are found by code."))
@click.option("--example", is_flag=True, help=_("Mark every printout as holding example figures."))
@pass_session
def set_up(
    session: Session,
    code: str,
    person: str,
    card: Path | None,
    language: str,
    digits: str,
    name: str,
    *,
    example: bool,
) -> None:
    content = card.read_bytes() if card else None
    passphrase = session.passphrase(new=True)
    new = office.NewOffice(code, person, passphrase, content, language, digits, example, name)
    made = office.set_up(session.folder, new)
    click.echo(_("The office is set up in {folder}.", folder=session.folder))
    click.echo(_("Recovery key, to be kept on paper in a sealed envelope:"))
    click.echo(made.recovery_key)


@command.command("card", help=_("Write the card by which offices know this secretariat."))
@click.option("--out", type=click.Path(path_type=Path), required=True)
@pass_session
def card(session: Session, out: Path) -> None:
    with session.database() as db:
        files.write(out, office.office_card(db))
        shown = office.describe(db)
    click.echo(_("The office card is in {file}.", file=out))
    click.echo(_("This computer: {fingerprint}", fingerprint=office.fingerprint(shown.device)))


@command.command("cards", help=_("Write a card for every office under this secretariat, and one PDF of all."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--number", type=int, help=_("Begin a new issue: offices then refuse cards of a lower number."))
@pass_session
def all_cards(session: Session, folder: Path, number: int | None) -> None:
    with session.database() as db:
        shown = office.describe(db)
        written = cards.write_all(db, folder, shown.language, shown.digits, number)
    click.echo(_("{count} files are in {folder}.", count=len(written), folder=folder))


@command.command("new-card", help=_("Take a newer card, after comparing its number by telephone."))
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("fingerprint")
@pass_session
def new_card(session: Session, file: Path, fingerprint: str) -> None:
    with session.database() as db:
        cards.take_newer(db, file.read_bytes(), fingerprint)
    click.echo(_("The new card is in use."))


@command.command(
    "hub", help=_("Use the hub whose keeper gave this file; the cards written from now on name it.")
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_session
def use_hub(session: Session, file: Path) -> None:
    with session.database() as db:
        hub_membership.accept_invitation(db, file.read_bytes())
        found = hub_membership.show(db)
    assert found is not None
    click.echo(_("This office exchanges with the hub at {url}.", url=found.url))


@command.command("take-over", help=_("Go on where a lost computer of this office left off, with its files."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@pass_session
def take_over(session: Session, paths: tuple[Path, ...]) -> int:
    with session.database() as db:
        return outcomes.show(replacement.take_over(db, session.recovery_key(), paths))


@command.command("save-keys", help=_("Save the secretariat's keys, sealed to the printed recovery key."))
@click.option("--out", type=click.Path(path_type=Path), required=True)
@pass_session
def save_keys(session: Session, out: Path) -> None:
    from desktop.actions import key_file

    with session.database() as db:
        files.write(out, key_file.write(db))
    click.echo(_("Saved: {file}", file=out))


@command.command("restore-keys", help=_("Give a new secretariat computer the keys of the lost first one."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@pass_session
def restore_keys(session: Session, file: Path, paths: tuple[Path, ...]) -> int:
    from desktop.actions import key_file

    with session.database() as db:
        return outcomes.show(key_file.bring_back(db, file.read_bytes(), session.recovery_key(), paths))


@command.command("show", help=_("Show which office this store belongs to."))
@pass_session
def show(session: Session) -> None:
    with session.database() as db:
        found = office.describe(db)
    for unit in found.line:
        click.echo(f"{unit.code or '–':8} {unit.name_km}  {unit.name_en}")
    click.echo(_("Officer: {person}", person=found.person))
    click.echo(_("This computer: {fingerprint}", fingerprint=office.fingerprint(found.device)))


for change in registry.CHANGES:
    command.add_command(change)
