"""From the page of who has been doing what an organiser asks for more; the answer is
the person's own."""

from board.people.request_models import Reply, Request
from board.roles.models import Role
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser

PAGE = "/areas/hodge-hill/people"


def asked(organiser: Browser, who: int, what: str) -> int:
    """The organiser asks; with what answer."""
    at = f"{PAGE}?who={who}"
    page = organiser.get(at)
    fields = page.form(PAGE).filled({"what": what, "words": "You are good at it."})
    return organiser.send_form(PAGE, fields).status


def test_yes_to_a_role_holds_it(
    make: Maker, rows: Rows, people: People, organiser: Browser, things: Things
) -> None:
    role = make.role(people.hodge_hill, people.organiser, "Chair")
    assert asked(organiser, people.member.id, f"role-{role.id}") == 303
    (request,) = rows.all(Request)
    assert (request.kind, request.words) == ("role", "You are good at it.")
    assert rows.get(Role, role.id).holder_id is None
    make.reply(request, Reply.YES)
    assert rows.get(Role, role.id).holder_id == people.member.id


def test_yes_to_being_the_deputy_is_that(
    make: Maker, rows: Rows, people: People, organiser: Browser
) -> None:
    role = make.role(people.hodge_hill, people.organiser, "Chair")
    make.issue(by=people.member)
    assert asked(organiser, people.member.id, f"deputy-{role.id}") == 303
    make.reply(rows.all(Request)[0], Reply.YES)
    now = rows.get(Role, role.id)
    assert (now.holder_id, now.deputy_id) == (None, people.member.id)


def test_what_nobody_offers_is_asked_for_by_nobody(
    make: Maker, people: People, organiser: Browser, things: Things
) -> None:
    held = things.role.id
    assert asked(organiser, people.member.id, f"role-{held}") == 422
    assert organiser.get(f"{PAGE}?who={people.operator.id}").status == 404
    assert organiser.post(PAGE, {"who": 999, "what": "task-1"}).status == 404
