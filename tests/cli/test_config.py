"""`board config` shows the settings, but no secrets."""

from board.config import Settings
from tests.cli.conftest import Command


def test_config_shows_every_setting_and_where_it_came_from(
    board: Command, settings: Settings
) -> None:
    said = board("config", site_name="Our Board").stdout
    lines = {line.split()[0]: line for line in said.splitlines()}
    assert "Our Board" in lines["BOARD_SITE_NAME"]
    assert lines["BOARD_SITE_NAME"].endswith("environment BOARD_SITE_NAME")
    assert set(lines) == {f"BOARD_{name.upper()}" for name in settings.sources}


def test_config_never_shows_a_secret(board: Command) -> None:
    address = "postgresql+psycopg://board:hunter2@db.example.org/board?password=hunter3&sslmode=require"
    said = board(
        "config", secret_key="hunter4 and a longer tail", database_url=address
    ).output
    assert "hunter" not in said
    assert "db.example.org/board?sslmode=require" in said


def test_config_tells_a_setting_that_cannot_be_used_in_one_line(board: Command) -> None:
    refused = board("config", locales="en,tlh")
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Error: BOARD_LOCALES: there is no 'tlh'. The languages there are: en,cy\n"
    )
    refused = board("config", timezone="Mars/North")
    assert refused.exit_code == 1
    assert (
        refused.stderr
        == "Error: BOARD_TIMEZONE: 'Mars/North' is not a time zone we know.\n"
    )
