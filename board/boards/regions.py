"""What stands of other boards on the pages of playbooks."""

from collections.abc import Iterable

from flask import render_template
from markupsafe import Markup

from board.boards import elsewhere
from board.pages import cached


def used_elsewhere(lineages: Iterable[str]) -> Markup:
    """Where these playbooks were used on other boards, and how that went."""
    uses = list(cached(elsewhere.uses, *lineages).values())
    if not uses:
        return Markup()
    html = render_template("boards/_elsewhere.html", uses=uses)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
