"""A playbook as plain data and back: what comes from a file, the database or another
board is looked at piece by piece before it is one."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from board.playbooks.book import Book, Step
from board.tasks.models import Shape
from board.text import fault, slug, tidy


class NoBook(ValueError):
    """This is no playbook; the words say what is wrong with it."""


def to_data(book: Book) -> dict[str, Any]:
    """As plain data, without what is empty."""
    lean: dict[str, Any] = _lean(asdict(book))
    return lean


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        full = ((name, one) for name, one in value.items() if one or type(one) is int)
        return {name: _lean(one) for name, one in full}
    if isinstance(value, list | tuple):
        return [_lean(one) for one in value]
    return value


def from_data(data: Any) -> Book:
    """The playbook in plain data from anywhere; what it does not know is left out.

    Raises NoBook with what is wrong.
    """
    book: Book = _made(Book, data, "")
    _check_steps(book)
    return book


def _made(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise NoBook(f"{where or 'the playbook'} is not a table")
    values = {
        one.name: _value(one, data[one.name], f"{where}{one.name}")
        for one in fields(kind)
        if one.name in data
    }
    try:
        return kind(**values)
    except TypeError as lacking:
        raise NoBook(f"{where or 'the playbook'} lacks something") from lacking


def _value(one: Any, value: Any, where: str) -> Any:
    limits = one.metadata
    if "kind" in limits:
        return _all(limits, value, where)
    if "least" in limits:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not limits["least"] <= value <= limits["most"]:
            raise NoBook(f"{where} is no number that fits")
        return value
    if not limits:
        if not isinstance(value, bool):
            raise NoBook(f"{where} is neither true nor false")
        return value
    return _words(value, limits["limit"], where, needed=limits["needed"])


def _words(value: Any, limit: int, where: str, *, needed: bool = False) -> str:
    if not isinstance(value, str) or len(value) > limit or fault(value):
        raise NoBook(f"{where} is no text that fits")
    if needed and not tidy(value):
        raise NoBook(f"{where} is empty")
    return tidy(value)


def _all(limits: Mapping[str, Any], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple) or len(value) > limits["most"]:
        raise NoBook(f"{where} is no list that fits")
    if limits["kind"] is str:
        return tuple(_words(one, limits["limit"], where, needed=True) for one in value)
    return tuple(
        _made(limits["kind"], one, f"{where} {number}: ")
        for number, one in enumerate(value, 1)
    )


def _check_steps(book: Book) -> None:
    """Keys are there once, roles are known, shifts have a time."""
    for keys in ([role.key for role in book.roles], [step.key for step in book.steps]):
        if len(set(keys)) < len(keys):
            raise NoBook("two roles or steps have the same key")
        if any(key != slug(key) for key in keys):
            raise NoBook("a key holds more than small letters, digits and dashes")
    for step in book.steps:
        if step.shape not in ("", *Shape):
            raise NoBook(f"{step.key}: no such shape")
        if step.role and book.role(step.role) is None:
            raise NoBook(f"{step.key}: no such role")
        if step.is_shift:
            _check_time(step)


def _check_time(step: Step) -> None:
    try:
        begins = step.begins
    except ValueError as odd:
        raise NoBook(f"{step.key}: a shift begins at a time such as 18:30") from odd
    if begins.tzinfo or not step.minutes:
        raise NoBook(f"{step.key}: a shift has a time and a length")
