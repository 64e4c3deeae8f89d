"""Known or unknown: an address is answered with the same words after the same work,
counted in passwords hashed and statements sent, which no busy machine blurs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher
from flask import Flask

from board.accounts import passwords
from tests.accounts.test_register import NIA
from tests.builders import PASSWORD, Maker, People
from tests.db.test_query_counts import counted
from tests.pages import Browser

Send = Callable[[Browser, str], object]
WAYS: dict[str, dict[str, str]] = {
    "/register": NIA,
    "/login": {"password": "not the right one"},
    "/login/link": {},
    "/password/forgot": {},
    "/me/security/email": {"present": PASSWORD},
    "/flag?kind=issue&id={issue}": {"reason": "abuse"},
}


@contextmanager
def hashes_counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of what is done with passwords."""
    done: list[str] = []

    class Counting(PasswordHasher):
        def hash(self, *given: object, **more: object) -> str:
            done.append("hash")
            return super().hash(*given, **more)  # type: ignore[arg-type]

        def verify(self, *given: object, **more: object) -> bool:
            done.append("verify")
            return super().verify(*given, **more)  # type: ignore[arg-type, return-value]

    with monkeypatch.context() as patched:
        cheap = Counting(time_cost=1, memory_cost=64, parallelism=1)
        patched.setattr(passwords, "HASHER", cheap)
        yield done


@pytest.mark.parametrize("way", WAYS)
def test_known_and_unknown_addresses_are_answered_alike_after_the_same_work(
    app: Flask,
    browser: Callable[..., Browser],
    people: People,
    make: Maker,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    passwords.matches(None, "made on first use")
    who, found = people.organiser if way.startswith("/me") else None, []
    for email in ("warms-up@example.org", "member@example.org", "nobody@example.org"):
        here, at = browser(who), way.format(issue=make.issue(people.resident).id)
        to = at.partition("?")[0]
        fields = here.get(at).form(to).filled(WAYS[way] | {"email": email})
        with counted(app) as sent, hashes_counted(monkeypatch) as hashed:
            page = here.send_form(to, fields)
        words = page.words.replace(email, "")
        kinds = [statement.split(None, 1)[0] for statement in sent]
        found.append((page.status, page.location, words, kinds, hashed))
    _first, known, unknown = found
    assert known == unknown
    assert page.status in (303, 422)
