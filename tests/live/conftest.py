"""What the tests of the live stream and the server are given besides."""

import pytest
from flask import Flask


@pytest.fixture
def on_sqlite(app: Flask) -> None:
    """For promises that only SQLite makes: on PostgreSQL a visitor may be a moment behind (STACK: page cache)."""
    if not app.config["BOARD"].is_sqlite:
        pytest.skip("SQLite only")
