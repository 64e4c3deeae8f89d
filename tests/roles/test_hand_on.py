"""The hand-over page: for whoever is in the role, and organisers."""

from collections.abc import Callable

from board.moderation import case_actions
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.rules import Basis
from board.people.request_models import Reply
from tests.builders import Maker, People, Things, in_days
from tests.pages import Browser

KEY = "The key is with Bev."


def written(member: Browser, things: Things) -> str:
    """The holder has written it; the address of the role."""
    at = f"/roles/{things.role.id}"
    assert member.fill(f"{at}/handover", {"words": KEY}).status == 303
    return at


def test_the_next_one_reads_what_the_last_one_wrote(
    make: Maker,
    people: People,
    things: Things,
    member: Browser,
    browser: Callable[..., Browser],
) -> None:
    at = written(member, things)
    assert KEY not in browser(people.resident).get(at).text
    member.press(at, f"{at}/step_back")
    assert KEY not in member.get(at).text
    make.hold(things.role, people.resident)
    assert KEY in browser(people.resident).get(at).text


def test_nobody_else_reads_it_but_organisers_here(
    things: Things, browsers: dict[str, Browser]
) -> None:
    at = written(browsers["member"], things)
    reads = {who for who in browsers if KEY in browsers[who].get(at).text}
    assert reads == {"member", "organiser", "operator"}


def test_who_is_asked_for_it_reads_it_before_they_answer_and_not_after_a_no(
    make: Maker,
    people: People,
    things: Things,
    member: Browser,
    browser: Callable[..., Browser],
) -> None:
    at = written(member, things)
    asked = browser(people.resident)
    asks = {"kind": "deputy"}
    request = make.request(people.resident, people.organiser, things.role, **asks)
    page = asked.get(at)
    assert page.says(KEY, "You are asked for this.")
    assert asked.get(f"{at}/handover").status == 403
    make.reply(request, Reply.LATER, in_days(10))
    assert asked.get(at).says(KEY)
    make.jobs(days=10.5)
    make.reply(request, Reply.NO)
    assert KEY not in asked.get(at).text


def test_two_who_write_at_once_lose_nothing(
    things: Things, member: Browser, organiser: Browser
) -> None:
    at = f"/roles/{things.role.id}/handover"
    late = organiser.get(at).form(at).filled({"words": "Ring Ann."})
    written(member, things)
    page = organiser.send_form(at, late)
    assert page.status == 409
    assert KEY in page.text
    assert "Ring Ann." in page.text


def test_whoever_is_kept_out_reads_it_no_longer_and_can_step_back(
    make: Maker, people: People, things: Things, member: Browser
) -> None:
    at = written(member, things)
    out = Decision("ban", Basis(1, "", "Rude."), reach="area")
    post = make.issue(by=people.member)
    with make.writing():
        case_actions.decide(find("issue", post.id), make._here(people.operator), out)
    assert KEY not in member.get(at).text
    assert member.get(f"{at}/handover").status == 403
    assert member.press(at, f"{at}/step_back").status == 303
