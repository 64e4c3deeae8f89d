"""The first page for whoever runs the board."""

from board.safety import actions as safety
from board.safety.kinds import draft
from tests.builders import Maker, People, in_days
from tests.moderation.acts import flag
from tests.pages import Browser

NO = {"answer": "no", "reason": "Nobody under 18 lives here."}


def test_an_operator_finds_what_needs_them_and_all_their_pages(
    operator: Browser, make: Maker, people: People
) -> None:
    page = operator.get("/operator")
    assert page.says("What needs you", "There is no safety record yet.")
    assert "/rules" in page.links
    make.area("Lonely End")
    assert operator.get("/operator").says("Nobody organises in Lonely End.")


def test_waiting_cases_and_complaints_need_somebody_and_else_nothing_does(
    operator: Browser, visitor: Browser, people: People, make: Maker
) -> None:
    with make.writing():
        safety.save(
            make._here(people.operator),
            accountable="Pat Price",
            risks=draft({}),
            children={"possible": NO, "likely": NO},
            review_on=in_days(300),
            after=0,
        )
    calm = "No case or complaint waits"
    assert operator.get("/operator").says(calm)
    post = make.issue(people.resident)
    flag(visitor, "issue", post, "danger")
    said = {"about": "data", "what": "Mine.", "email": ""}
    visitor.fill("/complaints", said)
    for address in ("/operator", "/me"):
        page = operator.get(address)
        assert page.says("1 case waits for a moderator. At least one is urgent.")
        assert page.says("1 complaint waits for an answer.")
        assert not page.says(calm)


def test_nobody_else_sees_it(visitor: Browser, organiser: Browser) -> None:
    assert organiser.get("/operator").status == 403
    assert visitor.get("/operator").location == "/login?next=/operator"
