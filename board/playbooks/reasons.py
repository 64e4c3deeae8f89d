"""Why people hear of playbooks: they look after one, they used one, they said what they
changed."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.reasons import Reason, declare, explain
from board.areas.models import organises_here
from board.db import AnySelect
from board.playbooks.models import Playbook, PlaybookUse, Suggestion

_THIS: Any = bindparam("subject")


def _keepers() -> AnySelect:
    """Who looks after the playbook, and after those it was copied from: organisers of
    its area, operators where it belongs to the board."""
    chain = (
        select(Playbook.id, Playbook.from_lineage, Playbook.area_id)
        .where(Playbook.id == _THIS)
        .cte("chain", recursive=True)
    )
    parent: Any = aliased(Playbook)
    of_parent = parent.lineage == chain.c.from_lineage
    chain = chain.union(
        select(parent.id, parent.from_lineage, parent.area_id).join(chain, of_parent)
    )
    keeps = or_(
        and_(chain.c.area_id.is_(None), Person.is_operator),
        organises_here(Person.id, chain.c.area_id),
    )
    return select(Person.id, literal("keepers")).join(chain, keeps).distinct()


def _users() -> AnySelect:
    """Who laid out a campaign by it, and who made a playbook of their own of it."""
    used = select(PlaybookUse.by_id.label("person")).where(
        PlaybookUse.playbook_id == _THIS, PlaybookUse.by_id.is_not(None)
    )
    this = aliased(Playbook)
    copy = aliased(Playbook)
    copied = (
        select(copy.author_id)
        .join(this, this.lineage == copy.from_lineage)
        .where(this.id == _THIS, copy.author_id.is_not(None))
    )
    both = union_all(used, copied).subquery()
    return select(both.c.person, literal("used"))


SUGGESTER = select(Suggestion.by_id, literal("suggester")).where(
    Suggestion.id == bindparam("part"), Suggestion.by_id.is_not(None)
)


def init_app() -> None:
    """Declare them."""
    declare("playbook keepers", Reason(_keepers()))
    declare("playbook users", Reason(_users()))
    declare("suggester", Reason(SUGGESTER))
    explain("keepers", lambda line: _("You look after this playbook."))
    explain("used", lambda line: _("You used this playbook."))
    explain("suggester", lambda line: _("You suggested this."))
