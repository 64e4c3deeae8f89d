"""Everybody can use every page: WCAG 2.2 AA, on a phone and a wide screen, in light and
dark, zoomed in four times."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from board import create_app
from board.categories import actions as categories
from board.events import register as events
from board.photos import store
from board.photos.pixels import read
from tests.accounts.factors import code
from tests.browser.hands import Mouse
from tests.browser.letters import mailed
from tests.browser.neighbourhood import Neighbourhood
from tests.browser.screen import Screen
from tests.builders import PASSWORD, Maker, People
from tests.conftest import Server
from tests.pages import Browser
from tests.photos.drawing import drawn

AXE = Path(__file__).parent / "vendor/axe.min.js"
WCAG = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}
CONTRAST = ["color-contrast"]
# 1280 by 1024 zoomed to 400 %
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 256}
# All rules once for each width; what else depends on the colours is the contrast.
LOOKS = (
    (WIDE, (("dark", CONTRAST), ("light", WCAG))),
    (NARROW, (("light", CONTRAST), ("dark", WCAG))),
)
# A page in another language has the same colours.
IN_WELSH = ((NARROW, (("light", WCAG),)),)
RUN = """async only => {
  const found = await axe.run(document, {
    runOnly: only, resultTypes: ["violations"], rules: Array.isArray(only) ? {} : {"target-size": {enabled: true}},
  });
  return found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ": " + node.html.slice(0, 200)));
}"""
SIDEWAYS = """document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(element => "wider than the screen: " + element.outerHTML.slice(0, 200))"""
SMALL = """[...document.querySelectorAll(
    "button, .button, nav a, summary, select, input:not([type=hidden], .choice *), .choice label")]
  .filter(element => element.checkVisibility())
  .map(element => [element.getBoundingClientRect(), element.outerHTML.slice(0, 200)])
  .filter(([box, _html]) => box.height < 43.5 || box.width < 43.5)
  .map(([box, html]) => `only ${Math.round(box.width)} by ${Math.round(box.height)}: ${html}`)"""
# Asked for at once, since each question costs as much as its answer.
MEASURED = f"() => [[...{SIDEWAYS}, ...{SMALL}], document.documentElement.scrollHeight]"
# What is pressed in its middle is what is there: nothing lies over it.
COVERED = """() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
  .filter(element => element.checkVisibility() && element.getClientRects().length)
  .filter(element => !element.matches(".skip-link, .visually-hidden"))
  .flatMap(element => {
    const box = element.getClientRects()[0];
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return element === hit || element.contains(hit) || hit?.closest("label")?.control === element
      ? [] : [`${element.outerHTML.slice(0, 200)} lies under ${hit?.outerHTML.slice(0, 80)}`];
  })"""
SAMPLES = 4  # things of one kind whose pages are searched for links
NOT_PAGES = {
    "health.healthz",
    "health.readyz",
    "notifications.unread",
    "photos.waiting",  # a picture
    "phone.manifest",
    "phone.offline",  # looked at without a line
    "phone.picture",
    "site.accent",
    "site.robots",
    "site.style",  # for builders, in debug mode
    "static",
    "worker.worker",
    "newcomers.setup",  # looked at on an empty board
    "newcomers.confirm",  # by a link in a mail only
    "by_address.held",
    "by_address.load",
    "accounts.use_link",  # by a link in a mail only
    "reset.reset",
    "invitations.invited",  # by what an organiser handed out only
    "steps.code",  # in the middle of signing in
    "factors.add_app",  # looked at once a code app is begun
    "factors.codes",
    "passkeys.add",
    "passkeys.begin",  # of a board with a name
    "passkeys.remove",
    "reset.confirm_email",
    "reset.undo_email",
    "visitors.confirm",
    "task_visitors.confirm",
    "seconds.confirm",
    "answers_of_rounds.confirm",
    "answer_links.show",
    "choices.by_mail",
    "answers.answer",
    "choices.stop",
    "joining.confirm",
    "task_visitors.cancel",
    "one_to_one_pages.by_link",  # the page of the one it was with
    "introductions.by_link",
    "areas.at",
    "areas.outlines",
    "tiles.tile",
    "papers.short",
    "photos.show",
    "categories.index",  # looked at by an operator, full of long words
    "categories.edit",
    "corrections.ask",  # looked at with something of one's own
    "corrections.edit_comment",
    "issue_editing.photos",
    *(
        f"feeds.{name}"
        for name in (
            "issues_atom",
            "issues_csv",
            "issues_geojson",
            "campaigns_atom",
            "tasks_csv",
        )
    ),
    *(f"calendars.{name}" for name in ("events", "area", "event", "personal")),
    "feeds.area_atom",
    "council_reports.pins",
    *(
        f"sharing.of_{name}"  # pictures
        for name in (
            *("board", "wins", "area", "issue", "campaign", "event", "task"),
            "playbook",
        )
    ),
    *(f"sitemap.{name}" for name in ("index", "pages", "numbered")),
    "privacy.load",  # a file
    "feeds.issue_atom",
    "feeds.campaign_atom",
    "campaign_news.update_photos",  # looked at on a board of one's own
    "areas.cover",
    "rules.version",  # as the one in force
}
# looked at in test_moderating.py, but for a mailed link, data and a picture
NOT_PAGES |= {
    *(f"moderation.{name}" for name in ("queue", "show", "edit")),
    *(
        "moderation_log.mine",
        "moderation_log.log",
        "moderation_log.log_as_data",
        "bulk.several",
        "flags.thanks",
        "flags.confirm",
    ),
    *("hiding.hide", "hiding.restore", "hiding.gone", "redacting.redact"),
    *("redacting.picture", "appeals.appeal", "appeals.by_link", "appeals.appealed"),
}
# data, and what is looked at on a board that follows others
NOT_PAGES |= {
    *(
        f"exchange.{name}"
        for name in ("playbooks", "playbook", "courses", "course", "wins")
    )
}
NOT_PAGES |= {"boards.index", "boards.arrival", "sending.file"}
# looked at in test_councils.py
NOT_PAGES |= {f"councils.{name}" for name in ("index", "show", "answers")}
NOT_PAGES |= {"council_posts.settle", "council_reports.index"}
# looked at in test_operating.py
NOT_PAGES |= {
    *("operator.index", "operator_jobs.index", "operator_log.index"),
    *(f"operator_areas.{name}" for name in ("index", "add", "show")),
    *("operator_mail.index", "operator_people.index", "operator_people.one"),
    *("operator_settings.settings", "operator_settings.storage"),
    "operator_version.page",
    *("operator_words.index", "operator_words.edit", "complaints.show"),
    *("complaints_answering.index", "complaints_answering.one"),
    *("rules_editing.edit", "rules_editing.publish"),
    *("safety.show", "safety.edit", "safety.version"),
}
NOT_PAGES |= {"callers.index"}
# data
NOT_PAGES |= {
    f"open311.{name}_{suffix}"
    for name in (
        *("discover", "list_services", "define_service", "list_requests"),
        *("show_request", "show_token", "list_updates"),
    )
    for suffix in ("xml", "json")
}
# as the form for a new one
NOT_PAGES |= {"course_writing.edit", "playbook_writing.edit"}
NOT_PAGES |= {"kept.backups", "networks.index", "edge.blocked", "edge.security_txt"}
Looks = Callable[..., Screen]


def complaints(screen: Screen, where: str = "", looks: Any = LOOKS) -> list[str]:
    """What somebody could not use on the page as it is now."""
    page, found = screen.page, []
    for size, colours in looks:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme, rules in colours:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            broken = page.evaluate(RUN, rules)
            if rules is WCAG:
                seen, height = page.evaluate(MEASURED)
                broken += seen + covered(screen, size, height)
            found += [
                f"{where or screen.path} at {size['width']} in {scheme}: {text}"
                for text in broken
            ]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    return found


def covered(screen: Screen, size: dict[str, int], height: int) -> list[str]:
    """What can't be pressed in its middle, on the whole page at once."""
    # with room for what is as high as the screen
    whole = {"width": size["width"], "height": height + 1000}
    screen.page.set_viewport_size(whole)  # type: ignore[arg-type]
    found: list[str] = screen.page.evaluate(COVERED)
    return found


