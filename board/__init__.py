"""Local Action Board: `create_app()` puts the house together, left to right, and does
nothing else."""

# ruff: noqa: E402
import gc

# what is made by these imports stays: looking for garbage in it takes a tenth of the
# start
gc.disable()

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel

from board import (
    browser,
    compression,
    config,
    db,
    drawing,
    error_pages,
    htmx,
    pages,
    written,
)
from board.accounts import leaving_views
from board.accounts import views as accounts
from board.activity import actions as activity
from board.areas import views as areas
from board.campaigns import coalition_views as coalition
from board.campaigns import (
    contact_views,
    ending_views,
    page_views,
    paper_views,
    promise_views,
    sign_up_views,
)
from board.campaigns import views as campaigns
from board.categories import views as categories
from board.corrections import views as corrections
from board.desk import views as desk
from board.events import calendar_views, register_views
from board.events import views as events
from board.events import writing_views as event_writing
from board.feeds import views as feeds
from board.follows import views as follows
from board.home import views as home
from board.home import visitor_views as newcomers
from board.issues import list_views, writing_views
from board.issues import standing_views as standing
from board.issues import views as issues
from board.live import views as live
from board.notifications import views as notifications
from board.photos import views as photos
from board.photos.models import PER_ISSUE
from board.site import views as site
from board.tasks import paper_views as task_papers
from board.tasks import planning_views as planning
from board.tasks import views as tasks
from board.tasks import visitor_views as task_visitors
from board.unsent import views as unsent

gc.freeze()  # nor later
gc.enable()

PARTS = (
    *(written, compression, htmx, browser, error_pages, drawing, pages),
    *(accounts, leaving_views, areas, photos, unsent, categories),
    *(list_views, issues, writing_views, standing),
    *(corrections, campaigns, page_views, coalition, promise_views, contact_views),
    *(ending_views, paper_views, sign_up_views),
    *(
        tasks,
        task_visitors,
        planning,
        task_papers,
        events,
        event_writing,
        register_views,
        calendar_views,
    ),
    *(follows, notifications, live, desk, home, newcomers, feeds, site),
)


def _language() -> str | None:
    # Actions speak outside of requests too: at the command line and in the thread that
    # makes live frames.
    locales = current_app.config["BOARD"].locales.split(",")
    return (
        request.accept_languages.best_match(locales) if has_request_context() else None
    )


def create_app(settings: config.Settings | None = None) -> Flask:
    """The Flask application for these settings, or for those the environment gives."""
    settings = settings or config.load()
    app = Flask(
        __name__,
        template_folder=str(config.HOME / "templates"),
        static_folder=str(config.HOME / "static"),
        instance_path=settings.instance,
    )
    app.config.update(
        BOARD=settings,
        SECRET_KEY=settings.secret_key,
        # larger answers 413; a form's fields say their own limits
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_WITH_PICTURES=(PER_ISSUE * int(settings.upload_limit) + 1) * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=16 * 1024 * 1024,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
    )
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
    }
    Babel(app, default_locale=settings.locales.split(",")[0], locale_selector=_language)
    db.init_app(app, settings)
    with app.app_context():
        activity.init_app()
    for part in PARTS:
        part.init_app(app)
    return app
