"""People who write at once and keep books: what they sent, what was acknowledged, and
what came back instead."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count, cycle
from typing import Any, Self

from board.accounts.models import Person
from board.activity.models import Activity
from board.forms import new_key
from board.issues import verbs as issue_verbs
from board.issues.models import Comment, Issue, Second
from board.tasks import verbs as task_verbs
from board.tasks.claim_models import Claim
from tests.builders import Maker, People, Rows, Things
from tests.conftest import Server
from tests.pages import Page, over_http
from tests.waiting import SOON, soon

AGAIN = 0.1  # seconds after which one that was not taken is sent again
PATIENT = (503, 507)  # come back in a while


@dataclass
class Writer:
    """One person, who sends one thing after the other, each again and again until it is
    acknowledged."""

    crowd: "Crowd"
    person: Person
    numbers: count = field(default_factory=count)  # type: ignore[type-arg]
    # by their one-time key
    forms: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    # acknowledged key → where it led
    kept: dict[str, str] = field(default_factory=dict)
    seconded: set[int] = field(default_factory=set)
    # claims and releases that were acknowledged
    taken: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)  # and those nobody answered

    def __post_init__(self) -> None:
        self.browser = self.crowd.server.browser(self.person)
        self.browser.token()

    def work(self) -> None:
        """Until the crowd goes home."""
        acts = cycle([self.comment, self.claim, self.post, self.second, self.release])
        while not self.crowd.home.is_set():
            next(acts)()

    @property
    def texts(self) -> list[str]:
        """The titles and comments that were acknowledged."""
        forms = [self.forms[key][1] for key in list(self.kept)]
        return [said.get("title") or said["body"] for said in forms]

    def read(self) -> None:
        """Until the crowd goes home, somebody looks at what all see, and at
        their own."""
        pages = cycle(
            ["/issues", f"/issues/{self.crowd.issue.id}", "/me", "/notifications"]
        )
        while not self.crowd.home.is_set():
            self.send(next(pages), None, 200)
            time.sleep(AGAIN / 2)

    def send(self, url: str, values: dict[str, Any] | None, *fine: int) -> Page | None:
        """Send a form, or look at a page where there are no values.

        What else comes than a fine answer, or a 503 or 507 that says how long to wait,
        is odd.
        """
        try:
            page = (
                self.browser.post(url, values)
                if values is not None
                else self.browser.get(url)
            )
        except (OSError, HTTPException):
            self.browser.send = over_http("127.0.0.1", self.crowd.server.port)
            self.crowd.answers["none"] += 1
            time.sleep(AGAIN)
            return None
        self.crowd.answers[str(page.status)] += 1
        if page.status in PATIENT and page.headers.get("retry-after"):
            time.sleep(AGAIN)
            return None
        if page.status not in fine:
            self.crowd.odd.append(f"{page.status} from {url}: {page.h1}")
        return page

    def once(self, url: str, **values: Any) -> None:
        """A form with a one-time key; when nobody answers, the one before is sent again
        as well."""
        key = new_key()
        self.forms[key] = (url, values | {"once": key})
        before = next(reversed(self.kept), None)
        while not (page := self.send(*self.forms[key], 303)):
            if self.crowd.home.is_set():
                return
            if before and (again := self.send(*self.forms[before], 303)):
                assert again.location == self.kept[before], (
                    "sent again, it led elsewhere"
                )
        self.kept[key] = page.location

    def comment(self) -> None:
        """Words long enough to fill a disk."""
        body = (f"{self.person.name}, {next(self.numbers)}. ") + " ".join(
            ["The lamp is dark again."] * 100
        )
        self.once(f"/issues/{self.crowd.issue.id}/comments", body=body)

    def post(self) -> None:
        """A post, though there are others like it."""
        said = {
            "kind": "problem",
            "category": "lighting",
            "area": "hodge-hill",
            "different": "1",
        }
        self.once(
            "/issues/new",
            title=(f"{self.person.name}, {next(self.numbers)}"),
            body="Since March.",
            **said,
        )

    def second(self) -> None:
        """Me too, to the newest post of the next one."""
        other = self.crowd.writers[self.crowd.writers.index(self) - 1]
        posts = [
            at
            for at in list(other.kept.values())
            if at != f"/issues/{self.crowd.issue.id}"
        ]
        if posts and self.send(f"{posts[-1]}/second", {}, 303):
            self.seconded.add(int(posts[-1].rpartition("/")[2]))

    def claim(self) -> None:
        """One of the few places, perhaps."""
        self.press("claim")

    def release(self) -> None:
        """And back, if there was one."""
        self.press("release")

    def press(self, verb: str) -> None:
        """A button of the task; 409 where others were first."""
        page = self.send(f"/tasks/{self.crowd.task.id}/{verb}", {}, 303, 409)
        (self.unsure if page is None else self.taken)[verb] += int(
            page is None or page.status == 303
        )


class Crowd:
    """Four who write and one who reads while the block lasts; then their books are
    compared with the tables."""

    def __init__(
        self, server: Server, make: Maker, rows: Rows, people: People, things: Things
    ) -> None:
        self.server, self.rows, self.issue = server, rows, things.other
        self.task = make.task(
            make.campaign(people.organiser), people.organiser, places=2
        )
        self.home = threading.Event()
        self.answers: Counter[str] = Counter()
        self.odd: list[str] = []
        members = [make.person(f"Writer {n}", area=people.hodge_hill) for n in range(5)]
        *self.writers, self.reader = [Writer(self, member) for member in members]
        self.threads = [threading.Thread(target=writer.work) for writer in self.writers]
        self.threads.append(threading.Thread(target=self.reader.read))

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.home.set()
        for thread in self.threads:
            thread.join(SOON)

    @property
    def acknowledged(self) -> int:
        """How many writes were."""
        return sum(
            len(w.kept) + len(w.seconded) + w.taken.total() for w in self.writers
        )

    def goes_on(self) -> float:
        """Something is acknowledged that was not sent yet; how many seconds
        that took."""
        before = len(self.writers[0].forms)
        return soon(
            lambda: len(self.writers[0].forms) > before + 1,
            (f"nobody writes any more: {self.answers}"),
        )

    def check(self) -> None:
        """Nothing that was acknowledged is lost, nothing stands twice, and nobody met
        an error that is none."""
        assert not self.odd, "\n".join(self.odd)
        stands = Counter(row.body for row in self.rows.all(Comment))
        posts = {row.title: f"/issues/{row.id}" for row in self.rows.all(Issue)}
        stands.update(row.title for row in self.rows.all(Issue))
        for writer in self.writers:
            for key, (url, said) in writer.forms.items():
                text = said.get("title") or said["body"]
                assert stands[text] == 1 or (
                    key not in writer.kept and not stands[text]
                ), f"{stands[text]} of {text}"
                assert key not in writer.kept or writer.kept[key] == posts.get(
                    text, url.removesuffix("/comments")
                )
            seconded = {
                row.issue_id
                for row in self.rows.all(Second, person_id=writer.person.id)
            }
            assert writer.seconded <= seconded
            for verb, line in (
                ("claim", task_verbs.CLAIMED),
                ("release", task_verbs.RELEASED),
            ):
                done = self.rows.count(Activity, verb=line, actor_id=writer.person.id)
                assert 0 <= done - writer.taken[verb] <= writer.unsure[verb]
        assert (
            self.rows.count(Claim, task_id=self.task.id)
            == self.rows.count(Activity, verb=task_verbs.CLAIMED) - 2
        )
        lines = self.rows.count(
            Activity, verb=issue_verbs.COMMENTED, subject_id=self.issue.id
        )
        assert lines == self.rows.count(Comment, issue_id=self.issue.id)
        assert lines == self.rows.get(Issue, self.issue.id).comment_count
        assert self.acknowledged
