"""That somebody at a signed-in browser is the person: asked before what they sign in
with is changed."""

from datetime import timedelta

from flask import session
from flask_babel import gettext as _

from board import clock, text
from board.accounts import passwords, session_queries, try_actions
from board.accounts.forms import ProvedForm
from board.accounts.models import Person
from board.accounts.session import TOKEN
from board.accounts.throttle import note_sign_in
from board.db import write_tx

FRESH = timedelta(minutes=30)


def is_proved(form: ProvedForm, person: Person) -> bool:
    """Whether the form shows it: by the password the person has, or, where they have
    none, by a session that is young. Says in the form where it does not.

    Raises TooMany after too many wrong passwords.
    """
    if not person.password_hash:
        if not is_fresh():
            form.form_errors.append(
                _("You signed in a while ago. Sign in by a mailed link again first.")
            )
        return is_fresh()
    if not text.tidy(form.present.data or ""):
        form.present.errors = [_("Type the password you have now.")]
        return False
    tried = note_sign_in(person.email)
    if not passwords.matches(person.password_hash, form.present.data or ""):
        form.present.errors = [_("That is not your password.")]
        return False
    with write_tx():
        try_actions.forget_try(tried)
    return True


def is_fresh() -> bool:
    """Whether this browser was signed in within the last half hour."""
    mine = session_queries.session_of(session[TOKEN])
    return mine is not None and mine.created_at > clock.now() - FRESH
