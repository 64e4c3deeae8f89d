"""What the container, the compose file and the service say is true of the program."""

import re
from dataclasses import fields

import pytest

from board.config import HOME, Settings
from tests.image import PYTHON

FILES = ("Containerfile", "compose.yaml", "docs/board.service")
SETTINGS = {f"BOARD_{f.name.upper()}" for f in fields(Settings) if f.metadata}
# of compose.yaml's own, for what is set
NAMED = {"BOARD_NAME"}


@pytest.mark.parametrize("file", FILES)
def test_every_setting_it_names_is_one(file: str) -> None:
    named = set(re.findall(r"\bBOARD_[A-Z_]+", (HOME / file).read_text()))
    assert named
    assert named - NAMED <= SETTINGS


def test_what_goes_into_the_container_is_there_and_let_in() -> None:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", text("Containerfile"), re.M)
    copied = {name for line in lines for name in line.split()}
    let_in = {line[1:] for line in text(".containerignore").split() if line[0] == "!"}
    assert copied == let_in
    assert all((HOME / name).exists() for name in copied)


def test_it_is_measured_beside_the_python_it_stands_on() -> None:
    assert f"PYTHON={PYTHON}\n" in text("Containerfile")


def text(name: str) -> str:
    """A file at the top."""
    return (HOME / name).read_text("utf-8")
