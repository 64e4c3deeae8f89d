"""The field for pictures, and the fields that say what they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from board import browser
from board.errors import Unanswered
from board.forms import BoardForm, line
from board.photos import pictures, queries, store
from board.photos.pictures import Picture
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
        super().__init__(label, render_kw={"accept": TAKEN}, **kwargs)
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
        files, room = self.data or [], max(0, self.most - len(waited))
        wrong = [str(why) for file in files[:room] if (why := self._refusal(file))]
        self.data = waited + self.fresh
        if len(files) > room or len(waited) > self.most:
            left_out = ", ".join(_named(file) for file in files[room:])
            wrong.append(_("Choose at most %(most)s pictures.", most=self.most))
            wrong += [_("Left out: %(names)s.", names=left_out)] if left_out else []
        if wrong:
            raise StopValidation(" ".join(wrong))

    def _refusal(self, file: Any) -> str:
        """Read a file; why it is none of ours, empty where it is."""
        settings = current_app.config["BOARD"]
        limit = int(settings.upload_limit)
        try:
            with room(settings):
                self.fresh.append(pictures.read(file.stream, limit))
        except pictures.Refused as refused:
            return str(refused.why) % {"name": _named(file), "limit": limit}
        return ""

    def say_forgotten(self, why: str = "") -> None:
        """Browsers send chosen files once: what could not be kept waiting has to be
        chosen again."""
        if self.fresh:
            self.fresh = []
            self.errors = [
                " ".join(
                    filter(
                        None,
                        [*map(str, self.errors), why, _("Choose the pictures again.")],
                    )
                )
            ]


def _named(file: Any) -> str:
    return _("This file") if fault(file.filename) else str(file.filename[:80])


class IllustratedForm(BoardForm):
    """A form with a field for pictures.

    Those that were chosen before come back with it, by their keys.
    """

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Find the pictures that wait for this browser; each brings two more fields."""
        sent = self.meta.wrap_formdata(self, formdata)
        keys = (
            [value for value in sent.getlist("photos") if isinstance(value, str)]
            if sent
            else []
        )
        found = (
            queries.waiting(keys[: queries.PER_BROWSER], browser.known())
            if keys
            else ()
        )
        self["photos"].chosen = [self.describe(key, size) for key, size in found]
        super().process(sent, *args, **kwargs)

    def describe(self, key: str, size: Any) -> Chosen:
        """A picture that waits, with its two fields."""
        alt = line(_l("What does this picture show?"), 300, default="")
        remove = BooleanField(_l("Take this picture away"))
        fields: dict[str, Any] = {f"alt_{key}": alt, f"remove_{key}": remove}
        for name, field in fields.items():
            # a Form takes none of its own, to keep attributes and fields one
            BaseForm.__setitem__(self, name, field)
            self[name].process(None)
        return Chosen(key, size, self[f"alt_{key}"], self[f"remove_{key}"])

    def keep_pictures(self) -> bool:
        """Put what was chosen into the store; False, and the form says so, where the
        store does not answer."""
        try:
            store.keep(self["photos"].fresh)
        except Unanswered as silent:
            self.form_errors.append(silent.text)
            self["photos"].say_forgotten()
            return False
        return True


def with_pictures(form: type[F], photos: Sequence[Any]) -> type[F]:
    """The form with two more fields for each of these pictures: what it shows, and
    whether to take it away."""
    fields: dict[str, Any] = {}
    for photo in photos:
        fields[f"alt_{photo.id}"] = line(
            _l("What does this picture show?"), 300, default=photo.alt
        )
        fields[f"remove_{photo.id}"] = BooleanField(_l("Take this picture away"))
    return type(form.__name__, (form,), fields)


def said_of(form: BoardForm, photos: Sequence[Any]) -> tuple[dict[int, str], set[int]]:
    """What was said of the pictures, and which are to go, by their ids."""
    alts = {photo.id: form[f"alt_{photo.id}"].data for photo in photos}
    return alts, {photo.id for photo in photos if form[f"remove_{photo.id}"].data}
