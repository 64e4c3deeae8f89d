"""What somebody chooses who deletes their account."""

from flask_babel import lazy_gettext as _l
from wtforms.widgets import ListWidget, RadioInput

from board.accounts.forms import ProvedForm
from board.forms import Choice
from board.privacy.erased_list import KINDS, Goes


class OneOfTwo(Choice):
    """Stay or go, both to be read at once."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class DeleteForm(ProvedForm):
    """What becomes of words, by kind; and that it is them."""

    posts = OneOfTwo(
        _l("What becomes of what you posted?"),
        [
            ("stay", _l("It stays, as a former resident’s")),
            (
                "go",
                _l("It goes for good, and what others said under it is not shown"),
            ),
        ],
        default="stay",
    )
    comments = OneOfTwo(
        _l("What becomes of your comments, questions and what you wrote on tasks?"),
        [
            ("stay", _l("They stay, as a former resident’s")),
            ("go", _l("Their words go for good")),
        ],
        default="stay",
    )

    @property
    def goes(self) -> Goes:
        """What of their words is to go."""
        return Goes(kind for kind in KINDS if self[kind].data == "go")
