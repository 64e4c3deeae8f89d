"""A real store that speaks S3 and checks signatures, on this machine: nanio, with its
files in a folder."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

KEY, SECRET = "board", "se/cret+of=ours"
READY = 20  # seconds it may take to start
numbers = count(1)


@dataclass
class Bucket:
    """A bucket of the store: its address as a setting, and the folder its
    files lie in."""

    url: str
    folder: Path

    @property
    def names(self) -> list[str]:
        """The files in it."""
        found = (
            path.relative_to(self.folder)
            for path in self.folder.rglob("*")
            if path.is_file()
        )
        return sorted(str(path) for path in found if not path.parts[0].startswith("."))


@dataclass
class Store:
    """The store, and where it listens."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    def bucket(self) -> Bucket:
        """A new bucket with nothing in it."""
        name = f"bucket-{next(numbers)}"
        (self.folder / name).mkdir()
        return Bucket(address(self.port, name), self.folder / name)


def address(port: int, bucket: str = "pictures", secret: str = SECRET) -> str:
    """A bucket as the setting names it."""
    return f"s3://{KEY}:{quote(secret, safe='')}@127.0.0.1:{port}/{bucket}?tls=0"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[Store]:
    """The store, for as long as it is needed. It is stopped by its own process id."""
    port = port or free_port()
    words = [
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--data-dir",
        str(folder),
        "--log-level",
        "error",
    ]
    program = "import sys; from nanio.cli import main; sys.exit(main(sys.argv[1:]))"
    keys = {"NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET}
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words], env=os.environ | keys
    )
    try:
        wait_for(process, port)
        yield Store(process, port, folder)
    finally:
        process.kill()
        process.wait(10)


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Return once it listens."""
    until = time.monotonic() + READY
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"the store did not start, it ended with {process.poll()}")
