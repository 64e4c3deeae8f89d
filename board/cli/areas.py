"""`board areas`: the places of the board."""

import click

from board import text
from board.areas import actions
from board.areas.forms import AreaForm
from board.areas.queries import all_areas
from board.cli import the_board, typed
from board.db import write_tx


@click.group()
def command() -> None:
    """The places people belong to and post in."""


@command.command("list")
def list_areas() -> None:
    """Every area: its slug, which other commands take, and its name."""
    with the_board():
        for area in all_areas():
            click.echo(f"{area.slug:<30} {area.name}")


@command.command()
@click.argument("name")
@click.option("--about", default="", help="A few words about the place.")
def add(name: str, about: str) -> None:
    """Add the area NAME, such as "Hodge Hill" or hodge-hill. One that is there already stays as it is."""
    with the_board(), write_tx():
        with typed():
            said = AreaForm.checked(name=text.unslug(name.strip()), about=about)
        slug = text.slug(said["name"])[:60]
        is_new = slug not in {area.slug for area in all_areas()}
        area = actions.add(slug, said["name"], said["about"])
    click.echo(f"{area.name} is at /areas/{area.slug}{'' if is_new else ' already; it stays as it is'}.")
