"""`tumpeang rating`: ratings on the six-point scale, survey values and targets of indicators."""

import click

from desktop.actions import rating
from desktop.actions.rating import CRITERIA, OVERALL, About, Rated, Role, Typed, Unit
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _

UNITS = click.Choice([unit.value for unit in Unit])
_office = click.option("--of", "code", default="", help=_("An office below, by its code; else this one."))
_target = click.option("--target", is_flag=True, help=_("It is what is wanted, not what was found."))
_criterion = click.option(
    "--by", "criterion", type=click.Choice([OVERALL, *CRITERIA]), default=OVERALL, show_default=True
)
_unit = click.option(
    "--unit",
    type=UNITS,
    default=Unit.PERCENT.value,
    show_default=True,
    help=_("What the number is in; a status is 0, 1 or 2."),
)


@click.group(help=_("Enter or list ratings, survey values and targets of indicators."))
def command() -> None:
    pass


@command.command("give", help=_("Rate a strategy by its number, or the whole plan, from 1 to 6."))
@click.argument("year", type=int)
@click.argument("subject")
@click.argument("level", type=int)
@click.option(
    "--by", "criterion", type=click.Choice([OVERALL, *CRITERIA]), default=OVERALL, show_default=True
)
@click.option("--grounds", default="", help=_("Why."))
@_office
@pass_session
def give(
    session: Session, year: int, subject: str, level: int, criterion: str, grounds: str, code: str
) -> None:
    with session.database() as db:
        rating.rate(db, rating.open_book(db, code), Rated(year, subject, criterion), level, grounds)
    click.echo(_("Entered. It goes out with the next exchange."))


@command.command("take-back", help=_("Let a rating stand no more."))
@click.argument("year", type=int)
@click.argument("subject")
@click.option(
    "--by", "criterion", type=click.Choice([OVERALL, *CRITERIA]), default=OVERALL, show_default=True
)
@_office
@pass_session
def take_back(session: Session, year: int, subject: str, criterion: str, code: str) -> None:
    with session.database() as db:
        rating.rate(db, rating.open_book(db, code), Rated(year, subject, criterion), None)
    click.echo(_("Taken back. What was said before stays in the records."))


@command.command("value", help=_("Enter what a survey found about an indicator or a topic, with its source."))
@click.argument("topic")
@click.argument("year")
@click.argument("amount")
@_unit
@click.option("--source", required=True, help=_("Which survey or which system it is from."))
@click.option("--note", default="", help=_("Of whom, how it was measured."))
@_target
@_office
@pass_session
def value(
    session: Session,
    topic: str,
    year: str,
    amount: str,
    unit: str,
    source: str,
    note: str,
    code: str,
    *,
    target: bool,
) -> None:
    role = Role.TARGET if target else Role.VALUE
    with session.database() as db:
        typed = Typed(amount, Unit(unit), source, note)
        rating.enter(db, rating.open_book(db, code), role, About(topic, year), typed)
    click.echo(_("Entered. It goes out with the next exchange."))


@command.command("drop-value", help=_("Let a survey value or a target stand no more."))
@click.argument("topic")
@click.argument("year")
@_target
@_office
@pass_session
def drop_value(session: Session, topic: str, year: str, code: str, *, target: bool) -> None:
    role = Role.TARGET if target else Role.VALUE
    with session.database() as db:
        rating.take_back(db, rating.open_book(db, code), role, About(topic, year))
    click.echo(_("Taken back. What was said before stays in the records."))


@command.command("list", help=_("List what was entered; two that differ stand side by side."))
@_office
@pass_session
def list_(session: Session, code: str) -> None:
    with session.database() as db:
        entered = rating.open_book(db, code).entered
    for rated, found in entered.ratings.items():
        levels = " / ".join(map(str, found.levels))
        click.echo(f"{rated.year}\t{rated.subject}\t{rated.criterion}\t{levels}\t{' / '.join(found.grounds)}")
    for (role, about), values in entered.values.items():
        for each in values:
            amount = f"{each.amount} {each.unit.value}"
            click.echo(f"{about.when}\t{about.topic}\t{role.value}\t{amount}\t{each.source.en}")


@command.command("topics", help=_("List the indicators and topics that a survey value can be about."))
@pass_session
def topics(session: Session) -> None:
    with session.database() as db:
        for choice in rating.topics(db):
            click.echo(f"{choice.code}\t{choice.text.en}\t{choice.text.km}")
