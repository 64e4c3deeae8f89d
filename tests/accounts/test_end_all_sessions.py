"""Signed out everywhere: each browser of one person, at its next request."""

from board.accounts import queries, session_actions, session_queries
from tests.builders import Maker, People
from tests.pages import Browser


def token_of(make: Maker, person: object) -> str:
    with make.writing():
        return session_actions.open_session(make._here(person), remember=False)  # type: ignore[type-var]


def test_every_browser_of_that_person_is_signed_out_and_nobody_elses(
    member: Browser, resident: Browser, make: Maker, people: People
) -> None:
    with make.writing():
        assert session_actions.end_all_sessions(people.member.id) == 1
    assert member.get("/me").location.startswith("/login")
    assert resident.get("/me").status == 200


def test_one_browser_stays_signed_in_where_its_token_is_named(
    make: Maker, people: People
) -> None:
    mine, other = token_of(make, people.member), token_of(make, people.member)
    with make.writing():
        assert session_actions.end_all_sessions(people.member.id, but=mine) == 1
        hashes = {token: queries.token_hash(token) for token in (mine, other)}
        assert session_queries.live_tokens(list(hashes.values())) == {hashes[mine]}
