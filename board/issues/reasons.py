"""Why people hear of what happens to a post."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, exists, literal, or_, select

from board.accounts.models import Person
from board.activity.reasons import Reason, declare, explain
from board.db import AnyRow
from board.issues.models import Issue, Second
from board.issues.outcome_models import Verdict

_ISSUE: Any = bindparam("subject")
AUTHOR = select(Issue.author_id, literal("author")).where(
    Issue.id == _ISSUE, Issue.author_id.is_not(None)
)
# Who posted it or was counted in and has not yet said whether it is done.
ASKED = select(Person.id, literal("asked")).where(
    or_(
        exists().where(Issue.id == _ISSUE, Issue.author_id == Person.id),
        exists().where(Second.issue_id == _ISSUE, Second.person_id == Person.id),
    ),
    Person.id.not_in(select(Verdict.person_id).where(Verdict.issue_id == _ISSUE)),
)


def init_app() -> None:
    """Declare them."""
    declare("author", Reason(AUTHOR))
    declare("asked", Reason(ASKED))
    explain("author", lambda line: _("You posted it."))
    explain("issue", _follows)


def _follows(line: AnyRow) -> str:
    if line.subject_kind == "campaign":
        return str(_("You follow a post that it is about."))
    if line.why != f"issue-{line.subject_id}":
        return str(_("You follow the other post."))
    return str(_("You follow this post."))
