"""A proxy before several hosts: who comes is led to the next one that takes them."""

import contextlib
import socket
import threading
from itertools import count
from typing import Self


class Proxy:
    """Passes on bytes, whatever they are, while the block lasts; a connection lives as
    long as both its ends."""

    def __init__(self, ports: list[int]) -> None:
        self.ports = ports
        self.turns = count()
        self.taken = dict.fromkeys(ports, 0)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self.listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # it was closed
            while True:
                guest, _ = self.listener.accept()
                threading.Thread(target=self._lead, args=(guest,), daemon=True).start()

    def _lead(self, guest: socket.socket) -> None:
        host = self._next_that_takes()
        if host is None:
            guest.close()
            return
        back = threading.Thread(target=pass_on, args=(host, guest), daemon=True)
        back.start()
        pass_on(guest, host)
        back.join()

    def _next_that_takes(self) -> socket.socket | None:
        first = next(self.turns)
        for number in range(len(self.ports)):
            port = self.ports[(first + number) % len(self.ports)]
            with contextlib.suppress(OSError):
                host = socket.create_connection(("127.0.0.1", port), 2)
                self.taken[port] += 1
                return host
        return None


def pass_on(here: socket.socket, there: socket.socket) -> None:
    """All that comes here goes there, until either end is gone; then both are."""
    here.settimeout(None)
    with contextlib.suppress(OSError):
        while data := here.recv(65536):
            there.sendall(data)
    for end in (here, there):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
