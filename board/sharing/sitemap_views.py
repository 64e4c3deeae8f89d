"""The map of the board for search engines, as XML: which parts it has, and each."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from flask import Blueprint, Response

from board.drawing import full
from board.sharing import sitemap
from board.sharing.sitemap import Entry

bp = Blueprint("sitemap", __name__)
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@bp.get("/sitemap.xml")
def index() -> Response:
    names = (Entry(f"/sitemap-{name}.xml") for name in sitemap.parts())
    return _xml("sitemapindex", "sitemap", names)


@bp.get("/sitemap-pages.xml")
def pages() -> Response:
    return _xml("urlset", "url", sitemap.pages())


@bp.get("/sitemap-<kind>-<int:part>.xml")
def numbered(kind: str, part: int) -> Response:
    return _xml("urlset", "url", sitemap.numbered(kind, part))


def _xml(root: str, each: str, entries: Iterable[Entry]) -> Response:
    whole = ET.Element(root, xmlns=SPACE)
    for entry in entries:
        one = ET.SubElement(whole, each)
        ET.SubElement(one, "loc").text = full(entry.path)
        if entry.changed:
            ET.SubElement(one, "lastmod").text = entry.changed
    body = ET.tostring(whole, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/xml")
