"""What those who are on a task say to each other."""

from board.mail.models import Outbox
from board.tasks import verbs
from board.tasks.talk_models import TaskComment
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

LATE = "Running ten minutes late, the key is with Bev."


def test_who_has_a_place_writes_to_the_others_and_they_hear_by_news_and_mail(
    member: Browser, make: Maker, rows: Rows, people: People, things: Things
) -> None:
    helper = make.person("Hal", email="hal@example.org", area=people.hodge_hill)
    make.claim(things.shift, helper)
    at = f"/tasks/{things.shift.id}"
    page = member.fill(at, {"body": LATE}, action=f"{at}/comments")
    assert (page.status, page.location) == (303, at)
    assert member.follow(page).says(LATE, people.member.name)
    assert rows.heard(helper) == [verbs.COMMENTED]
    assert rows.heard(people.member)[-1:] != [verbs.COMMENTED], "not of one's own"
    make.mails()
    make.mails(days=1)
    hers = [mail for mail in rows.all(Outbox) if mail.to == "hal@example.org"]
    (mail,) = [mail for mail in hers if "You are on it" not in mail.subject]
    assert LATE in mail.text
    fragment = member.fill(at, {"body": "Here."}, action=f"{at}/comments", htmx=True)
    assert fragment.status == 200
    assert fragment.says(LATE, "Here.")
    assert "<html" not in fragment.text


def test_nobody_else_reads_or_writes_there(
    browsers: dict[str, Browser],
    rows: Rows,
    people: People,
    things: Things,
    make: Maker,
) -> None:
    at = f"/tasks/{things.shift.id}"
    make.say(things.shift, people.member, LATE)
    read = {name for name in browsers if browsers[name].get(at).says(LATE)}
    assert read == {"member", "organiser", "operator"}
    before = rows.count(TaskComment)
    assert browsers["elsewhere"].post(f"{at}/comments", {"body": "Me?"}).status == 403
    assert rows.count(TaskComment) == before


def test_whoever_gave_the_place_back_is_out(
    member: Browser, make: Maker, people: People, things: Things
) -> None:
    at = f"/tasks/{things.shift.id}"
    make.say(things.shift, people.member, LATE)
    make.release(things.shift, people.member)
    page = member.get(at)
    assert not page.says(LATE)
    assert not page.offers(f"{at}/comments")


def test_an_organiser_who_spoke_hears_on(
    make: Maker, rows: Rows, people: People, things: Things
) -> None:
    make.say(things.shift, people.organiser, "Who has the key?")
    make.say(things.shift, people.member, "Bev.")
    assert rows.heard(people.organiser)[-1] == verbs.COMMENTED
