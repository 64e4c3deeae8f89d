"""What people type about places on tasks: a note, who they are, whom they write in."""

from flask_babel import lazy_gettext as _l

from board.confirm.forms import VisitorForm
from board.forms import BoardForm, Choice, OnceField, line, prose


class NoteForm(BoardForm):
    """A note with a release or a completion."""

    note = prose(_l("A note"), 2000)


class TalkForm(BoardForm):
    """Something for the others on a task."""

    body = prose(
        _l("Say something to the others on it"), 1000, missing=_l("Type it first.")
    )
    once = OnceField()


class ClaimForm(VisitorForm):
    """A place for somebody who is not signed in."""

    role = Choice(_l("What you would do"))


class NameForm(BoardForm):
    """Somebody without an account, whom an organiser writes in."""

    name = line(_l("Their name"), 80, missing=_l("Say who it is."))
    once = OnceField()
