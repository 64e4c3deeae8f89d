"""What all tests of other boards are given."""

from tests.boards.answering import answering  # noqa: F401  pytest finds them
from tests.boards.exchange import elsewhere, near  # noqa: F401
