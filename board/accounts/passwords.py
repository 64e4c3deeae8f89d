"""Password hashes: argon2id, at most two at once, and never while a write transaction waits for them."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

# OWASP's first choice of parameters: 46 MiB, one pass, one lane; about 55 ms.
_hasher = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
_at_once = threading.BoundedSemaphore(2)
_nobody = ""


def make_hash(password: str) -> str:
    """A hash to store."""
    with _at_once:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one. No stored hash, or an empty one, takes as long as a wrong password."""
    global _nobody  # made on first use, so that a start does not pay for it
    if not stored and not _nobody:
        _nobody = make_hash("nobody has this password")
    with _at_once:
        try:
            return _hasher.verify(stored or _nobody, password) and bool(stored)
        except VerificationError:
            return False
