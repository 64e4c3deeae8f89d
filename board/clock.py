"""The one source of the present time, so that demo data, imports and tests can act in
the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The present instant, in UTC with its zone."""
    return _set_to.get() or datetime.now(UTC)


def today(timezone: str) -> date:
    """The calendar day it is now in an IANA time zone such as `Europe/London`."""
    return now().astimezone(ZoneInfo(timezone)).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment` (which carries a zone)."""
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
