"""What all forms have in common: reading what was sent, showing it again where it was
refused."""

import codecs
import uuid
from collections.abc import Iterator
from typing import Any, Self

from flask import g, has_request_context, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from board import text

# Werkzeug spells bytes that are no UTF-8 as %FF. We want to see them, as the mark that
# stands for broken text.
codecs.register_error("werkzeug.url_quote", codecs.replace_errors)

# of a longer value only so much is shown again, so that a page stays a page
SHOWN_AGAIN = 20_000


class BoardForm(FlaskForm):
    """A form whose token is checked once, before the view, by the CSRF guard."""

    is_brought_back = False
    # the address and the name of whoever chooses a password, which are no good ones
    own: tuple[str, ...] = ()

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
            return sent and MultiDict(_tidied(form, sent))

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; of what was refused shorten and clean what could not be shown
        again."""
        fine: bool = super().validate(extra_validators)
        if not fine:
            for field in self:
                field.data = _to_show_again(field.data)
                if field.raw_data:
                    field.raw_data = [_to_show_again(sent) for sent in field.raw_data]
        return fine

    @classmethod
    def checked(cls, *args: Any, **values: str) -> dict[str, Any]:
        """What the form would take of these values.

        Raises ValueError with one line that tells what is wrong.
        """
        form = cls(*args, formdata=MultiDict(values))
        if not form.validate():
            faults = (f"{name}: {errors[0]}" for name, errors in form.errors.items())
            raise ValueError(" ".join(faults))
        return dict(form.data)

    @classmethod
    def begun(cls, **suggested: Any) -> Self:
        """A new form: what we suggest stands in it when it is opened; once it is sent,
        it says what was sent and nothing else."""
        return cls(data=None if request.method == "POST" else suggested)

    @classmethod
    def to_fill(cls, *args: Any, **given: Any) -> Self:
        """As a page shows it beside its own form: blank, or with what was typed into it
        and not taken."""
        if request.method == "GET":
            return cls(*args, **given)
        return cls(*args, formdata=None, **given)

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
        words = [(field.name, _words(field)) for field in self if field.name != "once"]
        return once and str(uuid.uuid5(uuid.UUID(once), repr(words)))

    def refuse(self, wrong: Any) -> None:
        """Show what an action refused beside the field it concerns (an Invalid of
        errors.py)."""
        field = self._fields.get(wrong.field)
        if field is None:
            self.form_errors.append(wrong.text)
        else:
            field.errors = [*field.errors, wrong.text]


def _words(field: Any) -> Any:
    """What of a field tells one thing from another."""
    return getattr(field, "words", field.data)


def _brought_back(form: Any) -> Any:
    """On a page that is read: what was typed into this form and not taken
    (unsent/views.py), else None."""
    unsent = g.get("unsent") if has_request_context() else None
    if not unsent:
        return None
    texts = {name: unsent[name] for name in unsent if name != "photos"}
    longest = max(texts, key=lambda name: len(texts[name]), default="photos")
    if longest not in form:
        return None
    g.brought_back = form.is_brought_back = True
    return unsent


def _tidied(form: Any, sent: Any) -> Iterator[tuple[str, Any]]:
    passwords = {field.name for field in form if isinstance(field, PasswordField)}
    for name, value in sent.items(multi=True):
        is_text = isinstance(value, str) and name not in passwords
        yield name, text.tidy(value) if is_text else value


def _to_show_again(value: Any) -> Any:
    return text.legible(value[:SHOWN_AGAIN]) if isinstance(value, str) else value
