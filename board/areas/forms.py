"""What is typed about areas."""

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, line, prose


class AreaForm(BoardForm):
    """A place: what people call it, and a few words about it."""

    name = line(_l("Name"), 80, missing=_l("Say what people call the place."))
    about = prose(_l("About"), 2000)
