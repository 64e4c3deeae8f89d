"""The family tree of a playbook as a drawing: a line for each playbook, below it one
for each place that used it, with how that went."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from board.db import AnyRow, Rows

STEP, INDENT = 30, 20  # of a line and of a branch, in units of the drawing
MOST_DEEP = 6
MARKS = 12  # drawn for one outcome in a place; the words say how many there are


class Mark(NamedTuple):
    """Uses that went alike: how, how often, and where each is drawn."""

    badge: str
    times: int
    at: list[int]


class Line(NamedTuple):
    """A line of the tree; `from_y` is where its branch begins."""

    x: int
    y: int
    from_y: int
    words: str
    is_book: bool
    marks: list[Mark]


class Tree(NamedTuple):
    """All of it, and how high it is."""

    lines: list[Line]
    height: int


def draw(books: Rows, places: Rows) -> Tree:
    """The tree of a family; a playbook whose original is not here is a root."""
    by_lineage = {book.lineage: book for book in books}
    children: dict[str, list[AnyRow]] = {}
    for book in books:
        above = book.from_lineage if book.from_lineage in by_lineage else ""
        children.setdefault(above, []).append(book)
    used: dict[int, dict[str, list[AnyRow]]] = {}
    for place in places:
        of_book = used.setdefault(place.playbook_id, {})
        of_book.setdefault(place.area_name, []).append(place)
    lines: list[Line] = []
    waiting = [(book, 0, 0) for book in reversed(children.get("", list(books[:1])))]
    drawn: set[int] = set()
    while waiting:  # not by calling itself: a family may be deep
        book, depth, from_y = waiting.pop()
        if book.id in drawn:
            continue
        drawn.add(book.id)
        words = f"{book.title} · {book.area_name}" if book.area_name else book.title
        y = _add(lines, depth, from_y, words)
        for area, rows in used.get(book.id, {}).items():
            _add(lines, depth + 1, y, area, rows)
        below = children.get(book.lineage, [])
        waiting += [(child, depth + 1, y) for child in reversed(below)]
    return Tree(lines, len(lines) * STEP + 8)


def _add(
    lines: list[Line],
    depth: int,
    from_y: int,
    words: str,
    places: Iterable[Any] | None = None,
) -> int:
    x = 8 + INDENT * min(depth, MOST_DEEP)
    y = STEP * len(lines) + 18
    marks = []
    at = 0
    for place in places or ():
        number = min(place.times, MARKS)
        marks.append(Mark(place.badge, place.times, list(range(at, at + number))))
        at += number
    lines.append(Line(x, y, from_y, words, places is None, marks))
    return y
