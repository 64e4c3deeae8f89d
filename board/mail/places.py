"""What features say about who is mailed."""

from collections.abc import Callable

from sqlalchemy import ColumnElement

from board.places import Place

# The language that whoever has an address reads: a column of addresses becomes one of
# codes, empty where they have not chosen, NULL where nobody has an account with it.
LANGUAGE_OF: Place[Callable[[ColumnElement[str]], ColumnElement[str]]] = Place(
    "mail.language_of"
)
