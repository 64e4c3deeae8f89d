"""What the lists show as feeds, tables and pins: with the same filters, and nothing a
visitor does not see."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from flask import Blueprint, current_app, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.campaigns import thread_queries as campaign_threads
from board.campaigns.views import wanted as wanted_campaigns
from board.drawing import full, today
from board.feeds import atom, entries, exports, spreadsheet
from board.feeds.atom import Entry
from board.issues import lists, thread_queries
from board.issues import queries as issues
from board.issues.filters import Filter
from board.issues.list_views import wanted as wanted_issues
from board.pages import cached
from board.tasks import lists as tasks
from board.tasks.views import wanted as wanted_tasks
from board.urls import with_args

bp = Blueprint("feeds", __name__)
NEWEST, MOST = 50, 5000  # entries of a feed, rows of a table


def _query_string() -> str:
    return f"?{request.query_string.decode()}" if request.query_string else ""


def _atom(title: str, page: str, listed: list[Entry]) -> Response:
    named = f"{title} · {current_app.config['BOARD'].site_name}"
    body = atom.feed(named, full(request.path + _query_string()), full(page), listed)
    return make_response(body, {"Content-Type": "application/atom+xml; charset=utf-8"})


@bp.get("/issues.atom")
def issues_atom() -> Response:
    page = cached(lists.listed, wanted_issues(), NEWEST)
    return _atom(
        _("What people say"),
        f"/issues{_query_string()}",
        list(entries.issues(page.rows)),
    )


@bp.get("/campaigns.atom")
def campaigns_atom() -> Response:
    chosen = wanted_campaigns()
    found = campaigns.listed(**chosen, limit=NEWEST)[:NEWEST]
    return _atom(
        _("What we are doing about it"),
        f"/campaigns{_query_string()}",
        list(entries.campaigns(found)),
    )


@bp.get("/areas/<slug>.atom")
def area_atom(slug: str) -> Response:
    here = areas.by_slug(slug)
    posted = entries.issues(lists.listed(Filter(area=slug), NEWEST).rows)
    done = entries.campaigns(campaigns.listed(area=slug, limit=NEWEST))
    both = sorted([*posted, *done], key=lambda entry: entry.published, reverse=True)
    return _atom(here.name, f"/areas/{slug}", both[:NEWEST])


@bp.get("/issues/<int:issue_id>.atom")
def issue_atom(issue_id: int) -> Response:
    row = issues.shown(issue_id, None)
    titles = {found.id: found.title for found in campaigns.of_issue(issue_id)}
    lines = thread_queries.thread(issue_id)[: -NEWEST - 1 : -1]
    return _atom(
        row.title,
        f"/issues/{issue_id}",
        [entries.line(row, line, titles) for line in lines],
    )


@bp.get("/campaigns/<int:campaign_id>.atom")
def campaign_atom(campaign_id: int) -> Response:
    row = campaigns.card(campaign_id)
    thread = entries.news(row, campaign_threads.thread(campaign_id))
    return _atom(row.title, f"/campaigns/{campaign_id}", thread[: -NEWEST - 1 : -1])


def _bounded(following: str) -> dict[str, str]:
    """The header that leads to the rows after these."""
    return (
        {"Link": (f'<{full(with_args(after=following))}>; rel="next"')}
        if following
        else {}
    )


def _table(
    name: str, columns: list[str], lines: Iterator[Mapping[str, Any]], following: str
) -> Response:
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    return make_response(
        spreadsheet.table(columns, lines), headers | _bounded(following)
    )


@bp.get("/issues.csv")
def issues_csv() -> Response:
    page = lists.listed(wanted_issues(), MOST, whole=True)
    return _table(
        "issues", exports.ISSUE_COLUMNS, map(exports.issue_row, page.rows), page.next
    )


@bp.get("/tasks.csv")
def tasks_csv() -> Response:
    chosen, _when = wanted_tasks()
    found = tasks.open_tasks(None, today(), **chosen, limit=MOST)
    following = (
        f"{found[MOST - 1].last_day}.{found[MOST - 1].id}" if len(found) > MOST else ""
    )
    return _table(
        "tasks",
        exports.TASK_COLUMNS,
        map(exports.task_row, islice(found, MOST)),
        following,
    )


@bp.get("/issues.geojson")
def issues_geojson() -> Response:
    page = lists.listed(wanted_issues(), MOST, placed=True)
    found = {
        "type": "FeatureCollection",
        "features": [exports.pin(row) for row in page.rows],
    }
    headers = {"Content-Type": "application/geo+json"} | _bounded(page.next)
    return make_response(
        json.dumps(found, ensure_ascii=False, separators=(",", ":")), headers
    )
