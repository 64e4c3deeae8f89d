"""Rows of lists and lines of threads as entries of a feed: what anybody may see of
them, and no more."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

from board.activity.queries import newest_of
from board.activity.sentences import Sentence
from board.activity.verbs import in_thread, named
from board.campaigns import sentences as of_campaigns
from board.categories.views import category_of
from board.db import AnyRow, Rows
from board.drawing import author, full
from board.feeds.atom import Entry
from board.issues import sentences as of_issues
from board.issues.queries import hidden_author
from board.markdown import initial_lines
from board.words import BADGES


def _text_of(state: str, text: str) -> str:
    """The state of a thing in words, then the first lines of its text."""
    parts = (_state_in_words(state), initial_lines(text, 280))
    return " · ".join(part for part in parts if part)


def _state_in_words(state: str) -> str:
    _icon, words = BADGES[state]
    return str(_(words))


def issues(rows: Rows) -> Iterator[Entry]:
    """Issues as entries, which change whenever their threads have something new to
    tell."""
    topics = [f"issue-{row.id}" for row in rows]
    newest = newest_of(topics, in_thread("issue"))
    for row in rows:
        address = full(f"/issues/{row.id}")
        category = category_of(row.area_id, row.category)
        yield Entry(
            id=address,
            link=address,
            title=row.title,
            author=author(row),
            published=row.created_at,
            updated=newest.get(f"issue-{row.id}", row.created_at),
            text=_text_of(row.state, row.opening),
            category=str(category.name),
        )


def campaigns(rows: Rows) -> Iterator[Entry]:
    """Campaigns as entries, likewise; the area speaks, nobody by name."""
    topics = [f"campaign-{row.id}" for row in rows]
    newest = newest_of(topics, in_thread("campaign"))
    for row in rows:
        address = full(f"/campaigns/{row.id}")
        yield Entry(
            id=address,
            link=address,
            title=row.title,
            author=row.area_name,
            published=row.created_at,
            updated=newest.get(f"campaign-{row.id}", row.created_at),
            text=_text_of(row.badge, row.ask),
            category=_state_in_words(row.badge),
        )


def news(row: AnyRow, lines: Iterable[AnyRow]) -> list[Entry]:
    """The thread of a campaign, the oldest line first.

    What a line says of a part changes with the next about it.
    """
    lines = list(lines)
    changed = {_part(line): line.at for line in lines}
    address = full(f"/campaigns/{row.id}")
    return [
        Entry(
            id=f"{address}#line-{line.id}",
            link=address,
            title=of_campaigns.sentence(line).plain,
            author=row.area_name,
            published=line.at,
            updated=changed[_part(line)],
            text=line.body or "",
        )
        for line in lines
    ]


def _part(line: AnyRow) -> tuple[Any, int]:
    """The pledge, the promise or the outcome a line is about; else the line itself."""
    part = named(line.verb).part
    return (part, line.part_id) if part else (None, line.id)


def line(row: AnyRow, line: AnyRow, campaigns: dict[int, str]) -> Entry:
    """A line of the thread, as the page tells it: only who comments is named, and an
    author who hides is not."""
    address = full(f"/issues/{row.id}")
    campaign = campaigns.get(line.subject_id, "")
    sentence = of_issues.sentence(line, row.id, campaign)
    return Entry(
        id=f"{address}#line-{line.id}",
        link=address,
        title=sentence.plain,
        author=_speaker(row, line, sentence),
        published=line.at,
        updated=line.removed_at or line.edited_at or line.at,
        text=of_issues.text(line),
    )


def _speaker(row: AnyRow, line: AnyRow, sentence: Sentence) -> str:
    """Who says what a line of the thread says; the area for those who organise."""
    if sentence.is_text and not line.hidden_id:
        if line.actor_id == hidden_author(row):
            return str(_("Who posted this"))
        return str(line.actor_name or _("Someone who has left"))
    if sentence.is_by_author:
        return author(row)
    return str(row.area_name)
