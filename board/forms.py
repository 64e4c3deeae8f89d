"""The fields forms are made of: what every text must be, in sentences for the person
who typed it."""

import codecs
import re
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import g, has_request_context, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    DateField,
    DateTimeLocalField,
    FloatField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import EmailField as PlainEmailField
from wtforms.validators import (
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from board import text

# Werkzeug spells bytes that are no UTF-8 as %FF. We want to see them, as the mark that
# stands for broken text.
codecs.register_error("werkzeug.url_quote", codecs.replace_errors)

# of a longer value only so much is shown again, so that a page stays a page
KEPT = 20_000

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


def _brought_back(form: Any) -> Any:
    """On a page that is read: what was typed into this form and not taken
    (unsent/views.py), else None."""
    kept = g.get("unsent") if has_request_context() else None
    if not kept:
        return None
    longest = max(kept, key=lambda name: len(kept[name]) if name != "photos" else -1)
    if longest not in form:
        return None
    g.brought_back = form.is_brought_back = True
    return kept


class BoardForm(FlaskForm):
    """A form whose token is checked once, before the view, by the CSRF guard."""

    is_brought_back = False

    class Meta(FlaskForm.Meta):
        csrf = False

        def get_translations(self, form: Any) -> None:
            """None: every sentence is our own, and WTForms would read its files anew
            for each form."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, each text as a person would see it; a password as it is.

            Only forms are read, no JSON.
            """
            if formdata is None or (has_request_context() and request.is_json):
                return None
            sent = super().wrap_formdata(form, formdata) or _brought_back(form)
            as_it_is = {
                field.name for field in form if isinstance(field, PasswordField)
            }
            return sent and MultiDict(
                (name, _tidied(name, value, as_it_is))
                for name, value in sent.items(multi=True)
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; of what was refused shorten and clean what could not be shown
        again."""
        fine: bool = super().validate(extra_validators)
        for field in self:
            if not fine and isinstance(field.data, str):
                field.data = text.legible(field.data[:KEPT])
            if not fine and field.raw_data:
                field.raw_data = [
                    text.legible(v[:KEPT]) if isinstance(v, str) else v
                    for v in field.raw_data
                ]
        return fine

    @classmethod
    def checked(cls, *args: Any, **values: str) -> dict[str, Any]:
        """What the form would take of these values.

        Raises ValueError with one line that says what is wrong.
        """
        form = cls(*args, formdata=MultiDict(values))
        if not form.validate():
            raise ValueError(
                " ".join(f"{name}: {errors[0]}" for name, errors in form.errors.items())
            )
        return dict(form.data)

    @classmethod
    def to_fill(cls, *args: Any, **given: Any) -> Self:
        """As a page shows it beside its own form: blank, or with what was typed into it
        and not taken."""
        return (
            cls(*args, **given)
            if request.method == "GET"
            else cls(*args, formdata=None, **given)
        )

    @classmethod
    def brought_back(cls) -> Self | None:
        """The form with what was typed into it and not taken; None where there is
        nothing of it."""
        if not g.get("unsent"):
            return None
        form = cls.to_fill()
        return form if form.is_brought_back else None

    @property
    def key(self) -> str | None:
        """The one-time key of what was sent: the same form with the same words is the
        same thing, once."""
        once = self["once"].data
        words = repr(
            [(field.name, field.data) for field in self if field.name != "once"]
        )
        return once and str(uuid.uuid5(uuid.UUID(once), words))

    def refuse(self, wrong: Any) -> None:
        """Show what an action refused beside the field it concerns (an Invalid of
        errors.py)."""
        field = self._fields.get(wrong.field)
        if field is None:
            self.form_errors.append(wrong.text)
        else:
            field.errors = [*field.errors, wrong.text]


def _tidied(name: str, value: Any, as_it_is: set[str]) -> Any:
    return (
        text.tidy(value) if isinstance(value, str) and name not in as_it_is else value
    )


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


def _one_line(_form: Any, field: Any) -> None:
    if any(mark in (field.data or "") for mark in "\n\t\u2028\u2029"):
        raise StopValidation(_l("Keep this on one line."))


def line(label: Any, limit: int, *, missing: Any = None, **kwargs: Any) -> StringField:
    """One line of text; `missing` is the sentence for an empty one, None lets it be
    empty."""
    checks = [required(missing)] if missing else []
    return StringField(
        label,
        filters=[strip],
        validators=[*checks, plain, _one_line, at_most(limit)],
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


def is_web_address(said: str) -> bool:
    """Whether this is an address a browser can open on the web."""
    try:
        parts = urlsplit(said)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and " " not in said
        )
    except ValueError:
        return False


def _whole(said: str) -> str:
    """The address as it was typed, with the beginning most people leave out."""
    return f"https://{said}" if re.match(r"[\w-]+(\.[\w-]+)+([/?#]|$)", said) else said


def _on_the_web(_form: Any, field: Any) -> None:
    if field.data and not is_web_address(field.data):
        raise ValidationError(
            _l("Paste an address such as https://example.org/news, or leave it empty.")
        )


def link(label: Any, limit: int = 500) -> StringField:
    """An address on the web, or nothing."""
    return StringField(
        label,
        filters=[strip, _whole],
        validators=[plain, _one_line, at_most(limit), _on_the_web],
    )


def secret(at_least: int) -> list[Any]:
    """A password: any characters, long enough, and not a book."""

    def check(_form: Any, field: Any) -> None:
        length = len(text.one_password(field.data or ""))
        if length < at_least:
            raise ValidationError(
                _l(
                    "Use at least %(min)d characters; a few words are good.",
                    min=at_least,
                )
            )
        if length > 200:
            raise ValidationError(_l("Keep this to %(max)d characters.", max=200))

    return [check]


def address(said: str) -> str:
    """An e-mail address in the one form in which we keep it: small letters, the domain
    as people write it.

    Checked for its shape only. Raises ValueError with a sentence.
    """
    try:
        found = validate_email(
            said[:500], check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as wrong:
        mailbox = said.rpartition("@")[0]
        if mailbox.isascii() or text.fault(said):
            raise ValueError(_l("Type an address such as name@example.org.")) from wrong
        raise ValueError(
            _l(
                "No mail reaches an address with such letters before the @. Use "
                "another "
                "one."
            )
        ) from wrong
    return found.normalized.lower()


class EmailField(PlainEmailField):
    """An e-mail address, checked for its shape only."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the address without what nobody sees around it."""
        self.data = text.tidy(valuelist[0]) if valuelist else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Say what is wrong with the shape."""
        if validation_stopped:
            return
        try:
            self.data = address(self.data or "")
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong


def given(message: Any) -> Any:
    """A day or a number was given; one that could not be read says so by itself."""

    def check(_form: Any, field: Any) -> None:
        if field.data is None and not field.errors:
            raise StopValidation(message)

    return check


class WholeNumber(IntegerField):
    """A whole number within bounds; SQL integers end somewhere, and so does
    patience."""

    def __init__(
        self, label: Any, least: int, most: int, *, missing: Any = None, **kwargs: Any
    ) -> None:
        message = _l("Type a whole number from %(min)d to %(max)d.")
        first = given(missing) if missing else Optional()
        super().__init__(
            label, validators=[first, NumberRange(least, most, message)], **kwargs
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say what a number looks like."""
        if not (valuelist and valuelist[0].strip()):
            self.data = None if valuelist else self.data
            return
        try:
            self.data = int(valuelist[0][:20])
        except ValueError as wrong:
            self.data = None
            raise ValueError(_l("Type a whole number.")) from wrong


class Degrees(FloatField):
    """A latitude or longitude in decimal degrees."""

    def __init__(self, label: Any, most: float, **kwargs: Any) -> None:
        self.most = most
        super().__init__(label, validators=[Optional()], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say what a position looks like."""
        if not (valuelist and valuelist[0].strip()):
            self.data = None if valuelist else self.data
            return
        try:
            self.data = float(valuelist[0][:40])
        except ValueError:
            self.data = None
        if self.data is None or not -self.most <= self.data <= self.most:
            self.data = None
            raise ValueError(_l("Type a number such as 52.4862, or leave it empty."))


class Choice(SelectField):
    """One of the offered values, given as (value, word) pairs."""

    def __init__(
        self,
        label: Any = None,
        offered: Iterable[tuple[Any, Any]] = (),
        missing: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label, choices=[SelectChoice(*pair) for pair in offered], **kwargs
        )
        self.missing = missing or _l("Pick one of these.")
        self.flags.required = True

    def offer(self, offered: Iterable[tuple[Any, Any]]) -> None:
        """Offer these, where they are known only when the page is asked for."""
        self.choices = [SelectChoice(*pair) for pair in offered]

    def pre_validate(self, form: Any) -> None:
        """Say so when nothing, or something else, was picked; the case of a letter
        makes no other one."""
        offered = {value for value, *_rest in self.iter_choices()}
        self.data = (
            self.data.lower()
            if isinstance(self.data, str) and self.data not in offered
            else self.data
        )
        if not self.data or self.data not in offered:
            raise StopValidation(self.missing)


def sensible(day: date | None) -> None:
    """Raises ValueError for a year that is surely mistyped; the ends of the calendar
    have no place in every zone."""
    if day and not 1900 <= day.year < 2200:
        raise ValueError(day.year)


class Day(DateField):
    """A calendar day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say how a day is written."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
            sensible(self.data)
        except ValueError as wrong:
            raise ValueError(_l("Type a day such as 2026-05-31.")) from wrong


class Moment(DateTimeLocalField):
    """A day and a time of day, in the board's zone; shown again as browsers
    write it."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        formats = [
            f"%Y-%m-%d{gap}%H:%M{seconds}" for gap in "T " for seconds in ("", ":%S")
        ]
        super().__init__(label, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say how it is written."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
            sensible(self.data)
        except ValueError as wrong:
            raise ValueError(
                _l("Type a day and time such as 2026-05-31T18:30.")
            ) from wrong


def new_key() -> str:
    """A one-time key for a form."""
    return str(uuid.uuid4())


class OnceField(HiddenField):
    """The one-time key of a create form: pressed twice, one thing is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=new_key, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take it only in the shape we gave it."""
        try:
            self.data = (
                str(uuid.UUID(valuelist[0])) if valuelist and valuelist[0] else None
            )
        except ValueError:
            self.data = None


def local_path(target: str | None, otherwise: str) -> str:
    """A place to go next that is on this board, whatever was asked for."""
    target = text.tidy(target or "")
    parts = urlsplit(target)
    inside = (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
    )
    return (
        target
        if inside
        and not text.fault(target)
        and "\n" not in target
        and "\r" not in target
        else otherwise
    )
