"""The community rules over HTTP."""

from flask import Blueprint, render_template

from board.errors import NotFound
from board.pages import cached
from board.rules import queries

bp = Blueprint("rules", __name__)


@bp.get("/rules")
def show() -> str:
    """The rules in force."""
    return _page(cached(queries.version))


@bp.get("/rules/<int:version>")
def version(version: int) -> str:
    """The rules as they were; NotFound for a version there never was."""
    return _page(version)


def _page(version: int) -> str:
    rules = cached(queries.of_version, version)
    versions = cached(queries.versions)
    shown = next((row for row in versions if row.version == version), None)
    if shown is None:
        raise NotFound
    return render_template(
        "rules/show.html", rules=rules, shown=shown, versions=versions
    )
