"""Trials: tests that `make trials` does again and again, and the figures they give.

A test marked `trial` is done once in the suite and BOARD_TRIALS times when that is set.
What it notes by `figure` is added up over all its turns and told at the end, a column
for each database.
"""

import os
from collections import defaultdict
from collections.abc import Callable

import pytest

TIMES = int(os.environ.get("BOARD_TRIALS", "0"))
Figure = Callable[[str, int | float], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many turns of each trial as asked for."""
    if TIMES and metafunc.definition.get_closest_marker("trial"):
        if "turn" not in metafunc.fixturenames:
            metafunc.fixturenames.append("turn")
        metafunc.parametrize("turn", range(TIMES))


@pytest.fixture
def turn() -> int:
    """Which time it is done; for what is left to chance, and is the same again when one
    turn is repeated."""
    return 0


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Notes a figure: whole numbers of one name are added up, of times in seconds the
    longest is told."""
    return record_property


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of all turns."""
    done = [
        report
        for kind in ("passed", "failed", "error")
        for report in terminalreporter.stats.get(kind, [])
    ]
    figures: dict[str, dict[str, list[int | float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for report in done if TIMES else []:
        database = "PostgreSQL" if "postgresql" in report.nodeid else "SQLite"
        figures["turns"][database].append(int(report.when == "call"))
        figures["turns that went wrong"][database].append(int(report.failed))
        for name, value in report.user_properties if report.when == "call" else []:
            figures[name][database].append(value)
    for name, found in figures.items():
        told = (f"{database} {_told(values)}" for database, values in found.items())
        terminalreporter.write_line(f"{name}: {', '.join(told)}")


def _told(values: list[int | float]) -> str:
    return (
        f"at worst {max(values):.2f} s"
        if isinstance(values[0], float)
        else f"{sum(values):,}"
    )
