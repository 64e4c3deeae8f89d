"""A real mail server, and what came in."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.conftest import free_port


@dataclass
class Postman:
    """Takes in mails, or answers with `says` instead of taking them from those in
    `refuses`."""

    port: int = 0
    says: str = ""
    got: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    refusal: str = "550 nobody of that name"
    slow: float = 0  # seconds until it answers

    async def handle_RCPT(
        self,
        _s: SMTP,
        _session: Session,
        envelope: Envelope,
        to: str,
        _options: list[str],
    ) -> str:
        if to in self.refuses:
            return self.refusal
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.slow)
        if self.says:
            return self.says
        assert isinstance(envelope.content, bytes)
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def url(self) -> str:
        """BOARD_MAIL_URL for it."""
        return f"smtp://127.0.0.1:{self.port}?from=Our+Board+%3Cboard@example.org%3E"


@pytest.fixture
def postman() -> Iterator[Postman]:
    """A mail server in a thread."""
    man = Postman(free_port())
    controller = Controller(man, hostname="127.0.0.1", port=man.port)
    controller.start()
    yield man
    controller.stop()
