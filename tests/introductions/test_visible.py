"""Whatever people let each other see: no page, list, number, news, mail, feed, table or
calendar tells more to anybody else."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from board.db import db, write_tx
from board.introductions import queries
from board.introductions.models import Seat
from board.mail.models import Outbox
from board.moderation.measure_models import Measure
from board.one_to_ones import follow_up_queries
from board.one_to_ones import queries as talks
from board.one_to_ones.models import Opens
from board.privacy.copy_queries import Whose, in_copy, rows_of
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.introductions.made import keep_out, look, mark_young, opened
from tests.one_to_ones.talks import answer, talk
from tests.pages import Browser
from tests.trials import TIMES

WORD, PHONES = "Zugzwang", ("0121 496 0001", "0121 496 0002")
NAMES = ("resident", "member", "organiser", "operator", "elsewhere")
PLACES = (
    *("/", "/me", "/search?q=Zugzwang", "/notifications", "/events.ics"),
    *("/areas/hodge-hill", "/areas/hodge-hill.atom", "/campaigns/1", "/issues.csv"),
    *("/one-to-ones", "/introductions", "/areas/hodge-hill/desk", "/operator/log"),
)


@dataclass(frozen=True)
class Allowed:
    """Who wrote it down with whom, and what each of the two lets organisers do."""

    by: str
    other: str
    by_opens: Opens
    with_opens: Opens
    kept_out: str

    def reads(self, who: str) -> bool:
        """Whether somebody reads what was said."""
        both = self.by_opens == self.with_opens == Opens.ALL
        organises = who == "organiser" and self.kept_out != "organiser"
        return who in (self.by, self.other) or (both and organises)

    def rings(self, who: str) -> bool:
        """Whether somebody sees when they talked."""
        both = Opens.NOTHING not in (self.by_opens, self.with_opens)
        return both and who == "organiser"


PAIRS = st.permutations(NAMES).map(lambda names: names[:2])
CASES = st.builds(
    lambda pair, *more: Allowed(*pair, *more),
    PAIRS,
    st.sampled_from(Opens),
    st.sampled_from(Opens),
    st.sampled_from(("nobody", "organiser")),
)


@pytest.mark.trial
@on_sqlite
def test_a_one_to_one_is_read_by_those_both_let(
    make: Maker, people: People, turn: int
) -> None:
    @settings(
        max_examples=80 if TIMES else 8,
        deadline=None,
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(allowed=CASES)
    def any_two(allowed: Allowed) -> None:
        check_readers(make, people, allowed)

    any_two()


def check_readers(make: Maker, people: People, allowed: Allowed) -> None:
    """Everybody reads what the two let them, and nothing else."""
    by, other = people.by_name[allowed.by], people.by_name[allowed.other]
    to = {"name": "N", "email": other.email, "opens": allowed.by_opens}
    made = talk(make, people.hodge_hill, by, **to)
    answer(make, made, other, WORD, allowed.with_opens)
    if allowed.kept_out == "organiser":
        keep_out(make, people, people.organiser)
    try:
        for name, person in people.by_name.items():
            with make.app.app_context():
                me = make._here(person)
                read = {row.id for row in talks.mine(me)}
                read |= {r.id for r in talks.shared_with(me, people.hodge_hill.id)}
                assert (made.id in read) == allowed.reads(name), name
                ring = follow_up_queries.to_ring(people.hodge_hill.id)
                assert (made.id in {one.id for one in ring}) == allowed.rings(
                    "organiser"
                )
    finally:
        with make.app.app_context(), write_tx():
            db.session.execute(delete(Measure))


@on_sqlite
def test_nothing_of_them_stands_anywhere_else(
    make: Maker, people: People, browsers: dict[str, Browser], rows: Rows
) -> None:
    make.campaign(people.organiser)
    made = talk(
        make,
        people.hodge_hill,
        people.resident,
        people.member,
        cares_about=WORD,
        next_step=WORD,
        opens=Opens.ALL,
    )
    answer(make, made, people.member, WORD, Opens.CALLS)
    put = opened(make, people)
    make.mails()
    for name in ("visitor", "organiser", "operator", "elsewhere"):
        for place in PLACES:
            text = browsers[name].get(place).text.replace("q=Zugzwang", "")
            text = text.replace('value="Zugzwang"', "").replace("“Zugzwang”", "")
            assert not [w for w in (WORD, *PHONES) if w in text], (name, place)
        for at in (f"/one-to-ones/{made.id}", f"/introductions/{put.id}"):
            nobody = browsers[name].get(at.rpartition("/")[0] + "/987654")
            page = browsers[name].get(at)
            if name == "organiser" and "introductions" in at:
                continue  # the one in the middle
            assert (page.status, page.h1) == (nobody.status, nobody.h1)
    for mail in rows.all(Outbox):
        assert WORD not in mail.text + mail.subject + mail.html
        assert not [phone for phone in PHONES if phone in mail.text]


@on_sqlite
@pytest.mark.parametrize("bar", [None, mark_young, keep_out])
def test_a_copy_of_ones_data_holds_ones_own_and_nobody_elses_number(
    make: Maker, people: People, bar: Any
) -> None:
    made = opened(make, people)
    look(make, made, people.resident)
    if bar:
        bar(make, people, people.member)
    with make.app.app_context():
        for person, own, others in (
            (people.resident, PHONES[1], PHONES[0]),
            (people.member, PHONES[0], PHONES[1]),
        ):
            whose = Whose(person.id, person.email)
            copy = repr([list(rows_of(held, whose)) for held in in_copy(whose)])
            assert own in copy
            assert others not in copy
        seen = queries.contact(made.id, Seat.ASKER)
        assert seen == ("" if bar else PHONES[0])
