"""`board config`: what the board was told, and by whom."""

from dataclasses import fields

import click

from board.cli import load
from board.config import Settings
from board.settings_shown import shown


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
