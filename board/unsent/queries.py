"""Reading what was typed and not taken."""

from sqlalchemy import func, or_, select

from board import clock
from board.db import AnyRow, read
from board.unsent.models import UnsentText

# forms that are saved at a time
PER_BROWSER = 10
PER_NETWORK = 50


def of(browser: str, path: str, person_id: int | None) -> AnyRow | None:
    """What this browser sent from this page, and where it sent it.

    What somebody typed while signed in is given to them alone.
    """
    nobody_signed_in = UnsentText.person_id.is_(None)
    same_person = UnsentText.person_id == person_id
    statement = (
        select(UnsentText.fields, UnsentText.action)
        .where(UnsentText.browser == browser)
        .where(UnsentText.path == path)
        .where(UnsentText.until > clock.now())
        .where(or_(nobody_signed_in, same_person))
    )
    rows = read(statement)
    if not rows:
        return None
    return rows[0]


def too_many(browser: str, network: str) -> bool:
    """Whether as much is saved for this browser or its network as may be."""
    mine = UnsentText.browser == browser
    near = UnsentText.network == network
    counts = (
        select(
            func.count().filter(mine),
            func.count().filter(near),
        )
        .where(or_(mine, near))
        .where(UnsentText.until > clock.now())
    )
    of_browser, of_network = read(counts)[0]
    if of_browser >= PER_BROWSER:
        return True
    return bool(of_network >= PER_NETWORK)
