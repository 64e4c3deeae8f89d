"""The community rules over HTTP: reading them, and agreeing once they have changed."""

from flask import Blueprint, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import write_tx
from board.errors import AgreementNeeded, Conflict, NotFound
from board.forms import local_path
from board.pages import cached
from board.rules import actions, queries
from board.rules.wording import differences

bp = Blueprint("rules", __name__)
# Sections of the board in which one may act before agreeing to new rules: what is one's
# own, what the law gives everybody, and the way to the rules themselves.
BEFORE_AGREEING = (
    "rules",
    "privacy",
    "complaints",
    "flag",
    "me",
    "notifications",
    "login",
    "logout",
    "register",
    "password",
    "email",
    "appearance",
    "language",
    "mail",
)
ASKED = "asked_to_agree"  # in the browser's session


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
    person = current_person()
    changes = []
    if asks := person is not None and not person.has_agreed:
        agreed = queries.of_version(queries.agreed_by(person.id))
        changes = differences(agreed, rules)
    return render_template(
        "rules/show.html",
        rules=rules,
        shown=shown,
        versions=versions,
        asks=asks,
        changes=changes,
        next=local_path(request.args.get("next"), "/me"),
    )


@bp.post("/rules")
def agree() -> Response:
    """Say yes to the rules in force.

    Raises Conflict where others are in force than were shown.
    """
    with write_tx():
        in_force = queries.version()
        if request.form.get("version") != str(in_force):
            raise Conflict(_("The rules have changed again. Read them once more."))
        actions.agree(signed_in(), in_force)
    session.pop(ASKED, None)
    return htmx.gone_to("/me", _("Thank you. Go on where you were."))


def ask_first() -> Response | None:
    """Whoever has not agreed to the rules in force is asked once as they come, and
    before they change anything that others see.

    Raises AgreementNeeded, so that what they typed is kept.
    """
    section = request.path.split("/")[1]
    changes = request.method == "POST" and section not in BEFORE_AGREEING
    arrives = request.method == "GET" and request.path == "/me"
    if not (changes or arrives) or request.endpoint is None:
        return None  # without a word to the database
    person = current_person()
    if person is None or person.has_agreed:
        return None
    if changes:
        raise AgreementNeeded
    if ASKED in session:
        return None
    session[ASKED] = True
    return htmx.gone_to("/rules?next=/me")
