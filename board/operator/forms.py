"""What operators type about people and areas."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from board.forms import BoardForm, Choice, prose
from board.policy import Role

NONE = "none"
ROLES = {
    Role.ORGANISER: _l("Organiser: looks after what happens there"),
    Role.MEMBER: _l("Member: takes on tasks, sees who is on them"),
    Role.RESIDENT: _l("Resident: lives there"),
    NONE: _l("Nothing there any more"),
}


PICK = ("", _l("Pick one"))


class RoleForm(BoardForm):
    """What a person is in one area."""

    area = Choice(_l("In which area?"))
    role = Choice(_l("What are they there?"), [PICK, *ROLES.items()])


class BoundaryForm(BoardForm):
    """A file that says where an area ends."""

    file = FileField(
        _l("A GeoJSON file"), validators=[FileRequired(_l("Choose a file."))]
    )


class WordsForm(BoardForm):
    """What stands on a page of the board itself; empty, nothing does."""

    text = prose(_l("The words"), 5000)
    version = HiddenField()
