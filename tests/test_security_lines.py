"""SECURITY.md: each line of the standard stands in it once, and each test it names
exists."""

import re

from board.config import HOME

TEXT = (HOME / "SECURITY.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/.]*)(?:::(\w+))?`")
# Level 1 as it applies here, then what was adopted of level 2; ranges of a section.
LINES = """
1.2.1-5 1.3.1-2 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1 3.5.3 4.1.1 5.2.1-2
5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-2 9.2.1
11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
1.1.1-2 1.2.9 1.3.3-7 1.3.10-11 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.7.2
4.1.2-3 4.2.1 5.1.1 5.2.3 5.4.1-2 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.2-3
7.1.1-2 7.3.1-2 7.4.3-5 7.5.1-2 8.1.2 8.2.3 8.4.1 9.2.2 11.4.2-4 11.5.1 13.2.2-5 13.3.1
13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4
16.4.1-3 16.5.1-3"""


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
