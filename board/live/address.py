"""The address of a stream: what a page wants to hear of, and since when."""

from typing import NamedTuple
from urllib.parse import parse_qs

from board.live.regions import is_known
from board.live.wire import Scope, header

TOPICS = 60  # regions one page may listen to


class Wanted(NamedTuple):
    """What a page wants to hear of, and the version of the log it was read at."""

    regions: list[str]
    after: int | None


def read_address(scope: Scope) -> Wanted:
    """What this address asks for.

    Raises ValueError with a sentence; names that mean nothing are left out.
    """
    query = parse_qs(scope["query_string"].decode("latin-1"))
    names = dict.fromkeys(",".join(query.get("topics", [])).split(","))
    regions = [name for name in names if is_known(name)]
    if not regions:
        raise ValueError("Say what to listen to, such as /live?topics=issue-12,tasks")
    if len(names) > TOPICS:
        raise ValueError(f"A page can listen to {TOPICS} things at most.")
    last = header(scope, b"last-event-id")
    after = last if is_id(last) else query.get("after", [""])[0]
    if after and not is_id(after):
        raise ValueError("The version in `after` should be a whole number.")
    return Wanted(regions, int(after) if after else None)


def is_id(text: str) -> bool:
    """Whether it can be the id of a line."""
    return text.isascii() and text.isdecimal() and len(text) < 19
