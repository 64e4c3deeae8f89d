"""What is typed to copy a campaign, and to keep a template and plan by it."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from board.forms import BoardForm, Choice, Day, OnceField, line

MINE = "mine"


class CopyForm(BoardForm):
    """Where and when it begins, and what it is called there."""

    area = Choice(_l("Which area is it for?"))
    starts_on = Day(
        _l("On which day is the first thing due?"),
        validators=[InputRequired(_l("Say when the first thing is due."))],
    )
    title = line(_l("What do you call it?"), 120)
    once = OnceField()


class TemplateForm(BoardForm):
    """What a template is called, and who may use it."""

    name = line(_l("What do you call it?"), 120, missing=_l("Give it a name."))
    area = Choice(_l("Who may use it?"))


class KeepForm(TemplateForm):
    """A new one."""

    once = OnceField()
