"""What people type about places on tasks: a note, who they are, whom they write in."""

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, Choice, EmailField, OnceField, line, prose, required


class NoteForm(BoardForm):
    """A note with a release or a completion."""

    note = prose(_l("A note"), 2000)


class VisitorForm(BoardForm):
    """A place for somebody who is not signed in."""

    name = line(_l("Your name"), 80, missing=_l("Say what to call you."))
    email = EmailField(
        _l("Your e-mail address"),
        validators=[required(_l("Type your e-mail address."))],
    )
    role = Choice(_l("What you would do"))
    once = OnceField()


class NameForm(BoardForm):
    """Somebody without an account, whom an organiser writes in."""

    name = line(_l("Their name"), 80, missing=_l("Say who it is."))
    once = OnceField()