def examined(opens: Looks) -> Looks:
    """Opens windows with axe in them, and without movement, so that what is seen is
    what stays."""

    def open_for(*who: object, **settings: str) -> Screen:
        screen = opens(*who, reduced_motion="reduce", **settings)
        screen.context.add_init_script(path=AXE)
        return screen

    return open_for


@pytest.fixture
def looking(looking: Looks) -> Looks:
    """Windows in the neighbourhood, to be examined."""
    return examined(looking)


@pytest.fixture
def screen(screen: Looks) -> Looks:
    """Windows on a board of one's own, to be examined."""
    return examined(screen)


@pytest.fixture(scope="package")
def routes(demo: Neighbourhood) -> MapAdapter:
    """Says which view answers an address."""
    return create_app(demo.settings).url_map.bind("localhost")


def endpoint(routes: MapAdapter, path: str) -> str:
    """The view behind a path; empty when there is none to read."""
    try:
        return str(routes.match(path, method="GET")[0])
    except HTTPException:
        return ""


def walk(browser: Browser, routes: MapAdapter) -> Iterator[tuple[str, str]]:
    """Follow the links to a few pages of each kind, as not everything can be done on
    each; give the first of each kind that may be read: its view and its address."""
    ahead, seen = (
        [
            "/",
            "/issues/5/history",
            "/issues/similar?title=garden",
            "/login/mailed",
            "/register/check",
            "/issues/confirm",
            "/tasks/confirm",
            "/issues/second",
            "/campaigns/join",
            "/questions/1",
            "/areas/hodge-hill/cleared",
            "/areas/hodge-hill/type-in",
            "/areas/hodge-hill/desk/add?issue=1&campaign=1",
        ],
        Counter[str](),
    )
    ahead.append("/campaigns/1/posts")  # linked where there are more than a few
    ahead += [
        f"/areas/hodge-hill/{page}"
        for page in ("edit", "join", "joining", "invitations", "embed")
    ]
    ahead += ["/password/mailed", "/me/security/email/mailed", "/invited"]
    ahead += ["/me/notifications", "/flag?kind=issue&id=1", "/rounds/confirm"]
    ahead += [
        f"/campaigns/2/{page}/edit"
        for page in ("partners/2", "pledges/3", "contacts/1")
    ]
    while ahead:
        address = ahead.pop(0).partition("#")[0]  # a place on the page is no page
        kind = endpoint(routes, urlsplit(address).path)
        if (
            not kind
            or kind in NOT_PAGES
            or seen[kind] == (SAMPLES if kind.endswith(".show") else 1)
        ):
            continue
        page = browser.get(address)
        if page.status != 200:
            continue  # the way to it is not open to everybody
        seen[kind] += 1
        if seen[kind] == 1:
            yield kind, address
        links = (urljoin(address, link) for link in page.links)
        ahead += [link for link in links if link.startswith("/")]


