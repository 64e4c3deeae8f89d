"""What hashing a password costs whoever tries many."""

from subprocess import run
from sys import executable

from board.config import HOME

ASK = "from board.accounts.passwords import make_hash; print(make_hash('words'))"


def test_a_hash_costs_what_owasp_asks_for() -> None:
    """In a process of its own: the tests' own passwords cost less."""
    hash = run([executable, "-c", ASK], cwd=HOME, capture_output=True, text=True)
    assert hash.stdout.startswith("$argon2id$v=19$m=47104,t=1,p=1$"), hash.stderr
