"""A mail sent to try the mail server, what is wrong in plain words, and what the owner
of the domain has to set, which can't be seen from inside."""

import ssl
from collections.abc import Iterator
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from board import clock
from board.config import Settings
from board.mail.models import Outbox
from board.mail.sending import carrier, sender, server

WORDS = (
    "This is a test of the board’s mails. If you read it, they arrive. Look at its "
    "source: beside SPF, DKIM and DMARC there should stand “pass”."
)


def reach(settings: Settings) -> str:
    """Connect as for sending, encryption and sign-in included, and send nothing; why
    that could not be, or nothing."""
    try:
        with carrier(settings):
            return ""
    except (SMTPException, OSError, ValueError) as wrong:
        return _in_words(wrong, settings)


def send_test(address: str, settings: Settings) -> str:
    """Send one mail at once; why it could not be, or nothing."""
    mail = Outbox(
        key=f"test-{clock.now():%Y%m%d%H%M%S}",
        to=address,
        subject="A test of the board’s mails",
        text=WORDS + "\n",
        html=f"<!doctype html><title>Test</title><p>{WORDS}</p>",
        created_at=clock.now(),
        list_id="",
        stop="",
        thread="",
        id=0,
    )
    try:
        with carrier(settings) as carry:
            carry(mail)
    except (SMTPException, OSError, ValueError) as wrong:
        return _in_words(wrong, settings)
    return ""


def _in_words(wrong: Exception, settings: Settings) -> str:
    """What is wrong, what to do about it, and what the other side said."""
    where = server(settings)
    at = f"{where.host}:{where.port}"
    kinds: dict[type[Exception], str] = {
        SMTPAuthenticationError: "The mail server refuses the name or the password in "
        "BOARD_MAIL_URL.",
        SMTPNotSupportedError: "The mail server offers no sign-in without encryption, "
        "or none at all. Add ?starttls to BOARD_MAIL_URL, or leave out name and "
        "password.",
        SMTPSenderRefused: f"The mail server does not let us send from "
        f"{sender(settings).addr_spec}. Set ?from= in BOARD_MAIL_URL to an address "
        "that it knows.",
        SMTPRecipientsRefused: "The mail server takes no mail for this address: it is "
        "mistyped, or the server sends only for its own people without a password.",
        SMTPConnectError: f"The server at {at} answers, but takes no mails from here.",
        ssl.SSLError: f"The encryption of {at} can't be trusted: its certificate is "
        "for another name or over, or smtps:// and ?starttls are mixed up.",
        TimeoutError: f"{at} does not answer. A firewall may keep us from it: many "
        "networks close port 25, use 587.",
        ConnectionRefusedError: f"Nobody listens at {at}: see the host and the port in "
        "BOARD_MAIL_URL.",
        SMTPException: "The mail server did not take it.",
        OSError: f"There is no way to {at}: see the host in BOARD_MAIL_URL.",
    }
    words = next(
        (text for kind, text in kinds.items() if isinstance(wrong, kind)),
        "The address or a header of the mail can't be written.",
    )
    return f"BOARD_MAIL_URL: {words} It says: {type(wrong).__name__}: {wrong}"


def advice(settings: Settings) -> Iterator[str]:
    """What to set where the domain is looked after, so that large providers take what
    we send."""
    domain = sender(settings).domain
    host = server(settings).host if settings.mail_url else "your mail server"
    yield f"Where the names of {domain} are looked after (DNS), set what follows:"
    yield (
        f'  SPF: a TXT record at {domain}: "v=spf1 a:{host} -all". If there is one '
        "that begins with v=spf1, add a:… to it: there must be one only."
    )
    yield (
        f"  DKIM: switch signing on at {host}; it names the TXT record, such as "
        f"mail._domainkey.{domain}, and the key to put there."
    )
    yield (
        f'  DMARC: a TXT record at _dmarc.{domain}: "v=DMARC1; p=none; '
        f'rua=mailto:postmaster@{domain}"; after some good weeks p=quarantine.'
    )
    yield (
        f"Somebody must read mail to {sender(settings).addr_spec}, and hand what comes "
        "back to `board bounces -`."
    )
    if not settings.base_url.startswith("https://"):
        yield (
            "BOARD_BASE_URL is no https:// address: mail programs can't offer people "
            "to stop mails with one press (RFC 8058)."
        )
