"""What all tests of councils are given."""

from tests.councils.stand_in import council  # noqa: F401  pytest finds it
