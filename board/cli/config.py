"""`board config`: what the board was told, and by whom."""

from dataclasses import fields

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from board.cli import load
from board.config import Settings


@click.command()
def command() -> None:
    """Show every setting, its value and where it came from. Secrets are not shown."""
    settings = load()
    rows = [
        (f"BOARD_{f.name.upper()}", shown(settings, f.name), settings.sources[f.name])
        for f in fields(Settings)
        if f.metadata
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo(
            "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
        )


def shown(settings: Settings, name: str) -> str:
    """The value as it may stand on a screen: a database's address without its password,
    other secrets not at all."""
    value: str = getattr(settings, name)
    if name == "database_url":
        try:
            return (
                make_url(value)
                .difference_update_query(["password", "sslpassword"])
                .render_as_string()
            )
        except ArgumentError:
            return "(hidden)"
    secret = Settings.__dataclass_fields__[name].metadata["secret"]
    return "(hidden)" if secret and value else value
