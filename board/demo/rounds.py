"""The demo's listening rounds: one in Hodge Hill that is over and became campaigns, one
in Ward End that listens now."""

from datetime import timedelta
from typing import Any

from board.demo.neighbourhood import Entry, Neighbourhood
from board.drawing import today
from board.rounds import actions, answer_actions, theme_actions
from board.rounds.models import Source

Said = tuple[str, str, str, bool]  # by whom or how, two answers, whether others read it

OVER: Entry = {
    "title": "What keeps you awake in Hodge Hill?",
    "question_1": "What worries you most about living here?",
    "question_2": "What would you change first?",
    "question_3": "",
    "about": "We are neighbours, not the council. We ask, and we act on it together.",
    "places": "Outside the school gate\nThe laundrette, Saturday mornings",
}
HEARD: tuple[Said, ...] = (
    (
        "resident",
        "My two have nowhere to go after school.",
        "A room that is open",
        True,
    ),
    ("member", "Homework. I help mine and don't know the maths.", "A tutor", True),
    ("fahima", "Children do homework on one phone.", "A place with computers", True),
    ("paper", "Nowhere for the kids after school but the street", "A club", True),
    ("paper", "My girl needs help with maths, I can't pay a tutor", "", False),
    ("spoken", "The school is good. After it, there is nothing.", "A club", False),
    ("hodan", "I don't let my son walk home past the chicken shop.", "Lights", True),
    ("selam", "Boys with knives. I saw it twice.", "Somebody who listens", False),
    ("paper", "The path over the Common is dark by five", "Lights that work", True),
    (
        "leanne",
        "I worry until my lad is home.",
        "Streets that are lit",
        True,
    ),
    ("paper", "Knives", "Things for teenagers to do", False),
    ("spoken", "The lift again", "Somebody who answers the phone", False),
)
THEMES: tuple[tuple[str, slice, str], ...] = (
    ("Somewhere to learn after school", slice(0, 6), "homework-club"),
    ("Getting home safely", slice(6, 11), "safer-streets"),
)
OUTCOME = (
    "Twelve of you answered. Six spoke of homework and of somewhere to go after "
    "school, five of getting home safely. Both are campaigns now. The lift we took to "
    "the landlord at once: it is on his list for this month."
)
GOING_ON: Entry = {
    "title": "A fair share for Ward End",
    "question_1": "What do you need help with that you don’t get?",
    "question_2": "What could you show somebody else?",
    "question_3": "",
    "about": "For everybody between the park and the shops. It takes five minutes.",
    "places": "The park gate, Thursdays at 4\nSt Margaret’s, after prayers",
}
SO_FAR: tuple[Said, ...] = (
    (
        "nasreen",
        "Letters from the council that nobody can read",
        "Cooking for many",
        True,
    ),
    ("ismail", "Forms, forms and forms", "Mending phones", True),
    ("paper", "Reading letters about my rent", "Sewing", True),
    ("paper", "The rent went up and I did not understand the letter", "", False),
    ("imran", "Somebody to talk to in the daytime", "Driving", False),
    ("paper", "I am alone most days", "Knitting, bread", True),
    ("paper", "Company", "Gardening", False),
)


def schedule(here: Neighbourhood) -> None:
    """Schedule both rounds, each from its first day to where it stands now."""
    _listen(here, "over", OVER, HEARD, begun=38, days=25, by="organiser")
    here.schedule_ago(16, _gather, "over", THEMES, "organiser")
    here.schedule_ago(12, _tell, "organiser")
    _listen(here, "going on", GOING_ON, SO_FAR, begun=6, days=20, by="tariq")


def _listen(
    here: Neighbourhood,
    key: str,
    entry: Entry,
    said: tuple[Said, ...],
    *,
    begun: int,
    days: int,
    by: str,
) -> None:
    """It is opened, and answered in the days after, one answer at a time."""
    here.schedule_ago(begun, _open, key, entry, days, by)
    for number, one in enumerate(said, 1):
        ago = begun - number * begun / 2 / (len(said) + 1)
        here.schedule_ago(ago, _answer, key, one, by)


def _open(here: Neighbourhood, key: str, entry: Entry, days: int, by: str) -> None:
    day = today()
    said = entry | {"opens_on": day, "closes_on": day + timedelta(days=days)}
    area = here.areas["ward-end" if by == "tariq" else "hodge-hill"]
    here.rounds[key] = (actions.plan(area, here.people[by], **said), [])


def _answer(here: Neighbourhood, key: str, said: Said, by: str) -> None:
    """On the page, or written down by the organiser."""
    round_, answers = here.rounds[key]
    who, first, second, shared = said
    given: dict[str, Any] = {
        "words": {"answer_1": first, "answer_2": second},
        "shared": shared,
    }
    if who in here.people:
        made = answer_actions.give(round_, here.people[who], **given)
    else:
        source = Source(who)
        me = here.people[by]
        made = answer_actions.write_down(round_, me, source=source, **given)
    answers.append(made.id)


def _gather(
    here: Neighbourhood, key: str, themes: tuple[tuple[str, slice, str], ...], by: str
) -> None:
    """Answers are put under themes, which are taken up in campaigns there are."""
    round_, answers = here.rounds[key]
    me = here.people[by]
    for title, which, campaign in themes:
        those = answers[which]
        theme = theme_actions.gather(round_, me, answers=those, title=title)
        theme_actions.take_up(theme, me, campaign=here.campaigns[campaign])


def _tell(here: Neighbourhood, by: str) -> None:
    round_, answers = here.rounds["over"]
    me = here.people[by]
    answer_actions.read(round_, me, answers=answers)
    actions.tell(round_, me, outcome=OUTCOME)
