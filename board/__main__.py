"""The `board` command.

Each file in board/cli/ is one word of it, read only when that word is used.
"""

import pkgutil
from importlib import import_module

import click

from board import cli


class Words(click.Group):
    """`board create-person` is `command` in board/cli/create_person.py."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All words."""
        return sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(cli.__path__)
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One word, or None when there is no such."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(
            f"board.cli.{cmd_name.replace('-', '_')}"
        ).command
        return command


@click.command(cls=Words)
def main() -> None:
    """Local Action Board: serve it, set it up, look after it."""


if __name__ == "__main__":
    main()
