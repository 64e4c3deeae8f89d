"""Answers of visitors that wait until the owner of the mail address confirms them."""

from board.accounts.models import Person
from board.areas import membership_actions as memberships
from board.db import fresh
from board.rounds import answer_actions
from board.rounds.models import Round, Source, UnconfirmedAnswer


def send(answer: UnconfirmedAnswer) -> Person:
    """Give it as the person with the address, who gets an account if there is none; the
    row is locked. Raises Conflict as give() does."""
    round_ = fresh(Round, answer.round_id)
    person = memberships.owner_of(answer.email, answer.name, round_.area_id)
    said = dict(answer.said)
    shown = {name: said.pop(name) for name in ("shared", "show_name")}
    given = answer_actions.give(
        round_, person, words=said, source=Source.LINK, once=answer.once, **shown
    )
    answer.answer_id = given.id
    return person
