"""How the board is seen from elsewhere: by whoever shows a link to it, by search
engines, and in a frame on another site."""

from flask import Flask

from board.sharing import frame_views, sitemap_views, views
from board.sharing.frame_views import frame_line
from board.sharing.tags import link_tags


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.jinja_env.globals.update(link_tags=link_tags, frame_line=frame_line)
    for pages in (views, sitemap_views, frame_views):
        app.register_blueprint(pages.bp)
