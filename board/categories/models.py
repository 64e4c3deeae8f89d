"""What posts are about: the categories every board begins with, and what an area has
made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from board.db import Model


class Category(NamedTuple):
    """What posts can be about: its name, a hint what belongs there, its icon, whether
    new posts may be in it."""

    name: Any
    hint: Any
    icon: str
    offered: bool = True


CATEGORIES: dict[str, Category] = {
    "streets": Category(
        _l("Streets and pavements"), _l("Holes, kerbs, crossings, signs"), "footprints"
    ),
    "rubbish": Category(
        _l("Rubbish and dumping"), _l("Bins, fly-tipping, litter"), "trash-2"
    ),
    "green-space": Category(
        _l("Parks and green space"), _l("Parks, trees, empty plots"), "trees"
    ),
    "housing": Category(
        _l("Housing and repairs"), _l("Damp, heating, landlords"), "house"
    ),
    "noise": Category(_l("Noise"), _l("Machines, music, traffic at night"), "volume-2"),
    "traffic": Category(
        _l("Traffic and parking"), _l("Speeding, buses, parking"), "car"
    ),
    "lighting": Category(
        _l("Street lighting"), _l("Lamps that are out or missing"), "lamp"
    ),
    "safety": Category(
        _l("Safety"), _l("Places or times that do not feel safe"), "shield"
    ),
    "young-people": Category(
        _l("Young people"), _l("Places to be, things to do"), "sparkles"
    ),
    "health": Category(
        _l("Health and care"), _l("Doctors, loneliness, carers"), "heart-pulse"
    ),
    "money": Category(_l("Money and debt"), _l("Bills, loans, meters"), "wallet"),
    "learning": Category(
        _l("School and learning"), _l("Homework, libraries, courses"), "graduation-cap"
    ),
    "community": Category(
        _l("Community"), _l("Meeting, helping, celebrating"), "users"
    ),
    "animals": Category(_l("Animals"), _l("Lost, found, dangerous, wild"), "paw-print"),
    "other": Category(_l("Something else"), _l("Whatever fits nowhere"), "circle-help"),
}
OTHER = "other"  # stands last, wherever there is a list

# Those of the sprite that can stand for a subject, with a word for each.
ICONS: dict[str, Any] = {
    "footprints": _l("Footprints"),
    "car": _l("Car"),
    "lamp": _l("Lamp"),
    "house": _l("House"),
    "trees": _l("Trees"),
    "leaf": _l("Leaf"),
    "trash-2": _l("Bin"),
    "volume-2": _l("Loudspeaker"),
    "shield": _l("Shield"),
    "triangle-alert": _l("Warning"),
    "heart-pulse": _l("Heart"),
    "hand-heart": _l("Hand with a heart"),
    "hand": _l("Hand"),
    "handshake": _l("Handshake"),
    "users": _l("People"),
    "paw-print": _l("Paw"),
    "graduation-cap": _l("Student's cap"),
    "wallet": _l("Purse"),
    "sparkles": _l("Sparkles"),
    "lightbulb": _l("Light bulb"),
    "message-circle": _l("Speech bubble"),
    "megaphone": _l("Megaphone"),
    "bell": _l("Bell"),
    "flag": _l("Banner"),
    "calendar": _l("Calendar"),
    "clock": _l("Clock"),
    "map-pin": _l("Pin"),
    "pencil": _l("Pencil"),
    "circle-help": _l("Question mark"),
}


class AreaCategory(Model):
    """How an area's category differs from the one every board begins with (NULL: it
    does not), or one of its own."""

    __tablename__ = "area_category"

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(40))
    hint: Mapped[str | None] = mapped_column(String(120))
    icon: Mapped[str | None] = mapped_column(String(20))
    offered: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)  # of an area's own, among them


@dataclass(frozen=True)
class AreaCategories:
    """An area with its categories, in the order people see them; those no longer
    offered are among them."""

    id: int
    slug: str
    name: str
    categories: Mapping[str, Category]
    own_rules: str = ""  # what people agreed on there

    @property
    def area_id(self) -> int:
        """As the rules ask for it."""
        return self.id

    @property
    def offered(self) -> dict[str, Category]:
        """Those a new post may be in."""
        return {
            slug: category
            for slug, category in self.categories.items()
            if category.offered
        }

    def also_offering(self, slug: str) -> "AreaCategories":
        """The same with one that is offered in any case: a post that is changed may
        stay where it is."""
        category = self.categories.get(slug, usual(slug))._replace(offered=True)
        return replace(self, categories={**self.categories, slug: category})


def usual(slug: str) -> Category:
    """The category every board begins with; what nobody knows is something else."""
    return CATEGORIES.get(slug, CATEGORIES[OTHER])
