"""The only reader of HX headers: decides between a page and a fragment, a redirect and
a changed region."""

from collections.abc import Callable
from typing import Any

from flask import Flask, flash, g, make_response, redirect, render_template, request
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from board.forms import local_path

ONWARD = "HX-Redirect"  # where a browser goes on
Render = Callable[[], str]


def wants_fragment() -> bool:
    """True when htmx asks for a part of a page; the answer then varies on
    the header."""
    g.varies = True
    return request.headers.get("HX-Request-Type") == "partial"


def page_or_fragment(
    page: str, fragment: str, status: int = 200, /, **context: Any
) -> Response:
    """The fragment's template for htmx, else the page's; the page includes the same
    fragment.

    A fragment brings the stream along: what it shows is what the page now listens to.
    """
    if not wants_fragment():
        return make_response(render_template(page, **context), status)
    stream = (
        render_template("live/_stream.html", oob=True, **context)
        if "live_topics" in context
        else ""
    )
    return make_response(render_template(fragment, **context) + stream, status)


def form_page(page: str, form: Any, /, **context: Any) -> Response:
    """A form to fill in: 200 at first, 422 with what was typed once it was sent and
    found wanting."""
    status = 422 if request.method == "POST" else 200
    return make_response(render_template(page, form=form, **context), status)


def late_page(
    page: str, form: Any, message: str, version: int, /, **context: Any
) -> Response:
    """Somebody was first: 409 and the form as it was typed, which now changes this
    version."""
    form.version.data = version
    form.version.raw_data = None
    return make_response(
        render_template(page, form=form, message=message, **context), 409
    )


def _onward(url: str) -> str:
    """This page, or the one that the form names as its own (`next`)."""
    return local_path(request.form.get("next"), url)


def done(url: str, fragment: Render, message: str = "") -> Response:
    """A change was made: htmx gets the changed region, a plain form is sent on."""
    if wants_fragment():
        return make_response(
            fragment() + render_template("errors/_message.html", message=message)
        )
    if message:
        flash(message)
    return redirect(_onward(url), 303)


def gone_to(url: str, message: str = "") -> Response:
    """A change was made whose result is another page: both kinds of caller go there."""
    if message:
        flash(message)
    if wants_fragment():
        answer = make_response("", 200)
        answer.headers[ONWARD] = _onward(url)
        return answer
    return redirect(_onward(url), 303)


def beside(answer: Response) -> Response:
    """The page stays as it is, with all that was typed; the answer says by itself where
    it belongs."""
    answer.headers["HX-Reswap"] = "none"
    return answer


def to_page_first(url: str) -> Response:
    """Send a visitor to sign in, or a person to what they have to agree to: 303, and
    for htmx 401 with the address in HX-Redirect."""
    if wants_fragment():
        answer = make_response("", 401)
        answer.headers[ONWARD] = url
        return answer
    return redirect(url, 303)


def _vary(answer: FlaskResponse) -> FlaskResponse:
    if g.get("varies"):
        answer.vary.update(["HX-Request", "HX-Request-Type"])
    return answer


def init_app(app: Flask) -> None:
    """Name the headers an answer depended on."""
    app.after_request(_vary)
