"""How long until everybody has seen a claim, what other pages take meanwhile, what a
stream weighs."""

import json
import subprocess
import sys
import time
from typing import Any

from flask import Flask

from board import config
from tests.bench import seed, servers
from tests.bench.measure import Bench, Result, get, one, post
from tests.bench.seed import Visit
from tests.bench.servers import Server


class Live(Bench):
    """The part about the live stream."""

    def live(self, instance: str, app: Flask, streams: int) -> None:
        """How long until everybody has seen a claim, what other pages take meanwhile,
        what a stream weighs."""
        visit = seed.sign_in(app, 100)
        with servers.board(instance) as server:
            self.load(server, [[get("/issues")]] * 4, seconds=1)
            before = server.memory
            words = [
                sys.executable,
                "-m",
                "tests.bench.streams",
                str(server.port),
                str(streams),
                "/live?topics=task-1",
            ]
            holder = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=config.HOME,
            )
            try:
                opened = ask(holder, "")
                time.sleep(1)
                weight = (server.memory - before) * 1024 / streams
                quiet = self.load(server, [[get("/issues")]] * 4, pause=0.01)
                waits, pages = self.events(server, holder, visit, streams)
            finally:
                holder.stdin.close()  # type: ignore[union-attr]
                holder.wait(20)
        print(
            f"\nLive, one process, {opened['opened']} streams ({opened['refused']} "
            "refused)"
        )
        print(f"  memory of one stream                     {weight:9.1f} KiB")
        print(
            "  claim sent → last stream has it, median  "
            f"{sorted(waits)[len(waits) // 2]:9.0f} ms"
        )
        print(
            f"  claim sent → last stream has it, worst   {max(waits):9.0f} ms, of "
            f"{len(waits)}"
        )
        print(
            f"  /issues meanwhile, quiet: p50, p99       {quiet['p50']:9.1f} "
            f"{quiet['p99']:8.1f} ms"
        )
        print(
            (
                f"  /issues meanwhile, events: p50, p99      {pages['p50']:9.1f} "
                f"{pages['p99']:8.1f} ms"
            ),
            end=", ",
        )
        print(f"worst {pages['worst']:.0f}", flush=True)

    def events(
        self, server: Server, holder: Any, visit: Visit, streams: int
    ) -> tuple[list[float], Result]:
        """Claims, one a second, while somebody reads pages; milliseconds until the last
        stream has each."""
        spec = {"port": server.port, "seconds": 5 if self.quick else 12, "pause": 0.01}
        words = [
            sys.executable,
            "-m",
            "tests.bench.load",
            json.dumps(spec | {"scripts": [[get("/issues")]] * 4}),
        ]
        reader = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=config.HOME)
        waits = []
        for number in range(4 if self.quick else 10):
            time.sleep(1)
            began = time.monotonic()
            one(server, post(f"/tasks/1/{'release' if number % 2 else 'claim'}", visit))
            waits.append(self.until_all(holder, streams, began))
        return waits, json.loads(reader.communicate(timeout=30)[0])

    def until_all(self, holder: Any, streams: int, began: float) -> float:
        """Milliseconds until every stream had a frame."""
        seen, last = 0, 0.0
        for _ in range(100):
            time.sleep(0.1)
            heard = ask(holder, "?\n")
            seen, last = seen + heard["frames"], max(last, heard["last"])
            if seen >= streams:
                return (last - began) * 1000
        raise RuntimeError(f"only {seen} of {streams} streams heard of the claim")


def ask(holder: Any, question: str) -> Result:
    """A line from the process that holds the streams."""
    holder.stdin.write(question)
    holder.stdin.flush()
    result: Result = json.loads(holder.stdout.readline())
    return result
