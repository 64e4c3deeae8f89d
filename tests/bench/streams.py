"""Holds many live streams in a process of its own.

    python -m tests.bench.streams PORT COUNT PATH

Prints a line once all are open; then, for each line it reads, how many streams have
received a frame since the last one was read and when the last of them did
(time.monotonic(), which processes share on Linux).
"""

import asyncio
import json
import resource
import sys
import time
from typing import Any

try:
    import uvloop

    new_loop = uvloop.new_event_loop
except ImportError:
    new_loop = asyncio.new_event_loop


class Seen:
    """What arrived since somebody asked."""

    opened = 0
    refused = 0
    ended = 0
    frames = 0
    first = 0.0
    last = 0.0


class Stream(asyncio.Protocol):
    """One page that listens."""

    def __init__(self, request: bytes, opened: asyncio.Event) -> None:
        self.request = request
        self.opened = opened

    def connection_made(self, transport: Any) -> None:
        """Ask for the stream."""
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Note frames; signs of life don't count."""
        if not self.opened.is_set() and b"id: " in data:
            Seen.opened += 1
            self.opened.set()
        elif data.startswith(b"HTTP/1.1 503"):
            Seen.refused += 1
            self.opened.set()
        if b"hx-partial" in data:
            Seen.last = time.monotonic()
            Seen.first = Seen.first or Seen.last
            Seen.frames += 1

    def connection_lost(self, exc: Exception | None) -> None:
        """Count those that were ended."""
        Seen.ended += 1


async def main(port: int, wanted: int, path: str) -> None:
    """Open the streams, a hundred at a time, then answer questions until the input
    ends."""
    loop = asyncio.get_running_loop()
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{BROWSER}Accept: "
        "text/event-stream\r\n\r\n"
    ).encode()
    for start in range(0, wanted, 100):
        opened = [asyncio.Event() for _ in range(min(100, wanted - start))]
        for event in opened:
            await loop.create_connection(
                lambda event=event: Stream(request, event), "127.0.0.1", port
            )
        async with asyncio.timeout(30):
            await asyncio.gather(*(event.wait() for event in opened))
    say()
    while await loop.run_in_executor(None, sys.stdin.readline):
        say()


# As long as what a browser sends, so that the memory of a stream is measured with it.
BROWSER = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 "
    "Firefox/139.0\r\n"
    "Accept-Language: en-GB,en;q=0.7\r\nAccept-Encoding: gzip, deflate, br, "
    "zstd\r\nHX-Request: true\r\n"
    "HX-Request-Type: partial\r\nHX-Current-URL: http://127.0.0.1/tasks/1\r\nReferer: "
    "http://127.0.0.1/tasks/1\r\n"
    "Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Site: "
    "same-origin\r\nConnection: keep-alive\r\n"
)


def say() -> None:
    """One line of JSON, and begin to count anew."""
    names = ("opened", "refused", "ended", "frames", "first", "last")
    print(json.dumps({name: getattr(Seen, name) for name in names}), flush=True)
    Seen.frames, Seen.first, Seen.last = 0, 0.0, 0.0


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
