"""What is typed to follow more."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FloatField
from wtforms.validators import NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from board.areas.boundary import Boundary
from board.follows import shapes
from board.follows.models import LEAST_KM, MOST_KM
from board.follows.shapes import TOO_FEW
from board.forms import BoardForm, Choice, Degrees, OnceField, WholeNumber, line, prose


class Kilometres(FloatField):
    """How far around a place."""

    WORDS = _l("Type a number from 0.2 to 10.")

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label, validators=[NumberRange(LEAST_KM, MOST_KM, self.WORDS)], **kwargs
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read it, or say what is meant."""
        try:
            self.data = float(valuelist[0][:40]) if valuelist else self.data
        except ValueError as wrong:
            self.data = None
            raise ValueError(self.WORDS) from wrong


class CategoryForm(BoardForm):
    """One subject in one area."""

    area = Choice(_l("In which area?"))
    category = Choice(_l("What about?"))


class PlaceForm(BoardForm):
    """What is posted around a point: one typed, or where a post is."""

    latitude = Degrees(_l("Latitude"), 90)
    longitude = Degrees(_l("Longitude"), 180)
    km = Kilometres(_l("How many kilometres around it?"), default=1.0)
    issue = WholeNumber("", 1, 2**31 - 1, widget=HiddenInput())


class ShapeForm(BoardForm):
    """What is posted inside a shape: drawn on a map, which writes its corners down, or
    typed, or pasted."""

    name = line(_l("What do you call it?"), 80)
    corners = prose(_l("Its corners"), 10_000, missing=TOO_FEW)
    once = OnceField()
    shape: Boundary | None = None

    def validate_corners(self, field: Any) -> None:
        """Read the shape; what is too long to be one is not looked at."""
        if field.errors:
            return
        try:
            self.shape = shapes.read(field.data)
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong
