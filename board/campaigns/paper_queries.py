"""Reading what stands on a campaign's papers: who signed, and what people
said loudest."""

from sqlalchemy import or_, select

from board.accounts.models import Person
from board.campaigns.models import CampaignIssue
from board.campaigns.people_models import SignUp
from board.db import Rows, read
from board.issues.models import Issue, State
from board.issues.queries import CARDS


def sign_ups(
    campaign_id: int, before: int = 0, limit: int = 50, *, reachable: bool = False
) -> Rows:
    """Who signed on paper, the newest first: one more than `limit` when there are
    further ones.

    With `reachable` only those with a phone number or an e-mail address.
    """
    columns = (
        SignUp.id,
        SignUp.name,
        SignUp.street,
        SignUp.email,
        SignUp.phone,
        SignUp.consented_on,
    )
    statement = select(*columns, Person.name.label("keyed_by")).join(
        Person, Person.id == SignUp.keyed_by_id
    )
    statement = (
        statement.where(SignUp.campaign_id == campaign_id)
        .order_by(SignUp.id.desc())
        .limit(limit + 1)
    )
    if reachable:
        statement = statement.where(or_(SignUp.email != "", SignUp.phone != ""))
    return read(statement.where(SignUp.id < before) if before else statement)


def loudest(campaign_id: int, limit: int = 3) -> Rows:
    """What people said, the most seconded first, each with what tells whose name may be
    shown."""
    statement = CARDS.join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
    mine = statement.where(
        CampaignIssue.campaign_id == campaign_id, Issue.state != State.DUPLICATE
    )
    return read(mine.order_by(Issue.second_count.desc(), Issue.id).limit(limit))
