"""Codes that stand on paper: drawn by lot, and read however somebody types them."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def drawn(long: int) -> str:
    """A new code of so many letters, in groups of four; each has 4.95 bits."""
    code = "".join(secrets.choice(LETTERS) for _letter in range(long))
    return "-".join(code[at : at + 4] for at in range(0, long, 4))


def tidy(typed: str) -> str:
    """A code without what is left to whoever types it: capitals, blanks, dashes."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())
