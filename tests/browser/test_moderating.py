"""A moderator's evening, page by page: each can be used by everybody, and a picture is
covered by dragging."""

import pytest
from playwright.sync_api import expect

from board.moderation.models import Case
from board.photos.models import Photo
from tests.browser.screen import Screen
from tests.browser.test_access import Looks, complaints, examined
from tests.builders import Maker, People, Rows
from tests.moderation.acts import BASIS
from tests.photos.drawing import drawn


@pytest.fixture
def screen(screen: Looks) -> Looks:
    """Windows on a board of one's own, to be examined."""
    return examined(screen)


def flag(window: Screen, kind: str, number: int, reason: str) -> None:
    """Flag a thing on its page, without a mouse."""
    window.open(f"/flag?kind={kind}&id={number}")
    window.page.locator(f"[value={reason}]").press("Space")
    window.page.get_by_role("button", name="Send it to the organisers").press("Enter")
    expect(window.page.locator("h1")).to_contain_text("Thank you")


def test_every_page_of_moderation_can_be_used_by_everybody(
    screen: Looks, make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.resident, title="A post with a name in it")
    comment = make.comment(post, people.member, "You old fool.")
    visitor, organiser = screen(), screen(people.organiser)
    resident, operator = screen(people.resident), screen(people.operator)
    found = []
    visitor.open(f"/issues/{post.id}")
    found += complaints(visitor)
    flag(visitor, "issue", post.id, "privacy")
    flag(visitor, "comment", comment.id, "abuse")
    found += complaints(visitor)
    for window, address in (
        (visitor, f"/flag?kind=issue&id={post.id}"),
        (organiser, "/moderation"),
        (organiser, "/me"),
        (organiser, f"/hide?kind=issue&id={post.id}"),
        (organiser, "/moderation/cases/2/edit"),
        (organiser, "/moderation/several?case=1&case=2"),
        (organiser, "/moderation/cases/2"),
    ):
        window.open(address)
        found += complaints(window, address)
    spam = make.issue(make.person("Lucky Deals"), title="Cheap loans")
    flag(visitor, "issue", spam.id, "spam")
    decide_together(organiser, 2, 3)
    assert {case.decision for case in rows.all(Case)} == {"", "hide"}
    decide(organiser, 1, "warn")
    organiser.open(f"/restore?kind=comment&id={comment.id}")
    found += complaints(organiser)
    for window, address in (
        (visitor, f"/issues/{post.id}"),
        (visitor, f"/moderation/gone/comment/{comment.id}"),
        (visitor, "/moderation/log"),
        (visitor, "/moderation/appealed"),
        (organiser, f"/moderation/gone/comment/{comment.id}"),
        (resident, "/moderation/cases/1"),
        (resident, "/moderation/mine"),
        (resident, "/moderation/cases/1/appeal"),
    ):
        window.open(address)
        found += complaints(window, address)
    resident.page.locator("textarea").fill("It was a joke.")
    resident.page.get_by_role("button", name="second person").press("Enter")
    for window in (organiser, operator, resident):
        window.open("/moderation/cases/1")
        found += complaints(window, window.path)
    assert rows.get(Case, 1).appeal == "It was a joke."
    assert not found, "\n".join(found)


def decide(window: Screen, case: int, act: str) -> None:
    """Decide on a case, by keyboard."""
    window.open(f"/moderation/cases/{case}")
    answer(window, act, "Decide")
    expect(window.page.locator(".flash.message")).to_contain_text("Decided.")


def decide_together(window: Screen, *cases: int) -> None:
    """Tick cases in the queue and hide what they are about, by keyboard."""
    window.open("/moderation")
    for case in cases:
        window.page.locator(f"#tick-{case}").press("Space")
    window.page.get_by_role("button", name="Decide on those ticked").press("Enter")
    answer(window, "all", "Decide on all of it")
    words = f"{len(cases)} decisions, each with its line"
    expect(window.page.locator(".flash.message")).to_contain_text(words)


def answer(window: Screen, act: str, button: str) -> None:
    """Choose an act, say by which rule and why, and press the button."""
    page = window.page
    page.locator(f"[value={act}]").press("Space")
    page.locator("[name=rule]").select_option(BASIS["rule"])
    page.locator("[name=reason]").fill(BASIS["reason"])
    page.get_by_role("button", name=button, exact=True).press("Enter")


def test_a_part_of_a_picture_is_covered_by_dragging(
    screen: Looks, make: Maker, rows: Rows, people: People
) -> None:
    post = make.issue(people.resident)
    member = screen(people.member)
    member.open(f"/issues/{post.id}")
    member.page.locator("textarea").fill("Look.")
    member.page.locator("summary", has_text="Add a picture").click()
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": drawn()}
    member.page.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    member.page.get_by_role("button", name="Say it").click()
    expect(member.page.locator(".timeline")).to_contain_text("Look.")
    (photo,) = rows.all(Photo)
    flag(member, "photo", photo.id, "privacy")
    organiser = screen(people.organiser)
    page = organiser.page
    organiser.open("/moderation/cases/1/redact")
    assert not complaints(organiser)
    page.set_viewport_size({"width": 1280, "height": 1200})
    box = page.locator(".redact-picture").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.25 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.up()
    assert page.locator("#boxes").input_value().startswith("25,25,50")
    page.locator("[name=rule]").select_option(BASIS["rule"])
    page.locator("[name=reason]").fill("A face.")
    page.get_by_role("button", name="Cover it for good").click()
    expect(page.locator(".flash.message")).to_contain_text("Covered.")
    assert rows.all(Photo)[0].sha256 != photo.sha256
