"""How a setting may stand on a screen."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from board.config import Settings


def shown(settings: Settings, name: str) -> str:
    """The value as it may stand on a screen: a database's address without its password,
    other secrets not at all."""
    value: str = getattr(settings, name)
    if name == "database_url":
        try:
            return (
                make_url(value)
                .difference_update_query(["password", "sslpassword"])
                .render_as_string()
            )
        except ArgumentError:
            return "(hidden)"
    secret = Settings.__dataclass_fields__[name].metadata["secret"]
    return "(hidden)" if secret and value else value
