"""How a template says a sentence: in the language of the answer, its gaps filled.

Jinja's own way goes through seven more functions for each, and a page has a hundred.
"""

from typing import Any

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from board.drawing import spoken


@pass_context
def sentence(context: Context, text: str, /, **given: Any) -> str:
    """A sentence, such as `_("Posts in %(area)s", area=area.name)`."""
    return _filled(context, spoken()[1].gettext(text), given)


@pass_context
def sentence_for(
    context: Context, one: str, many: str, num: int, /, **given: Any
) -> str:
    """The sentence for a number, which stands at `num` in it."""
    words = spoken()[1].ngettext(one, many, num)
    return _filled(context, words, {"num": num, **given})


def _filled(context: Context, words: str, given: dict[str, Any]) -> str:
    """On a page what fills the gaps is escaped."""
    said = Markup(words) if context.eval_ctx.autoescape else words  # noqa: S704  ours
    return said % given if "%" in words else said


def init_app(app: Flask) -> None:
    """By the names that translators' tools know."""
    names = {"_": sentence, "gettext": sentence, "ngettext": sentence_for}
    app.jinja_env.globals.update(names)
