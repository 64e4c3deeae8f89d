"""Operators read which version runs here and what changed in it."""

from board.config import HOME
from board.migrations.run import newest
from board.operator.version_views import releases
from tests.pages import Browser


def test_the_page_says_what_runs_and_what_changed(operator: Browser) -> None:
    page = operator.get("/operator/version")
    assert page.says("0.2.0", newest(), "asks nobody", "0.1.0 (30 November 2026)")


def test_each_release_of_the_list_of_changes_is_there_the_newest_first() -> None:
    headings = [
        line.removeprefix("## ")
        for line in (HOME / "CHANGELOG.md").read_text("utf-8").splitlines()
        if line.startswith("## ")
    ]
    assert [name for name, _words in releases()] == headings
    assert all(words for _name, words in releases())
