"""`board check --mail` sends a test and says in plain words what is wrong and what to
set."""

from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.mail.conftest import Postman, postman  # noqa: F401  the fixture


def test_the_test_arrives_and_the_records_to_set_are_named(
    board: Command,  # noqa: F811
    postman: Postman,  # noqa: F811
) -> None:
    told = board("check", "--mail", "ann@example.org", mail_url=postman.url)
    assert "The mail server took the test." in told.output
    (mail,) = postman.got
    assert (mail["To"], mail["Subject"]) == (
        "ann@example.org",
        "A test of the board’s mails",
    )
    for words in (
        '"v=spf1 a:127.0.0.1 -all"',
        "DKIM: switch signing on",
        "_dmarc.example.org",
        "board bounces -",
        "one press (RFC 8058)",
    ):
        assert words in told.output, words


def test_what_is_wrong_is_said_in_plain_words(
    board: Command,  # noqa: F811
    postman: Postman,  # noqa: F811
) -> None:
    told = board("check", "--mail", "ann@example.org", mail_url="smtp://127.0.0.1:1")
    assert told.exit_code == 1
    assert "Nobody listens at 127.0.0.1:1" in told.output
    postman.refuses = {"ann@example.org"}
    told = board("check", "--mail", "ann@example.org", mail_url=postman.url)
    assert "takes no mail for this address" in told.output
    wanted = postman.url.replace("smtp://", "smtp://me:secret@")
    told = board("check", "--mail", "bo@example.org", mail_url=wanted)
    assert "BOARD_MAIL_URL: The mail server offers no sign-in" in told.output
    assert "secret" not in told.output


def test_without_a_mail_server_it_says_where_the_file_is(
    board: Command,  # noqa: F811
) -> None:
    told = board("check", "--mail", "ann@example.org")
    assert "The test is a file in" in told.output
