"""Waiting until something is so."""

import time
from collections.abc import Callable
from http.client import HTTPException

from tests.conftest import Server

SOON = 20  # seconds; whoever waits so long has failed


def soon(happened: Callable[[], object], what: str, within: float = SOON) -> float:
    """Wait until something is so; how many seconds it took."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() < began + within, what
        time.sleep(0.02)
    return time.monotonic() - began


def is_ready(server: Server) -> bool:
    """Whether somebody who comes anew is answered by a board that can read its
    database."""
    try:
        return server.browser().get("/readyz").status == 200
    except (OSError, HTTPException):
        return False
