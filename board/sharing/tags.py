"""What stands in the head of a page for whoever shows a link to it elsewhere."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import current_app, get_template_attribute
from markupsafe import Markup

from board.accounts.session import current_person
from board.drawing import full, locale
from board.sharing import cards
from board.sharing.cards import Card
from board.sharing.structured import event_facts

OF: dict[str, Callable[..., Card]] = {
    "board": cards.of_board,
    "wins": cards.of_wins,
    "area": cards.of_area,
    "issue": cards.of_issue,
    "campaign": cards.of_campaign,
    "event": cards.of_event,
    "task": cards.of_task,
    "playbook": cards.of_playbook,
}


class Tags(NamedTuple):
    """What the tags say, each address whole."""

    title: str
    text: str
    address: str
    picture: str
    language: str
    site_name: str
    facts: dict[str, Any] | None


def link_tags(kind: str, *row: Any) -> Markup | str:
    """The tags of a page about a thing, as everybody may read it.

    Whoever is signed in needs none: what makes cards of links comes as a visitor.
    """
    if current_person() is not None:
        return ""
    card = OF[kind](*row)
    tags = Tags(
        card.title,
        card.text,
        full(card.path),
        full(f"{card.address}?v={card.mark}"),
        locale(),
        current_app.config["BOARD"].site_name,
        event_facts(*row) if kind == "event" else None,
    )
    drawn: Markup = get_template_attribute("sharing/tags.html", "tags")(tags)
    return drawn
