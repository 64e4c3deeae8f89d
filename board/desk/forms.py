"""What organisers pick at their desk."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from board.campaigns.forms import TickList
from board.forms import BoardForm, Choice


class AddForm(BoardForm):
    """Posts that are added to a campaign."""

    campaign = Choice(_l("Which campaign do they belong to?"), coerce=int)
    issue = TickList(_l("Which posts do you add?"))

    def validate_issue(self, field: TickList) -> None:
        """At least one: the answer says that they are added."""
        if not field.data:
            raise ValidationError(_l("Tick at least one post."))
