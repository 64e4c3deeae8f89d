"""The page on which a thing is given a cover, whatever the thing is."""

from collections.abc import Callable

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.db import write_tx
from board.photos.forms import CoverForm, photo_changes, with_pictures
from board.photos.queries import entities
from board.photos.views import again


def cover_page(
    owner: str, title: str, back: str, change: Callable[..., None]
) -> Response:
    """Show the cover of a thing and take what was sent: a new one in its place, what it
    shows, or that it is to go. `change` is the thing's action, which says who may."""
    shown = entities([owner])
    form = with_pictures(CoverForm, shown)()
    form.has_one = bool(shown)
    if not (form.validate_on_submit() and form.store_pictures()):
        page = "photos/cover.html"
        given = {"title": title, "back": back}
        return again(page, form, photos=shown, **given)
    alts, without = photo_changes(form, shown)
    with write_tx():
        change(picture=form.picture, alts=alts, without=without)
    return htmx.gone_to(back, _("Your changes are saved."))
