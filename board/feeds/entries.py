"""Rows of lists and lines of threads as entries of a feed: what anybody may see of
them, and no more."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

from board.activity.queries import newest_of
from board.activity.verbs import in_thread, named
from board.campaigns import sentences as of_campaigns
from board.categories.views import category_of
from board.db import AnyRow, Rows
from board.drawing import author, full
from board.feeds.atom import Entry
from board.issues import sentences as of_issues
from board.issues.queries import hides
from board.markdown import initial_lines
from board.words import BADGES


def _text_of(state: str, text: str) -> str:
    """The state of a thing in words, then the first lines of its text."""
    return " · ".join(
        part for part in (str(_(BADGES[state][1])), initial_lines(text, 280)) if part
    )


def issues(rows: Rows) -> Iterator[Entry]:
    """Issues as entries, which change whenever their threads have something new to
    tell."""
    newest = newest_of((f"issue-{row.id}" for row in rows), in_thread("issue"))
    for row in rows:
        at = full(f"/issues/{row.id}")
        words = {
            "title": row.title,
            "author": author(row),
            "text": _text_of(row.state, row.opening),
        }
        when = {
            "published": row.created_at,
            "updated": newest.get(f"issue-{row.id}", row.created_at),
        }
        yield Entry(
            at,
            at,
            **words,
            **when,
            category=str(category_of(row.area_id, row.category).name),
        )


def campaigns(rows: Rows) -> Iterator[Entry]:
    """Campaigns as entries, likewise; the area speaks, nobody by name."""
    newest = newest_of((f"campaign-{row.id}" for row in rows), in_thread("campaign"))
    for row in rows:
        at = full(f"/campaigns/{row.id}")
        words = {
            "title": row.title,
            "author": row.area_name,
            "text": _text_of(row.badge, row.ask),
        }
        when = {
            "published": row.created_at,
            "updated": newest.get(f"campaign-{row.id}", row.created_at),
        }
        yield Entry(at, at, **words, **when, category=str(_(BADGES[row.badge][1])))


def news(row: AnyRow, lines: Iterable[AnyRow]) -> list[Entry]:
    """The thread of a campaign, the oldest line first.

    What a line says of a part changes with the next about it.
    """
    lines = list(lines)
    changed = {_part(line): line.at for line in lines}
    at = full(f"/campaigns/{row.id}")
    return [
        Entry(
            *(
                f"{at}#line-{line.id}",
                at,
                of_campaigns.sentence(line).plain,
                row.area_name,
            ),
            *(line.at, changed[_part(line)], line.body or ""),
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
    at, who = full(f"/issues/{row.id}"), author(row)
    sentence = of_issues.sentence(line, row.id, campaigns.get(line.subject_id, ""))
    if sentence.is_text:
        who = line.actor_name or _("Someone who has left")
        who = _("Who posted this") if line.actor_id == hides(row) else who
    elif not sentence.is_by_author:
        who = row.area_name
    updated = line.removed_at or line.edited_at or line.at
    text = of_issues.text(line)
    return Entry(
        f"{at}#line-{line.id}", at, sentence.plain, who, line.at, updated, text
    )
