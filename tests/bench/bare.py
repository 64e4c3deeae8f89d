"""What we compare with: one Flask view and nothing else, served as the board is.

python tests/bench/bare.py PORT WORKERS [libraries]

With `libraries` it imports those the board is built of, as any board built of them has
to.
"""

import gc
import importlib
import os
import signal
import socket
import sys
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from flask import Flask

LIBRARIES = """alembic.command argon2 email_validator flask_babel flask_login flask_sqlalchemy flask_wtf icalendar
    markdown_it nh3 pi_heif PIL.Image PIL.ImageCms PIL.ImageOps psycopg pysqlite3 segno sqlalchemy.orm wtforms"""
app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """The one view."""
    return "<!doctype html><title>Bare</title><p>Hello"


def serve(port: int, workers: int, served: Any) -> None:
    """One socket, the application made once, workers forked from it, as `board serve`
    does; it stays their parent."""
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    gc.collect()
    gc.freeze()
    pids = []
    for _ in range(workers):
        pids.append(os.fork())
        if not pids[-1]:
            options = {
                "loop": "uvloop",
                "http": "httptools",
                "ws": "none",
                "lifespan": "off",
                "access_log": False,
            }
            config = uvicorn.Config(served, log_config=None, **options)
            uvicorn.Server(config).run(sockets=[listener])
            os._exit(0)
    signal.signal(
        signal.SIGTERM, lambda *_: [os.kill(pid, signal.SIGTERM) for pid in pids]
    )
    for _ in pids:
        os.wait()


if __name__ == "__main__":
    for name in LIBRARIES.split() if "libraries" in sys.argv else ():
        importlib.import_module(name)
    serve(int(sys.argv[1]), int(sys.argv[2]), WSGIMiddleware(app, workers=10))
