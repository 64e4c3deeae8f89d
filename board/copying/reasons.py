"""Why people hear that a campaign was copied."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.reasons import Reason, declare, explain
from board.areas.models import organises_here
from board.campaigns.models import Campaign
from board.copying.models import CampaignCopy
from board.db import AnySelect


def _organisers() -> AnySelect:
    """Who organises the area of the original, where the copy is in another one."""
    original = aliased(Campaign)
    copied = CampaignCopy.campaign_id == bindparam("subject")
    elsewhere = original.area_id != bindparam("area")
    return (
        select(Person.id, literal("original"))
        .join(original, organises_here(Person.id, original.area_id))
        .join(CampaignCopy, CampaignCopy.from_id == original.id)
        .where(copied, elsewhere)
    )


def init_app() -> None:
    """Declare them."""
    declare("organisers of the original", Reason(_organisers()))
    explain("original", lambda line: _("You organise what it was copied from."))
