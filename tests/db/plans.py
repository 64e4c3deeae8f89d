"""What the database plans to do for a question, to see that it looks things up."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import event

from board.db import db

# how each database says that it goes through a table from end to end
WHOLE = {"sqlite": "SCAN {table}", "postgresql": "Seq Scan on {table}"}


def plans(app: Flask, ask: Callable[[], Any]) -> list[str]:
    """The lines of the plans of all that is asked meanwhile."""
    with app.app_context():
        sent: list[tuple[str, Any]] = []

        def note(_c: Any, _cursor: Any, words: str, values: Any, *_rest: Any) -> None:
            sent.append((words, values))

        event.listen(db.engine, "before_cursor_execute", note)
        ask()
        event.remove(db.engine, "before_cursor_execute", note)
        is_sqlite = db.engine.dialect.name == "sqlite"
        explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        asked = [(w, v) for w, v in sent if w.lstrip().startswith("SELECT")]
        connection = db.session.connection()
        return [
            str(row[-1]).strip()
            for words, values in asked
            for row in connection.exec_driver_sql(explain + words, values)
        ]


def read_whole(app: Flask, ask: Callable[[], Any], *tables: str) -> list[str]:
    """Those of these tables that are read from end to end for it, with no index."""
    lines = plans(app, ask)
    assert lines, "nothing was asked"
    with app.app_context():
        says = WHOLE[db.engine.dialect.name]
    wrong = [line for line in lines if "USING" not in line or "Seq Scan" in line]
    return [
        line for line in wrong for table in tables if says.format(table=table) in line
    ]