def test_every_page_can_be_used_by_everybody(
    looking: Looks, demo: Neighbourhood, routes: MapAdapter
) -> None:
    found, seen = [], set()
    for name in ("visitor", "member", "organiser"):
        screen = looking(name)
        for kind, address in walk(demo.browser(name), routes):
            # what one can do there differs most on the page of a thing
            if kind not in seen or kind.endswith(".show"):
                assert screen.open(address).ok, address
                found += complaints(screen, f"{name}: {screen.path}")
            seen.add(kind)
    assert not found, "\n".join(found)
    pages = {
        rule.endpoint
        for rule in routes.map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    assert pages - seen - NOT_PAGES == set(), "nobody came across these pages"


def test_so_can_every_page_in_welsh(
    looking: Looks, demo: Neighbourhood, routes: MapAdapter
) -> None:
    screen, found = looking("organiser", locale="cy"), []
    for _kind, address in walk(demo.browser("organiser"), routes):
        assert screen.open(address).ok, address
        assert screen.page.locator("html").get_attribute("lang") == "cy", address
        found += complaints(screen, looks=IN_WELSH)
    assert not found, "\n".join(found)


def test_what_was_asked_for_and_what_is_not_there(looking: Looks) -> None:
    screen, found = looking(), []
    for address in (
        "/issues?q=lamp&state=open&sort=seconded",
        "/issues?q=nothing+like+this",
        "/campaigns?q=nothing+like+this",
        "/tasks?shape=shift&when=month",
        "/tasks?skill=nothing+like+this",
        "/events?kind=training&when=past",
        "/search?q=the",
        "/search?q=nothing+like+this",
        "/nowhere",
        "/logout",
    ):
        screen.open(address)
        found += complaints(screen, address)
    assert not found, "\n".join(found)


def test_every_state_a_campaign_and_an_issue_can_be_in(looking: Looks) -> None:
    screen, found = looking(), []
    for listed, states in (
        ("/campaigns?stage=", "won negotiating paused"),
        ("/issues?state=", "done not_done duplicate"),
    ):
        for state in states.split():
            screen.open(listed + state)
            first = screen.page.locator(".notice-title a").first
            if first.count():
                screen.open(str(first.get_attribute("href")))
                found += complaints(screen)
    assert not found, "\n".join(found)


def test_forms_that_were_refused(looking: Looks) -> None:
    found = []
    for name, pages in {
        "visitor": ["/login", "/register"],
        "member": ["/issues/new"],
        "operator": [
            "/campaigns/new?issue=1",
            "/campaigns/1/tasks/new",
            "/campaigns/1/updates",
            "/campaigns/1/stage",
            "/campaigns/2/debrief",
        ],
    }.items():
        screen = looking(name)
        for address in pages:
            screen.open(address)
            with screen.page.expect_navigation() as sent:
                screen.page.locator("main form .button:not(.quiet)").last.click()
            assert sent.value.request.method == "POST", address
            assert sent.value.status in (409, 422), address
            found += complaints(screen, f"{address}, refused with {sent.value.status}")
    assert not found, "\n".join(found)


def test_a_comment_that_was_refused_in_place(looking: Looks) -> None:
    screen = looking("member")
    screen.open("/issues/1")
    screen.page.get_by_role("button", name="Say it").click()
    expect(screen.page.locator(".error-summary")).to_be_focused()
    assert not complaints(screen)


def test_a_press_by_keyboard_keeps_the_focus_where_it_was(
    screen: Looks, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident)
    window = screen(people.member)
    window.open(f"/issues/{issue.id}")
    button = window.page.locator(f"#press-issue-{issue.id}-panel")
    for now, then in (("Count me in", "Take it back"), ("Take it back", "Count me in")):
        expect(button).to_contain_text(now)
        button.press("Enter")
        expect(button).to_contain_text(then)
        expect(button).to_be_focused()
    window.page.locator("textarea").fill("By keyboard.")
    window.page.get_by_role("button", name="Say it").press("Enter")
    expect(window.page.locator(".timeline")).to_contain_text("By keyboard.")
    expect(window.page.get_by_role("button", name="Say it")).to_be_focused()


def test_what_is_not_mine_to_change(looking: Looks) -> None:
    screen = looking("resident")
    assert screen.open("/campaigns/1/edit").status == 403
    assert not complaints(screen)


def test_what_one_may_change_of_ones_own(
    screen: Looks, make: Maker, people: People
) -> None:
    picture = read(io.BytesIO(drawn()), limit=15)
    with make.app.app_context():
        store.write([picture])
    issue = make.issue(people.resident, pictures=[picture])
    said = make.comment(issue, people.resident)
    window, found = screen(people.resident), []
    for page in ("", "/photos", "/ask", f"/comments/{said.id}/edit"):
        assert window.open(f"/issues/{issue.id}{page}").ok
        found += complaints(window)
    window = screen(people.organiser)
    campaign = make.campaign(people.organiser)
    told = make.update(campaign, people.organiser, pictures=[picture])
    make.cover(campaign, people.organiser, picture)
    for page in ("", "/cover", "/updates", f"/updates/{told.id}/photos"):
        assert window.open(f"/campaigns/{told.campaign_id}{page}").ok
        found += complaints(window)
    for address in ("/areas/hodge-hill/cover", "/campaigns"):
        assert window.open(address).ok
        found += complaints(window)
    assert not found, "\n".join(found)


def test_the_map_on_which_one_draws_a_shape(screen: Looks, people: People) -> None:
    window = screen(people.member)
    window.open("/me/follows")
    for name in ("A shape around home", "Advanced: the corners"):
        window.page.locator("summary").filter(has_text=name).click()
    window.page.get_by_role("button", name="Draw it on a map").click()
    window.page.get_by_label("Its corners").fill(
        "52.5, -1.81\n52.51, -1.81\n52.51, -1.79"
    )
    window.sees("The shape is closed.")
    assert not complaints(window)


def test_a_board_on_which_nobody_has_said_anything(
    screen: Looks, people: People
) -> None:
    found = []
    for person, addresses in (
        (None, ["/", "/issues", "/campaigns", "/tasks", "/areas/hodge-hill"]),
        (
            people.organiser,
            ["/me", "/campaigns/new", "/areas/hodge-hill", "/campaigns"],
        ),
        (people.operator, ["/me", "/notifications"]),
    ):
        window = screen(person)
        for address in addresses:
            assert window.open(address).ok
            found += complaints(window)
    assert not found, "\n".join(found)


def test_a_board_nobody_has_set_up(screen: Looks, make: Maker) -> None:
    from board.accounts.queries import setup_key

    window, found = screen(), []
    key = setup_key(make.app.config["BOARD"].secret_key)
    for address in ("/", "/areas", "/register", f"/setup?key={key}"):
        assert window.open(address).ok
        found += complaints(window)
    assert not found, "\n".join(found)


def test_whatever_people_type_stays_on_the_screen(
    screen: Looks, people: People, make: Maker
) -> None:
    endless, wide = "Donaudampfschifffahrt" * 5, "a very wide line of code " * 20
    table = (
        "| a | b | c | d |\n|---|---|---|---|\n" + f"| {endless} | {endless} | c | d |"
    )
    body = (
        f"https://example.org/{endless}{endless}\n\n    {wide}\n\n{table}\n\n> "
        f"{endless}"
    )
    issue = make.issue(people.resident, title=endless, place=endless, body=body)
    make.comment(issue, people.member, body)
    campaign = make.campaign(
        people.organiser,
        issue,
        title=endless,
        ask=endless,
        decision_maker=endless,
        goal=body,
    )
    make.task(
        campaign,
        people.organiser,
        title=endless,
        skills=endless,
        details=body,
        places=500,
    )
    event = make.event(
        people.hodge_hill,
        people.organiser,
        title=endless,
        place=endless,
        host=endless[:80],
        details=body,
    )
    make.attend(event, people.operator)
    with make.writing():
        events.set_leaders(
            make._here(event),
            make._here(people.organiser),
            promised={},
            name=endless[:80],
            number=5000,
        )
        said = {"name": endless[:40], "hint": endless, "icon": "bell", "offered": True}
        categories.change(
            make._here(people.hodge_hill),
            make._here(people.operator),
            "lighting",
            **said,
        )
    window, found = screen(people.operator), []
    for address in (
        "/areas/hodge-hill/categories",
        "/areas/hodge-hill/categories/lighting/edit",
        "/issues/new?area=hodge-hill",
        "/",
        "/issues",
        "/issues/1",
        "/campaigns/1",
        "/campaigns/1/issues",
        "/tasks/1",
        "/events",
        "/events/1",
        *(
            f"/events/1/{page}"
            for page in ("edit", "cancel", "register", "turnout", "sheet")
        ),
        "/me",
        "/areas/hodge-hill",
    ):
        assert window.open(address).ok
        found += complaints(window)
    assert not found, "\n".join(found)


def test_setting_up_an_app_for_codes_and_signing_in_by_one(
    screen: Looks, people: People
) -> None:
    member = screen(people.member)
    hand = Mouse(member)
    member.open("/me/security/app")
    hand.type("Your password", PASSWORD)
    hand.press("Go on")
    member.heading("Add it to your app")
    found = complaints(member, "the app is added")
    secret = member.page.locator("main code").first.inner_text().replace(" ", "")
    hand.type("Code", code(secret))
    hand.press("Ask for it from now on")
    member.heading("Your recovery codes")
    found += complaints(member, "recovery codes")
    again = screen()
    again.open("/login")
    hand = Mouse(again)
    hand.type("E-mail address", people.member.email)
    hand.type("Password", PASSWORD)
    hand.page.locator("main form .button").first.click()
    again.heading("The second step")
    found += complaints(again, "the second step")
    assert not found, "\n".join(found)


def test_what_is_held_about_an_address_by_its_mailed_link(
    screen: Looks, server: Server, people: People
) -> None:
    window = screen()
    window.open("/privacy/address")
    hand = Mouse(window)
    hand.type("E-mail address", "nia@example.org")
    hand.press("Mail me a link")
    assert window.open(mailed(server, "/privacy/address")).ok
    assert not complaints(window)


def test_what_is_reached_by_a_mailed_link_alone(
    screen: Looks, server: Server, make: Maker, people: People
) -> None:
    """One's side of a one-to-one and of an introduction, and what became of an answer,
    for somebody without an account."""
    nia = "nia@example.org"
    for path, said in (
        ("/one-to-ones?with=", {"with": "Nia", "email": nia}),
        ("/introductions?who=", {"who": "Nia", "purpose": "The hall"}),
    ):
        page = server.browser(people.resident).fill(path, said)
        assert page.status == 303, path
    organiser = server.browser(people.organiser)
    organiser.fill(page.location, {"to": nia})
    round_ = make.round(people.hodge_hill, people.organiser)
    at = f"/rounds/{round_.id}"
    organiser.fill(f"{at}/paper", {"answer_1": "Dark roads", "email": nia})
    organiser.fill(f"{at}/themes", {"answer": "1", "title": "Roads"})
    window, found = screen(), []
    for at in ("/one-to-ones/link", "/introductions/link", "/rounds/answer"):
        assert window.open(mailed(server, at)).ok, at
        window.page.evaluate(
            "document.querySelectorAll('main details').forEach(d => d.open = true)"
        )
        found += complaints(window, at)
    assert not found, "\n".join(found)
