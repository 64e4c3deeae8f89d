"""What somebody may not see they learn from nowhere: no page, list, count, feed, table,
calendar, search or stream."""

import html
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask
from flask_babel import force_locale

from board.accounts.models import Person
from board.areas.joining_actions import ask
from board.complaints import actions as complaints
from board.complaints.models import About
from board.live import regions
from board.mail.models import Outbox
from board.moderation import case_actions
from board.moderation.appeal_actions import appeal
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.flag_actions import flag
from board.moderation.queries import of_thing
from board.moderation.rules import based_on
from board.policy import Audience
from board.tasks import actions as tasks
from tests.builders import Maker, People, Rows, Things
from tests.conftest import on_sqlite
from tests.pages import Browser
from tests.test_routes import GETS, WHO, address
from tests.test_templates import crawl

HERE = {"organiser", "operator"}  # who organises in Hodge Hill, where everything is
MEMBERS = HERE | {"member"}
AUDIENCES = dict.fromkeys(WHO, Audience.PUBLIC) | {
    "member": Audience.MEMBER,
    "organiser": Audience.ORGANISER,
    "operator": Audience.ORGANISER,
}


class Secret(NamedTuple):
    """Words that nothing else on the board holds, and whoever may read them; everybody
    else must never."""

    word: str
    seen_by: set[str]


Plant = Callable[[Maker, People, Things], Secret]


def hidden_author(make: Maker, people: People, things: Things) -> Secret:
    """Somebody posts and comments without showing their name."""
    shy = make.person("Zelda Quill")
    issue = make.issue(shy, title="A word of mine")
    make.comment(issue, shy, "And one more.")
    make.campaign(people.organiser, issue)
    return Secret("Zelda Quill", HERE)


def who_is_on_a_task(make: Maker, people: People, things: Things) -> Secret:
    """Somebody takes a place, gives it back with a note, and takes another."""
    helper = make.person("Yorick Vane", area=people.hodge_hill)
    make.claim(things.task, helper)
    make.release(things.task, helper, note="My knee, says Yorick Vane.")
    make.claim(things.shift, helper)
    return Secret("Yorick Vane", MEMBERS)


def address_of_a_person(make: Maker, people: People, things: Things) -> Secret:
    """Somebody with an address takes part in everything."""
    person = make.person(
        "Xenia", email="xenia-at-home@example.org", area=people.hodge_hill
    )
    issue = make.issue(person, show_name=True)
    make.comment(issue, person)
    make.claim(things.task, person)
    return Secret("xenia-at-home", set())


def who_waits_in_line(make: Maker, people: People, things: Things) -> Secret:
    """Somebody waits for the one place of a task."""
    waiting = make.person("Wolf Adeyemi", area=people.hodge_hill)
    task = make.task(things.campaign, people.organiser, places=1)
    make.claim(task, people.member)
    make.wait(task, waiting)
    return Secret("Wolf Adeyemi", MEMBERS)


def who_was_written_in(make: Maker, people: People, things: Things) -> Secret:
    """An organiser claims for a neighbour without an account."""
    with make.writing():
        tasks.claim_for(
            make._here(things.task), make._here(people.organiser), name="Vera Tull"
        )
    return Secret("Vera Tull", MEMBERS)


def where_a_house_meeting_is(make: Maker, people: People, things: Things) -> Secret:
    """The member goes, nobody else."""
    return Secret("14 Larch House", MEMBERS)


def who_comes(make: Maker, people: People, things: Things) -> Secret:
    """Somebody says that they come."""
    make.attend(things.event, make.person("Ursula Finch"))
    return Secret("Ursula Finch", HERE)


def who_heard_a_promise(make: Maker, people: People, things: Things) -> Secret:
    """The witness of the promise."""
    return Secret("Wim Wood", MEMBERS)


def whom_to_win_over(make: Maker, people: People, things: Things) -> Secret:
    """Somebody on the organisers' list."""
    return Secret("Canon Grey", HERE)


def who_signed_on_paper(make: Maker, people: People, things: Things) -> Secret:
    """A line of a sheet."""
    make.sign_up(
        things.campaign,
        people.organiser,
        "Tilda Marsh, tilda@example.org, 4 Elm Road, yes",
    )
    return Secret("Tilda Marsh", HERE)


def who_backs_without_a_name(make: Maker, people: People, things: Things) -> Secret:
    """Somebody joins and keeps their name to themselves."""
    make.back(things.campaign, make.person("Silas Obi"))
    return Secret("Silas Obi", HERE)


