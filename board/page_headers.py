"""The headers pages and files go out with."""

from flask import Flask, Response, current_app, g, request, session

from board.accounts.session import TOKEN
from board.config import Settings
from board.live.wire import GUARDS

REPORTS_AT = "/csp-report"  # where browsers tell of what they blocked
NO_FRAME = "frame-ancestors 'none'"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; "
    f"{NO_FRAME}; report-uri {REPORTS_AT}"
)
ON_PAGES = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"
    ),
}
FOR_EVER = "public, max-age=31536000, immutable"


def _tiles() -> str:
    """The address of the map's tiles, for a page with a map: only its policy lets them
    in."""
    g.with_map = True
    return str(current_app.config["BOARD"].tile_address)


def let_frame() -> None:
    """This page may stand in a frame on the sites that whoever runs the board named."""
    g.may_be_framed = True


def _add_headers(answer: Response) -> Response:
    settings = current_app.config["BOARD"]
    is_page = answer.mimetype == "text/html"
    answer.headers.extend(GUARDS | (_on_pages(settings) if is_page else {}))
    if policy := g.get("policy"):
        answer.headers["Content-Security-Policy"] = policy
    if settings.secure:
        answer.headers.setdefault("Strict-Transport-Security", _hsts(settings))
    if request.path.startswith("/static/"):
        # the server says the date by itself
        for name in ("Content-Disposition", "Accept-Ranges", "Date"):
            answer.headers.pop(name, None)
    if "token" in (request.view_args or {}):
        # whoever has such an address may do what it says: it is kept nowhere and told
        # to nobody, not even to ourselves
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "strict-origin"
    elif _is_marked_file():
        answer.headers["Cache-Control"] = FOR_EVER
    else:
        # What only this person may see is not there for whoever presses Back after
        # them.
        personal = request.endpoint != "static" and TOKEN in session
        caching = "no-store" if personal else "private, no-cache"
        answer.headers.setdefault("Cache-Control", caching)
    return answer


def _on_pages(settings: Settings) -> dict[str, str]:
    policy = CSP.replace(REPORTS_AT, settings.prefix + REPORTS_AT)
    if settings.framed_by and g.get("may_be_framed"):
        policy = policy.replace(NO_FRAME, f"frame-ancestors {settings.framed_by}")
    if settings.tile_origin and g.get("with_map"):
        from_there = f"img-src 'self' {settings.tile_origin}"
        policy = policy.replace("img-src 'self'", from_there)
    return ON_PAGES | {"Content-Security-Policy": policy}


def _hsts(settings: Settings) -> str:
    others = "; includeSubDomains" if settings.hsts == "subdomains" else ""
    return f"max-age=31536000{others}"


def _is_marked_file() -> bool:
    """Whether the address changes with the content: files of others carry their version
    in their name, ours a mark."""
    marked = request.path.startswith("/static/") and "v" in request.args
    return marked or request.path.startswith("/static/vendor/")


def init_app(app: Flask) -> None:
    """All answers get them."""
    app.jinja_env.globals.update(tile_url=_tiles)
    app.after_request(_add_headers)
