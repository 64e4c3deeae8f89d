"""Pictures that people add to what they say."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from board import clock
from board.db import CanBeHidden, Model, UtcDateTime

PER_ISSUE = 5
PER_COMMENT = 2
PER_UPDATE = 5


class Photo(CanBeHidden, Model):
    """A picture of a thing.

    Its files are named by the hash of the large one, see store.py.
    """

    __tablename__ = "photo"
    __table_args__ = (Index(None, "owner", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    alt: Mapped[str] = mapped_column(String(300), default="")
    # the thing it belongs to, such as issue-12, comment-7 or, as its cover, area-3
    owner: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


class WaitingPicture(Model):
    """A picture that was chosen and belongs to nothing yet.

    Its files stay until its time is over.

    One browser sees it, who has both the key and the cookie of which only hashes are
    kept. One that waits with a post for the owner of a mail address is seen by no
    browser.
    """

    __tablename__ = "waiting_picture"
    private = True

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser: Mapped[str] = mapped_column(String(64), index=True)
    network: Mapped[str] = mapped_column(String(64), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
