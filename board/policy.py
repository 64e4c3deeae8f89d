"""Who may do what: one table.

Actions enforce it with require(), templates hide buttons with allowed().
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from board import clock
from board.errors import KeptOut, NotAllowed, SignInNeeded


class Role(StrEnum):
    """What a person is in one area. Whoever has none there is treated as a resident."""

    RESIDENT = "resident"
    MEMBER = "member"
    ORGANISER = "organiser"


class Audience(StrEnum):
    """For whom a region is rendered; each sees what those before it see, and more."""

    PUBLIC = "public"
    MEMBER = "member"
    ORGANISER = "organiser"


class Actor(Protocol):
    """A signed-in person, as far as rules are concerned."""

    @property
    def id(self) -> Any:
        """The person's number."""

    @property
    def is_operator(self) -> Any:
        """Whether the person runs the board."""

    @property
    def kept_out(self) -> frozenset[int]:
        """The areas in which the person may read and not write; 0 is all of them."""

    def role_in(self, area_id: int) -> Role | None:
        """The person's role in an area."""


def organises(person: Actor, thing: Any) -> bool:
    """Organiser of the thing's own area, or operator."""
    return bool(person.is_operator) or person.role_in(thing.area_id) == Role.ORGANISER


def operates(person: Actor, thing: Any) -> bool:
    """Whoever runs the board."""
    return bool(person.is_operator)


def belongs(person: Actor, thing: Any) -> bool:
    """Member or organiser of the thing's own area, or operator."""
    return bool(person.is_operator) or person.role_in(thing.area_id) in (
        Role.MEMBER,
        Role.ORGANISER,
    )


def is_on_task(person: Actor, task: Any) -> bool:
    """Who has or had a part in the task (a row with `my_claim`), or organises there."""
    return organises(person, task) or task.my_claim in ("held", "done", "confirmed")


def welcomes(person: Actor, event: Any) -> bool:
    """Says who comes to a house meeting: its host, or who organises there."""
    return organises(person, event) or event.host_id == person.id


def is_in_role(person: Actor, role: Any) -> bool:
    """Holds a standing role, or is its deputy."""
    return person.id in (role.holder_id, role.deputy_id)


def wrote(person: Actor, thing: Any) -> bool:
    """The thing's author, while its edit window is open."""
    return thing.author_id == person.id and bool(clock.now() < thing.edit_until)


def anyone(person: Actor, thing: Any) -> bool:
    """Whoever is signed in."""
    return True


def organises_somewhere(person: Actor, _thing: Any) -> bool:
    """Organiser of any area, or operator."""
    return bool(person.is_operator) or bool(
        getattr(person, "organises_somewhere", False)
    )


def author(person: Actor, thing: Any) -> bool:
    """The thing's author, at any time."""
    return bool(thing.author_id == person.id)


def asked(person: Actor, issue: Any) -> bool:
    """Posted the issue or was counted in; asked of a row that says so
    (issues/queries.py: shown)."""
    return issue.author_id == person.id or bool(issue.seconded)


def one_of_two(person: Actor, talk: Any) -> bool:
    """Whoever wrote down a one-to-one, and whoever it was with."""
    return person.id in (talk.by_id, talk.with_id)


def one_of_introduced(person: Actor, introduction: Any) -> bool:
    """Either of the two who are introduced."""
    return person.id in (introduction.asker_id, introduction.other_id)


class Within(NamedTuple):
    """What is not there yet, to be asked about by the area it will be in."""

    area_id: int


def looks_after(person: Actor, thing: Any) -> bool:
    """Organiser of the thing's own area, or operator; what was said to organisers in
    confidence (`is_confided`) no operator reads."""
    if getattr(thing, "is_confided", False):
        return person.role_in(thing.area_id) == Role.ORGANISER
    return organises(person, thing)


def moderates(person: Actor, thing: Any) -> bool:
    """Whoever looks after a thing; but nobody decides on what is their own."""
    return looks_after(person, thing) and thing.author_id != person.id


RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "answer.change": lambda person, answer: bool(getattr(answer, "is_mine", False)),
    "area.admit": organises,  # whoever asks to be let in
    "area.categories": operates,
    "area.desk": organises,
    "area.edit": organises,
    "area.invite": organises,
    "area.join": anyone,
    "area.leave": anyone,
    # who has been doing what: for those who organise there, and nobody else
    "area.people": lambda person, area: person.role_in(area.area_id) == Role.ORGANISER,
    "board.exchange": operates,  # other boards: following them, what comes from there
    "board.operate": operates,  # the pages for whoever runs it
    "campaign.back": anyone,
    "campaign.contacts": organises,
    "campaign.edit": organises,
    "campaign.partners": organises,  # and what was pledged
    "campaign.promises": organises,
    # who signed on paper: names and addresses of people without an account
    "campaign.sign_ups": organises,
    "campaign.start": organises,  # asked of the area it is for
    "campaign.update": organises,
    "comment.edit": wrote,
    "comment.illustrate": lambda person, comment: (
        author(person, comment) or organises(person, comment)
    ),
    "comment.remove": lambda person, comment: (
        author(person, comment) or organises(person, comment)
    ),
    "council.agree": author,  # to one's own post being sent there
    "council.connect": operates,  # and holding its key
    "council.map": organises,  # what can be sent there, and whether its reports show
    "council.settle": organises,  # of what nobody knows whether it arrived
    "course.edit": organises,
    "course.write": organises,  # asked of the area it is for
    "skill.confirm": lambda person, held: (
        held.person_id != person.id
        and (organises(person, held) or held.trainer_id == person.id)
    ),
    "skill.extend": organises,  # asked of the area
    "training.ask": organises,  # asked of the area
    "training.offer": anyone,
    "first_task.answer": anyone,  # one's own
    # who goes along; asked of a first task, with where it was offered and who led there
    "first_task.buddy": lambda person, task: (
        organises(person, task) or task.trainer_id == person.id
    ),
    "pairing.ask": anyone,  # as are those one is part of
    "event.address": lambda person, event: (
        welcomes(person, event) or event.my_state == "going"
    ),
    "event.attend": anyone,
    "event.edit": organises,
    "event.plan": organises,  # asked of the area it is for
    "event.register": organises,  # who came, and who brings whom
    "event.welcome": welcomes,  # whoever asks to come to somebody's home
    "introduction.agree": one_of_introduced,
    "introduction.ask": anyone,  # asked of the area it is in
    "introduction.decline": lambda person, introduction: (
        person.id in (introduction.middle_id, introduction.other_id)
    ),
    "introduction.end": one_of_introduced,
    "introduction.look": one_of_introduced,
    "introduction.pass": lambda person, introduction: (
        person.id == introduction.middle_id
    ),
    "issue.ask": author,
    "issue.close": organises,
    "issue.comment": anyone,
    "issue.edit": lambda person, issue: (
        wrote(person, issue) or organises(person, issue)
    ),
    "issue.exact_place": lambda person, issue: (
        author(person, issue) or organises(person, issue)
    ),
    "issue.history": organises,
    "issue.merge": lambda person, issue: (
        issue.author_id == person.id or organises(person, issue)
    ),
    "issue.next": organises,
    "issue.organise": organises,  # taking it into a campaign, which sets its state
    "issue.post": anyone,
    "issue.purge": lambda person, issue: (
        author(person, issue) or organises(person, issue)
    ),
    "issue.second": lambda person, issue: issue.author_id != person.id,
    "issue.settle": organises,  # saying that what was asked for is seen to
    "issue.write_down": organises,  # for a neighbour; asked of the area it is in
    "issue.unmerge": lambda person, issue: (
        issue.merged_by_id == person.id or organises(person, issue)
    ),
    "issue.verdict": asked,
    "loan.answer": lambda person, loan: loan.person_id == person.id,
    "loan.ask": organises,  # of the campaign that asks for an organiser from elsewhere
    "loan.end": lambda person, loan: (
        loan.person_id == person.id or organises(person, loan)
    ),
    "moderation.appeal": author,  # asked of a case, as is the next
    "moderation.answer": lambda person, case: (
        moderates(person, case) and case.decided_by_id != person.id
    ),
    "moderation.decide": moderates,  # asked of a case or of the thing itself
    "moderation.everywhere": operates,
    "moderation.hide": looks_after,  # also what is one's own
    "moderation.queue": organises,  # asked of the area
    "network.trust": organises_somewhere,
    "person.ask": organises,  # somebody for something; asked of the thing
    "person.describe": anyone,  # themself
    # asked of the area; what somebody may do for running the board is not enough
    "one_to_one.call": lambda person, area: (
        person.role_in(area.area_id) == Role.ORGANISER
    ),
    "one_to_one.log": anyone,  # asked of the area it is in
    "one_to_one.open": one_of_two,
    "one_to_one.pledge": anyone,
    "person.thank": organises,  # asked of the task they did a part of
    "person.type_in": organises,  # from paper; asked of the area
    # who is under 18, which only those who organise there know
    "person.young": lambda person, area: person.role_in(area.area_id) == Role.ORGANISER,
    "playbook.edit": organises,  # and what is suggested about it is answered
    "playbook.suggest": anyone,
    "playbook.write": organises,  # asked of the area it is for
    "question.answer": lambda person, question: (
        person.role_in(question.area_id) == Role.ORGANISER
        or (not question.private and bool(person.is_operator))
    ),
    "question.ask": anyone,
    "role.edit": organises,
    "role.free": organises,  # of whoever has it
    # what is written for the next one: to write it, and to read it
    "role.handover": lambda person, role: (
        is_in_role(person, role) or organises(person, role)
    ),
    "role.read_handover": lambda person, role: (
        role.asks_me or is_in_role(person, role) or organises(person, role)
    ),
    "role.hold": anyone,  # who was asked, and says yes
    "role.plan": organises,  # asked of the area or the campaign it is for
    "role.step_back": anyone,
    "role.take": organises,  # without being asked
    # who answered in confidence did not answer to whoever runs the board
    "round.gather": lambda person, round_: (
        person.role_in(round_.area_id) == Role.ORGANISER
    ),
    "round.answer": anyone,
    "round.edit": organises,
    "round.plan": organises,  # asked of the area
    "task.claim": anyone,  # who is no member asks to be let in with it
    "task.edit": organises,
    "task.claim_for": organises,
    "task.clear": organises,  # asked of the area
    "task.confirm": lambda person, task: (
        is_on_task(person, task) and belongs(person, task)
    ),
    "task.names": belongs,  # who is on it; others see how many
    "task.talk": is_on_task,
    "task.plan": organises,  # asked of the campaign it is for
    "template.change": lambda person, template: template.person_id == person.id,
    "template.keep": organises_somewhere,
    "thing.follow": anyone,  # an issue, a campaign or an area
}


