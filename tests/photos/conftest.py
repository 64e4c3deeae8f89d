"""A store that speaks S3, for tests of the board that keeps its pictures there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import s3


@pytest.fixture(scope="session")
def store(workshop: Path) -> Iterator[s3.Store]:
    """The store."""
    folder = workshop / "s3"
    folder.mkdir()
    with s3.running(folder) as found:
        yield found


@pytest.fixture
def bucket(store: s3.Store) -> s3.Bucket:
    """A bucket of one's own."""
    return store.bucket()