def what_organisers_learnt(make: Maker, people: People, things: Things) -> Secret:
    """Two of the answers at the end are for organisers."""
    campaign = make.campaign(people.organiser)
    make.end(
        campaign,
        people.organiser,
        stepped_up="Rhona Pike did.",
        differently="Rhona Pike should lead.",
    )
    return Secret("Rhona Pike", HERE)


def what_is_asked_in_private(make: Maker, people: People, things: Things) -> Secret:
    """Somebody asks the organisers alone; the operator does not read it either."""
    make.ask(things.event, people.elsewhere, "May Otto Prill come?", private=True)
    return Secret("Otto Prill", {"organiser", "elsewhere"})


def what_those_on_a_task_say(make: Maker, people: People, things: Things) -> Secret:
    """Only for them and the organisers."""
    make.say(things.shift, people.member, "The key is with Hetty Moss.")
    return Secret("Hetty Moss", MEMBERS)


def decide(
    make: Maker, by: Person, kind: str, thing: Any, act: str = "hide", why: str = "No."
) -> None:
    """A moderator decides about a thing."""
    with make.writing():
        basis = based_on("2", why)
        target = find(kind, thing.id)
        case_actions.decide(target, make._here(by), Decision(act, basis))


def a_hidden_post(make: Maker, people: People, things: Things) -> Secret:
    """A post with all that a post can have, which is hidden."""
    post = make.issue(people.resident, title="Quentin Bell is loud", show_name=True)
    make.second(post, people.member, people.elsewhere)
    make.comment(post, people.member)
    make.campaign(people.organiser, post, things.issue)
    decide(make, people.operator, "issue", post)
    return Secret("Quentin Bell", HERE | {"resident"})


def a_hidden_campaign(make: Maker, people: People, things: Things) -> Secret:
    """A campaign with posts, people, tasks, events, news and promises."""
    campaign = make.campaign(
        people.organiser, things.issue, title="Ottoline Hay must go"
    )
    make.back(campaign, people.member, people.resident)
    make.claim(make.task(campaign, people.organiser), people.member)
    meeting = make.event(people.hodge_hill, people.organiser, campaign=campaign)
    make.attend(meeting, people.member)
    make.ask(meeting, people.resident, "Where is it?")
    make.update(campaign, people.organiser)
    make.promise(campaign, people.organiser)
    decide(make, people.operator, "campaign", campaign)
    return Secret("Ottoline Hay", HERE)


def a_hidden_task(make: Maker, people: People, things: Things) -> Secret:
    """A task that the member is on."""
    task = make.task(things.campaign, people.organiser, title="Ring Duncan Voss")
    make.claim(task, people.member)
    make.ask(task, people.resident, "Which number?")
    decide(make, people.operator, "task", task)
    return Secret("Duncan Voss", HERE)


def a_hidden_event(make: Maker, people: People, things: Things) -> Secret:
    """An event that the member comes to."""
    event = make.event(
        people.hodge_hill, people.organiser, title="At Saxon Moore's door"
    )
    make.attend(event, people.member)
    decide(make, people.operator, "event", event)
    return Secret("Saxon Moore", HERE)


def a_hidden_comment(make: Maker, people: People, things: Things) -> Secret:
    """What somebody said under a post."""
    comment = make.comment(things.issue, people.resident, "It was Roger Fryer.")
    decide(make, people.operator, "comment", comment)
    return Secret("Roger Fryer", HERE | {"resident"})


def hidden_news(make: Maker, people: People, things: Things) -> Secret:
    """News of a campaign."""
    make.back(things.campaign, people.resident)
    news = make.update(things.campaign, people.organiser, "Clive Bellamy lied")
    decide(make, people.operator, "update", news)
    return Secret("Clive Bellamy", HERE)


def a_hidden_question(make: Maker, people: People, things: Things) -> Secret:
    """What somebody asked in public."""
    question = make.ask(things.task, people.resident, "Is Maynard Roe paid?")
    make.answer(question, people.organiser)
    decide(make, people.operator, "question", question)
    return Secret("Maynard Roe", HERE | {"resident"})


def who_flagged(make: Maker, people: People, things: Things) -> Secret:
    """Somebody flags a post of the member's; operators know that there is such a
    person."""
    somebody = make.person("Lytton Gray")
    with make.writing():
        target, by = find("issue", things.other.id), make._here(somebody)
        flag(target, by, reason="spam", note="It sells.")
    return Secret("Lytton Gray", {"operator"})


