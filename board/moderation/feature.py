"""Moderation: what is flagged, what is decided, and how that can be checked."""

from flask import Flask

from board.accounts.places import BEFORE_SIGN_IN, KEEPS_OUT, KEPT_OUT, OPERATOR_NEEDS
from board.activity import things
from board.activity.actions import LISTENERS
from board.error_pages import IN_ITS_PLACE
from board.jobs.run import add_job
from board.moderation import (
    appeal_views,
    bulk_views,
    case_views,
    flag_views,
    gone,
    hide_views,
    holding,
    log_views,
    measure_queries,
    measures,
    needs,
    redact_views,
    verbs,
)
from board.moderation.forgetting import forget
from board.moderation.models import Case
from board.moderation.sentences import DONE
from board.moderation.targets import KINDS


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Case, "/moderation/cases", "shield"))
    KEPT_OUT.fill(measure_queries.KEPT_OUT)
    KEEPS_OUT.fill(measure_queries.keeps_out)
    BEFORE_SIGN_IN.fill(measures.check_sign_in)
    OPERATOR_NEEDS.fill(needs.waiting_cases)
    IN_ITS_PLACE.fill(gone.in_its_place)
    LISTENERS.fill(holding.hold)
    add_job("flags", forget)
    app.jinja_env.globals.update(
        acts_done=DONE,
        last_day=measures.last_day,
        acts_said=verbs.BY_DECISION,
        answers=verbs.ANSWERS,
        thing_kinds=KINDS,
    )
    for pages in (
        flag_views,
        case_views,
        bulk_views,
        hide_views,
        appeal_views,
        redact_views,
        log_views,
    ):
        app.register_blueprint(pages.bp)
