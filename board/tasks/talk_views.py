"""What those who are on a task say to each other, over HTTP."""

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import COMMENTS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.activity.actions import unless_held
from board.db import write_tx
from board.policy import require
from board.tasks import card_queries, talk
from board.tasks.forms import TalkForm
from board.tasks.views import page

bp = Blueprint("talk", __name__)


@bp.post("/tasks/<int:task_id>/comments")
@limited(COMMENTS)
def say(task_id: int) -> Response:
    row = card_queries.card(task_id, current_person())
    require(current_person(), "task.talk", row)
    form = TalkForm()
    if not form.validate():
        if htmx.wants_fragment():
            return make_response(_talk(task_id, form), 422)
        return page(task_id, 422, talk_form=form)
    with write_tx():
        row = card_queries.card(task_id, signed_in())
        talk.say(row, signed_in(), body=form.body.data or "", once=form.key)
    message = unless_held(_("Sent to the others."))
    return htmx.done(f"/tasks/{task_id}", lambda: _talk(task_id), message)


def _talk(task_id: int, form: TalkForm | None = None) -> str:
    task = card_queries.card(task_id, current_person())
    given = {"task": task, "said": talk.said(task, signed_in()), "talk_form": form}
    return render_template("tasks/_talk.html", **given)