def what_was_said_with_a_flag(make: Maker, people: People, things: Things) -> Secret:
    """Another flag of the same post."""
    with make.writing():
        target = find("issue", things.other.id)
        flag(target, make._here(people.elsewhere), reason="abuse", note="Dora Keel's.")
    return Secret("Dora Keel", HERE)


def what_somebody_appeals_with(make: Maker, people: People, things: Things) -> Secret:
    """Somebody who is kept out for a comment."""
    shouter = make.person("A Shouter")
    comment = make.comment(things.issue, shouter)
    decide(make, people.organiser, "comment", comment, "ban")
    with make.writing():
        case = of_thing("comment", comment.id)
        assert case
        appeal(case, make._here(shouter), words="Bunny Garland rang me.")
    return Secret("Bunny Garland", HERE)


def who_asks_to_be_let_in(make: Maker, people: People, things: Things) -> Secret:
    """Somebody who is no member yet."""
    somebody = make.person("Angelica Pym")
    with make.writing():
        area, by = make._here(people.hodge_hill), make._here(somebody)
        ask(area, by, "Angelica Pym, from number 9")
    return Secret("Angelica Pym", HERE)


def what_somebody_complains_of(make: Maker, people: People, things: Things) -> Secret:
    """For operators alone."""
    said = {"what": "Vita Nicolls reads my letters.", "email": "", "once": "one"}
    with make.writing():
        complaints.receive(make._here(people.member), about=About.DUTY, **said)
    return Secret("Vita Nicolls", {"operator"})


PLANTS: list[Plant] = [
    *(what_is_asked_in_private, what_those_on_a_task_say),
    *(
        hidden_author,
        who_is_on_a_task,
        address_of_a_person,
        who_waits_in_line,
        who_was_written_in,
    ),
    *(
        where_a_house_meeting_is,
        who_comes,
        who_heard_a_promise,
        whom_to_win_over,
        who_signed_on_paper,
    ),
    *(who_backs_without_a_name, what_organisers_learnt),
    *(a_hidden_post, a_hidden_campaign, a_hidden_task, a_hidden_event),
    *(a_hidden_comment, hidden_news, a_hidden_question),
    *(who_flagged, what_was_said_with_a_flag, what_somebody_appeals_with),
    *(who_asks_to_be_let_in, what_somebody_complains_of),
]


@on_sqlite
def test_only_those_who_may_learn_of_it(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    things: Things,
    rows: Rows,
) -> None:
    secrets = {plant.__name__: plant(make, people, things) for plant in PLANTS}
    make.mails(days=2)
    for who in WHO:
        mails = mailed(rows, people.by_name[who]) if who != "visitor" else {}
        read = mails | everything(
            app,
            browsers[who],
            things,
            who,
            [secret.word for secret in secrets.values()],
        )
        for name, secret in secrets.items():
            found = [at for at, text in read.items() if secret.word in text]
            if who in secret.seen_by:
                assert found, f"{who} can read {name} nowhere"
            else:
                assert not found, f"{who} reads {name}: {found}"


def mailed(rows: Rows, person: Person) -> dict[str, str]:
    """All mails that somebody gets within two days."""
    mails = rows.all(Outbox, to=person.email)
    return {
        f"mail {mail.id}: {mail.subject}": mail.subject + mail.text for mail in mails
    }


def everything(
    app: Flask, browser: Browser, things: Things, who: str, words: list[str]
) -> dict[str, str]:
    """All this person can read: every address of the board, all that links lead to, and
    what these listen to."""
    pages = crawl(browser)
    # a search says again what it was asked
    asked = [re.split(r"\W", word)[0] for word in words]
    searches = [
        f"{path}?q={word}"
        for word in asked
        for path in ("/search", "/issues", "/campaigns")
    ]
    for url in [
        *(address(path, things) for path in GETS),
        *searches,
        *(f"/tasks?skill={word}" for word in asked),
    ]:
        if url not in pages:
            pages[url] = browser.get(url)
    read = {url: html.unescape(page.text) for url, page in pages.items()}
    listened = (
        found.split(",")
        for page in pages.values()
        for found in re.findall(r"topics=([\w,-]+)", page.text)
    )
    for name in sorted({topic for topics in listened for topic in topics} - {"me"}):
        if not name.endswith("-turn"):
            with app.test_request_context("/live"), force_locale("en"):
                read[f"the stream of {name}"] = html.unescape(
                    regions.render(name, AUDIENCES[who])
                )
    return read
