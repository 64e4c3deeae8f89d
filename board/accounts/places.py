"""What others tell of the person who asks."""

from sqlalchemy import ColumnElement

from board.places import Place

# How many news they have not seen yet, counted in the statement that reads who asks.
UNREAD: Place[ColumnElement[int]] = Place("person.unread")
