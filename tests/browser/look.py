"""Pictures of the main pages, to judge by eye: `python -m tests.browser.look [folder]
[only these pages …]`; with `readme` as the folder, the two of the README anew, with
`docs` those of docs/.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import find
from tests.browser.look_docs import SEEN, take_for_docs
from tests.browser.neighbourhood import neighbourhood
from tests.browser.screen import Screen

PAGES = {
    "front": ("/", "visitor member"),
    "issues": ("/issues", "visitor member"),
    "issue": ("/issues/{issue}", "visitor member organiser"),
    "new-issue": ("/issues/new", "member"),
    "campaigns": ("/campaigns", "visitor"),
    "campaign": ("/campaigns/{campaign}", "visitor organiser"),
    "new-campaign": ("/campaigns/new", "organiser"),
    "tasks": ("/tasks", "visitor member"),
    "task": ("/tasks/{task}", "member organiser"),
    "areas": ("/areas", "visitor"),
    "area": ("/areas/hodge-hill", "visitor member"),
    "categories": ("/areas/hodge-hill/categories", "operator"),
    "category": ("/areas/hodge-hill/categories/noise/edit", "operator"),
    "week": ("/me", "member resident operator"),
    "events": ("/events", "visitor"),
    "event": ("/events/{event}", "visitor member"),
    "desk": ("/areas/hodge-hill/desk", "organiser"),
    "follows": ("/me/follows", "member"),
    "map": ("/issues?view=map", "visitor"),
    "tell-news": ("/campaigns/{campaign}/updates", "organiser"),
    "brief": ("/campaigns/{campaign}/brief", "organiser"),
    "poster": ("/campaigns/{campaign}/poster", "organiser"),
    "news": ("/notifications", "resident"),
    "search": ("/search?q=lamp", "visitor"),
    "login": ("/login", "visitor"),
    "register": ("/register", "visitor"),
    "missing": ("/issues/99999", "visitor"),
}
WIDTHS = (320, 390, 1280)
README = {"issues": "/issues", "campaign": "/campaigns/3"}
NAME = "board.example.org"  # what stands on paper, and leads nowhere but here
PICTURES = Path(__file__).parent / "pictures"
THINGS = {
    "issue": "/issues?sort=seconded",
    "campaign": "/campaigns?area=hodge-hill",
    "task": "/tasks",
    "event": "/events?area=hodge-hill",
}


def main(folder: str, only: list[str]) -> None:
    """Take them all, or those named."""
    with (
        tempfile.TemporaryDirectory() as instance,
        neighbourhood(Path(instance), Path(instance), NAME) as here,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=find.installed(), args=words(here.port)
        ) as chromium,
    ):
        if folder == "readme":
            take_for_readme(Screen(chromium, f"http://{NAME}"))
            return

        def screen_of(person: str) -> Screen:
            cookie = here.cookies.get(person, "")
            at = f"http://{NAME}"
            return Screen(chromium, at, cookie, reduced_motion="reduce")

        if folder == "docs":
            take_for_docs(here, screen_of, only)
            return
        for person in ("visitor", *here.cookies):
            screen = screen_of(person)
            for name, (path, seen_by) in PAGES.items():
                if person in seen_by.split() and (not only or name in only):
                    take(screen, Path(folder), f"{name}-{{}}-{person}.png", path)
            screen.context.close()


def words(port: int) -> list[str]:
    """How the browser is started, so that the name leads to the server."""
    return [*find.words(), f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{port}"]


def take_for_readme(screen: Screen) -> None:
    """The top of a list and of a campaign, as a visitor sees them."""
    screen.page.set_viewport_size({"width": 1100, "height": 900})
    for name, path in README.items():
        screen.open(path)
        screen.page.wait_for_function(SEEN)
        file = PICTURES / f"{name}.jpg"
        screen.page.screenshot(path=file, type="jpeg", quality=80)


def take(screen: Screen, folder: Path, name: str, path: str) -> None:
    """One page at each width and in each scheme."""
    for kind, listed in THINGS.items():
        if f"{{{kind}}}" in path:
            screen.open(listed)
            first = screen.page.locator(f"#list a[href*='/{kind}s/']").first
            path = path.replace(
                f"/{kind}s/{{{kind}}}", first.get_attribute("href") or ""
            )
    screen.open(path)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            screen.page.set_viewport_size({"width": width, "height": 844})
            screen.page.emulate_media(color_scheme=scheme)
            screen.page.screenshot(
                path=folder / name.format(f"{width}-{scheme}"), full_page=True
            )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "looks", sys.argv[2:])
