"""What can happen to what people bring, and to what they are asked."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.activity.sentences import Sentence
from board.activity.verbs import Kind, Verb
from board.db import AnyRow
from board.people.request_models import Reply, Request

ABOUT = "/me/about"
REQUESTS = "/me/requests"


def _typed_in(line: AnyRow) -> Sentence:
    who = line.actor_name or _("An organiser")
    words = _("%(name)s typed in what you wrote on paper about yourself:", name=who)
    return Sentence(words, at=ABOUT, name=_("Read it and change what you like"))


def _young_set(line: AnyRow) -> Sentence:
    if line.facts["young"]:
        words = _("The organisers noted that you are under 18. They alone see it:")
    else:
        words = _("The organisers no longer note that you are under 18:")
    return Sentence(words, at=ABOUT, name=_("See what that means"))


def _asked(line: AnyRow) -> Sentence:
    who = line.actor_name or _("An organiser")
    words = _("%(name)s asks whether you would do something:", name=who)
    return Sentence(words, at=REQUESTS, name=_("Say yes, no or later"))


def _again(line: AnyRow) -> Sentence:
    words = _("You wanted to be asked again today:")
    return Sentence(words, at=REQUESTS, name=_("Say yes, no or later"))


def _answered(line: AnyRow) -> Sentence:
    who = line.actor_name or _("Somebody")
    said = {
        Reply.YES: _("%(name)s says yes to what you asked:", name=who),
        Reply.NO: _("%(name)s says no to what you asked. That is fine:", name=who),
        Reply.LATER: _("%(name)s says: ask me again later:", name=who),
    }
    return Sentence(said[Reply(line.facts["answer"])])


# Whoever reads the log learns no more of it than that.
LINES_CHANGED = Verb(
    "person.lines_changed", _l("Somebody changed what they say they bring:")
)
TYPED_IN = Verb(
    "person.typed_in",
    _typed_in,
    facts={"person": int, "lines": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
YOUNG_SET = Verb(
    "person.young_set",
    _young_set,
    facts={"person": int, "young": bool},
    concerns=("one",),
    kind=Kind.ANSWER,
)
ASKED = Verb(
    "request.asked",
    _asked,
    part=Request,
    needs_part=True,
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
    text=Request.words,
)
AGAIN = Verb(  # on the day they named
    "request.asked_again",
    _again,
    part=Request,
    needs_part=True,
    facts={"person": int},
    concerns=("one",),
    kind=Kind.ANSWER,
)
ANSWERED = Verb(
    "request.answered",
    _answered,
    part=Request,
    needs_part=True,
    facts={"answer": str},
    concerns=("requester",),
    kind=Kind.ORGANISING,
)
LAPSED = Verb(
    "request.lapsed",
    _l("What you asked somebody was not answered in two weeks. It is over:"),
    part=Request,
    needs_part=True,
    concerns=("requester",),
    kind=Kind.ORGANISING,
)
