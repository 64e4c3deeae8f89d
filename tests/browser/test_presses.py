"""How few presses and page loads the commonest journeys take on a phone."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.hands import Mouse
from tests.browser.letters import mailed
from tests.browser.screen import Screen
from tests.builders import Maker, People
from tests.conftest import Server
from tests.photos.drawing import drawn

PHONE = {"width": 390, "height": 844}
Opens = Callable[..., Screen]


class Counting(Mouse):
    """Counts presses of links, buttons, folds and boxes, and loads of pages from where
    it starts."""

    def __init__(self, screen: Screen, start: str) -> None:
        super().__init__(screen)
        screen.open(start)
        self.presses, self.loads = 0, 0
        self.page.on("domcontentloaded", self._load)

    def _load(self, *_page: object) -> None:
        self.loads += 1

    def _use(self, thing: Locator, key: str) -> None:
        self.presses += 1
        super()._use(thing, key)


def test_a_post_with_a_picture_takes_two_presses_and_two_loads(
    screen: Opens, people: People, tmp_path: Path
) -> None:
    picture = tmp_path / "lamp.jpg"
    picture.write_bytes(drawn())
    nadia = Counting(screen(people.resident, viewport=PHONE), "/issues")
    nadia.follow("Say something")
    nadia.heading("Say what is wrong")
    nadia.type("In a few words", "The lamp is out")
    nadia.type("What is wrong, or what", "Since March.")
    nadia.pick("Which area", "Hodge Hill")
    nadia.pick("Which of these is it about?", "Street lighting")
    nadia.page.locator("input[type=file]").set_input_files(picture)
    button = nadia.page.get_by_role("button", name="Post it").bounding_box()
    nadia.press("Post it")
    nadia.heading("The lamp is out")
    nadia.sees("Your post is published.")
    assert (nadia.presses, nadia.loads) == (2, 2)
    assert button is not None
    assert button["y"] + button["height"] <= 2 * PHONE["height"]


def test_being_counted_in_by_mail_takes_two_presses_and_one_in_the_mail(
    screen: Opens, people: People, make: Maker, server: Server
) -> None:
    issue = make.issue(people.resident)
    sam = Counting(screen(viewport=PHONE), f"/issues/{issue.id}")
    sam.follow("Count me in")
    sam.type("Your name", "Sam Stone")
    sam.type("E-mail", "sam@example.org")
    sam.press("Send me the link")
    sam.heading("Check your e-mail")
    assert (sam.presses, sam.loads) == (2, 2)
    sam.screen.open(mailed(server, "/issues/second"))
    sam.press("Count me in")
    sam.sees("You are counted in, and will hear what becomes of it.")
    assert sam.presses == 3


def test_three_posts_become_a_campaign_with_two_tasks_in_six_loads(
    screen: Opens, people: People, make: Maker
) -> None:
    titles = ["Lamp one is out", "Lamp two is out", "Lamp three is out"]
    for title in titles:
        make.issue(people.resident, title=title)
    olu = Counting(screen(people.organiser, viewport=PHONE), "/issues")
    for title in titles:
        olu.tick(f"Pick for a campaign: {title}")
    olu.press("Start a campaign from those you picked")
    olu.type("What do you call it?", "Light the lane")
    olu.type("What do you want to change?", "Every lamp lit.")
    olu.press("Next: who is told")
    olu.press("Publish and tell")
    olu.heading("Light the lane")
    olu.unfold("For organisers")
    olu.follow("Plan a task")
    fill_in_a_shift(olu, "Count lamps", "2031-10-01")
    olu.press("Publish and plan another")
    olu.sees("The task is published.")
    fill_in_a_shift(olu, "Ring the council", "2031-10-02")
    olu.press("Publish")
    olu.heading("Ring the council")
    assert olu.presses <= 14, olu.presses
    assert olu.loads <= 6, olu.loads


def fill_in_a_shift(olu: Counting, title: str, day: str) -> None:
    olu.type("What is to be done?", title)
    olu.type("Where?", "The lane")
    olu.type("It starts", f"{day}T10:00")
    olu.type("It ends", f"{day}T12:00")


def test_a_task_is_taken_by_one_press(
    screen: Opens, people: People, make: Maker
) -> None:
    task = make.task(
        make.campaign(people.organiser), people.organiser, title="Count lamps"
    )
    ana = Counting(screen(people.member, viewport=PHONE), f"/tasks/{task.id}")
    ana.press("I’ll do it")
    ana.sees("You have a place.")
    assert (ana.presses, ana.loads) == (1, 0)
