"""Issues: what residents post, second, comment on and see answered."""

from flask import Flask

from board.accounts.places import STOOD
from board.activity import things
from board.areas import queries as areas
from board.categories.queries import worded
from board.forms import new_key
from board.issues import (
    editing_views,
    list_views,
    mailed_answers,
    nearby,
    outcome_views,
    queries,
    reasons,
    regions,
    second_views,
    sentences,
    views,
    visitor_views,
    writing_views,
)
from board.issues.forms import STATES, CommentForm, VerdictForm
from board.issues.models import LIVE, Issue, Kind
from board.issues.reminders import remind
from board.issues.stood import things_that_stood
from board.jobs.run import add_job
from board.live.regions import declare
from board.pages import cached
from board.words import KINDS, choices


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    STOOD.fill(things_that_stood)
    mailed_answers.init_app()
    app.jinja_env.globals.update(
        KIND_CHOICES=choices(Kind, KINDS),
        STATE_CHOICES=STATES,
        LIVE=LIVE,
        far=nearby.in_words,
        map_at=lambda: cached(areas.middle),
        known_places=lambda: cached(queries.known_places),
        new_key=new_key,
        worded=worded,
        blank_comment=lambda: CommentForm(formdata=None),
        blank_verdict=lambda: VerdictForm(formdata=None),
        post_sentence=sentences.sentence,
        post_removed=sentences.removed,
        post_step=sentences.by_when,
    )
    things.add(things.Thing(Issue, "/issues", "message-circle"))
    declare(*regions.REGIONS)
    add_job("issues", remind)
    for pages in (
        list_views,
        views,
        second_views,
        writing_views,
        editing_views,
        visitor_views,
        outcome_views,
    ):
        app.register_blueprint(pages.bp)
