"""A board below a path of a name that it shares, such as https://example.org/board.

Inside, every address begins at the root. The server takes the path off what comes in
(`without`), and this gives it to what goes out: pages, live frames, headers.
"""

import re

from flask import Flask, Response, current_app

from board.htmx import ONWARD

TAG = re.compile(r'<[a-z](?:"[^"]*"|[^">])*>')
# what a browser follows, fetches or sends to; never what somebody typed
FOLLOWED = "href|src|srcset|action|formaction|hx-[a-z:-]+|data-[a-z-]+"
ADDRESS = re.compile(rf'(\s(?:{FOLLOWED})=")/(?!/)')
SEVERAL = re.compile(r'\ssrcset="[^"]*"')
LEADING = ("Location", ONWARD)


def init_app(app: Flask) -> None:
    """Every answer gets the path, before it is squeezed and marked; nothing where
    there is none."""
    if app.config["BOARD"].prefix:
        app.after_request(_out)


def given(html: str) -> str:
    """The addresses in it with the board's path before them."""
    path = current_app.config["BOARD"].prefix
    return TAG.sub(lambda tag: _in_tag(tag[0], path), html) if path else html


def without(path: str, scope_path: str) -> str:
    """What was asked for below the board's path; as it is where a proxy took the path
    off already."""
    is_below = f"{scope_path}/".startswith(f"{path}/")
    return (scope_path[len(path) :] or "/") if is_below else scope_path


def _in_tag(tag: str, path: str) -> str:
    tag = ADDRESS.sub(rf"\g<1>{path}/", tag)
    return SEVERAL.sub(lambda found: found[0].replace(", /", f", {path}/"), tag)


def _out(answer: Response) -> Response:
    path = current_app.config["BOARD"].prefix
    for name in LEADING:
        if answer.headers.get(name, "").startswith("/"):
            answer.headers[name] = path + answer.headers[name]
    if answer.mimetype == "text/html" and not answer.is_streamed:
        answer.set_data(given(answer.get_data(as_text=True)))
    return answer
