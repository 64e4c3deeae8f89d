"""Pictures over HTTP: each file under a name that never holds anything else; and those
that wait with a form."""

import contextlib
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
)
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from board import browser
from board.accounts.throttle import network
from board.db import db, write_tx
from board.errors import NotFound, Unanswered
from board.photos import actions, models, queries, store
from board.photos.forms import IllustratedForm
from board.photos.pictures import Picture, Refused

# below these, forms may carry some
WITH_PICTURES = ("/issues/", "/campaigns/", "/areas/", "/open311/")
bp = Blueprint("photos", __name__, url_prefix="/photos")


@bp.get("/<sha256>-<size>.webp")
def show(sha256: str, size: str) -> Response:
    content = (
        store.read(sha256, size)
        if store.is_name(sha256, size) and _is_shown(sha256)
        else None
    )
    if content is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, mimetype="image/webp", headers=headers)


@bp.get("/waiting/<key>.webp")
def waiting(key: str) -> Response:
    """A picture that waits, small, for the one browser it waits for."""
    found = queries.waiting([key], browser.known())
    db.session.rollback()
    content = store.read(found[0][1].sha256, "small") if found else None
    if content is None:
        raise NotFound
    return Response(
        content, mimetype="image/webp", headers={"Cache-Control": "private, no-store"}
    )


def again(
    page: str, form: IllustratedForm, status: int = 0, /, **context: Any
) -> Answer:
    """The page of a form that may hold pictures: 200 at first; sent and shown again
    422, and the pictures wait."""
    wait_with(form)
    status = status or (422 if request.method == "POST" else 200)
    return make_response(render_template(page, form=form, **context), status)


def wait_with(form: IllustratedForm) -> None:
    """What was chosen waits for an hour with the form that is shown again; the form
    says so where it can't."""
    field = form["photos"]
    if field.chosen:
        gone = {one.key for one in field.chosen if one.remove.data}
        field.chosen = [one for one in field.chosen if one.key not in gone]
        with write_tx():
            actions.end_wait(gone, browser.mark())
            actions.extend_wait((one.key for one in field.chosen), browser.mark())
    if field.fresh:
        try:
            keys = _store(field.fresh)
        except Unanswered as silent:
            form.form_errors.append(silent.text)
            field.say_forgotten()
            return
        if not keys:
            why = _(
                "We keep only %(most)s pictures for you that are not sent yet.",
                most=queries.PER_BROWSER,
            )
            field.say_forgotten(why)
        field.chosen += [
            form.describe(*pair) for pair in queries.waiting(keys, browser.mark())
        ]
        field.fresh = []


def store_files(files: list[FileStorage], keys: list[str]) -> list[str]:
    """Have the pictures of a form that was not taken wait, beside those that wait
    already; the keys of all.

    What can't be read, or stored, is left out.
    """
    waiting = [key for key, _size in queries.waiting(keys, browser.mark())]
    with write_tx():
        actions.extend_wait(waiting, browser.mark())
    with contextlib.suppress(Unanswered):
        waiting += _store(_readable(files[: models.PER_ISSUE]))
    return waiting


def _readable(files: list[FileStorage]) -> list[Picture]:
    """The pictures among these files."""
    from board.photos import pixels

    limit = int(current_app.config["BOARD"].upload_limit)
    found = []
    # browsers send one without a name where none was chosen
    for file in filter(None, files):
        with contextlib.suppress(Refused):
            found.append(pixels.read(file.stream, limit))
    return found


def _store(chosen: list[Picture]) -> list[str]:
    """Write these and have them wait; their keys, none where too many wait already.

    Raises Unanswered.
    """
    if not chosen or _too_many_wait(len(chosen)):
        return []
    store.write(chosen)
    with write_tx():
        keys = actions.wait_an_hour(chosen, browser.mark(), network())
    if not _too_many_wait(0):
        return keys
    with write_tx():  # others came at the same moment
        actions.end_wait(keys, browser.mark())
    return []


def _too_many_wait(more: int) -> bool:
    limited = current_app.config["BOARD"].limits == "on"
    return limited and queries.too_many_wait(browser.mark(), network(), more)


def drop_over() -> int:
    """A batch of the pictures whose time to wait is over: first their files, then their
    rows."""
    gone: list[str] = []
    with contextlib.suppress(Unanswered):  # the next round tries again
        gone = actions.drop_over(50)
    with write_tx():
        actions.delete_waiting(gone)
    return len(gone)


def _is_shown(sha256: str) -> bool:
    """Whether anything shows the picture; nothing waits on the database while its file
    is fetched."""
    shown = queries.is_shown(sha256)
    db.session.rollback()
    return shown


@bp.app_url_value_preprocessor  # before anything has read the form
def _room(_endpoint: str | None, _values: Any) -> None:
    # bodies.py lets them in. Words alone never need that much.
    if (
        request.path.startswith(WITH_PICTURES)
        and request.mimetype == "multipart/form-data"
    ):
        request.max_content_length = current_app.config["MAX_LARGE"]
