"""Making accounts, and operators of some."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, text, update

from board.accounts import verbs
from board.accounts.models import Person
from board.accounts.places import RULES_IN_FORCE
from board.accounts.queries import anybody, kept_out
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db, insert_new
from board.drawing import locale
from board.errors import Conflict, Invalid, NotFound, SignInNeeded
from board.policy import Actor

# 7311002: a number of our own
WAIT_FOR_PERSON = text("SELECT pg_advisory_xact_lock(7311002, :person)")

# PostgreSQL advisory lock: of several who would be first, one is
FIRST_LOCK = 7_311_003


def register(
    name: str, email: str, password_hash: str = "", *, is_operator: bool = False
) -> Person:
    """Make an account for whoever surely has the address.

    Raises Invalid where there is one.

    Without a password its owner signs in by mailed links.
    """
    person = _new(name, email, password_hash=password_hash, is_operator=is_operator)
    if person is None:
        raise Invalid(_("There is an account with that address already."), "email")
    return person


def first_operator(name: str, email: str, password_hash: str) -> Person:
    """Make the first account of a board, its operator's.

    Raises NotFound once there is anybody.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(
            text("SELECT pg_advisory_xact_lock(:key)"), {"key": FIRST_LOCK}
        )
    if anybody():
        raise NotFound
    return register(name, email, password_hash, is_operator=True)


def owner_of(
    email: str, name: str, rules_version: int | None = None
) -> tuple[Person, bool]:
    """The person whose mailbox has just answered, who gets an account if there is none;
    and whether they are new.

    `rules_version` is what they agreed to before, where that is not the one in force.
    Mails come in the language they have just read the page in.
    """
    values = {"password_hash": "", "locale": locale()}
    person = _new(name, email, rules_version, **values)
    if person is not None:
        return person, True
    known = db.session.scalars(
        select(Person).where(Person.email == email.lower())
    ).one()
    known.kept_out = kept_out(known.id)
    return known, False


def _new(
    name: str, email: str, rules_version: int | None = None, **values: Any
) -> Person | None:
    """Whoever makes an account agrees to the community rules with it."""
    if rules_version is None:
        rules_version = db.session.scalar(select(RULES_IN_FORCE.filling))
    values["rules_version"] = rules_version
    person = insert_new(Person, ["email"], name=name, email=email.lower(), **values)
    if person is not None:
        record(verbs.REGISTERED, person, by=person, topics=[f"person-{person.id}"])
    return person


def choose_password(person: Person, password_hash: str) -> None:
    """Give the person a password where they have none; one that is there stays, and an
    empty hash is none."""
    if not password_hash:
        return
    without = (Person.id == person.id, Person.password_hash == "")
    chosen = update(Person).where(*without).values(password_hash=password_hash)
    # No page shows it, so no line in the log is needed.
    db.session.execute(chosen, execution_options={"may_do_nothing": True})


def choose_language(person: Actor, locale: str) -> None:
    """From now on pages and mails are in this language for the person."""
    mine = update(Person).where(Person.id == person.id).values(locale=locale)
    # Nobody else sees it, so no line in the log is needed.
    db.session.execute(mine, execution_options={"may_do_nothing": True})


def make_operator(person: Person, by: Actor | None = None) -> None:
    """Let the person run the board; `by` is None at the command line."""
    changed = (
        update(Person)
        .where(Person.id == person.id, Person.is_operator.is_(False))
        .values(is_operator=True)
    )
    if db.session.execute(changed).rowcount:  # type: ignore[attr-defined]
        _record(verbs.ROLE_GIVEN, person, by)


def unmake_operator(person: Person, by: Actor) -> None:
    """The person runs the board no more. Raises Conflict for the last one who does."""
    locked = select(Person.id).where(Person.is_operator).with_for_update()
    running = set(db.session.scalars(locked))
    if running <= {person.id}:
        raise Conflict(_("Somebody has to run the board. Make another operator first."))
    if person.id not in running:
        return
    change = update(Person).where(Person.id == person.id).values(is_operator=False)
    db.session.execute(change)
    _record(verbs.ROLE_TAKEN, person, by)


def _record(verb: Verb, person: Person, by: Actor | None) -> None:
    facts = {"person": person.id, "role": "operator"}
    record(verb, person, by=by, topics=[f"person-{person.id}"], **facts)


def one_by_one(person: Actor | None) -> None:
    """What one person asks for at once is done one after the other; call it before any
    row is locked.

    Raises SignInNeeded for nobody. On SQLite every write transaction is alone.
    """
    if person is None:
        raise SignInNeeded
    if db.engine.dialect.name == "postgresql":
        db.session.connection().execute(WAIT_FOR_PERSON, {"person": person.id})
