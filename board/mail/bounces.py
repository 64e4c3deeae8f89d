"""Mails that come back: what another server says when it refuses one, or in the message
it returns later (RFC 3464)."""

import hmac
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from typing import Any, NamedTuple

from board.config import Settings
from board.mail.models import Outbox
from board.mail.sending import Carry, message_id

# Codes (RFC 3463) that speak of the mailbox; 5.7 refuses us, and 5.3 their own trouble.
OF_MAILBOX = re.compile(r"5\.[12]\.\d+")
ANY_CODE = re.compile(r"5\.\d+\.\d+")


def refused(carry: Carry, mail: Outbox) -> tuple[str, bool, str]:
    """Hand it over; why it was not taken, or nothing, whether that is final, and what
    their server says where it takes nothing for that address any more.

    Raises OSError where none of the others would be taken either.
    """
    try:
        carry(mail)
    except SMTPServerDisconnected:
        raise
    except SMTPException as wrong:
        return in_one_line(wrong), is_final(wrong), said_of_address(wrong)
    except OSError:
        raise
    except Exception as wrong:  # what one mail holds must not stop those behind it
        return in_one_line(wrong), False, ""
    return "", False, ""


def is_final(wrong: SMTPException) -> bool:
    """Whether the recipient's server will never take it: 5xx said of the recipient or
    of the mail itself."""
    if isinstance(wrong, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in wrong.recipients.values())
    return isinstance(wrong, SMTPDataError) and wrong.smtp_code >= 500


def in_one_line(wrong: Exception) -> str:
    """The words of an error."""
    return " ".join(f"{type(wrong).__name__}: {wrong}".split())


def said_of_address(wrong: SMTPException) -> str:
    """What a server says that will never take a mail for this address; empty where it
    refuses for now, or refuses us or what we say."""
    said: bytes | str
    if isinstance(wrong, SMTPRecipientsRefused):
        code, said = next(iter(wrong.recipients.values()))
        is_plain = True
    elif isinstance(wrong, SMTPDataError):
        code = wrong.smtp_code
        is_plain = False
        said = wrong.smtp_error
    else:
        return ""
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if code < 500:
        return ""
    is_of_mailbox = OF_MAILBOX.search(words)
    has_no_code = is_plain and not ANY_CODE.search(words)
    return f"{code} {words}" if is_of_mailbox or has_no_code else ""


class Returned(NamedTuple):
    """A mail of ours that came back for good: its key, and what was said."""

    key: str
    reason: str


def messages_in(raw: bytes) -> Iterator[Message]:
    """The messages of a file: one, or a mailbox of them (mbox)."""
    if not raw.startswith(b"From "):
        yield message_from_bytes(raw, policy=policy.default)
        return
    for part in re.split(rb"(?m)^From [^\n]*\n", raw)[1:]:
        yield message_from_bytes(part, policy=policy.default)


def returned(message: Message, settings: Settings) -> Returned | None:
    """The mail of ours that this message gives back for good; None for any other, also
    for one that only looks so: a Message-ID of ours nobody else can make up."""
    if message.get_content_type() != "multipart/report":
        return None
    reason = ""
    key = ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            reason = reason or _failed_for_good(part)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            key = key or _key_of(part, settings)
    return Returned(key, reason) if key and reason else None


def _failed_for_good(part: Message) -> str:
    """What is said of the recipient, where delivery failed and will not be tried
    again."""
    blocks: Any = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        status = str(block.get("Status", "")).strip()
        action = str(block.get("Action", "")).strip().lower()
        if action == "failed" and OF_MAILBOX.match(status):
            said = str(block.get("Diagnostic-Code", "")).partition(";")[2]
            return " ".join((said or status).split())[:300]
    return ""


def _key_of(part: Message, settings: Settings) -> str:
    """The key of our mail that was given back, by its Message-ID."""
    inner: Any = part.get_payload()
    if isinstance(inner, list):
        named = str(inner[0].get("Message-ID", ""))
    else:
        found = re.search(r"(?im)^Message-ID:\s*(\S+)", str(inner))
        named = found[1] if found else ""
    local = named.strip().removeprefix("<").partition("@")[0]
    key = local.rpartition(".")[0]
    is_ours = hmac.compare_digest(local.encode(), message_id(key, settings).encode())
    return key if is_ours else ""
