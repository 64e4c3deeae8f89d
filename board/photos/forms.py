"""The field for pictures, and the fields that say what they show."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField
from wtforms.validators import StopValidation

from board.errors import Unanswered
from board.forms import BoardForm, line
from board.photos import pictures, store
from board.text import fault

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif"
F = TypeVar("F", bound=BoardForm)


class PicturesField(MultipleFileField):
    """Some pictures. `data` is what was read of them: Picture objects, all or, when one is refused, none."""

    def __init__(self, label: Any, most: int, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"accept": TAKEN}, **kwargs)
        self.most = most
        self.were_chosen = False
        self.errors: Any = ()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The files; browsers send one without a name where none was chosen."""
        self.data = [file for file in valuelist if getattr(file, "filename", "")]
        self.were_chosen = bool(self.data)

    def pre_validate(self, form: Any) -> None:
        """Read them all, or say which one is refused and why."""
        files, self.data = self.data or [], []
        if len(files) > self.most:
            raise StopValidation(_("Choose at most %(most)s pictures.", most=self.most))
        read = []
        for file in files:
            limit = int(current_app.config["BOARD"].upload_limit)
            try:
                read.append(pictures.read(file.stream, limit))
            except pictures.Refused as refused:
                name = _("This file") if fault(file.filename) else file.filename[:80]
                raise StopValidation(str(refused.why) % {"name": name, "limit": limit}) from None
        self.data = read

    def say_forgotten(self) -> None:
        """Browsers send chosen files once: a form that comes back must ask for them again."""
        if self.were_chosen:
            self.errors = [" ".join([*map(str, self.errors), _("Choose the pictures again.")])]


class IllustratedForm(BoardForm):
    """A form with a field for pictures; whoever chose some is told when they have to do it again."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; nothing of what was chosen outlives a refusal."""
        fine = super().validate(extra_validators)
        if not fine:
            self["photos"].say_forgotten()
        return fine

    def keep_pictures(self) -> bool:
        """Put what was chosen into the store; False, and the form says so, where the store does not answer."""
        try:
            store.keep(self["photos"].data)
        except Unanswered as silent:
            self.form_errors.append(silent.text)
            self["photos"].say_forgotten()
            return False
        return True


def with_pictures(form: type[F], photos: Sequence[Any]) -> type[F]:
    """The form with two more fields for each of these pictures: what it shows, and whether to take it away."""
    fields: dict[str, Any] = {}
    for photo in photos:
        fields[f"alt_{photo.id}"] = line(_l("What does this picture show?"), 300, default=photo.alt)
        fields[f"remove_{photo.id}"] = BooleanField(_l("Take this picture away"))
    return type(form.__name__, (form,), fields)


def said_of(form: BoardForm, photos: Sequence[Any]) -> tuple[dict[int, str], set[int]]:
    """What was said of the pictures, and which are to go, by their ids."""
    alts = {photo.id: form[f"alt_{photo.id}"].data for photo in photos}
    return alts, {photo.id for photo in photos if form[f"remove_{photo.id}"].data}
