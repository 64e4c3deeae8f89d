"""The pictures of docs/, taken anew from the demo."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps

from board.config import HOME
from tests.browser.neighbourhood import Neighbourhood
from tests.browser.screen import Screen

FOLDER = HOME / "docs/pictures"
PHONE = (390, 720)
LAPTOP = (720, 640)
A4 = (794, 1122)
INSIDE = (673, 1001)  # its margins
GREY = "#999"
PAPER_WIDTH = 520  # pixels of a sheet as it is shown
QUALITY = 50
SEEN = """() => [...document.images].every(one => one.complete
  || one.getBoundingClientRect().top > innerHeight)"""
Steps = Callable[[Screen], None]


@dataclass(frozen=True)
class Picture:
    """What is seen: as whom, on which page, how large, and after doing what there."""

    path: str
    person: str = "organiser"
    size: tuple[int, int] = PHONE
    steps: Steps = lambda _screen: None


def press(screen: Screen, name: str) -> None:
    """Press the first button of this name."""
    screen.page.get_by_role("button", name=name).first.click()


def at_the_top(screen: Screen, words: str) -> None:
    """Scroll until this stands at the top."""
    screen.sees(words)
    found = screen.page.locator("main").get_by_text(words).first
    found.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 24)")


def look_at_the_choices(screen: Screen) -> None:
    """What a case can be decided by."""
    at_the_top(screen, "What was said about it")


def begin_a_campaign(screen: Screen) -> None:
    """Up to the last step, in which it says how many people are told."""
    for name, words in {
        "title": "Dry homes before Christmas",
        "goal": "Five flats, one wall: all of them have mould.",
        "ask": "Mend the outside walls of Larch, Alder and Rowan House.",
        "decision_maker": "Ann Lee",
    }.items():
        screen.page.fill(f"[name={name}]", words)
    press(screen, "Next: who is told")
    at_the_top(screen, "This tells")


def invite(screen: Screen) -> None:
    """A sheet of twelve codes."""
    screen.page.select_option("[name=number]", "12")
    press(screen, "Make them")
    screen.sees("They are shown this once")
    screen.page.emulate_media(media="print")


def print_it(screen: Screen) -> None:
    """As the printer gets it."""
    screen.page.emulate_media(media="print")


DAMP = "/campaigns/new?area=hodge-hill&issue=25&issue=18&issue=8&issue=5"
PICTURES = {
    "trying-front": Picture("/", "visitor"),
    "trying-post": Picture("/issues/5", "visitor"),
    "trying-week": Picture("/me", "member"),
    "organising-desk": Picture("/areas/hodge-hill/desk", size=LAPTOP),
    "organising-told": Picture(DAMP, steps=begin_a_campaign),
    "organising-door": Picture("/events/5/sheet", size=INSIDE, steps=print_it),
    "moderating-queue": Picture("/moderation"),
    "moderating-case": Picture("/moderation/cases/1", steps=look_at_the_choices),
    "moderating-cover": Picture("/moderation/cases/2/redact"),
    "paper-poster": Picture("/campaigns/2/poster", size=A4, steps=print_it),
    "paper-signing": Picture("/campaigns/2/sign-up-sheet", size=INSIDE, steps=print_it),
    "paper-rota": Picture("/campaigns/2/rota", size=INSIDE, steps=print_it),
    "training-course": Picture("/courses/6"),
    "training-skills": Picture("/courses/6/skills"),
    "training-role": Picture("/roles/1"),
    "training-playbook": Picture("/playbooks/1/use"),
    "moving-invitations": Picture(
        "/areas/hodge-hill/invitations", size=(INSIDE[0], 560), steps=invite
    ),
    "moving-mails": Picture("/me/notifications", "member"),
}


def take_for_docs(
    here: Neighbourhood, screen_of: Callable[[str], Screen], only: list[str]
) -> None:
    """Take them all, or those named; two things are flagged first."""
    here.browser("member").fill(
        "/flag?kind=comment&id=72", {"reason": "abuse", "note": "This is about me."}
    )
    here.browser("resident").fill("/flag?kind=photo&id=10", {"reason": "privacy"})
    for name, picture in PICTURES.items():
        if not only or name in only:
            screen = screen_of(picture.person)
            take(screen, name, picture)
            screen.context.close()


def take(screen: Screen, name: str, picture: Picture) -> None:
    """One of them, as small as a page of text can bear."""
    width, height = picture.size
    screen.page.set_viewport_size({"width": width, "height": height})
    screen.open(picture.path)
    picture.steps(screen)
    screen.page.wait_for_function(SEEN)
    with Image.open(io.BytesIO(screen.page.screenshot())) as seen:
        shown = seen.convert("RGB")
    if width in (A4[0], INSIDE[0]):
        shown = on_a_sheet(shown)
    shown.save(FOLDER / f"{name}.jpg", quality=QUALITY)


def on_a_sheet(printed: Image.Image) -> Image.Image:
    """With the margins a printer leaves, and an edge, smaller than it is."""
    margin = (A4[0] - printed.width) // 2
    sheet = ImageOps.expand(ImageOps.expand(printed, margin, "white"), 1, GREY)
    return ImageOps.contain(sheet, (PAPER_WIDTH, 2 * PAPER_WIDTH))
