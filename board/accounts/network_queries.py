"""Reading which networks somebody vouches for."""

from datetime import datetime

from sqlalchemy import select

from board import clock
from board.accounts.limit_models import TrustedNetwork
from board.accounts.models import Person
from board.db import Rows, read


def trusted_until(network: str) -> datetime | None:
    """Until when this network has more room; None where it has not."""
    mine = (TrustedNetwork.network == network, TrustedNetwork.until > clock.now())
    rows = read(select(TrustedNetwork.until).where(*mine))
    return rows[0].until if rows else None


def trusted() -> Rows:
    """All of them, with who vouches and until when."""
    columns = (TrustedNetwork.network, TrustedNetwork.until, Person.name)
    vouched = select(*columns).join(Person, Person.id == TrustedNetwork.by_id)
    return read(
        vouched.where(TrustedNetwork.until > clock.now()).order_by(TrustedNetwork.until)
    )
