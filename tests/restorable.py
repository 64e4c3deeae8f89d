"""The database of a test on PostgreSQL: copied once from its template; from then on its
rows are put back for each test.

So whoever is connected stays so and has read the schema already, as in a server that
has run for a while.
"""

from collections.abc import Iterator
from typing import Any

import psycopg

# How many of what a test could make or take away beside rows.
SHAPE = """
SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute),
  (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger),
  (SELECT count(*) FROM pg_proc)"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = '{}' AND is_generated = 'NEVER'"""
COUNTERS = """
SELECT format('PERFORM setval(%L, %s, %L)', quote_ident(sequencename),
  coalesce(last_value, start_value), last_value IS NOT NULL)
FROM pg_sequences WHERE schemaname = 'public'"""
END_TRANSACTIONS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""


PUT_BACK = """
CREATE FUNCTION kept.put_back() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {}; END $$"""


class Restorable:
    """A database whose rows can be put back as they were when this was made."""

    def __init__(self, where: str) -> None:
        self.connection = psycopg.connect(where, autocommit=True)
        statements = list(self._keep())
        # planned once: most of the time would go into that
        self.connection.execute(PUT_BACK.format(";\n".join(statements)))
        self.connection.execute("SET session_replication_role = replica")
        self.shape = self._ask(SHAPE)

    def _ask(self, question: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(question).fetchall()  # type: ignore[arg-type]

    def _keep(self) -> Iterator[str]:
        """Copy all rows beside themselves; give the statements that put them back."""
        self.connection.execute("CREATE SCHEMA kept")
        for (table,) in self._ask(TABLES):
            yield f"DELETE FROM {table}"
            kept = self.connection.execute(
                f"CREATE TABLE kept.{table} AS TABLE {table}"
            )
            if kept.rowcount:
                columns = self._ask(COLUMNS.format(table))[0][0]
                rows = f"SELECT {columns} FROM kept.{table}"
                yield f"INSERT INTO {table} ({columns}) {rows}"
        yield from (statement for (statement,) in self._ask(COUNTERS))

    def restore(self) -> bool:
        """Put the rows back; False when a test changed more than rows or broke the
        connection, and the database is to be copied again."""
        try:
            if self._ask(SHAPE) != self.shape:
                return False
            # of programs that were killed
            self.connection.execute(END_TRANSACTIONS)
            self.connection.execute("SELECT kept.put_back()")
        except psycopg.OperationalError:
            return False
        return True
