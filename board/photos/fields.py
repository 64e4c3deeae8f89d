"""The field for pictures: those that are sent, and those that wait with its form."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf.file import MultipleFileField
from wtforms.validators import StopValidation
from wtforms.widgets import FileInput

from board.drawing import listed
from board.photos.pictures import Picture, Refused
from board.photos.room import room
from board.text import fault

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif"


@dataclass
class Chosen:
    """A picture that waits with the form it was chosen in, and the fields that describe
    it and take it away.

    `size` is None for one that waits no longer.
    """

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
        self.sent: list[Chosen] = []  # those that waited, also if they no longer do
        self.chosen: list[Chosen] = []  # those that still wait
        self.fresh: list[Picture] = []  # of `data` those whose files are to be stored
        self.errors: Any = ()

    @property
    def words(self) -> list[Any]:
        """What tells these pictures from others: it stays the same once some no longer
        wait."""
        waited = [one.key for one in self.sent if not one.remove.data]
        return [*waited, *self.fresh]

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
        wrong = [*self._gone(), *filter(None, refusals)]
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

    def _gone(self) -> list[str]:
        """A sentence where some that are wanted wait no longer."""
        is_gone = [not one.size and not one.remove.data for one in self.sent]
        if not any(is_gone):
            return []
        return [
            ngettext(
                "A picture that you chose more than an hour ago is gone. Choose it "
                "again.",
                "%(num)s pictures that you chose more than an hour ago are gone. "
                "Choose them again.",
                sum(is_gone),
            )
        ]

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
