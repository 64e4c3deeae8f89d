"""What operators type about an area's categories."""

from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField
from wtforms.widgets import ListWidget, RadioInput

from board.assets import icon
from board.categories.models import ICONS
from board.forms import BoardForm, Choice, line


class IconField(Choice):
    """One of the pictures, each beside its word."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class CategoryForm(BoardForm):
    """A category as people in the area read it."""

    name = line(
        _l("What is it called here?"),
        40,
        missing=_l("Give it a name, one or two words are enough."),
    )
    hint = line(_l("What belongs there?"), 120)
    icon = IconField(_l("Which picture stands beside it?"), default="message-circle")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.icon.offer(
            (name, Markup("{}{}").format(icon(name), word))
            for name, word in ICONS.items()
        )


class ChangeForm(CategoryForm):
    """The same for one that is there, which can be hidden from new posts."""

    offered = BooleanField(_l("Offered here"))
