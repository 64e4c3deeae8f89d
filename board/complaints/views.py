"""Complaining, and reading what became of it."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.recipient_queries import email_of
from board.accounts.session import current_person, open_to_visitors
from board.accounts.throttle import ask_to_wait, check_mails
from board.complaints import actions, queries
from board.complaints.forms import ComplaintForm
from board.complaints.models import About, Complaint
from board.complaints.words import ABOUT, DECISIONS, ICO, OFCOM, REGULATORS
from board.db import write_tx
from board.drawing import full
from board.forms import new_key
from board.mail import actions as mail

bp = Blueprint("complaints", __name__)


@bp.route("/complaints", methods=["GET", "POST"])
@open_to_visitors
def complain() -> Response:
    """Anybody complains, and has a number at once.

    The answer is the same for every address.
    """
    asker = current_person()
    about = request.args.get("about", "")
    own = email_of(asker.id) if asker and request.method == "GET" else ""
    form = ComplaintForm(data={"about": about, "email": own})
    given = {"regulators": [OFCOM, ICO]}
    if not form.validate_on_submit():
        return htmx.form_page("complaints/new.html", form, **given)
    email = form.email.data or ""
    if email and (wait := check_mails(email)):
        return ask_to_wait("complaints/new.html", form, wait, **given)
    with write_tx():
        complaint, is_new = actions.receive(
            asker,
            about=About(form.about.data),
            what=form.what.data or "",
            email=email,
            once=form.key or new_key(),
        )
        if is_new:
            _tell(complaint)
    return htmx.gone_to(f"/complaints/{queries.key_of(complaint.id)}")


def _tell(complaint: Complaint) -> None:
    """Acknowledge it, and tell everybody who runs the board."""
    given = {"complaint": complaint, "about": ABOUT[About(complaint.about)]}
    if complaint.email:
        url = full(f"/complaints/{queries.key_of(complaint.id)}")
        key = f"complaint-{complaint.id}"
        mail.queue(complaint.email, "complaint", key, url=url, **given)
    for operator in queries.operators():
        key = f"complaint-{complaint.id}-{operator.id}"
        url = full(f"/operator/complaints/{complaint.id}")
        mail.queue(operator.email, "complaint_to_answer", key, url=url, **given)


@bp.get("/complaints/<key>")
def show(key: str) -> str:
    """One complaint, for whoever has its address."""
    complaint = queries.by_key(key)
    return render_template(
        "complaints/show.html",
        complaint=complaint,
        about=ABOUT[About(complaint.about)],
        decisions=DECISIONS,
        regulator=REGULATORS[About(complaint.about)],
    )
