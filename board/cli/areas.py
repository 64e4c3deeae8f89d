"""`board areas`: the places of the board."""

import json
from pathlib import Path
from typing import Any

import click

from board import text
from board.areas import actions
from board.areas.boundary import read
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


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Add the areas of FILE, in GeoJSON, with where they end; those that are there get the boundary.

    Each feature needs a Polygon or MultiPolygon in degrees and a property "name" or "slug". What can't be used
    is told by its number and left out. Run again, the same file changes nothing.
    """
    with typed():
        features = _features(file)
    done = {True: 0, False: 0, None: 0}
    with the_board():
        for number, feature in enumerate(features, 1):
            try:
                with write_tx():
                    done[_take(feature)] += 1
            except (ValueError, KeyError) as wrong:
                done[None] += 1
                click.echo(f"Feature {number}: {wrong.args[0]}.", err=True)
    click.echo(f"{done[True]} drawn, {done[False]} as they were, {done[None]} left out.")
    if done[None]:
        raise SystemExit(1)


def _features(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise ValueError(f"{file.name} is no JSON: {wrong}") from wrong
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise ValueError(f"{file.name} is no GeoJSON FeatureCollection.")
    return features


def _take(feature: Any) -> bool:
    """Add or draw one area. Raises ValueError with what is wrong with it."""
    said = feature.get("properties") if isinstance(feature, dict) else None
    known = (
        {name.lower(): str(value).strip() for name, value in said.items() if value} if isinstance(said, dict) else {}
    )
    name = known.get("name") or text.unslug(known.get("slug", ""))
    if not name:
        raise ValueError('it has no property "name" or "slug"')
    boundary = read(feature.get("geometry"))
    checked = AreaForm.checked(name=name, about="")
    slug = text.slug(known.get("slug") or checked["name"])[:60]
    return actions.draw(actions.add(slug, checked["name"]), boundary)
