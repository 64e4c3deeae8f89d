"""The pages about councils can be used by everybody, and without script."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.browser.test_access import complaints, examined
from tests.builders import Maker, People
from tests.councils.hands import connected, do, named, post, sent
from tests.councils.stand_in import standing

Looks = Callable[..., Screen]


def test_every_page_about_councils(screen: Looks, make: Maker, people: People) -> None:
    window, found = examined(screen)(people.operator), []
    at = "/areas/hodge-hill"
    assert window.open(f"{at}/councils").ok
    found += complaints(window, "/councils with nothing")
    with standing() as council:
        made = named(make, people, council)
        connected(make, people, council, jurisdiction="other")
        council.has(description="A very long word: " + "Llanfairpwllgwyngyll" * 4)
        council.faults = ["", "hangs up"]
        issues = [post(make, people) for _ in range(2)]
        sent(make, 11, 14, 30, 95)
        with make.writing():
            make._here(made).shows_reports = True
        do(make, "council reports", "council words", minutes=400)
    pages = [f"{at}/councils", f"{at}/councils/{made.id}", f"{at}/council"]
    pages += [f"{at}/councils/{made.id}/answers/streets?service=HOLE", f"{at}/desk"]
    pages += [f"/issues/{one.id}" for one in issues]
    pages += [f"/issues/{issues[1].id}/council/settle", "/issues/new?area=hodge-hill"]
    for address in pages:
        assert window.open(address).ok, address
        found += complaints(window)
    assert not found, "\n".join(found)


def test_what_the_council_knows_is_on_the_map_as_the_councils(
    screen: Looks, make: Maker, people: People
) -> None:
    make.issue(people.resident, title="Ours", latitude=52.45, longitude=-1.85)
    with standing() as council:
        made = named(make, people, council)
        council.has(lat=52.47, long=-1.82)
        with make.writing():
            make._here(made).shows_reports = True
        do(make, "council reports")
    here = screen()
    here.open("/issues?view=map")
    expect(here.page.locator("#map .pin")).to_have_count(1)
    here.open("/issues?view=map&area=hodge-hill")
    expect(here.page.locator("#map .pin:not(.theirs)")).to_have_count(1)
    theirs = here.page.locator("#map .pin.theirs")
    expect(theirs).to_have_attribute("title", "Brum Council: Street lamps")
    here.sees("A square: what others reported to the council.")
    theirs.focus()
    here.page.keyboard.press("Enter")
    here.sees("What the council knows of Hodge Hill")
    here.open("/issues?view=map&area=hodge-hill&state=open")
    expect(here.page.locator("#map .pin")).to_have_count(1)
