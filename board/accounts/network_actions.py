"""Vouching for a network, such as the wifi of the hall."""

from datetime import timedelta

from sqlalchemy import delete

from board import clock
from board.accounts import verbs
from board.accounts.limit_models import TrustedNetwork
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db, put
from board.errors import Invalid
from board.policy import Actor, require

HOURS = (2, 4, 8, 12)


def trust(network: str, hours: int, by: Actor | None) -> None:
    """Give the network more room for so many hours; it ends by itself.

    Raises Invalid for other hours than are offered.
    """
    require(by, "network.trust")
    if hours not in HOURS:
        raise Invalid("Pick one of these.", "hours")
    assert by is not None
    until = clock.now() + timedelta(hours=hours)
    put(TrustedNetwork, ["network"], network=network, until=until, by_id=by.id)
    _record(verbs.NETWORK_TRUSTED, by, hours=hours)


def distrust(network: str, by: Actor | None) -> None:
    """The network has no more room than any other."""
    require(by, "network.trust")
    assert by is not None
    mine = delete(TrustedNetwork).where(TrustedNetwork.network == network)
    if db.session.execute(mine).rowcount:  # type: ignore[attr-defined]
        _record(verbs.NETWORK_DISTRUSTED, by)


def _record(verb: Verb, by: Actor, **facts: int) -> None:
    record(verb, by, kind="person", by=by, topics=[f"person-{by.id}"], **facts)


def forget_over() -> int:
    """Delete those whose hour has come; how many it were."""
    over = delete(TrustedNetwork).where(TrustedNetwork.until <= clock.now())
    return int(db.session.execute(over).rowcount)  # type: ignore[attr-defined]
