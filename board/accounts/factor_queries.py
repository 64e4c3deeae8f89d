"""Reading second factors."""

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, func, or_, select

from board import clock
from board.accounts.factor_models import CodeApp, Passkey, RecoveryCode, SecondStep
from board.accounts.queries import token_hash
from board.db import db
from board.errors import LinkOver


def has_factor(person_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the person has a second factor, as a condition."""
    app = select(CodeApp.person_id).where(
        CodeApp.person_id == person_id, CodeApp.confirmed_at.is_not(None)
    )
    key = select(Passkey.id).where(Passkey.person_id == person_id)
    return or_(exists(app), exists(key))


def code_app(person_id: int) -> CodeApp | None:
    """The person's app for codes, also one that does not count yet."""
    return db.session.get(CodeApp, person_id, populate_existing=True)


def passkeys_of(person_id: int) -> list[Passkey]:
    """A person's passkeys, the oldest first."""
    mine = select(Passkey).where(Passkey.person_id == person_id)
    return list(db.session.scalars(mine.order_by(Passkey.id)))


def codes_left(person_id: int) -> int:
    """How many recovery codes have not been used."""
    mine = (RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).where(*mine)) or 0


def step(token: str, *, signs_in: bool) -> SecondStep:
    """What waits in the browser that has this token.

    Raises LinkOver where nothing does any more.
    """
    found: SecondStep | None = db.session.scalar(
        select(SecondStep).where(
            SecondStep.token_hash == token_hash(token),
            SecondStep.signs_in.is_(signs_in),
            SecondStep.expires_at > clock.now(),
        )
    )
    if found is None:
        raise _over(signs_in)
    return found


def _over(signs_in: bool) -> LinkOver:
    if signs_in:
        text = _("That took more than ten minutes. Sign in again.")
        return LinkOver(text, "/login", _("Sign in"))
    text = _("That took more than ten minutes. Begin again.")
    return LinkOver(text, "/me/security", _("How you sign in"))
