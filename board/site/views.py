"""The small print, and what browsers and crawlers ask of any site."""

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
)

from board.drawing import full
from board.errors import NotFound
from board.home import words_queries
from board.pages import cached

bp = Blueprint("site", __name__)


@bp.get("/about")
def about() -> str:
    """What this is, and who runs it."""
    return render_template("site/about.html", words=cached(words_queries.texts))


@bp.get("/accessibility")
def accessibility() -> str:
    return render_template("site/accessibility.html")


@bp.get("/style")
def style() -> str:
    """The page of the parts, for those who build them."""
    if not current_app.debug:
        raise NotFound
    return render_template("site/style.html")


@bp.get("/accent.css")
def accent() -> Response:
    """The operator's colour; the stylesheet makes of it what can be read
    (static/board.css)."""
    answer = make_response(
        ":root{--accent-base:%s}" % (current_app.config["BOARD"].accent or "#0d5c63")
    )
    answer.mimetype = "text/css"
    # pages ask for it with the colour's name
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@bp.get("/robots.txt")
def robots() -> Response:
    """Public pages may be found; personal and endless ones need not be."""
    closed = ("/login", "/register", "/me", "/notifications", "/search", "/live")
    answer = make_response(
        "User-agent: *\n"
        + "".join(f"Disallow: {path}\n" for path in closed)
        + f"\nSitemap: {full('/sitemap.xml')}\n"
    )
    answer.mimetype = "text/plain"
    return answer
