"""How streams are served: nobody waits for somebody slow, and the slow get
the newest."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from board.live import hub as hubs
from board.live.connection import Batch, Stream
from board.live.hub import Hub
from board.live.regions import Key

ISSUE, TASK = Key("issue-1"), Key("task-1")
Serving = Callable[[Hub], Coroutine[Any, Any, None]]


class Client:
    """Takes what is sent, or not while it is slow.

    Stands in for uvicorn's connection and its transport.
    """

    def __init__(self, *, slow: bool = False) -> None:
        self.got: list[bytes] = []
        self.ended = self.aborted = False
        self.free = asyncio.Event()
        self.transport = self
        self.waiting = 1 if slow else 0
        if not slow:
            self.free.set()

    async def send(self, message: Any) -> None:
        """As ASGI's."""
        await self.free.wait()
        self.got.append(message["body"])
        self.ended = not message["more_body"]

    def get_write_buffer_size(self) -> int:
        """As asyncio's."""
        return self.waiting

    def abort(self) -> None:
        """As asyncio's."""
        self.aborted = True


def run(test: Serving, open_sessions: set[str] | None = None) -> None:
    """Run with a hub that serves."""

    async def still_open(tokens: list[str]) -> set[str]:
        return open_sessions or set()

    async def main() -> None:
        hub = Hub(5, still_open)
        hub.start()
        await test(hub)

    asyncio.run(main())


def join(hub: Hub, client: Client, *keys: Key, address: str = "192.0.2.1") -> Stream:
    """A stream that has caught up."""
    stream = Stream(client.send, address)
    hub.join(stream)
    hub.subscribe(stream, keys)
    stream.busy = False
    return stream


def test_all_frames_of_one_moment_go_out_together_and_the_id_comes_last() -> None:
    async def test(hub: Hub) -> None:
        client = Client()
        join(hub, client, ISSUE, TASK)
        hub.deliver(Batch(7, {ISSUE: b"issue;", TASK: b"task;"}))
        await asyncio.sleep(0.05)
        assert client.got == [b"issue;task;id: 7\n\n"]

    run(test)


def test_a_slow_client_gets_the_newest_of_each_region_and_holds_up_nobody() -> None:
    async def test(hub: Hub) -> None:
        slow, quick = Client(slow=True), Client()
        join(hub, slow, ISSUE, TASK)
        join(hub, quick, ISSUE, TASK)
        for id, frames in enumerate(
            [{ISSUE: b"a;"}, {ISSUE: b"b;", TASK: b"t;"}, {ISSUE: b"c;"}], 1
        ):
            hub.deliver(Batch(id, frames))
            await asyncio.sleep(0.02)
        assert len(quick.got) == 3
        slow.free.set()
        await asyncio.sleep(0.05)
        assert slow.got == [b"a;id: 1\n\n", b"c;t;id: 3\n\n"]

    run(test)


def test_who_takes_nothing_for_too_long_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "PATIENCE", 0.05)

    async def test(hub: Hub) -> None:
        client = Client(slow=True)
        join(hub, client, ISSUE)
        hub.deliver(Batch(1, {ISSUE: b"a;"}))
        await asyncio.sleep(0.2)
        assert client.aborted

    run(test)


def test_what_a_stream_caught_up_with_by_itself_is_not_sent_again_older() -> None:
    async def test(hub: Hub) -> None:
        client = Client()
        join(hub, client, ISSUE).newest = 9
        hub.deliver(Batch(8, {ISSUE: b"old;"}))
        hub.deliver(Batch(10, {ISSUE: b"new;"}))
        await asyncio.sleep(0.05)
        assert client.got == [b"new;id: 10\n\n"]

    run(test)


def test_too_much_at_once_asks_everybody_to_fetch_their_page() -> None:
    async def test(hub: Hub) -> None:
        client = Client()
        join(hub, client, ISSUE, TASK)
        hub.deliver(Batch(900, everybody=True))
        await asyncio.sleep(0.05)
        assert client.got == [b"event: resync\ndata: \n\nid: 900\n\n"]

    run(test)


def test_all_are_told_to_come_back_at_different_times_before_a_restart() -> None:
    async def test(hub: Hub) -> None:
        clients = [Client() for _ in range(50)]
        for client in clients:
            join(hub, client, ISSUE)
        await hub.drain()
        assert all(client.ended for client in clients)
        assert len({client.got[-1] for client in clients}) > 10
        assert hub.is_full("192.0.2.1")

    run(test)


def test_signs_of_life_go_to_all_and_ended_sessions_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "BEAT", 1)

    async def test(hub: Hub) -> None:
        visitor, here, gone, old = (Client() for _ in range(4))
        streams = [join(hub, client, ISSUE) for client in (visitor, here, gone, old)]
        for stream in streams:
            stream.slot = 0
        streams[1].token, streams[2].token = "here", "gone"
        streams[3].ends_at = 0
        await asyncio.sleep(1.2)
        assert [client.got for client in (visitor, here)] == [[b":\n\n"]] * 2
        assert [client.ended for client in (visitor, here, gone, old)] == [
            False,
            False,
            True,
            True,
        ]
        assert hub.streams == set(streams[:2])

    run(test, {"here"})


def test_nothing_is_kept_of_those_who_left() -> None:
    async def test(hub: Hub) -> None:
        streams = [join(hub, Client(), ISSUE, Key(f"task-{n}")) for n in range(5)]
        assert hub.is_full("192.0.2.1")
        assert not hub.is_full("192.0.2.2")
        for stream in [*streams, *streams]:
            hub.leave(stream)
        assert (hub.streams, hub.subscribers, dict(hub.addresses)) == (set(), {}, {})

    run(test)


def test_new_rights_end_the_streams_of_that_person_only() -> None:
    async def test(hub: Hub) -> None:
        clients = [Client() for _ in range(3)]
        for person, client in enumerate(clients):
            join(hub, client, ISSUE).person_id = person
        hub.deliver(Batch(1, moved={2}))
        await asyncio.sleep(0.05)
        assert [client.ended for client in clients] == [False, False, True]

    run(test)
