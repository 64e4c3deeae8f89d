"""The one-time key of a form that makes something."""

import uuid
from typing import Any

from wtforms import HiddenField


def new_key() -> str:
    """A one-time key for a form."""
    return str(uuid.uuid4())


class OnceField(HiddenField):
    """The one-time key of a create form: pressed twice, one thing is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=new_key, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take it only in the shape we gave it."""
        sent = valuelist[0] if valuelist else None
        try:
            self.data = str(uuid.UUID(sent)) if sent else None
        except ValueError:
            self.data = None
