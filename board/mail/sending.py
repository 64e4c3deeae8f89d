"""How a mail leaves: by SMTP as BOARD_MAIL_URL says, or as a file where none is set."""

import hmac
import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import idna

from board import clock
from board.config import Settings
from board.mail.models import Outbox
from board.private import make_folder

PATIENCE = 20  # seconds a mail server may take to answer
# to be read by people
FILE = policy.default.clone(cte_type="8bit", max_line_length=900)
Carry = Callable[[Outbox], object]


@dataclass(frozen=True)
class Server:
    """A mail server as BOARD_MAIL_URL names it."""

    host: str
    port: int
    user: str
    password: str
    tls: bool  # from the first byte
    starttls: bool  # from the greeting on


def server(settings: Settings) -> Server:
    """Read smtp://user:password@host:port?starttls, or smtps://… (config.py has seen
    that it can be read)."""
    url = urlsplit(settings.mail_url)
    tls = url.scheme == "smtps"
    starttls = "starttls" in parse_qs(url.query, keep_blank_values=True)
    usual_port = 465 if tls else 587 if starttls else 25
    return Server(
        host=for_machines(url.hostname or ""),
        port=url.port or usual_port,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        tls=tls,
        starttls=starttls,
    )


def for_machines(address: str) -> str:
    """A mail address, or a host, whose domain is written as mail servers know it:
    `bücher` is `xn--bcher-kva`."""
    mailbox, at, domain = address.rpartition("@")
    if not domain.isascii():
        domain = idna.encode(domain, uts46=True).decode()
    return f"{mailbox}{at}{domain}"


def sender(settings: Settings) -> Address:
    """Who mails come from: `?from=` of BOARD_MAIL_URL, else board@ the board's own
    host."""
    query = parse_qs(urlsplit(settings.mail_url).query)
    name, address = parseaddr(query.get("from", [""])[0])
    host = urlsplit(settings.base_url).hostname or "localhost"
    return Address(
        name or " ".join(settings.site_name.split()),
        addr_spec=for_machines(address or f"board@{host}"),
    )


def message(mail: Outbox, settings: Settings, how: Any = policy.SMTP) -> EmailMessage:
    """The mail as it goes out.

    A header that holds a line end is refused by the library.
    """
    by = sender(settings)
    letter = EmailMessage(how)
    letter["From"] = by
    letter["To"] = Address(addr_spec=for_machines(mail.to))
    letter["Subject"] = mail.subject
    letter["Date"] = mail.created_at
    # the same each time: who gets it twice can see that
    letter["Message-ID"] = f"<{message_id(mail.key, settings)}@{by.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    for name, value in _list_headers(mail, by.domain, settings):
        letter[name] = value
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    return letter


def message_id(key: str, settings: Settings) -> str:
    """What stands before the @ of a mail's Message-ID, which nobody else can make up:
    a mail that is returned to us names it."""
    code = hmac.new(settings.secret_key.encode(), key.encode(), "sha256")
    return f"{key}.{code.hexdigest()[:12]}"


def _list_headers(
    mail: Outbox, domain: str, settings: Settings
) -> Iterator[tuple[str, str]]:
    """Which list news are of, what they answer to, and how mail programs stop them with
    one press (RFC 8058), which asks for https."""
    base = settings.base_url.rstrip("/")
    if mail.list_id:
        yield "List-Id", f"<{mail.list_id}.{domain}>"
    if mail.stop and base.startswith("https://"):
        yield "List-Unsubscribe", f"<{base}{mail.stop}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    if mail.thread:
        for name in ("In-Reply-To", "References"):
            yield name, f"<{message_id(mail.thread, settings)}@{domain}>"


@contextmanager
def carrier(settings: Settings) -> Iterator[Carry]:
    """What takes mails away; one connection for all it is given."""
    if not settings.mail_url:
        yield lambda mail: _write(mail, settings)
        return
    with _connection(server(settings)) as smtp:
        yield lambda mail: smtp.send_message(message(mail, settings))


@contextmanager
def _connection(to: Server) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    with _connected(to, context) as smtp:
        if to.starttls:
            smtp.starttls(context=context)
        if to.user:
            smtp.login(to.user, to.password)
        yield smtp


def _connected(to: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if to.tls:
        return smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(to.host, to.port, timeout=PATIENCE)


def _write(mail: Outbox, settings: Settings) -> None:
    folder = settings.instance_path / "mail"
    make_folder(folder)
    path = folder / f"{clock.now():%Y-%m-%d-%H%M%S}-{mail.id}.eml"
    number = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with open(number, "wb") as file:
        file.write(message(mail, settings, FILE).as_bytes())
