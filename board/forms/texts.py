"""Fields of text: one line, several lines, a password; and the checks that every text
must pass."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, StopValidation, ValidationError

from board import text

FAULTS = {
    "unreadable": _l(
        "This holds characters we can't read. Type it again, or paste it as plain text."
    ),
    "turning": _l(
        "This holds invisible marks that turn the direction of text. Type it again "
        "without them."
    ),
    "script": _l("Leave out code such as <script>. Plain words are enough."),
}
LONGEST_PASSWORD = 200


def plain(_form: Any, field: Any) -> None:
    """No control characters, broken text, text written backwards or script tags."""
    found = text.fault(field.data or "")
    if found:
        raise StopValidation(FAULTS[found])


def required(message: Any) -> Any:
    """Something was typed, and not only what nobody sees."""

    def check(_form: Any, field: Any) -> None:
        if not text.tidy(field.data or ""):
            field.errors[:] = []
            raise StopValidation(message)

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def at_most(limit: int) -> Length:
    """A limit people are told about with its number."""
    return Length(max=limit, message=_l("Keep this to %(max)d characters."))


def strip(value: str | None) -> str:
    """Text without what nobody sees around it and with one kind of line end; nothing
    sent is an empty text."""
    return text.tidy(value or "")


def one_line(_form: Any, field: Any) -> None:
    """No line ends and no tabs."""
    if any(mark in (field.data or "") for mark in "\n\t\u2028\u2029"):
        raise StopValidation(_l("Keep this on one line."))


def line(label: Any, limit: int, *, missing: Any = None, **kwargs: Any) -> StringField:
    """One line of text; `missing` is the sentence for an empty one, None lets it be
    empty."""
    checks = [required(missing)] if missing else []
    return StringField(
        label,
        filters=[strip],
        validators=[*checks, plain, one_line, at_most(limit)],
        **kwargs,
    )


def prose(
    label: Any, limit: int, *, missing: Any = None, **kwargs: Any
) -> TextAreaField:
    """Several lines of text."""
    checks = [required(missing)] if missing else []
    return TextAreaField(
        label, filters=[strip], validators=[*checks, plain, at_most(limit)], **kwargs
    )


def secret(at_least: int) -> list[Any]:
    """A password: any characters, long enough, and not a book."""
    too_short = _l(
        "Use at least %(min)d characters; a few words are good.", min=at_least
    )
    too_long = _l("Keep this to %(max)d characters.", max=LONGEST_PASSWORD)

    def check(_form: Any, field: Any) -> None:
        length = len(text.one_password(field.data or ""))
        if length < at_least:
            raise ValidationError(too_short)
        if length > LONGEST_PASSWORD:
            raise ValidationError(too_long)

    return [check]
