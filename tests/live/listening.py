"""A page's live stream as the browser reads it."""

import contextlib
import queue
import re
import socket
import threading
import time
from typing import NamedTuple

PATIENCE = 15  # seconds; a test that waits so long has failed


class Event(NamedTuple):
    """One message: its name, empty for one that goes into the page, and its data."""

    name: str
    data: str

    @property
    def region(self) -> str:
        """The region it brings up to date."""
        found = re.search(r'hx-target="#([a-z0-9-]+)-shared"', self.data)
        return found[1] if found else ""


class Stream:
    """An open stream. `last_id` is what the browser would send when it comes back."""

    def __init__(
        self,
        port: int,
        topics: str,
        *,
        after: int | str = "",
        last_id: str = "",
        cookie: str = "",
    ) -> None:
        self.last_id = last_id
        self.ended = False
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        head = [f"GET /live?topics={topics}&after={after} HTTP/1.1", "Host: 127.0.0.1"]
        head += [f"Last-Event-ID: {last_id}"] * bool(last_id) + [
            f"Cookie: {cookie}"
        ] * bool(cookie)
        self.socket.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = self._headers()
        self.first = (
            ""
            if self.status == 200
            else self.file.read(int(self.headers["content-length"])).decode()
        )
        self.retry = 0
        if self.status == 200:
            opened = threading.Event()
            threading.Thread(target=self._read, args=(opened,), daemon=True).start()
            assert opened.wait(PATIENCE), "the stream never said where it is"

    def _headers(self) -> dict[str, str]:
        found = {}
        while line := self.file.readline().decode().strip():
            name, _, value = line.partition(": ")
            found[name.lower()] = value
        return found

    def _read(self, opened: threading.Event) -> None:
        text = b""
        try:
            while size := int(self.file.readline() or b"0", 16):
                text += self.file.read(size)
                self.file.readline()
                *whole, text = text.split(b"\n\n")
                for message in whole:
                    self._take(message.decode(), opened)
        except (OSError, ValueError):
            pass  # we closed it ourselves
        self.ended = True
        self.events.put(None)

    def _take(self, message: str, opened: threading.Event) -> None:
        fields: dict[str, list[str]] = {}
        for line in message.split("\n"):
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))
        if "id" in fields:
            self.last_id = fields["id"][-1]
            opened.set()
        if "retry" in fields:
            self.retry = int(fields["retry"][-1])
        if "data" in fields:
            self.events.put(
                Event(fields.get("event", [""])[-1], "\n".join(fields["data"]))
            )

    def next(self, wait: float = PATIENCE) -> Event | None:
        """The next event; None when the stream has ended.

        Raises queue.Empty when nothing comes.
        """
        return self.events.get(timeout=wait)

    def until(self, region: str, says: str = "") -> Event:
        """The next message for a region whose HTML says this."""
        while (event := self.next()) is not None:
            if event.region == region and says in event.data:
                return event
        raise AssertionError(f"the stream ended before {region} changed")

    def named(self, name: str) -> Event:
        """The next event of this name."""
        while (event := self.next()) is not None:
            if event.name == name:
                return event
        raise AssertionError(f"the stream ended without {name}")

    def regions(self, *wanted: str) -> dict[str, str]:
        """Wait until each of these regions has come, and give what came for each."""
        found: dict[str, str] = {}
        while not set(wanted) <= found.keys():
            event = self.next()
            assert event is not None, f"the stream ended with {found.keys()}"
            found[event.region or event.name] = event.data
        return found

    def is_silent(self) -> bool:
        """Whether nothing comes for a while that is long for a stream."""
        try:
            return self.next(1.0) is None
        except queue.Empty:
            return True

    def goes_on(self) -> bool:
        """Whether it has not ended, whatever has come."""
        with contextlib.suppress(queue.Empty):
            while self.next(1.0) is not None:
                pass
            return False
        return True

    def ends(self) -> None:
        """Wait for the end."""
        until = time.monotonic() + PATIENCE * 2
        while time.monotonic() < until:
            if self.next(PATIENCE * 2) is None:
                return
        raise AssertionError("the stream goes on")

    def close(self) -> None:
        """Leave, as a browser does that closes the tab."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
