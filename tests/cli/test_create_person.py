"""`board create-person` makes accounts by the rules of the register form, and sets
roles."""

import click
import pytest
from click.testing import CliRunner

from board.accounts import verbs
from board.accounts.models import Person
from board.accounts.passwords import matches
from board.activity.models import Activity
from board.areas.models import Membership
from board.cli import create_person
from tests.builders import Maker, People, Rows
from tests.cli.conftest import Command

WORDS = ("create-person", "Ann@Example.org", "--name", "Ann Archer", "--password-stdin")
GOOD = "correct horse\n"


def test_a_person_is_made_with_the_password_of_standard_input(
    board: Command, rows: Rows
) -> None:
    said = board(*WORDS, typed=GOOD)
    assert said.exit_code == 0
    assert "correct horse" not in said.output
    ann = rows.get(Person, 1)
    assert (ann.name, ann.email, ann.is_operator) == (
        "Ann Archer",
        "ann@example.org",
        False,
    )
    assert matches(ann.password_hash, "correct horse")
    assert rows.count(Activity, verb=verbs.REGISTERED) == 1


def test_roles_are_given_by_slug_or_by_name(
    board: Command, people: People, rows: Rows
) -> None:
    board(
        *WORDS,
        "--operator",
        "--organiser",
        "hodge-hill",
        "--member",
        "Ward End",
        typed=GOOD,
    )
    (ann,) = rows.all(Person, email="ann@example.org")
    assert ann.is_operator
    assert {
        (row.area_id, row.role) for row in rows.all(Membership, person_id=ann.id)
    } == {
        (people.hodge_hill.id, "organiser"),
        (people.ward_end.id, "member"),
    }


def test_for_a_known_address_roles_are_set_and_nothing_else(
    board: Command, people: People, rows: Rows
) -> None:
    before = rows.get(Person, people.resident.id)
    said = board(
        "create-person",
        "Resident@example.org",
        "--name",
        "Else",
        "--operator",
        "--organiser",
        "ward-end",
    )
    assert "had an account already" in said.stdout
    after = rows.get(Person, people.resident.id)
    assert (after.name, after.password_hash) == (before.name, before.password_hash)
    assert after.is_operator
    assert (
        rows.get(Membership, people.resident.id, people.ward_end.id).role == "organiser"
    )
    assert (
        rows.get(Membership, people.resident.id, people.hodge_hill.id).role
        == "resident"
    )


def test_an_operator_is_made_once(board: Command, people: People, rows: Rows) -> None:
    given = rows.count(Activity, verb=verbs.ROLE_GIVEN)
    for _ in range(2):
        board("create-person", "resident@example.org", "--operator")
    assert rows.count(Activity, verb=verbs.ROLE_GIVEN) == given + 1


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (WORDS, "1234567\n", "password: Use at least 8 characters"),
        (WORDS, "", "password: "),
        (
            ("create-person", "nowhere", "--name", "Ann", "--password-stdin"),
            GOOD,
            "email: Type an address",
        ),
        (("create-person", "ann@example.org", "--password-stdin"), GOOD, "name: "),
        (
            (
                "create-person",
                "ann@example.org",
                "--name",
                "\u200b\u3164\u2800",
                "--password-stdin",
            ),
            GOOD,
            "name: ",
        ),
        (
            ("create-person", "ann@example.org", "--name", "Ann"),
            GOOD,
            "Send it with --password-stdin.",
        ),
        ((*WORDS, "--member", "atlantis"), GOOD, "There is no area 'atlantis'."),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nobody_is_made(
    board: Command, rows: Rows, words: tuple[str, ...], typed: str, said: str
) -> None:
    refused = board(*words, typed=typed)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert rows.count(Person) == rows.count(Activity) == 0


def test_a_password_is_no_argument() -> None:
    assert (
        CliRunner()
        .invoke(create_person.command, ["a@example.org", "--password", "correct horse"])
        .exit_code
        == 2
    )


def test_at_a_terminal_the_password_is_asked_for_twice_and_unseen(
    board: Command, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, bool]] = []

    def prompt(_: str, **how: bool) -> str:
        asked.append(how)
        return "correct horse"

    monkeypatch.setattr(create_person, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    board("create-person", "ann@example.org", "--name", "Ann")
    assert asked == [{"hide_input": True, "confirmation_prompt": True}]
    assert matches(rows.get(Person, 1).password_hash, "correct horse")


def test_a_person_made_here_signs_in_with_that_password(
    board: Command, rows: Rows, make: Maker
) -> None:
    board(*WORDS, typed=GOOD)
    assert make.cookie(rows.get(Person, 1))
