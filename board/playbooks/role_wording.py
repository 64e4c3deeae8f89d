"""The roles of a playbook as text, one a line, and that text read again."""

import re
from collections.abc import Iterable
from typing import Any

from board.folding import same_name
from board.playbooks.book import Role, new_key

_ROLE = re.compile(r"([^:]+?)\s*(\(cleared\))?\s*(?::\s*(.*))?", re.IGNORECASE)


def role_as_text(role: Role) -> str:
    """Its name, whether it is for somebody cleared, and what it is about."""
    cleared = " (cleared)" if role.cleared else ""
    words = " ".join(role.words.split())
    return f"{role.name}{cleared}: {words}" if words else f"{role.name}{cleared}"


def read_roles(text: str, before: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles in a text; one that was there before keeps its key."""
    keys = {same_name(role.name): role.key for role in before}
    roles: list[Role] = []
    for line in lines_of(text):
        found = _ROLE.fullmatch(line)
        name, cleared, words = found.groups() if found else (line, "", "")
        key = keys.get(same_name(name)) or new_key(name, keys_of(roles))
        roles.append(Role(key, name, words or "", bool(cleared)))
    return tuple(roles)


def role_named(name: str, roles: list[Role]) -> str:
    """The key of the role of this name, which is added where there is none."""
    if not name:
        return ""
    for role in roles:
        if same_name(role.name) == same_name(name):
            return role.key
    roles.append(Role(new_key(name, keys_of(roles)), name[:60]))
    return roles[-1].key


def lines_of(text: str) -> tuple[str, ...]:
    """One a line; what stands before it in a list is no part of it."""
    found = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return tuple(line for line in found if line)


def keys_of(things: Iterable[Any]) -> set[str]:
    """The keys that steps or roles have."""
    return {thing.key for thing in things}
