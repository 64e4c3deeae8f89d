"""What somebody says about themself, each line seen by those whom it says."""

import pytest

from board.areas import membership_actions as memberships
from board.errors import Conflict, NotAllowed, NotFound
from board.people import line_actions, queries, verbs
from board.people.line_actions import Said
from board.people.models import Line, LineKind, SeenBy
from board.policy import Role
from tests.builders import Maker, People, Rows

WHO = ("visitor", "resident", "member", "organiser", "operator", "elsewhere")


def readers(make: Maker, people: People, of: int) -> set[str]:
    """Who reads any line of a person."""
    found = set()
    with make.app.app_context():
        for who in WHO:
            number = getattr(people, who).id if who != "visitor" else None
            reader = number and make._here(getattr(people, who))
            if queries.lines_of(of, reader):
                found.add(who)
    return found


@pytest.mark.parametrize(
    ("seen_by", "who"),
    [
        (SeenBy.NOBODY, {"member"}),
        (SeenBy.ORGANISERS, {"member", "organiser"}),
        (SeenBy.MEMBERS, {"member", "organiser", "Ola"}),
        (SeenBy.EVERYONE, {*WHO, "Ola"}),
    ],
)
def test_a_line_is_read_by_those_it_is_for(
    make: Maker, people: People, seen_by: SeenBy, who: set[str]
) -> None:
    make.bring(people.member, seen_by=seen_by)
    ola = make.person("Ola", area=people.hodge_hill)
    with make.app.app_context():
        sees = bool(queries.lines_of(people.member.id, ola))
    assert readers(make, people, people.member.id) | ({"Ola"} if sees else set()) == who


@pytest.mark.parametrize("seen_by", [SeenBy.MEMBERS, SeenBy.EVERYONE])
def test_of_a_young_person_only_organisers_see_lines(
    make: Maker, people: People, seen_by: SeenBy
) -> None:
    make.bring(people.member, seen_by=seen_by)
    make.young(people.member, people.organiser, people.hodge_hill)
    ola = make.person("Ola", area=people.hodge_hill)
    with make.app.app_context():
        assert not queries.lines_of(people.member.id, ola)
    assert readers(make, people, people.member.id) == {"member", "organiser"}
    make.young(people.member, people.organiser, people.hodge_hill, young=False)
    with make.app.app_context():
        assert queries.lines_of(people.member.id, ola)


def test_who_organises_no_more_or_is_gone_from_the_area_reads_no_more(
    make: Maker, people: People
) -> None:
    make.bring(people.member)
    with make.writing():
        area = make._here(people.hodge_hill)
        organiser = make._here(people.organiser)
        memberships.give_role(area, organiser, Role.MEMBER, None)
    assert readers(make, people, people.member.id) == {"member"}


def test_only_organisers_of_the_area_mark_and_they_and_the_person_see_it(
    make: Maker, people: People, rows: Rows
) -> None:
    for by in (people.member, people.elsewhere):
        with pytest.raises(NotAllowed):
            make.young(people.resident, by, people.hodge_hill)
    with pytest.raises(NotFound):
        make.young(people.elsewhere, people.organiser, people.hodge_hill)
    make.young(people.resident, people.organiser, people.hodge_hill)
    with make.app.app_context():
        assert queries.is_young(people.resident.id)
        see = {
            name
            for name, person in people.by_name.items()
            if queries.young_marks(people.resident.id, make._here(person))
        }
    assert see == {"resident", "organiser"}
    assert rows.heard(people.resident)[-1] == verbs.YOUNG_SET


def test_the_same_said_twice_is_one_line_seen_as_said_last(
    make: Maker, people: People, rows: Rows
) -> None:
    make.bring(people.member, "Cook for fifty")
    make.bring(people.member, "cook  for FIFTY", SeenBy.MEMBERS)
    (line,) = rows.all(Line)
    assert (line.words, line.seen_by, line.compared) == (
        "Cook for fifty",
        "members",
        "cook for fifty",
    )


def test_a_line_is_its_persons_to_change_and_to_take_away(
    make: Maker, people: People, rows: Rows
) -> None:
    line = make.bring(people.member)
    for act in (
        lambda by: line_actions.remove(by, line.id),
        lambda by: line_actions.change(by, line.id, "Nothing", SeenBy.NOBODY),
    ):
        with pytest.raises(NotFound), make.writing():
            act(make._here(people.organiser))
    with make.writing():
        mine = make._here(people.member)
        line_actions.change(mine, line.id, "Bake", SeenBy.NOBODY)
    changed = rows.get(Line, line.id)
    assert (changed.words, changed.compared, changed.seen_by) == (
        "Bake",
        "bake",
        "nobody",
    )
    with make.writing():
        line_actions.remove(make._here(people.member), line.id)
    assert not rows.all(Line)


def test_there_is_room_for_thirty_lines(make: Maker, people: People) -> None:
    lines = [Said(LineKind.CAN, f"Skill {n}") for n in range(31)]
    with pytest.raises(Conflict, match="room for 30"), make.writing():
        line_actions.say(make._here(people.member), *lines)


def test_what_is_typed_in_from_paper_is_told_and_shows_no_old_line_to_more(
    make: Maker, people: People, rows: Rows
) -> None:
    make.bring(people.member, "Cook", SeenBy.NOBODY)
    said = [
        Said(LineKind.CAN, "cook", SeenBy.EVERYONE),
        Said(LineKind.WHEN, "Tuesdays", SeenBy.MEMBERS),
    ]
    with make.writing():
        here = make._here(people.hodge_hill), make._here(people.organiser)
        line_actions.type_in(*here, make._here(people.member), *said)
    assert [(line.words, line.seen_by) for line in rows.all(Line)] == [
        ("Cook", "nobody"),
        ("Tuesdays", "members"),
    ]
    assert rows.heard(people.member)[-1] == verbs.TYPED_IN
