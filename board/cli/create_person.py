"""`board create-person`: an account, and what the person is on the board."""

import sys
from typing import Any

import click

from board import text
from board.accounts import actions as accounts
from board.accounts.forms import AccountForm
from board.accounts.models import Person
from board.accounts.passwords import make_hash
from board.accounts.queries import by_email
from board.areas import membership_actions as memberships
from board.areas.models import Area
from board.areas.queries import all_areas, find_named
from board.cli import the_board, typed
from board.db import write_tx
from board.policy import Role


@click.command()
@click.argument("email")
@click.option("--name", default="", help="The name people here know the person by.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from the first line of standard input.",
)
@click.option("--operator", is_flag=True, help="The person runs the board.")
@click.option(
    "--organiser",
    metavar="AREA",
    multiple=True,
    help="The person organises in this area; repeatable.",
)
@click.option(
    "--member",
    metavar="AREA",
    multiple=True,
    help="The person is a member in this area; repeatable.",
)
def command(
    email: str,
    name: str,
    password_stdin: bool,
    operator: bool,
    organiser: tuple[str, ...],
    member: tuple[str, ...],
) -> None:
    """Make an account, or set the roles of a person.

    The password is asked for, twice and unseen, or comes by standard input; never as an
    argument: others see those. When EMAIL has an account already, name and password
    stay as they are, and what is said here of roles is set.
    """
    with the_board():
        known = by_email(text.tidy(email))
        account = None if known else _account(name, email, password_stdin)
        password_hash = make_hash(account["password"]) if account else ""
        with write_tx():
            if account:
                known = accounts.register(
                    account["name"],
                    account["email"],
                    password_hash,
                    is_operator=operator,
                )
            assert known is not None
            roles = _give_roles(known, operator, member, organiser)
    done = (
        "has an account now"
        if account
        else "had an account already; name and password stay as they are"
    )
    click.echo(f"{known.name} <{known.email}> {done}. {roles}")


def _account(name: str, email: str, password_stdin: bool) -> dict[str, Any]:
    """What the register form would take."""
    with typed():
        return AccountForm.checked(
            name=name, email=email, password=_password(password_stdin)
        )


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not _at_a_terminal():
        raise click.ClickException(
            "There is nobody here to type a password. Send it with --password-stdin."
        )
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _give_roles(
    person: Person, operator: bool, member: tuple[str, ...], organiser: tuple[str, ...]
) -> str:
    """Give the roles; says which."""
    if operator:
        accounts.make_operator(person)
    given = ["Runs the board."] if operator else []
    for name, role in (
        dict.fromkeys(member, Role.MEMBER) | dict.fromkeys(organiser, Role.ORGANISER)
    ).items():
        area = _area(name)
        memberships.give_role(area, person, role, by=None)
        given.append(f"{role.capitalize()} in {area.name}.")
    return " ".join(given)


def _area(name: str) -> Area:
    found = find_named(name)
    if found is None:
        there = ", ".join(area.slug for area in all_areas())
        raise click.ClickException(
            f"There is no area {name!r}. Add it with `board areas add`; there are: "
            f"{there}."
        )
    return found
