"""What operators type to follow another board."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from board.forms import BoardForm, line


class FollowForm(BoardForm):
    """The address of another board, and what it is to us."""

    address = line(
        _l("Its address"), 300, missing=_l("Type the address of another board.")
    )
    is_near = BooleanField(_l("It stands on this machine or in our own network"))


class FileForm(BoardForm):
    """A file that another board wrote."""

    file = FileField(
        _l("A file from another board"), validators=[FileRequired(_l("Choose a file."))]
    )
