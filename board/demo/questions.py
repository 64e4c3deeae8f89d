"""What people of the demo ask, what they are answered, and what those on a task say to
each other."""

from board.demo.neighbourhood import Entry, Neighbourhood
from board.questions import actions, queries
from board.tasks import card_queries, talk


def schedule(here: Neighbourhood, entry: Entry) -> None:
    """Schedule a question, and its answer where there is one."""
    here.schedule_ago(entry["days_ago"], _ask, entry)
    if "answer" in entry:
        here.schedule_ago(entry["answer"]["days_ago"], _answer, entry)


def schedule_talk(here: Neighbourhood, entry: Entry) -> None:
    """Schedule that somebody on a task says something to the others."""
    here.schedule_ago(entry["days_ago"], _say, entry)


def _ask(here: Neighbourhood, entry: Entry) -> None:
    kind, key = entry["about"]
    thing = getattr(here, kind)[key]
    asker = here.people[entry["by"]]
    private = entry.get("private", False)
    actions.ask(thing, asker, body=entry["body"], private=private)


def _answer(here: Neighbourhood, entry: Entry) -> None:
    kind, key = entry["about"]
    thing = getattr(here, kind)[key]
    said = entry["answer"]
    asked = queries.about(thing.__tablename__, thing.id, here.people[entry["by"]].id)
    question = next(one for one in asked if one.body == entry["body"])
    actions.answer(thing, question, here.people[said["by"]], body=said["body"])


def _say(here: Neighbourhood, entry: Entry) -> None:
    person = here.people[entry["by"]]
    task = card_queries.card(here.tasks[entry["task"]].id, person)
    talk.say(task, person, body=entry["body"])
