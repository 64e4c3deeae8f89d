"""How long a statement may take on PostgreSQL."""

import pytest
from flask import Flask

from board.db import db
from board.db.engine import taking_time


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_a_page_has_a_limit_and_a_command_has_none(app: Flask) -> None:
    with app.app_context():
        limit = longest_statement()
        assert limit != "0"
        with taking_time():
            assert longest_statement() == "0"
        assert longest_statement() == limit


def longest_statement() -> str:
    """What PostgreSQL lets a statement of this engine take; "0" is no limit."""
    with db.engine.connect() as connection:
        found: str = connection.exec_driver_sql("SHOW statement_timeout").scalar_one()
    return found
