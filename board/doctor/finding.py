"""What a check found."""

from typing import NamedTuple


class Finding(NamedTuple):
    """What is so, why it matters, what to do. A note is good to know; all else is to
    be mended."""

    what: str
    why: str = ""
    do: str = ""
    is_note: bool = False


def note(what: str, why: str = "", do: str = "") -> Finding:
    """A finding with which the board works all the same."""
    return Finding(what, why, do, is_note=True)
