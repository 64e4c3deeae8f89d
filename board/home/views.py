"""Pages that combine features: front page, an area, my week, search."""

from typing import Any

from flask import Blueprint, render_template, request

from board import clock
from board.accounts.session import current_person, signed_in
from board.activity import queries as activity
from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.drawing import today
from board.events import lists as events
from board.figures import queries as figures
from board.home import lists as mine
from board.home import queries
from board.issues import lists
from board.pages import cached
from board.tasks import lists as tasks

bp = Blueprint("home", __name__)


@bp.get("/")
def front() -> str:
    given: dict[str, Any] = {
        "areas": areas.all_areas(),
        "newest": lists.listed(lists.Filter(), limit=6).rows,
        "wins": queries.latest_wins(),
        "hands": tasks.open_tasks(current_person(), today(), limit=3)[:3],
    }
    live = [
        "issues",
        *(f"issue-{row.id}" for row in given["newest"]),
        *(f"task-{row.id}" for row in given["hands"]),
    ]
    return render_template("home/front.html", live_topics=live, **given)


@bp.get("/areas/<slug>")
def area(slug: str) -> str:
    here = areas.by_slug(slug)
    person = current_person()
    given: dict[str, Any] = {
        "area": here,
        "counts": cached(queries.open_counts, here.id),
        "organisers": cached(areas.organisers, here.id),
        "newest": cached(lists.listed, lists.Filter(area=slug), 5).rows,
        "campaigns": cached(campaigns.listed, slug, "", "", 0, 4)[:4],
        "wins": cached(queries.latest_wins, here.id),
        "months": cached(figures.months, here.id, today()),
        "by_category": cached(figures.by_category, here.id),
        "most_wanted": cached(figures.most_wanted, here.id),
        "events": cached(events.next_of, here.id, today()),
        "hands": tasks.open_tasks(person, today(), area=slug, limit=4)[:4],
        "role": person.role_in(here.id) if person else None,
        "followed": bool(person and activity.follows(person.id, f"area-{here.id}")),
    }
    rows = [
        *(f"issue-{r.id}" for r in given["newest"]),
        *(f"campaign-{r.id}" for r in given["campaigns"]),
    ]
    live = ["issues", *rows, *(f"task-{row.id}" for row in given["hands"])]
    return render_template("home/area.html", live_topics=live, **given)


@bp.get("/me")
def week() -> str:
    """What I took on, what is waiting for me, and what became of what I asked for."""
    person = signed_in()
    tends = person.is_operator or person.organises_somewhere
    here = cached(mine.week_of, person.id, today(), tends, person.is_operator)
    held, posts, now = here["held"], here["posts"], clock.now()
    going = [event for event in here["going"] if event.ends_at > now]
    given: dict[str, Any] = {
        "homes": here["homes"],
        "mine": mine.in_order(
            [*(task for task in held if not mine.asks(task)), *going], today()
        ),
        "asked": [task for task in held if mine.asks(task)],
        "to_judge": [post for post in posts if mine.to_judge(post)],
        "to_confirm": here["to_confirm"],
        "desks": [home for home in here["homes"] if home.waiting],
        "posts": [post for post in posts if post.author_id == person.id],
        "lacking": here.get("lacking", []),
        "now": now,
        **mine.own_of(person.id),
    }
    shown = {
        "task": held,
        "event": going,
        "issue": given["posts"],
        "campaign": given["campaigns"],
    }
    live = ["me", *(f"{kind}-{row.id}" for kind, rows in shown.items() for row in rows)]
    return render_template("home/week.html", live_topics=live, **given)


@bp.get("/search")
def search() -> str:
    q = request.args.get("q", "")[:200]
    given = {
        "q": q,
        "issues": lists.listed(lists.Filter(q=q), limit=10).rows if q else [],
        "campaigns": campaigns.listed(q=q, limit=5)[:5] if q else [],
        "tasks": tasks.matching(q, current_person()) if q else [],
    }
    return render_template("home/search.html", **given)
