"""What became of it, by mail: to whoever posted or was counted in."""

from board.campaigns.models import Stage
from board.issues.models import Issue, State
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture


def to(rows: Rows) -> list[str]:
    """Who was mailed to, by name."""
    return [
        mail.to.partition("@")[0]
        for mail in sorted(rows.all(Outbox), key=lambda mail: mail.to)
    ]


def test_where_a_post_stands_is_mailed_to_poster_and_seconders(
    make: Maker, rows: Rows, people: People
) -> None:
    issue = make.issue(people.resident)
    make.second(issue, people.member, people.organiser)
    make.comment(issue, people.elsewhere)
    assert to(rows) == []
    seen = "https://example.org/lamp.jpg"
    make.state(
        issue,
        people.organiser,
        State.DONE,
        "It is lit.\n\nhttp://127.0.0.1:8000/x",
        evidence=seen,
    )
    # not who did it, and not who only commented
    assert to(rows) == ["member", "resident"]
    mail = rows.all(Outbox)[0]
    assert mail.subject == issue.title
    for words in (
        "The status has changed: Done",
        "> It is lit.",
        f"> {seen}",
        "Is it really done? Say so on its page",
        f"\nhttp://127.0.0.1:8000/issues/{issue.id}\n",
        "http://127.0.0.1:8000/notifications",
    ):
        assert words in mail.text
    assert '<a href="http://127.0.0.1:8000/x">' not in mail.html
    assert mail.key.startswith("line-")


def test_a_duplicate_is_mailed_to_its_own_people_only(
    make: Maker, rows: Rows, people: People
) -> None:
    first, second = make.issue(people.member), make.issue(people.resident)
    make.state(second, people.organiser, State.DUPLICATE, "The same.", of=first)
    assert to(rows) == ["resident"]
    assert "goes on there, with everybody who was behind it" in rows.all(Outbox)[0].text


def test_campaigns_are_mailed_once_a_person_and_line(
    make: Maker, rows: Rows, people: People
) -> None:
    one, two = make.issue(people.resident), make.issue(people.member)
    make.second(two, people.resident)
    make.issue(people.elsewhere)
    campaign = make.campaign(people.organiser, one, two)
    assert to(rows) == ["member", "resident"]
    mail = rows.all(Outbox)[0]
    for words in (
        "A campaign has begun from what was said: Light the lane",
        "> Every lamp lit by winter.",
    ):
        assert words in mail.text
    make.update(campaign, people.organiser)
    assert to(rows) == ["member", "member", "resident", "resident"]
    assert (
        "> They have answered\n> \n> They will come and look."
        in rows.all(Outbox)[-1].text
    )
    make.stage(campaign, people.organiser, Stage.ACTING)
    assert rows.count(Outbox) == 4


def test_a_campaign_from_no_post_is_mailed_to_nobody(
    make: Maker, rows: Rows, people: People
) -> None:
    make.update(make.campaign(people.organiser), people.organiser)
    assert rows.count(Outbox) == 0


def test_the_demo_mails_nobody(board: Command, rows: Rows) -> None:  # noqa: F811
    board("demo")
    assert rows.count(Issue) > 10
    assert rows.count(Outbox) == 0
