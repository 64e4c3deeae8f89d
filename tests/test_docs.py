"""What docs/ and the README say is so of the program as it is: pictures, links,
addresses, commands, settings and what stands on buttons."""

import re
from functools import cache
from pathlib import Path

import click
import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from board import settings_read
from board.__main__ import main
from board.config import HOME
from tests.catalogues import said, words
from tests.conftest import on_sqlite
from tests.test_architecture import PARTS

PAGES = [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]
LARGEST = 60 * 1024  # bytes of one picture of docs/
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"`(/[^`\s]*)`")
# Addresses of a machine, not of a board.
FOLDERS = ("/backups", "/data", "/tmp", "/etc/", "/var/", "/srv/", "/opt/", "/run/")
FOLDERS += ("/usr/", "/a/", "/board/")
LIVE = "/live"  # answered by the server, before the pages
CODE = re.compile(r"^ *```\w*$(.*?)^ *```$|(`[^`]+`)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"(?:^ *|&& |`|bin/|exec |exec board )board (?!board)([a-z]+(?:-[a-z]+)*)",
    re.MULTILINE,
)
PRESSED = re.compile(
    r"\b(?:press|tick|choose|open|follow)(?:e?s|ed|ing)? “([^”]+)”", re.IGNORECASE
)
# What stands in a browser, and in no page of ours.
OF_THE_BROWSER = {"Add to Home screen", "Add app to Home screen", "Print"}
# Read by what tests the program, and by compose.yaml.
ALSO_READ = {"BOARD_TRIALS", "BOARD_BENCH_URL", "BOARD_NAME"}

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def on_one_line(page: Path) -> str:
    """What it says, without the ends of its lines."""
    return " ".join(page.read_text().split())


@every_page
def test_each_link_leads_somewhere_and_each_picture_says_what_is_seen(
    page: Path,
) -> None:
    for is_picture, text, target in LINK.findall(on_one_line(page)):
        assert text, f"{target} says nothing to whoever does not see it"
        if "://" not in target and not target.startswith("#"):
            file = page.parent / target.split("#")[0]
            assert file.exists(), target
            assert not is_picture or "docs" not in file.parts or file.suffix == ".jpg"


def test_pictures_are_small_and_none_is_left_over() -> None:
    named = {
        (page.parent / target).resolve()
        for page in PAGES
        for _, _, target in LINK.findall(on_one_line(page))
    }
    for file in (HOME / "docs/pictures").iterdir():
        assert file.stat().st_size <= LARGEST, file.name
        assert file.resolve() in named, file.name


@every_page
@on_sqlite
def test_each_address_of_the_board_is_one(page: Path, app: Flask) -> None:
    found = app.url_map.bind("board.example")
    rules = [str(rule) for rule in app.url_map.iter_rules()]
    for address in ADDRESS.findall(page.read_text()):
        path = re.sub(r"<[^>]+>|…|\{[^}]+\}", "1", address.split("?")[0])
        has_more_below = any(rule.startswith(path + "/") for rule in rules)
        if path.startswith(FOLDERS) or path == LIVE or has_more_below:
            continue
        try:
            found.match(path)
        except MethodNotAllowed:
            pass  # it takes forms alone
        except (NotFound, RequestRedirect):
            pytest.fail(f"there is no {address}")


@every_page
def test_each_command_exists(page: Path) -> None:
    known = main.list_commands(click.Context(main))
    code = "\n".join(block or span for block, span in CODE.findall(page.read_text()))
    for command in COMMAND.findall(code):
        assert command in known, command


@every_page
def test_each_setting_exists(page: Path) -> None:
    known = {f"BOARD_{name.upper()}" for name in vars(settings_read.load({}))}
    for name in re.findall(r"BOARD_[A-Z_]*[A-Z]", page.read_text()):
        plain = name.removesuffix("_FILE")
        assert {name, plain} & (known | ALSO_READ), name


@cache
def everything_said() -> list[re.Pattern[str]]:
    """All that the program says; what it fills in may be anything."""
    return [
        re.compile(".+".join(map(re.escape, re.split(r"%\(\w+\)\w", form))))
        for message in said()
        for form in words(message)
    ]


@every_page
def test_what_one_is_told_to_press_is_said_by_the_program(page: Path) -> None:
    for name in PRESSED.findall(on_one_line(page)):
        if name not in OF_THE_BROWSER:
            assert any(one.fullmatch(name) for one in everything_said()), name


def test_the_house_has_its_parts_in_their_order() -> None:
    block = (HOME / "docs/house.md").read_text().split("```")[1]
    assert block.replace("→", " ").split() == PARTS.split()


def test_the_verb_of_the_exercise_follows_the_newest_migration() -> None:
    files = sorted((HOME / "board/migrations/versions").glob("[0-9]*.py"))
    newest = files[-1].stem
    page = (HOME / "docs/verb.md").read_text()
    assert f'down_revision = "{newest}"' in page, f"put {newest} into docs/verb.md"
    assert f'revision = "{len(files) + 1:04}_' in page, "and the number after it"
