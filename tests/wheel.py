"""Build a wheel from the tree, install it in a clean environment, and ask it for a page
and a static file.

Run by `make check`. The environment gets the locked dependencies and nothing of the
source tree.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HOME = Path(__file__).parent.parent


def run(*command: str | Path, **kwargs: object) -> None:
    """Run a command; its failure is ours."""
    subprocess.run([str(part) for part in command], check=True, **kwargs)  # type: ignore[call-overload]


def free_port() -> int:
    """A port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, patience: float = 15.0) -> bytes:
    """What the address answers, tried until the server is up."""
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def main() -> None:
    """Build, install, serve, ask."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run(
            *pip,
            "wheel",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            place,
            HOME,
        )
        (wheel,) = place.glob("*.whl")
        run(sys.executable, "-m", "venv", place / "clean")
        python = place / "clean" / "bin" / "python"
        run(
            python,
            "-m",
            *pip[2:],
            "install",
            "--require-hashes",
            "-r",
            HOME / "requirements.lock",
        )
        run(python, "-m", *pip[2:], "install", "--no-deps", wheel)
        environment = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("BOARD_", "PYTHON"))
        }
        environment["BOARD_INSTANCE"] = str(place / "instance")
        board = place / "clean" / "bin" / "board"
        run(board, "init", env=environment, cwd=place)
        url = f"127.0.0.1:{free_port()}"
        server = subprocess.Popen(
            [str(board), "serve", "--bind", url], env=environment, cwd=place
        )
        try:
            page = fetch(f"http://{url}/")
            style = fetch(f"http://{url}/static/board.css")
        finally:
            server.terminate()
            server.wait(10)
        if b"</html>" not in page or b"@layer" not in style:
            sys.exit(
                "The installed wheel does not serve its front page and stylesheet."
            )
        print(
            f"{wheel.name}: serves its front page ({len(page):,} bytes) and "
            f"stylesheet ({len(style):,} bytes)"
        )


if __name__ == "__main__":
    main()
