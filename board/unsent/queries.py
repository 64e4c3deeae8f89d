"""Reading what was typed and not taken."""

from sqlalchemy import func, or_, select

from board import clock
from board.db import AnyRow, read
from board.unsent.models import UnsentText

PER_BROWSER, PER_NETWORK = 10, 50


def of(browser: str, path: str, person_id: int | None) -> AnyRow | None:
    """What this browser sent from this page, and where to; what somebody signed in
    typed is theirs alone."""
    mine = (
        UnsentText.browser == browser,
        UnsentText.path == path,
        UnsentText.until > clock.now(),
    )
    theirs = or_(UnsentText.person_id.is_(None), UnsentText.person_id == person_id)
    rows = read(select(UnsentText.fields, UnsentText.action).where(*mine, theirs))
    return rows[0] if rows else None


def too_many(browser: str, network: str) -> bool:
    """Whether this browser or its network has as much kept as it may."""
    mine, near = UnsentText.browser == browser, UnsentText.network == network
    counts = select(func.count().filter(mine), func.count().filter(near)).where(
        or_(mine, near)
    )
    of_browser, of_network = read(counts.where(UnsentText.until > clock.now()))[0]
    return bool(of_browser >= PER_BROWSER or of_network >= PER_NETWORK)
