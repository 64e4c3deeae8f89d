"""What organisers read about somebody, and what that person reads about themself: the
same sentences."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from board.drawing import listed, locale
from board.people.models import LineKind
from board.talent.models import DeedKind

MANY = 3  # from which on it is worth asking for more
OF_OTHERS = (DeedKind.TAUGHT, DeedKind.BROUGHT, DeedKind.HOSTED)
ACTS = (DeedKind.FINISHED, DeedKind.CAME, DeedKind.TRAINED, *OF_OTHERS)
ORDER = list(DeedKind)
# each asked for only where it is needed: a page has a hundred of them
DID: dict[str, Callable[[int], Any]] = {
    DeedKind.POSTED: lambda num: ngettext("posted once", "posted %(num)s times", num),
    DeedKind.FINISHED: lambda num: ngettext(
        "finished one task", "finished %(num)s tasks", num
    ),
    DeedKind.CAME: lambda num: ngettext(
        "came to one event", "came to %(num)s events", num
    ),
    DeedKind.TRAINED: lambda num: ngettext(
        "came to one training session", "came to %(num)s training sessions", num
    ),
    DeedKind.TAUGHT: lambda num: ngettext(
        "taught at one training session",
        "taught at %(num)s training sessions",
        num,
    ),
    DeedKind.BROUGHT: lambda num: ngettext(
        "brought one neighbour along", "brought %(num)s neighbours along", num
    ),
    DeedKind.HOSTED: lambda num: ngettext(
        "was the host of one house meeting",
        "was the host of %(num)s house meetings",
        num,
    ),
    DeedKind.LED: lambda num: ngettext(
        "took the lead of one campaign, role or task",
        "took the lead of %(num)s campaigns, roles or tasks",
        num,
    ),
}
SAYS: dict[str, Callable[[str], Any]] = {
    LineKind.LEARN: lambda words: _("wants to learn: %(what)s", what=words),
    LineKind.TEACH: lambda words: _("could teach: %(what)s", what=words),
    LineKind.CAN: lambda words: _("can: %(what)s", what=words),
}


@lru_cache(2000)
def _did(kind: str, times: int, _locale: str) -> str:
    """Of many people on a page most did the same."""
    return str(DID[kind](times))


def sentence(deed: Any) -> str:
    """One kind of deed in words."""
    words = _did(deed.kind, deed.times, locale())
    if deed.kind != DeedKind.FINISHED or not deed.campaign:
        return words
    of = {"did": words, "campaign": deed.campaign}
    return str(_("%(did)s, the latest for “%(campaign)s”", **of))


def wish(line: Any) -> str:
    """One line of theirs in words."""
    return str(SAYS[line.kind](line.words))


def in_order(deeds: Iterable[Any]) -> list[Any]:
    """As they are read: always in the same order, whatever their numbers."""
    return sorted(deeds, key=lambda deed: ORDER.index(deed.kind))


def bigger_ask(deeds: list[Any], lines: Iterable[Any]) -> str:
    """Why they may be ready to be asked for more, in words: what they did again and
    again, what they did for others, and that they say they want to. Nothing for who did
    nothing often, or leads already."""
    often = [one for one in deeds if one.kind in ACTS and one.times >= MANY]
    if not often or any(one.kind == DeedKind.LED for one in deeds):
        return ""
    did = [one for one in deeds if one in often or one.kind in OF_OTHERS]
    wants = [one for one in lines if one.kind in (LineKind.LEARN, LineKind.TEACH)]
    reasons = [sentence(one) for one in in_order(did)] + [wish(one) for one in wants]
    return listed(reasons)
