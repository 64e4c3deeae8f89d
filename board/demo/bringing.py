"""What people of the demo say they bring, and what they are asked."""

from datetime import timedelta

from board.demo.neighbourhood import Entry, Neighbourhood
from board.people import line_actions, request_actions
from board.people.line_actions import Said
from board.people.models import LineKind, SeenBy
from board.people.request_models import Reply


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule that somebody says what they bring."""
    here.schedule_ago(entry["days_ago"], _say, entry)


def schedule_request(here: Neighbourhood, entry: Entry) -> None:
    """Schedule that somebody is asked for a task, and their answer."""
    here.schedule_ago(entry["days_ago"], _ask, entry)


def _say(here: Neighbourhood, entry: Entry) -> None:
    seen_by = SeenBy(entry["seen_by"])
    said = [
        Said(kind, words, seen_by) for kind in LineKind for words in entry.get(kind, ())
    ]
    line_actions.say(here.people[entry["by"]], *said)


def _ask(here: Neighbourhood, entry: Entry) -> None:
    person = here.people[entry["person"]]
    by = here.people[entry["by"]]
    task = here.tasks[entry["task"]]
    made = request_actions.ask(person, by, "task", task.id, entry["words"])
    if "answer" in entry:
        days = entry.get("later_in_days")
        later_on = here.today + timedelta(days=days) if days else None
        request_actions.answer(made, person, Reply(entry["answer"]), later_on)
