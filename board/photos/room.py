"""Room in memory for pictures that are being read: so many at once on this machine, in
whatever process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from board.config import Settings

# megabytes a picture may take while it is read; the hungriest, a WebP of 40 million
# pixels, took 613
EACH = 640
MOST = 16
LOOK_AGAIN = 0.02  # seconds


@contextmanager
def room(settings: Settings) -> Iterator[None]:
    """A place for one picture, waited for as long as it takes.

    Whoever holds one and dies gives it back.
    """
    places = max(1, min(MOST, settings.picture_megabytes // EACH))
    with ExitStack() as opened:
        files = []
        for number in range(places):
            path = settings.instance_path / f"picture-{number}.lock"
            files.append(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            opened.callback(os.close, files[-1])
        while not any(_is_ours(file) for file in files):
            time.sleep(LOOK_AGAIN)
        yield


def _is_ours(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
