"""A moderator changes what a thing says: what it said before is kept with its case."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.db import db
from board.errors import Conflict, Invalid
from board.folding import refolded
from board.issues.models import SEARCHED
from board.moderation.models import Case, EarlierText
from board.moderation.targets import MODELS, Target

# where each kind keeps what it says
BODY = {
    "issue": "body",
    "comment": "body",
    "update": "body",
    "task_comment": "body",
    "question": "body",
    "photo": "alt",
}


def change(case: Case, target: Target, text: str) -> None:
    """Let it say this from now on. Raises Invalid for what is changed elsewhere, and
    Conflict where it says so already."""
    column = BODY.get(target.kind)
    if column is None:
        raise Invalid(_("Change this on its own page."))
    before = getattr(target.row, column)
    if before == text:
        raise Conflict(_("It says so already."))
    db.session.add(EarlierText(case_id=case.id, body=before))
    _write(target, column, text)


def put_back(case: Case, target: Target) -> None:
    """Let it say again what it said before the last change. Raises Conflict where
    nothing was changed."""
    last = (
        select(EarlierText)
        .where(EarlierText.case_id == case.id)
        .order_by(EarlierText.id.desc())
        .limit(1)
    )
    earlier = db.session.scalar(last)
    if earlier is None:
        raise Conflict(_("Nothing was changed."))
    _write(target, BODY[target.kind], earlier.body)
    db.session.delete(earlier)


def _write(target: Target, column: str, text: str) -> None:
    values = {column: text}
    if target.kind == "issue":
        values |= refolded(target.row, SEARCHED, values)
    if target.kind in ("issue", "comment"):
        values["version"] = target.row.version + 1
    if target.kind == "comment":
        values["edited_at"] = clock.now()  # type: ignore[assignment]
    model = MODELS[target.kind]
    db.session.execute(update(model).where(model.id == target.id).values(**values))
