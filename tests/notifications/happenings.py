"""What can happen in a season, each time to a thing of its own, and by simple rules who
is to hear of it and who may read it then. Each is prepared before it happens."""

from collections.abc import Callable, Iterator
from typing import Any

from board.accounts.models import Person
from board.activity.verbs import Kind
from board.issues.models import Issue, State
from board.moderation import flag_actions
from board.moderation.finding import find
from board.moderation.models import Case
from board.policy import Role
from board.tasks.models import Task
from tests.builders import Rows
from tests.notifications.season import News, Season

Happening = Iterator[News | None]  # None once it is prepared


class Happenings:
    """All kinds of news in turn, each round in another order."""

    def __init__(self, season: Season, rows: Rows) -> None:
        self.season, self.rows = season, rows
        self.make, self.people = season.make, season.people
        self.chance, self.organiser = season.chance, season.organiser
        self.kinds = self._in_turn()
        self._prepare()

    def happen(self) -> None:
        """What was prepared happens, and the next is prepared."""
        news = next(self.prepared)
        assert news
        self.season.news.append(news)
        self._prepare()

    def _prepare(self) -> None:
        self.prepared = next(self.kinds)(f"Thing {len(self.season.news):03}")
        next(self.prepared)

    def _in_turn(self) -> Iterator[Callable[[str], Happening]]:
        all_kinds = [self.posted, self.settled, self.commented, self.said_on_task]
        all_kinds += [self.taken, self.to_join, self.asked, self.called_off]
        all_kinds += [self.flagged]
        while True:
            yield from self.chance.sample(all_kinds, len(all_kinds))

    def _news(
        self, kind: Kind, hearers: list[Person], thing: Any, *marks: str, **more: Any
    ) -> News:
        """By itself everybody may read it until it is hidden."""
        ids = {person.id for person in hearers}
        news = News(kind, marks, ids, lambda _: not news.hidden, thing, **more)
        return news

    def posted(self, title: str) -> Happening:
        """In a place that some follow: they hear, but for who posted."""
        place = self.make.area(title.replace("Thing", "Place"))
        poster, *some = self.season.some(6)
        for person in (poster, *some):
            self.make.follow(f"area-{place.id}", person)
        yield None
        post = self.make.issue(poster, place, title=title)
        yield self._news(Kind.AROUND, some, post, f"Somebody posted: {title}")

    def _post(self, title: str, poster: Person, *others: Person) -> Issue:
        """One that others follow, too."""
        place = self.people.ward_end  # where nobody hears of every post
        post = self.make.issue(poster, place, title=title)
        for person in others:
            self.make.follow(f"issue-{post.id}", person)
        return post

    def settled(self, title: str) -> Happening:
        """Who posted and who follows hear."""
        some = self.season.some(4)
        post = self._post(title, *some)
        yield None
        by = self.people.elsewhere
        self.make.state(post, by, State.LOOKED_AT, "We see to it.")
        yield self._news(Kind.SAID, some, post, f"The status has changed: {title}")

    def commented(self, title: str) -> Happening:
        """As before, but for who comments."""
        by, *some = self.season.some(5)
        post = self._post(title, *some, by)
        yield None
        self.make.comment(post, by)
        yield self._news(Kind.TALK, some, post, f"commented on {title}")

    def _task(self, title: str) -> Task:
        campaign = self.make.campaign(self.organiser, title="Light the lane")
        return self.make.task(campaign, self.organiser, title=title, places=9)

    def _take(self, task: Task, *some: Person) -> None:
        self.make.claim(task, *some)
        self.season.on.setdefault(task.id, set()).update(one.id for one in some)

    def said_on_task(self, title: str) -> Happening:
        """Who is on the task reads it: members what all say, others only organisers'
        words. Who organises reads all."""
        task, some = self._task(title), self.season.some(4)
        self._take(task, *some)
        yield None
        on_it = [one for one in some if one.id in self.season.on[task.id]]
        by = self.chance.choice([self.organiser, *on_it])
        self.make.say(task, by)

        def may(who: int) -> bool:
            season = self.season
            by_organiser = season.role[by.id] == Role.ORGANISER
            reads = season.belongs(who) or (by_organiser and who not in season.out)
            return season.organises(who) or (who in season.on[task.id] and reads)

        hear = [one for one in on_it if one is not by and may(one.id)]
        marks = (f"wrote to those on {title}", f"on a task with you wrote: {title}")
        yield News(Kind.TALK, marks, {one.id for one in hear}, may, task, by)

    def taken(self, title: str) -> Happening:
        """Who planned the task or follows it hears, and members who it was."""
        by, *some = self.season.some(5)
        task = self._task(title)
        for person in some:
            self.make.follow(f"task-{task.id}", person)
        yield None
        self._take(task, by)
        marks = (f"took a place on {title}", f"took a place on a task: {title}")
        hear = [self.organiser, *some]
        yield self._news(Kind.DOING, hear, task, *marks, by=by)

    def to_join(self, title: str) -> Happening:
        """Who follows the campaign hears."""
        some = self.season.some(4)
        campaign = self.make.campaign(self.organiser, title="Light the lane")
        for person in some:
            self.make.follow(f"campaign-{campaign.id}", person)
        yield None
        task = self.make.task(campaign, self.organiser, title=title)
        mark = f"There is something to do: {title}"
        yield self._news(Kind.TO_JOIN, some, task, mark)

    def asked(self, title: str) -> Happening:
        """Organisers hear, but for who asks; and only while they are."""
        (by,) = self.season.some(1)
        task = self._task(title)
        yield None
        self.make.ask(task, by, private=self.chance.random() < 0.5)
        mark = f"Somebody asks a question: {title}"
        yield self._to_organisers(Kind.ANSWER, task, mark, but=by.id)

    def flagged(self, title: str) -> Happening:
        """The organisers of the area hear."""
        by, poster = self.season.some(2)
        post = self.make.issue(poster, title=title)
        yield None
        with self.make.writing():
            flag_actions.flag(find("issue", post.id), by, reason="abuse")
        at = f"/moderation/cases/{self.rows.all(Case)[-1].id}\n"
        yield self._to_organisers(Kind.ORGANISING, post, at)

    def _to_organisers(self, kind: Kind, thing: Any, mark: str, but: int = 0) -> News:
        hearers = set(filter(self.season.organises, self.season.everybody)) - {but}
        return News(kind, (mark,), hearers, self.season.organises, thing)

    def called_off(self, title: str) -> Happening:
        """Everybody on the list has a letter at once."""
        here = self.people.hodge_hill
        event = self.make.event(here, self.organiser, title=title, days=400)
        some = self.season.some(4)
        self.make.attend(event, *some)
        yield None
        self.make.cancel(event, self.organiser)
        marks = (f"Called off: {title}", f"It was called off: {title}")
        yield self._news(Kind.ANSWER, some, event, *marks, has_own_letter=True)
