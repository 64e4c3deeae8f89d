"""What stands of other boards on the pages of playbooks."""

from collections.abc import Iterable
from typing import Any

from flask import render_template
from markupsafe import Markup

from board.boards import elsewhere, queries, wins
from board.pages import cached


def used_elsewhere(lineages: Iterable[str]) -> Markup:
    """Where these playbooks were used on other boards, and how that went."""
    names = tuple(lineages)
    uses = list(cached(elsewhere.uses, *names).values())
    won = cached(wins.by_playbooks, *names)
    if not (uses or won):
        return Markup()
    html = render_template("boards/_elsewhere.html", uses=uses, wins=won)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def travels_back(suggestion: Any) -> Markup:
    """For whoever keeps the playbook: how a suggestion gets to the board that it came
    from."""
    came_from = queries.came_from(suggestion.playbook_id)
    if came_from is None or suggestion.from_board:
        return Markup()
    given = {"to": came_from, "sending": queries.sending(suggestion.id)}
    html = render_template("boards/_travels_back.html", row=suggestion, **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
