"""The table of stalls."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model


class Stall(Model):
    """A stall of a campaign."""

    __tablename__ = "stall"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    title: Mapped[str] = mapped_column(String(120))
    tables: Mapped[int] = mapped_column(default=1)
    is_packed: Mapped[bool] = mapped_column(default=False)

    @property
    def topics(self) -> list[str]:
        """Where in the log things about this stall stand."""
        return [f"stall-{self.id}", f"campaign-{self.campaign_id}"]
