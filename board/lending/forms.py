"""What is typed to ask for an organiser from elsewhere."""

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, Choice, Day, given


class LendForm(BoardForm):
    """Whom one asks, and until when they would help."""

    person = Choice(_l("Whom do you ask?"), missing=_l("Pick somebody."))
    until = Day(_l("Until which day?"), validators=[given(_l("Say until which day."))])
