"""The worker: the script that a browser runs beside the pages, for when there is no
line."""

import json

from flask import Blueprint, Response, current_app, g, make_response, request

from board.assets import asset, build
from board.config import HOME
from board.phone.views import accent

bp = Blueprint("worker", __name__)
# its parts, in the order they are read
PARTS = ("pages", "waiting", "sending", "events")
# What kept pages need to look and work as they do; more comes when it is asked for.
FILES = (
    "board.css",
    "board.js",
    "phone.js",
    "icons.svg",
    "favicon.svg",
    "vendor/htmx-4.0.1-with-sse.min.js",
)
# It asks the board, and nobody else.
POLICY = (
    "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FONT = "/static/vendor/atkinson-hyperlegible-next-5.3.0.woff2"


@bp.get("/sw.js")
def worker() -> Response:
    """The worker and the files it keeps: it changes when any of them does, and the
    browser then takes the new one."""
    g.policy = POLICY
    answer = make_response(_given() + _script())
    answer.mimetype = "text/javascript"
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    answer.headers.pop("Date", None)  # the server says it by itself
    return answer


def _given() -> str:
    """What the worker can't know: the version of the program, its files, and the path
    the board stands below."""
    path = current_app.config["BOARD"].prefix
    files = [*map(asset, FILES), FONT]
    if current_app.config["BOARD"].accent:
        files.append(f"/accent.css?v={accent()[1:]}")
    known = {"build": build(), "files": [path + file for file in files], "prefix": path}
    return f"const {{ build, files, prefix }} = {json.dumps(known)};\n"


def _script() -> str:
    folder = HOME / "static/worker"
    parts = [(folder / f"{part}.js").read_text("utf-8") for part in PARTS]
    return "\n".join(parts)
