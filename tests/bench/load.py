"""A load generator in a process of its own: connections that send their requests one after the other, in a circle.

    python -m tests.bench.load '{"port": 8000, "seconds": 5, "scripts": [["GET / HTTP/1.1\\r\\n…"]]}'

There is one connection per script; `{n}` in a request becomes a number that is never the same. Prints JSON.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from itertools import count
from typing import Any

try:
    import uvloop

    new_loop = uvloop.new_event_loop
except ImportError:
    new_loop = asyncio.new_event_loop

numbers = count(1)


class Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last one is complete, or
    `pause` seconds later."""

    def __init__(
        self, script: list[str], pause: float, took: list[float], statuses: Counter[int]
    ) -> None:
        self.script = script
        self.pause = pause
        self.took = took
        self.statuses = statuses
        self.at = 0
        self.buffer = b""

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self.transport = transport
        self.send()

    def send(self) -> None:
        """One request."""
        if self.transport.is_closing():
            return
        text = self.script[self.at % len(self.script)]
        self.at += 1
        if "{n}" in text:
            text = text.replace("{n}", str(next(numbers)))
        self.began = time.perf_counter()
        self.transport.write(text.encode())

    def data_received(self, data: bytes) -> None:
        """Note the time once the whole answer is here."""
        self.buffer += data
        size = whole(self.buffer)
        if size is None or len(self.buffer) < size:
            return
        self.took.append(time.perf_counter() - self.began)
        self.statuses[int(self.buffer[9:12])] += 1
        self.buffer = b""
        if self.pause:
            asyncio.get_running_loop().call_later(self.pause, self.send)
        else:
            self.send()


def whole(buffer: bytes) -> int | None:
    """How long the answer that begins here is; None until that can be said."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    found = buffer.find(b"content-length: ", 0, end)
    if found >= 0:
        return end + 4 + int(buffer[found + 16 : buffer.index(b"\r\n", found)])
    if b"transfer-encoding: chunked" in buffer[:end]:
        return len(buffer) if buffer.endswith(b"0\r\n\r\n") else None
    return end + 4


async def run(spec: dict[str, Any]) -> dict[str, Any]:
    """Warm up for a tenth of the time, then measure."""
    took: list[float] = []
    statuses: Counter[int] = Counter()
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(
            lambda script=script: Connection(
                script, spec.get("pause", 0), took, statuses
            ),
            "127.0.0.1",
            spec["port"],
        )
        for script in spec["scripts"]
    ]
    await asyncio.sleep(spec["seconds"] / 10)
    took.clear()
    statuses.clear()
    began = time.perf_counter()
    await asyncio.sleep(spec["seconds"])
    elapsed = time.perf_counter() - began
    for transport, _ in made:
        transport.abort()
    times = sorted(took) or [0.0]
    return {
        "per_second": len(took) / elapsed,
        "p50": times[len(times) // 2] * 1000,
        "p99": times[len(times) * 99 // 100] * 1000,
        "worst": times[-1] * 1000,
        "statuses": dict(statuses),
    }


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_loop) as runner:
        print(json.dumps(runner.run(run(json.loads(sys.argv[1])))))
