"""Reading what another board wrote, which may be anything: it is measured before it is
parsed, parsed into what documents.py allows, and its texts are checked as a stranger's
are.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board import text
from board.boards.documents import About, Feed, Item
from board.errors import Invalid

MOST_BYTES = 2 * 1024 * 1024
TOO_LARGE = _l("This is larger than 2 megabytes. Ask for it in parts.")
NO_FILE = _l("This is not a file that a board writes.")
DEEPEST = 12  # our own documents have 7 levels
# A string, closed or not, is one token, so that brackets in it don't count; possessive,
# so that each byte is read once whatever stands there.
_TOKENS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_OPEN = (b"[", b"{")
_CLOSED = (b"]", b"}")


def read(document: bytes) -> Feed:
    """A feed, or a single thing, as it came. Raises Invalid, in words, for what is too
    large, too deep, of wrong types, or holds what no text may hold."""
    if len(document) > MOST_BYTES:
        raise Invalid(TOO_LARGE)
    if _is_too_deep(document):
        raise Invalid(_("This has lists within lists that no board writes."))
    try:
        feed = msgspec.json.decode(document, type=Feed)
    except msgspec.ValidationError as wrong:
        raise Invalid(_wrong_at(str(wrong))) from wrong
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as wrong:
        raise Invalid(str(NO_FILE)) from wrong
    if text.fault(feed.title):
        raise Invalid(_wrong_at("`$.title`"))
    for item in feed.items:
        _check(item)
    _check_lineage(feed.items)
    return feed


def as_about(said: dict[str, Any]) -> About:
    """What was read once and stored."""
    return msgspec.convert(said, About)


def _is_too_deep(document: bytes) -> bool:
    depth = 0
    for token in _TOKENS.finditer(document):
        mark = token[0]
        depth += (mark in _OPEN) - (mark in _CLOSED)
        if depth > DEEPEST:
            return True
    return False


def _wrong_at(said: str) -> str:
    """`Expected … - at `$.items[0]._board.playbook.steps[3].day`` in our words."""
    at = re.search(r"`\$\.?(.*)`$", said)
    place = at[1] if at else ""
    if not place:
        return str(NO_FILE)
    return str(_("What stands at “%(place)s” is not as it should be.", place=place))


def _check(item: Item) -> None:
    """Raises Invalid for an item of no kind, and for texts that nobody may post."""
    if not item.about.kind:
        raise Invalid(_("There is nothing in it that this board knows."))
    for place, value in _texts(msgspec.to_builtins(item)):
        if text.fault(value):
            raise Invalid(
                _(
                    "The text at “%(place)s” holds code or unreadable marks.",
                    place=place,
                )
            )


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text in it, with where it stands."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{place}.{name}".strip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _texts(inner, f"{place} {number}")


def _check_lineage(items: list[Item]) -> None:
    """Raises Invalid where one thing stands twice, or comes from itself."""
    parents = {item.about.lineage: item.about.from_lineage for item in items}
    if len(parents) < len(items):
        raise Invalid(_("The same thing stands in it twice."))
    for lineage in parents:
        ancestors = [lineage]
        while (above := parents.get(ancestors[-1])) and above not in ancestors:
            ancestors.append(above)
        if above:
            raise Invalid(_("Something in it is said to come from itself."))
