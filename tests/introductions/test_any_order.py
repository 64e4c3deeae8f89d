"""Whatever is pressed in whatever order, and however late: how somebody can be reached
is seen by who looked, for a quarter of an hour, once both said yes, until its day, and
by nobody once it ended or one of them is noted as under 18."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board import clock
from board.accounts.models import Person
from board.errors import Conflict, NotAllowed, NotFound
from board.introductions import actions, queries
from board.introductions.models import Introduction, Seat
from tests.builders import Maker, People
from tests.introductions.made import DAYS, agree, ask, look, mark_young, one, pass_on
from tests.trials import TIMES

PHONES = {Seat.ASKER: "0121 496 0001", Seat.OTHER: "0121 496 0002"}
SIDES = {"asker": Seat.ASKER, "other": Seat.OTHER}
PRESSES = ("yes", "look", "end")
STEPS = st.one_of(
    st.tuples(st.sampled_from(PRESSES), st.sampled_from(list(SIDES))),
    st.tuples(st.just("young"), st.sampled_from(list(SIDES))),
    st.tuples(st.sampled_from(("pass", "decline")), st.just("middle")),
    st.tuples(st.just("wait"), st.sampled_from(("10", "30", "25000"))),  # minutes
)
# mostly as it goes, with anything in between
WAY = [("pass", "middle"), ("yes", "other"), ("yes", "asker"), ("look", "asker")]
STORIES = st.lists(STEPS, max_size=8).flatmap(
    lambda steps: st.permutations([*steps, *WAY]) | st.just([*WAY, *steps])
)
REFUSED = (Conflict, NotAllowed, NotFound)


@dataclass
class Story:
    """One introduction, and what is true of it by the plain words of the rule."""

    make: Maker
    people: People
    made: Introduction
    sides: dict[str, Person]
    now: datetime
    agreed: set[Seat] = field(default_factory=set)
    looked: dict[Seat, datetime] = field(default_factory=dict)
    is_over: bool = False

    def press(self, what: str, who: str) -> None:
        """Somebody does something; what is refused changes nothing."""
        if what == "wait":
            self.now += timedelta(minutes=int(who))
            return
        with clock.set_to(self.now), suppress(*REFUSED):
            self._do(what, who)

    def _do(self, what: str, who: str) -> None:
        make, made = self.make, self.made
        person = self.sides[who]
        if what == "young":
            mark_young(make, self.people, person)
            self.is_over = True
        elif what == "pass":
            pass_on(make, made, person, other_id=self.sides["other"].id)
        elif what == "yes":
            agree(make, made, person, PHONES[SIDES[who]])
            self.agreed.add(SIDES[who])
        elif what == "look":
            look(make, made, person)
            self.looked[SIDES[who]] = self.now
        else:
            ends = actions.end if what == "end" else actions.decline
            with make.writing():
                ends(one(make, made, person), make._here(person))
            self.is_over = True

    def sees(self, seat: Seat) -> str:
        """How the other can be reached, if this one sees it now."""
        goes_on = not self.is_over and self.now < self.made.until
        lately = seat in self.looked and self.now < self.looked[seat] + (
            queries.SHOWN_FOR
        )
        other = Seat.OTHER if seat == Seat.ASKER else Seat.ASKER
        return PHONES[other] if goes_on and lately and len(self.agreed) == 2 else ""

    def holds(self) -> None:
        """What is read is what the rule says."""
        with clock.set_to(self.now), self.make.app.app_context():
            for seat in Seat:
                assert queries.contact(self.made.id, seat) == self.sees(seat), seat


@pytest.mark.trial
def test_nobody_is_reached_but_as_both_agreed(
    make: Maker, people: People, turn: int
) -> None:
    def begun() -> Story:
        asker, other = (make.person(area=people.hodge_hill) for _side in range(2))
        made = ask(make, people, asker)
        sides = {"asker": asker, "other": other, "middle": people.organiser}
        return Story(make, people, made, sides, clock.now())

    @settings(
        max_examples=60 if TIMES else 6,
        deadline=None,
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(STORIES)
    def any_story(steps: list[tuple[str, str]]) -> None:
        story = begun()
        for what, who in steps:
            story.press(what, who)
            story.holds()

    any_story()


def test_the_usual_way_leads_there(make: Maker, people: People) -> None:
    """So that the property above is about something."""
    asker, other = (make.person(area=people.hodge_hill) for _side in range(2))
    sides = {"asker": asker, "other": other, "middle": people.organiser}
    story = Story(make, people, ask(make, people, asker), sides, clock.now())
    for what, who in WAY:
        story.press(what, who)
    assert story.sees(Seat.ASKER) == PHONES[Seat.OTHER]
    story.holds()
    story.press("wait", str(DAYS * 24 * 60))
    assert story.sees(Seat.ASKER) == ""
    story.holds()
