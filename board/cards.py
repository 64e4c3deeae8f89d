"""Cards: the HTML of rows, cached for everybody by what the rows hold."""

import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, g, get_template_attribute
from markupsafe import Markup

from board.drawing import locale

# Stands in a cached card where the form token of whoever reads it goes. It never leaves
# the board, and nobody can guess it: a text that held it would be given the reader's
# token.
GAP = secrets.token_hex(16)
Draw = Callable[[str, str, Any], Markup]


def is_drawn_for_all() -> bool:
    """Whether what is drawn now is cached for everybody, and must hold nobody's
    token."""
    return bool(g.get("draws_for_all"))


def _drawn_with_cache() -> Draw:
    """The function by which templates of one application draw cards."""

    @lru_cache(2_000)
    def draw(template: str, macro: str, row: Any, locale: str) -> Markup:
        outside = is_drawn_for_all()
        g.draws_for_all = True
        try:
            return Markup(get_template_attribute(template, macro)(row))  # noqa: S704  a template escaped it
        finally:
            g.draws_for_all = outside

    def drawn(template: str, macro: str, row: Any) -> Markup:
        """A macro's HTML for a row, cached by all that the row holds: a page draws only
        what has changed.

        What the macro says depends on nothing but the row, the language and the
        settings; the reader's form token is filled in at last.
        """
        html = draw(template, macro, row, locale())
        if GAP not in html or is_drawn_for_all():
            return html
        token: Any = current_app.jinja_env.globals["csrf_token"]
        return html.replace(GAP, token())

    return drawn


def init_app(app: Flask) -> None:
    """Templates draw cards with `drawn(template, macro, row)`."""
    app.jinja_env.globals.update(drawn=_drawn_with_cache())
