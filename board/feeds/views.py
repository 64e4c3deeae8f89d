"""What the lists show as feeds, tables and pins: with the same filters, and nothing a
visitor does not see."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

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
from board.tasks.list_views import wanted as wanted_tasks
from board.urls import with_args

bp = Blueprint("feeds", __name__)
NEWEST = 50  # entries of a feed
MOST = 5000  # rows of a table
T = TypeVar("T")


def _query_string() -> str:
    return f"?{request.query_string.decode()}" if request.query_string else ""


def _atom(title: str, page: str, listed: Sequence[Entry]) -> Response:
    site_name = current_app.config["BOARD"].site_name
    own = full(request.path + _query_string())
    body = atom.feed(f"{title} · {site_name}", own, full(page), listed)
    return make_response(body, {"Content-Type": "application/atom+xml; charset=utf-8"})


def _newest_first(lines: Sequence[T]) -> Sequence[T]:
    """The last lines of a thread, as many as a feed has."""
    return lines[: -NEWEST - 1 : -1]


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
    found_issues = lists.listed(Filter(area=slug), NEWEST).rows
    found_campaigns = campaigns.listed(area=slug, limit=NEWEST)
    both = [*entries.issues(found_issues), *entries.campaigns(found_campaigns)]
    both.sort(key=lambda entry: entry.published, reverse=True)
    return _atom(here.name, f"/areas/{slug}", both[:NEWEST])


@bp.get("/issues/<int:issue_id>.atom")
def issue_atom(issue_id: int) -> Response:
    row = issues.shown(issue_id, None)
    titles = {found.id: found.title for found in campaigns.of_issue(issue_id)}
    lines = _newest_first(thread_queries.thread(issue_id))
    listed = [entries.line(row, line, titles) for line in lines]
    return _atom(row.title, f"/issues/{issue_id}", listed)


@bp.get("/campaigns/<int:campaign_id>.atom")
def campaign_atom(campaign_id: int) -> Response:
    row = campaigns.card(campaign_id)
    listed = entries.news(row, campaign_threads.thread(campaign_id))
    return _atom(row.title, f"/campaigns/{campaign_id}", _newest_first(listed))


def _link_to_more(following: str) -> dict[str, str]:
    """The header that leads to the rows after these."""
    if not following:
        return {}
    address = full(with_args(after=following))
    return {"Link": f'<{address}>; rel="next"'}


def _table(
    name: str, columns: list[str], lines: Iterator[Mapping[str, Any]], following: str
) -> Response:
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    headers |= _link_to_more(following)
    return make_response(spreadsheet.table(columns, lines), headers)


@bp.get("/issues.csv")
def issues_csv() -> Response:
    page = lists.listed(wanted_issues(), MOST, whole=True)
    rows = map(exports.issue_row, page.rows)
    return _table("issues", exports.ISSUE_COLUMNS, rows, page.next)


@bp.get("/tasks.csv")
def tasks_csv() -> Response:
    chosen, _when = wanted_tasks()
    found = tasks.open_tasks(None, today(), **chosen, limit=MOST)
    following = ""
    if len(found) > MOST:
        last = found[MOST - 1]
        following = f"{last.last_day}.{last.id}"
    rows = map(exports.task_row, islice(found, MOST))
    return _table("tasks", exports.TASK_COLUMNS, rows, following)


@bp.get("/issues.geojson")
def issues_geojson() -> Response:
    page = lists.listed(wanted_issues(), MOST, placed=True)
    found = {
        "type": "FeatureCollection",
        "features": [exports.pin(row) for row in page.rows],
    }
    headers = {"Content-Type": "application/geo+json"} | _link_to_more(page.next)
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return make_response(body, headers)
