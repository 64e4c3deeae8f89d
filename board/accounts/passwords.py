"""Password hashes: argon2id, at most two at once, and never while a write transaction
waits for them."""

import threading
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from board.text import one_password

# OWASP's first choice of parameters: 46 MiB, one pass, one lane; about 55 ms.
HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
_at_once = threading.BoundedSemaphore(2)
_nobody = ""


def make_hash(password: str) -> str:
    """A hash to store: the same for a letter typed as one or as a letter and its
    accent."""
    with _at_once:
        return HASHER.hash(one_password(password))


def hash_if_typed(password: str | None) -> str:
    """The hash of a password that may be left out, as beside a mailed link's button;
    empty where it was. Takes its time."""
    return make_hash(password) if password else ""


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one.

    No stored hash, or an empty one, takes as long as a wrong password.

    Hashes from before passwords were normalised so are of what was typed then, so that
    is tried, too.
    """
    global _nobody  # made on first use, so that a start does not pay for it
    if not stored and not _nobody:
        _nobody = make_hash("nobody has this password")
    with _at_once:
        found = [
            _verify(stored or _nobody, typed)
            for typed in {one_password(password), normalize("NFC", password), password}
        ]
    return any(found) and bool(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored, password)
    except VerificationError:
        return False
