"""The street map of a file, served by the board."""

from flask import Blueprint, Response, current_app

from board import tiles
from board.errors import NotFound

bp = Blueprint("tiles", __name__)
A_DAY = "public, max-age=86400"


@bp.get("/tiles/<int:z>/<int:x>/<int:y>")
def tile(z: int, x: int, y: int) -> Response:
    """One picture of the map; NotFound beyond it, or where there is no file."""
    path = current_app.config["BOARD"].tile_url
    if not tiles.is_file(path):
        raise NotFound
    picture = tiles.tile(path, z, x, y)
    if picture is None:
        raise NotFound
    headers = {"Cache-Control": A_DAY}
    return Response(picture, mimetype=tiles.opened(path).mimetype, headers=headers)
