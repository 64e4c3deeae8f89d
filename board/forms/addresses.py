"""Addresses: on the web, of a mailbox, of a page of this board."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import EmailField as PlainEmailField
from wtforms import StringField
from wtforms.validators import ValidationError

from board import text
from board.forms.texts import at_most, one_line, plain, strip


def is_web_address(typed: str) -> bool:
    """Whether this is an address a browser can open on the web."""
    try:
        parts = urlsplit(typed)
        on_the_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return on_the_web and " " not in typed


def _with_scheme(typed: str) -> str:
    """The address as it was typed, with the beginning most people leave out."""
    begins_with_a_host = re.match(r"[\w-]+(\.[\w-]+)+([/?#]|$)", typed)
    return f"https://{typed}" if begins_with_a_host else typed


def _on_the_web(_form: Any, field: Any) -> None:
    if field.data and not is_web_address(field.data):
        raise ValidationError(
            _l("Paste an address such as https://example.org/news, or leave it empty.")
        )


def link(label: Any, limit: int = 500) -> StringField:
    """An address on the web, or nothing."""
    return StringField(
        label,
        filters=[strip, _with_scheme],
        validators=[plain, one_line, at_most(limit), _on_the_web],
    )


def address(typed: str) -> str:
    """An e-mail address in the one form in which it is stored: small letters, the
    domain as people write it.

    Checked for its shape only. Raises ValueError with a sentence.
    """
    # slow to load, and no start needs it
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(
            typed[:500], check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as wrong:
        raise ValueError(_no_address(typed)) from wrong
    return found.normalized.lower()


def _no_address(typed: str) -> Any:
    mailbox = typed.rpartition("@")[0]
    if mailbox.isascii() or text.fault(typed):
        return _l("Type an address such as name@example.org.")
    return _l(
        "No mail reaches an address with such letters before the @. Use another one."
    )


class EmailField(PlainEmailField):
    """An e-mail address, checked for its shape only."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the address without what nobody sees around it."""
        self.data = text.tidy(valuelist[0]) if valuelist else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Show what is wrong with the shape."""
        if validation_stopped:
            return
        try:
            self.data = address(self.data or "")
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong


def local_path(target: str | None, otherwise: str) -> str:
    """A place to go next that is on this board, whatever was asked for."""
    target = text.tidy(target or "")
    parts = urlsplit(target)
    has_host = parts.scheme or parts.netloc or target.startswith(("//", "/\\"))
    if has_host or not target.startswith("/"):
        return otherwise
    breaks_a_header = "\n" in target or "\r" in target
    return otherwise if breaks_a_header or text.fault(target) else target
