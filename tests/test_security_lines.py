"""SECURITY.md: each line of the standard stands in it once, each test it names exists,
and what it says the program never does is done nowhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.config import HOME, PACKAGE

TEXT = (HOME / "SECURITY.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/.]*)(?:::(\w+))?`")
# All of level 1, then what was adopted of level 2; ranges of a section.
LINES = """
1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1
5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1
9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1
15.2.1 15.3.1
1.1.1-2 1.2.9 1.3.3-7 1.3.10-11 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.7.2
4.1.2-3 4.2.1 5.1.1 5.2.3 5.4.1-2 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.2-3
7.1.1-2 7.3.1-2 7.4.3-5 7.5.1-2 8.1.2 8.2.3 8.4.1 9.2.2 11.4.2-4 11.5.1 13.2.2-5 13.3.1
13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4
16.4.1-3 16.5.1-3"""
# What may do harm, and the only modules that need it. First what none does: programs
# and code made of data, XML that is read, other machines, weak hashes.
NOWHERE = """
    os.system os.popen eval exec pickle marshal shelve yaml
    flask.render_template_string from_string
    fromstring iterparse XMLParser xml.sax lxml
    urllib.request requests httpx
    md5 sha1"""
DANGEROUS: dict[str, set[str]] = {name: set() for name in NOWHERE.split()} | {
    # what a council answers, which declares nothing and is short
    "fromstring": {"councils/reading.py"},
    "os.execv": {"serving/server.py"},  # itself, anew
    "subprocess": {"jobs/apart.py"},  # the `board` command, its words our own
    "runpy": {"settings_read.py"},  # the file of settings
    "smtplib.SMTP": {"mail/sending.py"},
    "smtplib.SMTP_SSL": {"mail/sending.py"},
    # to be asked, and to ask another board that an operator follows
    "socket": {
        *("cli/serve.py", "serving/server.py", "boards/fetching.py"),
        *("doctor/asking.py", "doctor/outside.py"),  # the board itself
    },
    "http.client": {"boards/fetching.py", "doctor/asking.py"},
    "obstore": {"photos/bucket.py"},
    "sentry_sdk": {"watch/faults.py"},
    # what can be guessed: when a browser comes back
    "random": {"live/connection.py", "live/hub.py"},
}


def wanted() -> set[str]:
    """Each line by its number."""
    found = set()
    for part in LINES.split():
        section, _, numbers = part.rpartition(".")
        first, _, last = numbers.partition("-")
        for number in range(int(first), int(last or first) + 1):
            found.add(f"{section}.{number}")
    return found


def test_each_line_of_the_standard_has_a_test_or_a_reason() -> None:
    rows = ROW.findall(TEXT)
    numbers = [number for number, *_rest in rows]
    assert sorted(numbers) == sorted(set(numbers)), "each once"
    assert set(numbers) == wanted()
    for number, asks, kept in rows:
        has_one = NAMED.search(kept) or "Reason: " in kept or kept == "the same"
        assert has_one, number
        assert asks.strip()


def test_each_test_that_is_named_exists() -> None:
    named = NAMED.findall(TEXT)
    assert len(named) > 100
    for path, function in named:
        assert (HOME / path).exists(), path
        if function:
            assert f"def {function}(" in (HOME / path).read_text("utf-8"), function


def used(path: Path) -> Iterator[str]:
    """What a module imports, and the names it calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
            yield ast.unparse(node)


@pytest.fixture(scope="module")
def uses() -> dict[str, set[str]]:
    return {
        path.relative_to(PACKAGE).as_posix(): set(used(path))
        for path in PACKAGE.rglob("*.py")
    }


@pytest.mark.parametrize("name", DANGEROUS)
def test_what_is_dangerous_is_used_where_it_must_be_and_nowhere_else(
    uses: dict[str, set[str]], name: str
) -> None:
    found = {
        path
        for path, names in uses.items()
        if any(other == name or other.startswith(f"{name}.") for other in names)
    }
    assert found == DANGEROUS[name]
