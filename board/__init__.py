"""Local Action Board: `create_app()` puts the house together, left to right, and does
nothing else."""

# ruff: noqa: E402
import gc

# what is made by these imports stays: looking for garbage in it takes a tenth of the
# start
gc.disable()

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel
from sqlalchemy.exc import SQLAlchemyError

from board import (
    assets,
    browser,
    cards,
    config,
    drawing,
    error_pages,
    htmx,
    languages,
    page_headers,
    pages,
    prefix,
    saying,
    settings_read,
    theirs,
    urls,
    written,
)
from board.accounts import feature as accounts
from board.accounts.models import CurrentPerson
from board.accounts.session import current_person
from board.activity import actions as activity
from board.areas import feature as areas
from board.boards import feature as boards
from board.campaigns import feature as campaigns
from board.categories import feature as categories
from board.complaints import feature as complaints
from board.confirm import feature as confirm
from board.copying import feature as copying
from board.corrections import feature as corrections
from board.councils import feature as councils
from board.db import engine
from board.desk import feature as desk
from board.events import feature as events
from board.feeds import feature as feeds
from board.figures import feature as figures
from board.follows import feature as follows
from board.home import feature as home
from board.introductions import feature as introductions
from board.issues import feature as issues
from board.kept import feature as kept
from board.lending import feature as lending
from board.live import regions
from board.moderation import feature as moderation
from board.notifications import feature as notifications
from board.one_to_ones import feature as one_to_ones
from board.open311 import feature as open311
from board.operator import feature as operator
from board.people import feature as people
from board.phone import feature as phone
from board.photos import feature as photos
from board.playbooks import feature as playbooks
from board.privacy import feature as privacy
from board.questions import feature as questions
from board.roles import feature as roles
from board.rounds import feature as rounds
from board.rules import feature as rules
from board.safety import feature as safety
from board.serving import compression
from board.sharing import feature as sharing
from board.site import feature as site
from board.talent import feature as talent
from board.tasks import feature as tasks
from board.training import feature as training
from board.unsent import feature as unsent

gc.freeze()  # nor later
gc.enable()

FOUNDATION = (
    written,
    compression,
    htmx,
    browser,
    error_pages,
    drawing,
    saying,
    theirs,
    assets,
    cards,
    urls,
    pages,
    page_headers,
)
FEATURES = (
    accounts,
    photos,
    areas,
    rules,
    unsent,
    confirm,
    categories,
    issues,
    corrections,
    campaigns,
    tasks,
    events,
    people,
    roles,
    lending,
    one_to_ones,
    introductions,
    training,
    playbooks,
    copying,
    rounds,
    boards,
    councils,
    follows,
    questions,
    notifications,
    complaints,
    moderation,
    privacy,
    figures,
    talent,
    desk,
    home,
    feeds,
    open311,
    sharing,
    site,
    phone,
    safety,
    operator,
    kept,
)


def _language() -> str | None:
    # Actions speak outside of requests too: at the command line and in the thread that
    # makes live frames.
    if not has_request_context():
        return None
    settings = current_app.config["BOARD"]
    # a page about a broken server asks the database nothing
    person = None if g.get("plain_page") else _reader()
    if person and person.locale in settings.languages:
        return person.locale
    cookies = request.headers.get("Cookie", "")
    accepted = request.headers.get("Accept-Language", "")
    return languages.of_browser(cookies, accepted, settings)


def _reader() -> CurrentPerson | None:
    try:
        return current_person()
    except SQLAlchemyError:  # it is away: so is who reads
        return None


def create_app(settings: config.Settings | None = None) -> Flask:
    """The Flask application for these settings, or for those the environment gives."""
    settings = settings or settings_read.load()
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
        MAX_FORM_MEMORY_SIZE=16 * 1024 * 1024,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        BABEL_TRANSLATION_DIRECTORIES="locales",
    )
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
        "cache_size": -1,  # all of them: it would search for the oldest at each use
    }
    Babel(app, default_locale=settings.languages[0], locale_selector=_language)
    engine.init_app(app, settings)
    with app.app_context():
        activity.init_app()
    for part in FOUNDATION + FEATURES:
        part.init_app(app)
    prefix.init_app(app)
    regions.check()
    return app
