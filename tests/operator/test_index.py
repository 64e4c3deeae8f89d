"""The first page for whoever runs the board."""

from tests.builders import Maker, People
from tests.pages import Browser


def test_an_operator_finds_what_needs_them_and_all_their_pages(
    operator: Browser, make: Maker, people: People
) -> None:
    page = operator.get("/operator")
    assert page.says("What needs you", "There is no safety record yet.")
    assert "/rules" in page.links
    make.area("Lonely End")
    assert operator.get("/operator").says("Nobody organises in Lonely End.")


def test_nobody_else_sees_it(visitor: Browser, organiser: Browser) -> None:
    assert organiser.get("/operator").status == 403
    assert visitor.get("/operator").location == "/login?next=/operator"
