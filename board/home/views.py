"""Pages that combine features: front page, an area, my week, search."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, request

from board import clock
from board.accounts.session import current_person, signed_in
from board.activity import queries as activity
from board.areas import joining_queries as joining
from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.db import AnyRow
from board.drawing import today
from board.events import lists as events
from board.figures import large_story_queries
from board.figures import queries as figures
from board.home import coming, operating, queries, week_queries
from board.issues import lists
from board.issues.filters import Filter
from board.notifications import entries
from board.one_to_ones.totals import FEWEST
from board.pages import cached
from board.people import request_queries
from board.playbooks import queries as playbooks
from board.policy import Role
from board.rounds import queries as rounds
from board.tasks import lists as tasks
from board.training import queries as courses

bp = Blueprint("home", __name__)
MOST_NEWS = 5  # on my week


def _topics(kind: str, rows: Iterable[AnyRow]) -> list[str]:
    return [f"{kind}-{row.id}" for row in rows]


@bp.get("/")
def front() -> str:
    newest = lists.listed(Filter(), limit=3).rows
    under_way, wins = cached(queries.newest_campaigns)
    here, words = cached(queries.areas_and_words)
    near, week = coming.this_week(current_person())
    topics = [*_topics("issue", newest), *_topics("campaign", under_way)]
    return render_template(
        "home/front.html",
        live_topics=["issues", *topics],
        areas=here,
        words=words,
        newest=newest,
        wins=wins,
        campaigns=under_way,
        near=near,
        week=week,
    )


@bp.get("/areas/<slug>")
def area(slug: str) -> str:
    here = areas.by_slug(slug)
    person = current_person()
    hands = tasks.open_tasks(person, today(), area=slug, series_once=True, limit=2)[:2]
    role = person.role_in(here.id) if person else None
    given: dict[str, Any] = {
        "area": here,
        "shown": cached(areas.card, here.id),
        "organisers": cached(areas.organisers, here.id),
        "newest": cached(lists.listed, Filter(area=slug), 3).rows,
        "campaigns": cached(campaigns.listed, slug, "", "", 0, 4)[:4],
        "wins": cached(queries.latest_wins, here.id, 1),
        "rounds": cached(rounds.open_in, here.id),
        "events": cached(events.next_of, here.id, today(), 2),
        "hands": hands,
        "dates": tasks.next_dates([row.series_id for row in hands if row.series_id]),
        "role": role,
        "asked": person
        and role in (None, Role.RESIDENT)
        and joining.request_of(here.id, person.id),
        "followed": bool(person and activity.follows(person.id, f"area-{here.id}")),
    }
    live = [
        "issues",
        f"area-{here.id}-cover",
        *_topics("issue", given["newest"]),
        *_topics("task", hands),
    ]
    return render_template("home/area.html", live_topics=live, **given)


@bp.get("/areas/<slug>/story")
def story(slug: str) -> str:
    """The story of an area, and its figures."""
    here = areas.by_slug(slug)
    return render_template(
        "home/story.html",
        area=here,
        story=cached(large_story_queries.story_of, here.id),
        least=FEWEST,
        **cached(figures.figures_of, here.id, today())._asdict(),
        most_wanted=cached(figures.most_wanted, here.id),
    )


@bp.get("/story")
def story_of_all() -> str:
    """The story of the whole board."""
    return render_template(
        "home/story.html",
        story=cached(large_story_queries.story_of),
        least=FEWEST,
        areas=cached(areas.choices),
    )


@bp.get("/me")
def week() -> str:
    """What I took on, what is waiting for me, and what became of what I asked for."""
    person = signed_in()
    now = clock.now()
    organises = person.is_operator or person.organises_somewhere
    found = cached(
        week_queries.week_of, person.id, today(), organises, person.is_operator
    )
    own = week_queries.own_of(person.id)
    stopped = next(iter(own["stopped"]), None)
    events_ahead = [event for event in found["events"] if event.ends_at > now]
    taken, asked = _by_whose_turn(found["tasks"])
    given = _of_others(found) | {
        "mine": week_queries.in_order([*taken, *events_ahead], today()),
        "asked": asked,
        "requests": request_queries.with_things(found["requests"], person),
        "posts": [post for post in found["posts"] if post.author_id == person.id],
        "campaigns": own["campaigns"],
        "answers": found["answers"],
        "waiting": week_queries.waiting_in(own),
        "stopped": stopped,
        "email": stopped and stopped.email,
        "operating": operating.waits_for(person),
        "now": now,
    }
    gathered = entries.gathered(own["news"], MOST_NEWS)
    live = [
        "me",
        *_topics("task", found["tasks"]),
        *_topics("event", events_ahead),
        *_topics("issue", given["posts"]),
        *_topics("campaign", own["campaigns"]),
    ]
    return render_template(
        "home/week.html",
        live_topics=live,
        news=[entries.entry(lines, person) for lines in gathered],
        **given,
    )


def _of_others(found: dict[str, Any]) -> dict[str, Any]:
    """Where one belongs, and what others wait for there."""
    return {
        "homes": found["homes"],
        "asked_areas": found["asked_areas"],
        "to_judge": [post for post in found["posts"] if week_queries.to_judge(post)],
        "to_confirm": found["to_confirm"],
        "desks": [home for home in found["homes"] if home.waiting],
        "cases": next(iter(found.get("cases", ())), None),
        "lacking": found.get("lacking", []),
    }


def _by_whose_turn(claimed: Iterable[AnyRow]) -> tuple[list[AnyRow], list[AnyRow]]:
    """The tasks on which the person has a claim: those that ask nothing of them, and
    those that wait for their answer."""
    taken = []
    asked = []
    for task in claimed:
        if week_queries.waits_for_answer(task):
            asked.append(task)
        else:
            taken.append(task)
    return taken, asked


@bp.get("/search")
def search() -> str:
    q = request.args.get("q", "")[:200]
    kinds = ("issues", "campaigns", "tasks", "courses", "playbooks")
    found: dict[str, Any] = dict.fromkeys(kinds, ())
    if q:
        found = {
            "issues": lists.listed(Filter(q=q), limit=10).rows,
            "campaigns": campaigns.listed(q=q, limit=5)[:5],
            "tasks": tasks.matching(q, current_person()),
            "courses": courses.matching(q),
            "playbooks": playbooks.listed(q, limit=5)[:5],
        }
    return render_template("home/search.html", q=q, **found)
