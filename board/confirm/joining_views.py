"""Being counted among people without an account: the page of the mailed link joins, and
once one has, leaves again."""

from collections.abc import Callable
from typing import Any

from flask import make_response, render_template
from flask_babel import LazyString
from werkzeug.wrappers import Response

from board.confirm.views import Kind, Undo


def joining(
    template: str,
    *,
    about: Callable[[Any], dict[str, Any]],
    is_in: Callable[[Any], bool],
    leave: Callable[[Any], None],
    at: Callable[[Any], str],
    joined: LazyString,
    left: LazyString,
    **of_kind: Any,
) -> Kind:
    """A kind whose rows are UnconfirmedJoining.

    about: what its page shows of the thing.
    at: the address of the thing, where one is sent with `joined` or `left`.
    of_kind: what else a Kind is told.
    """

    def page(row: Any, token: str, status: int = 200, message: str = "") -> Response:
        given = {
            "token": token,
            "pressed": bool(row.person_id),
            "counted": bool(row.person_id) and is_in(row),
            "message": message,
        }
        return make_response(render_template(template, **about(row), **given), status)

    return Kind(
        page=lambda _form, row, token: page(row, token),
        too_late=lambda row, token, late: page(row, token, late.code, late.text),
        goal=lambda row: (at(row), str(joined)),
        undo=Undo(page=page, take_back=leave, goal=lambda row: (at(row), str(left))),
        **of_kind,
    )
