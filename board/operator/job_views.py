"""The background jobs, for operators: when each was last done, and how it went."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.activity.actions import record
from board.db import write_tx
from board.errors import NotFound
from board.jobs import actions, queries, run
from board.operator import verbs
from board.operator.job_words import WORDS
from board.policy import require

bp = Blueprint("operator_jobs", __name__, url_prefix="/operator/jobs")


@bp.get("")
def index() -> str:
    require(current_person(), "board.operate")
    states = queries.states()
    names = sorted({**run.jobs, **run.jobs_alone})
    jobs: list[Any] = [(name, WORDS[name], states.get(name)) for name in names]
    return render_template("operator/jobs.html", jobs=jobs)


@bp.post("/<name>/run")
def run_now(name: str) -> Response:
    """Have a job done at once, beside the pages. Raises NotFound for an unknown one."""
    require(current_person(), "board.operate")
    person = signed_in()
    with write_tx():
        if not actions.ask_for(name):
            raise NotFound
        record(verbs.JOB_RUN, person, kind="person", by=person, topics=[], job=name)
    run.wake.set()
    return htmx.gone_to(
        "/operator/jobs",
        _("It begins at once. Load this page again to see how it went."),
    )
