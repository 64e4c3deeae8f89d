"""A new feature is a folder, its line among the features and its lines in policy.py:
no edit elsewhere."""

import subprocess
import sys
from pathlib import Path

from board.config import HOME, PACKAGE


def test_a_toy_feature_is_read_in_thread_news_feed_stream_and_page(
    tmp_path: Path,
) -> None:
    words = ["-n", "0", "tests/data/sample_feature/reading.py"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", f"--basetemp={tmp_path / 'toy'}", *words],
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-4000:]


def test_the_board_knows_nothing_of_it() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert "stall" not in path.read_text().replace("install", ""), path
