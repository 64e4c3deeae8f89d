"""A browser we know again for an hour, whoever is signed in with it: by a cookie that
nobody can guess."""

import hashlib
import secrets

from flask import Flask, Response, current_app, g, request

LASTS = 3600  # seconds


def _name() -> str:
    name: str = current_app.config["BOARD"].cookie("unsent")
    return name


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def known() -> str:
    """The hash of this browser's cookie, which is all that is stored of it; empty for
    one that has none."""
    return _hashed(g.get("browser") or request.cookies.get(_name(), ""))


def mark() -> str:
    """The same, for a browser that is to be known from now on: its cookie goes out with
    the answer."""
    token = g.get("browser") or request.cookies.get(_name(), "")
    g.browser = token or secrets.token_urlsafe(32)
    return _hashed(g.browser)


def forget() -> None:
    """The browser is not known any more: with the answer its cookie ends."""
    g.browser = ""


def _set(answer: Response) -> Response:
    if (token := g.get("browser")) is not None:
        secure = current_app.config["BOARD"].secure
        answer.set_cookie(
            _name(),
            token,
            max_age=LASTS if token else 0,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    return answer


def init_app(app: Flask) -> None:
    """Send the cookie where it is new, or lasts longer."""
    app.after_request(_set)
