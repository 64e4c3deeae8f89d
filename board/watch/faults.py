"""Faults told to a Sentry of the operator's choice: their kind, the lines of code they
came through, the route and the version. Nothing anybody typed, no value of a variable,
nobody's address."""

import logging
from importlib.metadata import version
from typing import Any

import sentry_sdk
from flask import has_request_context, request

from board.config import Settings

OF_EVENT = ("event_id", "timestamp", "platform", "level", "release", "tags")
OF_ERROR = ("type", "module")
OF_STEP = ("filename", "function", "module", "lineno")


class Faults(logging.Handler):
    """Tells what is logged with its traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell one."""
        if not record.exc_info:
            return
        with sentry_sdk.new_scope() as scope:
            scope.set_tag("route", _route())
            sentry_sdk.capture_exception(record.exc_info)


def _route() -> str:
    rule = request.url_rule if has_request_context() else None
    return rule.rule if rule else "(none)"


def stripped(event: Any, _hint: Any) -> Any:
    """A new event of what may leave, and of nothing else that the library found."""
    errors = event.get("exception", {}).get("values", [])
    kept = [_error(error) for error in errors]
    return _only(OF_EVENT, event) | {"exception": {"values": kept}}


def _error(error: dict[str, Any]) -> dict[str, Any]:
    steps = (error.get("stacktrace") or {}).get("frames", [])
    frames = [_only(OF_STEP, step) for step in steps]
    return _only(OF_ERROR, error) | {"stacktrace": {"frames": frames}}


def _only(names: tuple[str, ...], of: Any) -> dict[str, Any]:
    return {name: of[name] for name in names if name in of}


def begin(settings: Settings) -> None:
    """From now on this process tells its faults, and those forked from it."""
    sentry_sdk.init(
        settings.sentry_dsn,
        release=version("local-action-board"),
        before_send=stripped,
        include_local_variables=False,
        include_source_context=False,
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        max_breadcrumbs=0,
    )
    # a handler of its own would keep Python from its usual one
    logging.basicConfig(format="%(message)s")
    logging.getLogger().addHandler(Faults(logging.ERROR))
