"""Build the container, run it as compose.yaml does (read-only, without rights), and ask
it for a page; how large it is beside Python's own, and how soon it answers.

Run by `make image`, with podman or docker; IMAGE_BUILD=… adds words to the build.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request

from tests.wheel import HOME, free_port

MOST = 150  # megabytes beside Python's
SOON = 3.0  # seconds
STARTS = 3
PYTHON = "docker.io/library/python:3.13-slim"
NAME = "localhost/local-action-board"
SHUT = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--network", "host"]


def engine() -> str:
    """podman or docker, whichever is here."""
    found = shutil.which("podman") or shutil.which("docker")
    return found or sys.exit("podman or docker is needed.")


def said(*words: str) -> str:
    """What the engine answers."""
    return subprocess.check_output([engine(), *words], text=True, cwd=HOME).strip()


def size(image: str) -> int:
    """Megabytes."""
    return int(said("image", "inspect", "--format", "{{.Size}}", image)) // 10**6


def answers_after(url: str, begun: float) -> float:
    """Seconds until the page is there."""
    while time.monotonic() < begun + 30:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                assert b"</html>" in answer.read()
                return time.monotonic() - begun
        except OSError:
            time.sleep(0.02)
    sys.exit("It did not answer.")


def started() -> tuple[float, str]:
    """Run it on an empty folder: after how long it answers, and as which user."""
    at = f"127.0.0.1:{free_port()}"
    begun = time.monotonic()
    running = said("run", "--detach", "--env", f"BOARD_BIND={at}", *SHUT, NAME)
    try:
        took = answers_after(f"http://{at}/", begun)
        print(said("exec", running, "board", "check"))
        return took, said("exec", running, "id", "--user")
    finally:
        said("rm", "--force", "--volumes", running)


def main() -> None:
    """Build, run, ask, remove; of three starts the quickest counts, since whatever else
    the machine does only makes them slower."""
    more = os.environ.get("IMAGE_BUILD", "").split()
    build = [engine(), "build", *more, "--file", "Containerfile", "--tag", NAME, "."]
    subprocess.run(build, check=True, cwd=HOME)
    extra = size(NAME) - size(PYTHON)
    starts = [started() for _ in range(STARTS)]
    took, who = min(starts)
    print(f"{extra} MB beside Python's, answered after {took:.1f} s as user {who}")
    if extra > MOST or took > SOON or who == "0":
        sys.exit("That is too large, too slow or too mighty.")


if __name__ == "__main__":
    main()
