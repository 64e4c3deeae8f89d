"""What people send: each form is read to its end before a thread is taken, so that no
thread waits for a slow sender."""

import asyncio
from contextlib import suppress
from tempfile import SpooledTemporaryFile

from board.live.wire import Message, Receive, Scope, Send, say

SILENCE = 30  # seconds a sender may pause in the middle of a form
SLOWEST = 500  # bytes a second in which a form has to come, on the whole
# bytes of a form; a longer one, with pictures, waits for its thread on the disk
IN_MEMORY = 2**20
ON_THE_WAY = 2**30  # bytes of all such forms a process takes at once
CLOSE = (b"connection", b"close")


class Body:
    """What somebody sends: a little in memory, more in a file without a name.

    Raises OSError where the disk is full.
    """

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by close()
        self.size = 0

    def take(self, part: bytes) -> None:
        """Add a part."""
        self.file.write(part)
        self.size += len(part)

    def close(self) -> None:
        """Give it up; what could not be written is no matter now."""
        with suppress(OSError):
            self.file.close()


class Bodies:
    """All bodies of this process that have come and are not answered."""

    def __init__(self) -> None:
        self.bytes = 0

    async def read(
        self, body: Body, scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Read a body to its end; False where it was refused or its sender left."""
        now = asyncio.get_running_loop().time
        began = now()
        message: Message = {"type": "http.request", "body": b"", "more_body": True}
        while message["more_body"]:
            in_time = began + SILENCE + body.size / SLOWEST - now()
            try:
                async with asyncio.timeout(min(SILENCE, in_time)):
                    message = await receive()
            except TimeoutError:
                text = "Your form did not arrive. Send it again."
                await say(scope, send, 408, text, CLOSE)
                return False
            if message["type"] == "http.disconnect":
                return False
            body.take(message["body"])
            self.bytes += len(message["body"])
            if self.bytes > ON_THE_WAY:
                text = "Very busy just now. Send your form again in a minute."
                await say(scope, send, 503, text, CLOSE)
                return False
        body.file.seek(0)
        return True

    def forget(self, body: Body) -> None:
        """It is answered."""
        self.bytes -= body.size
        body.close()
