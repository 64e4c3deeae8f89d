"""What organisers pick at their desk."""

from flask_babel import lazy_gettext as _l

from board.campaigns.forms import TickList
from board.forms import BoardForm, Choice


class AddForm(BoardForm):
    """Posts that are added to a campaign."""

    campaign = Choice(_l("Which campaign do they belong to?"), coerce=int)
    issue = TickList(_l("Which posts do you add?"))