# What an organiser from elsewhere may do who is lent to a campaign, to it and to what
# is planned for it: its work, and not the names people left on paper or at a door.
OF_CAMPAIGN = frozenset(
    {
        "campaign.edit",
        "campaign.partners",
        "campaign.promises",
        "campaign.update",
        "task.claim_for",
        "task.confirm",
        "task.edit",
        "task.names",
        "task.plan",
        "role.edit",
    }
)


def is_lent_to(person: Actor, thing: Any) -> bool:
    """Whether the thing is a campaign, or one of a campaign, that the person is lent
    to now."""
    campaign = getattr(thing, "campaign_id", None)
    return campaign is not None and campaign in getattr(person, "lent_to", ())


def _may(person: Actor, action: str, thing: Any) -> bool:
    lent = action in OF_CAMPAIGN and is_lent_to(person, thing)
    return lent or RULES[action](person, thing)


def role_shown(person: Actor, thing: Any) -> str:
    """As what the person acts in a thing's area, for those who are not told
    the name."""
    if person.role_in(thing.area_id) == Role.ORGANISER:
        return "organiser"
    return "operator" if person.is_operator else "author"


# what somebody who is kept out of an area may do there all the same
STILL_OPEN = {"area.leave", "moderation.appeal", "role.step_back", "thing.follow"}
STILL_OPEN |= {"answer.change", "introduction.end"}


def is_kept_out(person: Actor, action: str, thing: Any) -> bool:
    """Whether moderators keep this person from writing where the thing is."""
    if not person.kept_out or action in STILL_OPEN:
        return False
    return not person.kept_out.isdisjoint({0, getattr(thing, "area_id", 0)})


def allowed(person: Actor | None, action: str, thing: Any = None) -> bool:
    """Whether this person may do this to this thing."""
    if person is None or is_kept_out(person, action, thing):
        return False
    return _may(person, action, thing)


def require(person: Actor | None, action: str, thing: Any = None) -> None:
    """Raise SignInNeeded for a visitor, NotAllowed for a person who may not, KeptOut
    for one whom moderators keep out."""
    if person is None:
        raise SignInNeeded
    if is_kept_out(person, action, thing):
        raise KeptOut
    if not _may(person, action, thing):
        raise NotAllowed


def audience(person: Actor | None, thing: Any) -> Audience:
    """For whom the thing is rendered when this person looks at it; who is kept out of
    its area reads there as everybody does."""
    if person is None or not allowed(person, "task.names", thing):
        return Audience.PUBLIC
    return Audience.ORGANISER if organises(person, thing) else Audience.MEMBER
