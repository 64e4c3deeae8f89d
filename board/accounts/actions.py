"""Making accounts, opening and ending sessions."""

import secrets
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, text, update

from board import clock
from board.accounts import verbs
from board.accounts.models import FailedSignIn, Person, Purpose, SignIn, SignInLink
from board.accounts.places import RULES_IN_FORCE
from board.accounts.queries import anybody, kept_out, link_over, still_open, token_hash
from board.activity.actions import record
from board.db import db, fresh, insert_new
from board.errors import Conflict, Invalid, NotFound, SignInNeeded
from board.policy import Actor

# 7311002: a number of our own
WAIT_FOR_PERSON = text("SELECT pg_advisory_xact_lock(7311002, :person)")

# how often the use of a session is written down
EVERY = timedelta(hours=1)

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
    """
    person = _new(name, email, password_hash="", rules_version=rules_version)
    if person is not None:
        return person, True
    known = db.session.scalars(
        select(Person).where(Person.email == email.lower())
    ).one()
    known.kept_out = kept_out(known.id)
    return known, False


def _new(
    name: str, email: str, *, rules_version: int | None = None, **values: Any
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


def make_operator(person: Person, by: Actor | None = None) -> None:
    """Let the person run the board; `by` is None at the command line."""
    changed = (
        update(Person)
        .where(Person.id == person.id, Person.is_operator.is_(False))
        .values(is_operator=True)
    )
    if db.session.execute(changed).rowcount:  # type: ignore[attr-defined]
        topics = [f"person-{person.id}"]
        record(
            verbs.ROLE_GIVEN,
            person,
            by=by,
            topics=topics,
            person=person.id,
            role="operator",
        )


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
    record(
        verbs.ROLE_TAKEN,
        person,
        by=by,
        topics=[f"person-{person.id}"],
        person=person.id,
        role="operator",
    )


def open_session(
    person: Person, *, remember: bool, device: tuple[str, str] = ("", "")
) -> str:
    """Sign the person in on one browser, for 30 days or one, and for less where it is
    not used; returns the token only that browser gets.

    device: what it is, in two words (device.py).
    """
    token, now = secrets.token_urlsafe(32), clock.now()
    lasts = timedelta(days=30 if remember else 1)
    browser, system = device
    db.session.add(
        SignIn(
            token_hash=token_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + lasts,
            idle_until=now + _idle(lasts),
            used_at=now,
            ended_at=None,
            browser=browser,
            system=system,
        )
    )
    return token


def _idle(lasts: timedelta) -> timedelta:
    """How long a session lasts that nobody uses: 14 days of 30, 8 hours of a day."""
    return timedelta(days=14) if lasts > timedelta(days=1) else timedelta(hours=8)


def note_use(session: SignIn) -> None:
    """A browser that is signed in was used: said once an hour at most, however many
    pages it opens at once."""
    now = clock.now()
    idle = _idle(session.expires_at - session.created_at)
    not_said_yet = (
        SignIn.token_hash == session.token_hash,
        SignIn.ended_at.is_(None),
        SignIn.used_at < now - EVERY,
    )
    change = update(SignIn).where(*not_said_yet)
    db.session.execute(
        change.values(used_at=now, idle_until=now + idle),
        execution_options={"may_do_nothing": True},
    )


def end_session(token: str) -> None:
    """End one session at the server; its cookie is worth nothing afterwards."""
    mine = SignIn.token_hash == token_hash(token)
    db.session.execute(
        update(SignIn)
        .where(mine, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_all_sessions(person_id: int, but: str = "") -> int:
    """Sign a person out everywhere, except in the browser that has the token `but`;
    how many sessions end: at the next request, live pages within 30 seconds."""
    theirs = (
        SignIn.person_id == person_id,
        SignIn.ended_at.is_(None),
        SignIn.token_hash != token_hash(but),
    )
    ended = update(SignIn).where(*theirs).values(ended_at=clock.now())
    done = db.session.execute(ended, execution_options={"may_do_nothing": True})
    return int(done.rowcount)  # type: ignore[attr-defined]


def make_link(person: Person | None, purpose: Purpose = Purpose.SIGN_IN) -> str:
    """A way in for the person, to be mailed to nobody else; forgets those that are
    over. Returns its token.

    One for nobody lets nobody in: it is made where an address has no account, so that
    there is as much to do.
    """
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(delete(SignInLink).where(SignInLink.expires_at < now))
    lasts = timedelta(minutes=30)
    db.session.add(
        SignInLink(
            token_hash=token_hash(token),
            person_id=person.id if person else None,
            purpose=purpose,
            expires_at=now + lasts,
            used_at=None,
        )
    )
    return token


def use_link(token: str, purpose: Purpose = Purpose.SIGN_IN) -> Person:
    """The person a link lets in.

    Raises LinkOver for one that is unknown, over, or used already.
    """
    mine = SignInLink.token_hash == token_hash(token)
    used = (
        update(SignInLink)
        .where(mine, *still_open(purpose))
        .values(used_at=clock.now())
        .returning(SignInLink.person_id)
    )
    id = db.session.scalar(used)
    if id is None:
        raise link_over(purpose)
    return fresh(Person, id)


def one_by_one(person: Actor | None) -> None:
    """What one person asks for at once is done one after the other; call it before any
    row is locked.

    Raises SignInNeeded for nobody. On SQLite every write transaction is alone.
    """
    if person is None:
        raise SignInNeeded
    if db.engine.dialect.name == "postgresql":
        db.session.connection().execute(WAIT_FOR_PERSON, {"person": person.id})


def note_try(account: str, address: str) -> int:
    """Count a try as failed before its password is looked at, so that many at once are
    many; forget those of a day ago.

    Returns its number, by which forget_try() takes it back.
    """
    tried = FailedSignIn(account=account, address=address)
    db.session.add(tried)
    db.session.execute(
        delete(FailedSignIn).where(FailedSignIn.at < clock.now() - timedelta(days=1))
    )
    db.session.flush()
    return tried.id


def forget_try(number: int) -> None:
    """The password was right, or was not looked at."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.id == number))
