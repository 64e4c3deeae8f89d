"""Addresses in mails that name a person and what is meant, which nobody else can make
up: nothing of them is stored, so that a mail to everybody costs no rows."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from flask import current_app

MAC = 16  # bytes


def make(purpose: str, person_id: int, meant: str) -> str:
    """The token for a purpose; good for that alone."""
    body = person_id.to_bytes(6, "big") + meant.encode()
    return urlsafe_b64encode(_mac(purpose, body) + body).decode().rstrip("=")


def read(purpose: str, token: str) -> tuple[int, str] | None:
    """The person and what is meant; None for a token that we never made for this."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        mac = raw[:MAC]
        body = raw[MAC:]
        is_ours = hmac.compare_digest(mac, _mac(purpose, body))
        return (int.from_bytes(body[:6], "big"), body[6:].decode()) if is_ours else None
    except (Error, ValueError):
        return None


def _mac(purpose: str, body: bytes) -> bytes:
    key = current_app.config["BOARD"].secret_key.encode()
    return hmac.digest(key, purpose.encode() + b"\0" + body, hashlib.sha256)[:MAC]
