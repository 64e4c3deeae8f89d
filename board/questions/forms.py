"""What is typed to ask and to answer."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from board.forms import BoardForm, OnceField, prose


class QuestionForm(BoardForm):
    """A question about a campaign, task or event."""

    body = prose(
        _l("What do you want to know?"), 2000, missing=_l("Type your question first.")
    )
    private = BooleanField(_l("Only the organisers and I read it"))
    once = OnceField()


class AnswerForm(BoardForm):
    """What an organiser says to it."""

    body = prose(_l("Your answer"), 3000, missing=_l("Type your answer first."))
