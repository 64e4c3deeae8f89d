"""A field to pick one of several values."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    SelectChoice,
    SelectField,
)
from wtforms.validators import StopValidation


class Choice(SelectField):
    """One of the offered values, given as (value, word) pairs."""

    def __init__(
        self,
        label: Any = None,
        offered: Iterable[tuple[Any, Any]] = (),
        missing: Any = "",
        **kwargs: Any,
    ) -> None:
        choices = [SelectChoice(*pair) for pair in offered]
        super().__init__(label, choices=choices, **kwargs)
        self.missing = missing or _l("Pick one of these.")
        self.flags.required = True

    def offer(self, offered: Iterable[tuple[Any, Any]]) -> None:
        """Offer these, where they are known only when the page is asked for."""
        self.choices = [SelectChoice(*pair) for pair in offered]

    def pre_validate(self, form: Any) -> None:
        """Refuse nothing, or something else than was offered; large letters count as
        small ones."""
        offered = {value for value, *_rest in self.iter_choices()}
        if isinstance(self.data, str) and self.data not in offered:
            self.data = self.data.lower()
        if not self.data or self.data not in offered:
            raise StopValidation(self.missing)
