"""Forms with pictures, and the fields that say what they show."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from board import browser
from board.errors import Unanswered
from board.forms import BoardForm, line
from board.photos import queries, store
from board.photos.fields import Chosen, PicturesField
from board.photos.pictures import Picture

KEY = re.compile(r"[\w-]{32}")
F = TypeVar("F", bound=BoardForm)


class IllustratedForm(BoardForm):
    """A form with a field for pictures.

    Those that were chosen before come back with it, by their keys.
    """

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Find the pictures that wait for this browser; each brings two more fields."""
        sent = self.meta.wrap_formdata(self, formdata)
        keys = _keys(sent.getlist("photos")) if sent else []
        # forms of rows from elsewhere come without a browser
        found = dict(queries.waiting(keys, browser.known())) if keys else {}
        field = self["photos"]
        field.sent = [self.describe(key, found.get(key)) for key in keys]
        field.chosen = [one for one in field.sent if one.size]
        super().process(sent, *args, **kwargs)

    def describe(self, key: str, size: Any) -> Chosen:
        """A picture that waits, with its two fields."""
        alt = self._add(f"alt_{key}", _alt_field(""))
        remove = self._add(f"remove_{key}", _remove_field())
        return Chosen(key, size, alt, remove)

    def _add(self, name: str, field: Any) -> Any:
        """The field as it is bound to this form."""
        # a Form takes none of its own, to keep attributes and fields one
        BaseForm.__setitem__(self, name, field)
        self[name].process(None)
        return self[name]

    def store_pictures(self) -> bool:
        """Write the files of what was chosen; False, and the form says so, where the
        store does not answer."""
        try:
            store.write(self["photos"].fresh)
        except Unanswered as silent:
            self.form_errors.append(silent.text)
            self["photos"].say_forgotten()
            return False
        return True


class CoverForm(IllustratedForm):
    """The one picture of a thing: another one takes its place."""

    photos = PicturesField(_l("Choose a picture"), 1)
    alt = line(_l("What does the picture you choose show?"), 300)
    has_one = False  # whether there is one that may stay

    def validate_photos(self, field: Any) -> None:
        """There is something to save: words alone show nothing."""
        if not field.data and (self.alt.data or not self.has_one):
            raise StopValidation(_("Choose a picture."))

    def describe(self, key: str, size: Any) -> Chosen:
        """A picture that waits; what it shows is said where it is asked from the
        start."""
        remove = self._add(f"remove_{key}", _remove_field())
        return Chosen(key, size, self["alt"], remove)

    @property
    def picture(self) -> Picture | None:
        """The one that was chosen, with its words; None where none was."""
        chosen = self.photos.data
        return replace(chosen[0], alt=self.alt.data) if chosen else None


def with_pictures(form: type[F], photos: Sequence[Any]) -> type[F]:
    """The form with two more fields for each of these pictures: what it shows, and
    whether to take it away."""
    fields: dict[str, Any] = {}
    for photo in photos:
        fields[f"alt_{photo.id}"] = _alt_field(photo.alt)
        fields[f"remove_{photo.id}"] = _remove_field()
    return type(form.__name__, (form,), fields)


def _keys(values: Sequence[Any]) -> list[str]:
    """The keys of pictures that waited, each once; beside them come files."""
    texts = (value for value in values if isinstance(value, str))
    return list(dict.fromkeys(filter(KEY.fullmatch, texts)))[: queries.PER_BROWSER]


def _alt_field(alt: str) -> Any:
    return line(_l("What does this picture show?"), 300, default=alt)


def _remove_field() -> Any:
    return BooleanField(_l("Take this picture away"))


def photo_changes(
    form: BoardForm, photos: Sequence[Any]
) -> tuple[dict[int, str], set[int]]:
    """What the pictures show as it was typed, and which of them are to go, by their
    ids."""
    alts: dict[int, str] = {}
    without: set[int] = set()
    for photo in photos:
        alts[photo.id] = form[f"alt_{photo.id}"].data
        if form[f"remove_{photo.id}"].data:
            without.add(photo.id)
    return alts, without
