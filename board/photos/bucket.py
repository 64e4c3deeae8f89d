"""Files in a store that speaks S3, as BOARD_UPLOADS names it.

Its library is loaded only where one is set.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from board.errors import Unanswered

log = logging.getLogger("board")
PATIENCE = 8.0  # seconds the store may take over one file
REST = 4  # times as long as it kept us waiting in vain nobody else waits for it
T = TypeVar("T")


class Bucket:
    """A bucket of files by name.

    Every call ends within seconds; raises Unanswered when the store does not do it.
    """

    def __init__(self, store: Any, refusals: tuple[type[Exception], ...]) -> None:
        self.store = store
        self.refusals = refusals
        self.resting_until = 0.0

    def put(self, name: str, content: bytes) -> None:
        """Write a file, which the store has before this returns; one that lies there
        already is young again."""
        self._ask(lambda: self.store.put(name, content, use_multipart=False))

    def get(self, name: str) -> bytes | None:
        """A file's bytes, or None where there is no such file."""
        return self._ask(
            lambda: bytes(self.store.get(name).bytes()), none=FileNotFoundError
        )

    def drop(self, name: str, before: datetime) -> None:
        """Delete a file that was last sent before this instant."""
        sent: datetime | None = self._ask(
            lambda: self.store.head(name)["last_modified"], none=FileNotFoundError
        )
        if sent and sent < before:
            self._ask(lambda: self.store.delete(name))

    def _ask(self, verb: Callable[[], T], none: Any = ()) -> T | None:
        """What the store answers; `none` is the refusal that means it has
        no such file."""
        began = time.monotonic()
        if began < self.resting_until:
            raise Unanswered
        try:
            return verb()
        except none:
            return None
        except self.refusals as wrong:
            now = time.monotonic()
            self.resting_until = now + REST * (now - began)
            log.error("the store of pictures: %s", why(wrong))
            raise Unanswered from wrong


def why(wrong: BaseException) -> str:
    """The store's own words, on one short line."""
    message, _, _ = str(wrong).partition("Debug source")
    one_line = " ".join(f"{type(wrong).__name__}: {message}".split())
    return one_line[:400]


@cache
def connected(url: str) -> Bucket:
    """The bucket of s3://KEY:SECRET@host[:port]/bucket?region=…&tls=0 (config.py has
    seen that it can be read)."""
    from obstore.exceptions import BaseError
    from obstore.store import S3Store

    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    scheme = "http" if asked.get("tls") == "0" else "https"
    names = {
        "access_key_id": unquote(parts.username or ""),
        "secret_access_key": unquote(parts.password or ""),
    }
    keys: Any = names | {"token": None, "expires_at": None}
    store = S3Store(
        unquote(parts.path.strip("/")),
        # What the environment of the process says of other stores counts for nothing.
        aws_endpoint_url_s3=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        credential_provider=lambda: keys,
        region=asked.get("region", "us-east-1"),
        skip_signature=False,
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": scheme == "http",
            "connect_timeout": "3s",
            "timeout": f"{PATIENCE * 1000:.0f}ms",
        },
        retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=2)},
    )
    return Bucket(store, (BaseError, OSError))
