"""`board areas`: the places of the board."""

from pathlib import Path

import click

from board.areas import actions
from board.areas.boundary import Boundary
from board.areas.forms import AreaForm
from board.areas.models import Area
from board.areas.queries import all_areas, is_drawn
from board.cli import the_board, typed
from board.db import write_tx
from board.imports.geojson import Group, features, grouped, middle_of, places
from board.imports.outliers import FAR_KM, Place, is_far, middle


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
    """Add the area NAME, such as "Hodge Hill" or hodge-hill.

    One that is there already stays as it is.
    """
    with the_board(), write_tx():
        with typed():
            checked = AreaForm.checked(name=name, about=about)
        area, is_new = actions.add_named(checked["name"], checked["about"])
    rest = "" if is_new else " already; it stays as it is"
    click.echo(f"{area.name} is at /areas/{area.slug}{rest}.")


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--name",
    "named",
    metavar="PROPERTY",
    help="The property that holds the name, such as WD24NM.",
)
@click.option(
    "--same-name",
    type=click.Choice(["join", "apart"]),
    help="Several features of one name are parts of one area, or areas of their own.",
)
@click.option(
    "--far",
    type=click.Choice(["keep"]),
    help="Keep areas that are far from all others.",
)
def import_(
    file: Path, named: str | None, same_name: str | None, far: str | None
) -> None:
    """Add the areas of FILE, in GeoJSON, with where they end; those that are there get
    the boundary.

    Each feature needs a Polygon or MultiPolygon in degrees and a property "name" or
    "slug", or the one of --name; a shape alone is called as its file. What can't be
    used, or could be meant in two ways, is told by its number and left out; the command
    then ends with 1. Run again, the same file changes nothing.
    """
    with typed():
        found = features(file)
    done = {True: 0, False: 0, None: 0}
    with the_board():
        drawn = [place for area in all_areas() if (place := _middle(area))]
        middle_of_all = middle(drawn + places(found))
        for group in grouped(found, named or "", same_name or ""):
            try:
                shape = group.shape()
                strays = not far and is_far(middle_of(shape), middle_of_all)
                if strays and not is_drawn(shape):
                    raise ValueError(
                        f"it is over {FAR_KM} km from the other areas; if that is "
                        "meant: --far keep"
                    )
                with write_tx():
                    done[_take(group, shape)] += 1
            except (ValueError, KeyError) as wrong:
                done[None] += len(group.numbers)
                click.echo(f"{group}: {str(wrong.args[0]).rstrip('.')}.", err=True)
    click.echo(
        f"{done[True]} drawn, {done[False]} as they were, {done[None]} left out."
    )
    if done[None]:
        raise SystemExit(1)


def _middle(area: Area) -> Place | None:
    if (
        area.south is not None
        and area.west is not None
        and area.north is not None
        and area.east is not None
    ):
        return Place((area.south + area.north) / 2, (area.west + area.east) / 2)
    if area.latitude is not None and area.longitude is not None:
        return Place(area.latitude, area.longitude)
    return None


def _take(group: Group, shape: Boundary) -> bool:
    """Add or draw one area. Raises ValueError with what is wrong with it."""
    checked = AreaForm.checked(name=group.name, about="")
    area, _is_new = actions.add_named(checked["name"], slug=group.slug)
    return actions.draw(area, shape)
