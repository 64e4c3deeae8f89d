"""The least that pages like ours can cost: Flask, sqlite3 and Jinja; a list, a post, a
comment form; nobody signs in.

python -m tests.bench.plain PORT WORKERS FOLDER

Each worker is one process that does one request at a time.
"""

import io
import sqlite3
import sys
from pathlib import Path
from typing import Any

from a2wsgi.wsgi import build_environ
from flask import Flask, redirect, render_template_string, request

from tests.bench.bare import serve

POSTS = 10_000
TABLES = """
PRAGMA journal_mode=WAL;
CREATE TABLE post (id INTEGER PRIMARY KEY, title TEXT, body TEXT, state TEXT, at TEXT);
CREATE TABLE comment (id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES post, body TEXT, at TEXT);
CREATE INDEX newest ON post (state, at);
CREATE INDEX beneath ON comment (post_id, id);
"""
HEAD = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Posts</title><h1><a "
    "href=/issues>Posts</a></h1>"
)
LIST = (
    HEAD
    + """{% for post in posts %}<article><h2><a href="/issues/{{ post.id }}">{{ post.title }}</a></h2>
<p>{{ post.body }}</p><p>{{ post.state }}, <time>{{ post.at }}</time></p></article>{% endfor %}"""
)
POST = (
    HEAD
    + """<h2>{{ post.title }}</h2><p>{{ post.body }}</p><p>{{ post.state }}</p>
<ol>{% for said in comments %}<li>{{ said.body }} <time>{{ said.at }}</time></li>{% endfor %}</ol>
<form method=post action="/issues/{{ post.id }}/comments"><textarea name=body></textarea>
<button>Say it</button></form>"""
)
app = Flask(__name__)


def data() -> sqlite3.Connection:
    """This worker's connection."""
    if "data" not in app.extensions:
        app.extensions["data"] = sqlite3.connect(
            app.config["FILE"], isolation_level=None, timeout=5
        )
        app.extensions["data"].row_factory = sqlite3.Row
    connection: sqlite3.Connection = app.extensions["data"]
    return connection


def fill() -> None:
    """Ten thousand posts with a few words under each."""
    connection = sqlite3.connect(app.config["FILE"])
    connection.executescript(TABLES)
    days = [f"2026-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(POSTS)]
    rows = [
        (f"Lamp {n} is out", "It has been dark for weeks. " * 9, "open", day)
        for n, day in enumerate(days)
    ]
    connection.executemany(
        "INSERT INTO post (title, body, state, at) VALUES (?, ?, ?, ?)", rows
    )
    said = [(1 + n // 3, "Ours too.", days[n // 3]) for n in range(3 * POSTS)]
    connection.executemany(
        "INSERT INTO comment (post_id, body, at) VALUES (?, ?, ?)", said
    )
    connection.commit()
    connection.close()


@app.get("/issues")
def listed() -> str:
    """The newest twenty."""
    posts = (
        data()
        .execute("SELECT * FROM post WHERE state = 'open' ORDER BY at DESC LIMIT 20")
        .fetchall()
    )
    return render_template_string(LIST, posts=posts)


@app.get("/issues/<int:number>")
def shown(number: int) -> str:
    """One, and what was said."""
    post = data().execute("SELECT * FROM post WHERE id = ?", (number,)).fetchone()
    comments = (
        data()
        .execute(
            "SELECT * FROM comment WHERE post_id = ? ORDER BY id LIMIT 20", (number,)
        )
        .fetchall()
    )
    return render_template_string(POST, post=post, comments=comments)


@app.post("/issues/<int:number>/comments")
def say(number: int) -> Any:
    """One insert."""
    values = (number, request.form["body"])
    data().execute(
        "INSERT INTO comment (post_id, body, at) VALUES (?, ?, datetime('now'))", values
    )
    return redirect(f"/issues/{number}", 303)


async def served(scope: Any, receive: Any, send: Any) -> None:
    """The application, called where the request comes in: no thread, no waiting."""
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    begun: list[Any] = []
    parts = app(
        build_environ(scope, io.BytesIO(body)), lambda *said: begun.append(said)
    )  # type: ignore[arg-type]
    headers = [(name.lower().encode(), value.encode()) for name, value in begun[0][1]]
    await send(
        {
            "type": "http.response.start",
            "status": int(begun[0][0][:3]),
            "headers": headers,
        }
    )
    await send({"type": "http.response.body", "body": b"".join(parts)})


if __name__ == "__main__":
    app.config["FILE"] = Path(sys.argv[3]) / "plain.db"
    fill()
    serve(int(sys.argv[1]), int(sys.argv[2]), served)
