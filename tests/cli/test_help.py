"""Every word of the command says what it does."""

from click.testing import CliRunner

from board.__main__ import Words, main


def test_every_word_has_help() -> None:
    assert isinstance(main, Words)
    for word in main.list_commands(None):  # type: ignore[arg-type]
        said = CliRunner().invoke(main, [word, "--help"])
        assert said.exit_code == 0
        assert len(said.output.splitlines()[2].split()) > 3, word
