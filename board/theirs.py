"""What people wrote, where it stands in a page: it is in the board's usual language,
the first that it offers, and says so where the page is in another."""

from collections.abc import Callable

from flask import Flask
from markupsafe import Markup

from board import markdown
from board.drawing import of_people


def theirs(text: str) -> str:
    """What they wrote in one line."""
    language = of_people()
    if not text or not language:
        return text
    return Markup('<span lang="{}">{}</span>').format(language, text)


def prose(text: str, html: Callable[[str], Markup] = markdown.to_html) -> Markup:
    """What they wrote in Markdown."""
    language = of_people()
    if not text or not language:
        return html(text)
    return Markup('<div lang="{}">{}</div>').format(language, html(text))


def on_paper(text: str) -> Markup:
    """The same on a sheet to print."""
    return prose(text, markdown.on_paper)


def init_app(app: Flask) -> None:
    """Filters of the templates."""
    filters = app.jinja_env.filters
    filters.update(theirs=theirs, markdown=prose, on_paper=on_paper)
