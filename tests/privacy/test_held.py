"""Each column of each table is said to hold something of a person, or not to."""

from board.db import Model
from board.privacy.held import BY_MAIL, HELD
from board.privacy.not_personal import NOT_PERSONAL
from tests.pages import Browser


def test_every_column_has_its_line() -> None:
    said: dict[str, set[str]] = {}
    for held in HELD:
        said.setdefault(held.table, set()).update(held.names)
    for table, names in NOT_PERSONAL.items():
        twice = said.setdefault(table, set()) & set(names.split())
        assert not twice, f"{table} says both of {twice}"
        said[table].update(names.split())
    there = {
        table.name: set(table.columns.keys()) for table in Model.metadata.sorted_tables
    }
    lacking = {name: there[name] - said.get(name, set()) for name in there}
    gone = {name: said[name] - there.get(name, set()) for name in said}
    assert not {name: columns for name, columns in lacking.items() if columns}, (
        "say in board/privacy/held.py what it holds of people, or in not_personal.py"
    )
    assert not {name: columns for name, columns in gone.items() if columns}


def test_every_number_of_a_person_is_held() -> None:
    for table in Model.metadata.sorted_tables:
        numbers = {
            column.name
            for column in table.columns
            for key in column.foreign_keys
            if key.target_fullname == "person.id"
        }
        held = {n for one in HELD if one.table == table.name for n in one.names}
        assert numbers <= held, table.name


def test_whose_rows_and_whose_time_are_columns() -> None:
    for held in HELD:
        columns = Model.metadata.tables[held.table].columns
        whose = held.whose.removeprefix(BY_MAIL)
        assert not whose or whose in columns, held.table
        assert not held.keep.since or held.keep.since in columns, held.table


def test_the_page_says_it_in_words(visitor: Browser) -> None:
    page = visitor.get("/privacy")
    for held in HELD:
        assert page.says(str(held.about), str(held.purpose.basis)), held.about
