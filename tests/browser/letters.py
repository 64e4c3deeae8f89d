"""What the board has mailed, as files: a test's board has no mail server."""

import re
import time
from email import message_from_bytes, policy

from tests.browser.screen import PATIENCE
from tests.conftest import Server


def mailed(server: Server, address: str) -> str:
    """The address on the board, beginning like this, in the newest mail; waits until it
    is there."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        for file in sorted(
            (server.settings.instance_path / "mail").glob("*.eml"), reverse=True
        ):
            body = message_from_bytes(
                file.read_bytes(), policy=policy.default
            ).get_body(("plain",))
            if body and (
                found := re.search(
                    rf"^{server.url}({address}/\S+)$", body.get_content(), re.MULTILINE
                )
            ):
                return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no mail holds a link to {address}")
