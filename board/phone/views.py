"""What a phone asks for: how the board stands on its home screen, and the page for when
there is no line."""

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    render_template,
)

from board.errors import NotFound
from board.page_headers import FOR_EVER
from board.phone.icons import ICONS, icon

bp = Blueprint("phone", __name__)
ACCENT = "#0f5c5a"  # where the operator chose none
PAPER = "#fbf8f2"
SHORT = 12  # letters below a picture on a home screen
# what is around the header, for those who want it light and dark
AROUND = {"light": "#fffdfa", "dark": "#29241e"}


def accent() -> str:
    """The board's colour."""
    return current_app.config["BOARD"].accent or ACCENT


def colours(theme: str) -> dict[str, str]:
    """The colour of a phone's own bar above the page, by what people like; the one
    where somebody chose it."""
    return {theme: AROUND[theme]} if theme else AROUND


def short(name: str) -> str:
    """As many whole words of a name as stand below a picture; of a long first word its
    beginning."""
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > SHORT:
        words.pop()
    return " ".join(words)[:SHORT]


def _icon(name: str, purpose: str = "any") -> dict[str, str]:
    pixels = ICONS[name].pixels
    path = current_app.config["BOARD"].prefix
    address = f"{path}/icons/{name}.png?v={accent()[1:]}"
    kind = {"sizes": f"{pixels}x{pixels}", "type": "image/png"}
    return {"src": address, "purpose": purpose, **kind}


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """For a phone's home screen, where it opens with one's week."""
    settings = current_app.config["BOARD"]
    name = settings.site_name
    answer = jsonify(
        id=f"{settings.prefix}/",
        name=name,
        short_name=short(name),
        start_url=f"{settings.prefix}/me",
        scope=f"{settings.prefix}/",
        display="standalone",
        display_override=["minimal-ui"],
        background_color=PAPER,
        theme_color=accent(),
        icons=[_icon("192"), _icon("512"), _icon("maskable", "maskable")],
    )
    answer.mimetype = "application/manifest+json"
    return answer


@bp.get("/icons/<name>.png")
def picture(name: str) -> Response:
    """The board's picture; its address changes with the colour."""
    if name not in ICONS:
        raise NotFound
    answer = make_response(icon(name, accent()))
    answer.mimetype = "image/png"
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@bp.get("/offline")
def offline() -> str:
    """The page for when there is no line; the same for everybody, since it is kept
    beside the files. The worker shows those parts of it that are true."""
    g.plain_page = True
    return render_template("phone/offline.html")
