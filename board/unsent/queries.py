"""Reading what was typed and not taken."""

from sqlalchemy import func, or_, select

from board import clock
from board.db import AnyRow, read
from board.unsent.models import UnsentText

PER_BROWSER, PER_NETWORK = 10, 50


def of(browser: str, path: str, person_id: int | None) -> AnyRow | None:
    """What this browser sent from this page, and where it sent it.

    What somebody typed while signed in is given to them alone.
    """
    nobody_signed_in = UnsentText.person_id.is_(None)
    same_person = UnsentText.person_id == person_id
    statement = select(UnsentText.fields, UnsentText.action).where(
        UnsentText.browser == browser,
        UnsentText.path == path,
        UnsentText.until > clock.now(),
        or_(nobody_signed_in, same_person),
    )
    rows = read(statement)
    return rows[0] if rows else None


def too_many(browser: str, network: str) -> bool:
    """Whether this browser or its network has as much kept as it may."""
    mine = UnsentText.browser == browser
    near = UnsentText.network == network
    still_kept = UnsentText.until > clock.now()
    counts = select(func.count().filter(mine), func.count().filter(near))
    of_browser, of_network = read(counts.where(or_(mine, near), still_kept))[0]
    return bool(of_browser >= PER_BROWSER or of_network >= PER_NETWORK)
