"""Build a wheel from the tree, twice, and it is the same; install it in a clean
environment, and ask it for a page and a static file.

Run by `make check`. The environment gets the locked dependencies and nothing of the
source tree.
"""

import os
import shutil
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


def built(source: Path, place: Path) -> Path:
    """The wheel of this source, put there."""
    builder = (sys.executable, "-m", "hatchling", "build", "--target", "wheel")
    run(*builder, "--directory", place, cwd=source)
    (wheel,) = place.glob("*.whl")
    return wheel


def copied(place: Path) -> Path:
    """What git knows of the source, in another folder, of another day."""
    source = place / "source"
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=HOME, text=True)
    for name in filter(None, files.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / name, source / name)
    return source


def main() -> None:
    """Build, install, serve, ask."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        wheel = built(HOME, place)
        if wheel.read_bytes() != built(copied(place), place / "again").read_bytes():
            sys.exit("Built twice of the same source, the wheel is not the same.")
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
