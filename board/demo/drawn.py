"""The pictures of the demo: drawn for it, they lie beside the story."""

from board.config import PACKAGE
from board.demo.neighbourhood import Entry
from board.photos import store
from board.photos.pictures import Picture

FOLDER = PACKAGE / "demo" / "pictures"


def picture_of(entry: Entry) -> Picture | None:
    """The picture an entry names, put where pictures are kept; None where it names
    none."""
    if "picture" not in entry:
        return None
    from board.photos.pixels import from_ours

    content = (FOLDER / f"{entry['picture']}.webp").read_bytes()
    picture = from_ours(content, entry["alt"])
    store.write([picture])
    return picture
