"""The words of the front page and of the page about the board."""

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import write_tx
from board.errors import ChangedMeanwhile, Invalid, NotFound
from board.forms import row_number
from board.home import words_actions, words_queries
from board.operator.forms import WordsForm
from board.policy import require

bp = Blueprint("operator_words", __name__, url_prefix="/operator/words")
PLACES = {
    "front": _l("On the front page"),
    "about": _l("About this board"),
    "contact": _l("Who runs it, and how to reach them"),
}
AT = {"front": "/", "about": "/about", "contact": "/about"}


@bp.get("")
def index() -> str:
    require(current_person(), "board.operate")
    texts = words_queries.texts()
    return render_template("operator/words.html", texts=texts, places=PLACES)


@bp.route("/<place>", methods=["GET", "POST"])
def edit(place: str) -> Response:
    """What stands there now, to be changed."""
    require(current_person(), "board.operate")
    if place not in PLACES:
        raise NotFound
    versions = words_queries.versions(place)
    newest = versions[0].number if versions else 0
    text = versions[0].text if versions else ""
    form = WordsForm(data={"text": text, "version": str(newest)})
    shown = {"place": place, "label": PLACES[place], "versions": versions}
    if not form.validate_on_submit():
        return htmx.form_page("operator/word.html", form, **shown)
    after = row_number(form.version.data or "")
    try:
        with write_tx():
            text = form.text.data or ""
            words_actions.write(place, signed_in(), text=text, after=after)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("operator/word.html", form, **shown)
    except ChangedMeanwhile as late:
        words = str(late.text)
        return htmx.late_page("operator/word.html", form, words, newest, **shown)
    return htmx.gone_to(AT[place], _("That is what people read now."))
