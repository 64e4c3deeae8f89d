"""The issues of the demo, from posting to what came of them."""

from datetime import timedelta

from board.activity.actions import follow
from board.demo.drawn import picture_of
from board.demo.neighbourhood import Entry, Neighbourhood
from board.issues import actions as issues
from board.issues import (
    comment_actions,
    outcome_actions,
    second_actions,
    state_actions,
)
from board.issues.models import State
from board.issues.outcome_models import Says

FIELDS = ("title", "category", "kind", "place", "latitude", "longitude", "show_name")


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule all that happens to one issue."""
    key = entry["key"]
    closed = entry.get("closed_days_ago", 0)
    here.schedule_ago(entry["days_ago"], _post, entry)
    _schedule_seconds(here, entry, closed)
    for comment in entry["comments"]:
        here.schedule_ago(comment["days_ago"], _comment, key, comment)
    if "state" in entry:
        here.schedule_ago(closed, _close, entry)
    for verdict in entry.get("verdicts", []):
        here.schedule_ago(verdict["days_ago"], _answer, key, verdict)
    for step in entry.get("next", []):
        here.schedule_ago(step["days_ago"], _set_next, key, step)


def _schedule_seconds(here: Neighbourhood, entry: Entry, closed: float) -> None:
    """Most second it within days, some weeks later, nobody after it was closed."""
    posted = entry["days_ago"]
    names = entry["seconded_by"]
    for number, name in enumerate(names, 1):
        share = number / (len(names) + 1)
        later = min(posted - closed, 30) * share**1.5
        here.schedule_ago(posted - later, _second, entry["key"], name)


def _post(here: Neighbourhood, entry: Entry) -> None:
    """Post it as its author, and let others follow it."""
    fields: Entry = {name: entry.get(name) for name in FIELDS}
    fields["body"] = entry["body"].strip()
    author = here.people[entry["author"]]
    area = here.areas[entry["area"]]
    picture = picture_of(entry)
    pictures = [picture] if picture else []
    issue = issues.post(author, area_id=area.id, pictures=pictures, **fields)
    here.issues[entry["key"]] = issue
    for name in entry.get("followed_by", []):
        follow(f"issue-{issue.id}", here.people[name])


def _second(here: Neighbourhood, key: str, name: str) -> None:
    """Let one person second it."""
    second_actions.second(here.issues[key].id, here.people[name])


def _comment(here: Neighbourhood, key: str, comment: Entry) -> None:
    """Write a comment below it."""
    by = here.people[comment["by"]]
    comment_actions.comment(here.issues[key], by, body=comment["body"].strip())


def _close(here: Neighbourhood, entry: Entry) -> None:
    """Close it as an organiser did, with the reason."""
    state_actions.set_state(
        here.issues[entry["key"]],
        here.people[entry["closed_by"]],
        state=State(entry["state"]),
        reason=entry["reason"],
        duplicate_of=here.issues.get(entry.get("duplicate_of", "")),
    )


def _answer(here: Neighbourhood, key: str, verdict: Entry) -> None:
    """Let a person tell whether the answer helped."""
    by = here.people[verdict["by"]]
    outcome_actions.give_verdict(here.issues[key], by, says=Says(verdict["says"]))


def _set_next(here: Neighbourhood, key: str, step: Entry) -> None:
    """Write down what happens next, by whom and by when."""
    outcome_actions.set_next(
        here.issues[key],
        here.people[step["by"]],
        what=step["what"],
        who=step["who"],
        day=here.today + timedelta(days=step["in_days"]),
    )
