"""Passwords that somebody else would try soon."""

import unicodedata
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext as _

FILE = Path(__file__).with_name("common_passwords.txt")


def plain_form(password: str) -> str:
    """What a password has in common with its other spellings: `PassWord` is
    `password`."""
    return unicodedata.normalize("NFKC", password).casefold()


def is_common(password: str) -> bool:
    """Whether many people have it.

    The file is read each time, in a quarter of a millisecond: passwords are
    chosen seldom, and so it takes no memory.
    """
    line = plain_form(password)
    is_comment = line.startswith("#") or "\n" in line
    return not is_comment and f"\n{line}\n".encode() in FILE.read_bytes()


def weakness(password: str, own: tuple[str, ...] = ()) -> Any:
    """Why somebody would guess it soon, as a sentence; empty where nothing is known.

    own: the address and the name of whose password it is.
    """
    if is_common(password):
        return _(
            "Many people have this password, so it is tried first. Choose another one; "
            "a few words are good."
        )
    if _bare(password) in _names(own):
        return _(
            "Whoever knows you or this board would try this first. Choose something "
            "else than a name or an address."
        )
    return ""


def _bare(password: str) -> str:
    """Its letters and digits, without digits at the end."""
    kept = "".join(letter for letter in plain_form(password) if letter.isalnum())
    return kept.rstrip("0123456789") or kept


def _names(own: tuple[str, ...]) -> set[str]:
    settings = current_app.config["BOARD"]
    words = [settings.site_name, *own]
    words += [word.partition("@")[0] for word in own if "@" in word]
    return {_bare(word) for word in words} - {""}
