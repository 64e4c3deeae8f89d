"""What was decided, over HTTP: about what is mine, and all of it in public."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request

from board.accounts.session import signed_in
from board.areas import queries as areas
from board.forms import row_number
from board.moderation import log_queries, measure_queries, queries
from board.moderation.rules import named

bp = Blueprint("moderation_log", __name__, url_prefix="/moderation")


@bp.get("/mine")
def mine() -> str:
    """What was decided about what is mine, and what keeps me out."""
    me = signed_in().id
    before = row_number(request.args.get("before", ""))
    found = queries.mine(me, before)
    shown = found[: queries.PAGE]
    return render_template(
        "moderation/mine.html",
        measures=[] if before else measure_queries.measures_on(me),
        cases=shown,
        more=shown[-1].id if len(found) > queries.PAGE else 0,
    )


@bp.get("/log")
def log() -> str:
    """What moderators did, for everybody."""
    lines, more = _lines()
    for line in lines:
        line["when"] = datetime.fromisoformat(line["at"])
    names: dict[str, str] = dict(areas.choices())
    return render_template("moderation/log.html", lines=lines, more=more, names=names)


@bp.get("/log.json")
def log_as_data() -> dict[str, Any]:
    lines, more = _lines()
    after = f"/moderation/log.json?before={more}" if more else None
    return {"version": 1, "lines": lines, "next": after}


def _lines() -> tuple[list[dict[str, Any]], int]:
    before = row_number(request.args.get("before", ""))
    found = log_queries.log(before)
    shown = found[:50]
    for line in shown:
        line["rule_words"] = named(line["rule"], line["clause"], line["rules_version"])
    return shown, shown[-1]["id"] if len(found) > len(shown) else 0
