"""What came with a request: the fields and files of a form, and the page they came
from."""

import contextlib

from flask import request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException

from board.text import legible


def typed() -> list[tuple[str, str]]:
    """The fields that were sent, without passwords; none where they could
    not be read."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.form.items(multi=True))
    except (OSError, HTTPException):
        return []
    return [
        (name, legible(value))
        for name, value in fields
        if name != "csrf_token" and "password" not in name
    ]


def chosen() -> set[str]:
    """The fields by which files came: browsers send those once, so they have to be
    chosen again."""
    try:
        return {name for name, file in request.files.items(multi=True) if file.filename}
    except (OSError, HTTPException):
        return set()


def page_behind(*, above: bool = False) -> str:
    """The page an address belongs to: itself where it can be read, else, or when asked
    for, the thing above it."""
    if request.method == "GET" and not above:
        return request.full_path.rstrip("?")
    itself = request.path
    thing_above, _slash, _last = itself.rpartition("/")
    paths = [thing_above] if above else [itself, thing_above]
    return next((path for path in paths if _can_be_read(path)), "/")


def _can_be_read(path: str) -> bool:
    with contextlib.suppress(HTTPException):
        adapter = request_ctx.url_adapter
        return bool(adapter and adapter.match(path, method="GET"))
    return False
