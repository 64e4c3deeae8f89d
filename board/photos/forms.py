"""The field for pictures, and the fields that say what they show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation
from wtforms.widgets import FileInput

from board import browser
from board.drawing import listed
from board.errors import Unanswered
from board.forms import BoardForm, line
from board.photos import queries, store
from board.photos.pictures import Picture, Refused
from board.photos.room import room
from board.text import fault

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif"
F = TypeVar("F", bound=BoardForm)


@dataclass
class Chosen:
    """A picture that waits with the form it was chosen in, and the fields that describe
    it and take it away."""

    key: str
    size: Any
    alt: Any
    remove: Any

    @property
    def picture(self) -> Picture:
        """What is to be added to the thing."""
        return Picture(
            self.size.sha256, self.size.width, self.size.height, self.alt.data
        )


class PicturesField(MultipleFileField):
    """Some pictures.

    `data` is those that waited, then those just sent that could be read: Picture
    objects.
    """

    def __init__(self, label: Any, most: int, **kwargs: Any) -> None:
        widget = FileInput(multiple=most > 1)
        super().__init__(label, widget=widget, render_kw={"accept": TAKEN}, **kwargs)
        self.most = most
        self.chosen: list[Chosen] = []
        self.fresh: list[Picture] = []  # of `data` those whose files are to be stored
        self.errors: Any = ()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The files; browsers send one without a name where none was chosen, and the
        keys of those that wait."""
        self.data = [file for file in valuelist if getattr(file, "filename", "")]

    def pre_validate(self, form: Any) -> None:
        """Read them, and say which ones can't be taken and why; the others are taken
        none the less."""
        waited = [one.picture for one in self.chosen if not one.remove.data]
        places_left = max(0, self.most - len(waited))
        files = self.data or []
        read = files[:places_left]
        left_out = files[places_left:]
        refusals = [self._refusal(file) for file in read]
        wrong = [refusal for refusal in refusals if refusal]
        self.data = waited + self.fresh
        if left_out or len(waited) > self.most:
            wrong.append(
                ngettext(
                    "Choose one picture only.",
                    "Choose at most %(num)s pictures.",
                    self.most,
                )
            )
        if left_out:
            names = listed(_named(file) for file in left_out)
            wrong.append(_("Left out: %(names)s.", names=names))
        if wrong:
            raise StopValidation(" ".join(wrong))

    def _refusal(self, file: Any) -> str:
        """Read a file; why it is none of ours, empty where it is."""
        # Pillow is slow to load, and no start needs it
        from board.photos import pixels

        settings = current_app.config["BOARD"]
        limit = int(settings.upload_limit)
        try:
            with room(settings):
                self.fresh.append(pixels.read(file.stream, limit))
        except Refused as refused:
            return str(refused.why) % {"name": _named(file), "limit": limit}
        return ""

    def say_forgotten(self, why: str = "") -> None:
        """Browsers send chosen files once: what could not be stored has to be chosen
        again."""
        if self.fresh:
            self.fresh = []
            sentences = [str(error) for error in self.errors]
            if why:
                sentences.append(why)
            sentences.append(_("Choose the pictures again."))
            self.errors = [" ".join(sentences)]


def _named(file: Any) -> str:
    return _("This file") if fault(file.filename) else str(file.filename[:80])


class IllustratedForm(BoardForm):
    """A form with a field for pictures.

    Those that were chosen before come back with it, by their keys.
    """

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Find the pictures that wait for this browser; each brings two more fields."""
        sent = self.meta.wrap_formdata(self, formdata)
        values = sent.getlist("photos") if sent else []
        keys = [value for value in values if isinstance(value, str)]
        # forms of rows from elsewhere come without a browser
        found = (
            queries.waiting(keys[: queries.PER_BROWSER], browser.known())
            if keys
            else ()
        )
        self["photos"].chosen = [self.describe(key, size) for key, size in found]
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
