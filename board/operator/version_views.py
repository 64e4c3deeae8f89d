"""Which version runs here and what changed in it. Nobody elsewhere is asked."""

import re
from importlib.metadata import version

from flask import Blueprint, render_template

from board.accounts.session import current_person
from board.config import HOME
from board.db import db
from board.migrations.run import current
from board.policy import require

bp = Blueprint("operator_version", __name__)
RELEASE = re.compile(r"^## (.+)$", re.MULTILINE)


@bp.get("/operator/version")
def page() -> str:
    """The version of the program and of the database's schema, and all changes."""
    require(current_person(), "board.operate")
    return render_template(
        "operator/version.html",
        version=version("local-action-board"),
        schema=current(db.session.connection()),
        releases=releases(),
    )


def releases() -> list[tuple[str, str]]:
    """Each release and what changed in it, in Markdown; the newest first."""
    _head, *parts = RELEASE.split((HOME / "CHANGELOG.md").read_text("utf-8"))
    return [(parts[i], parts[i + 1].strip()) for i in range(0, len(parts), 2)]
