"""What can be sent: the categories that areas offer, and what is asked with each."""

from typing import Any

from flask_babel import gettext as _

from board.categories.models import AreaCategories, Category
from board.categories.queries import together
from board.errors import NotFound
from board.issues.forms import KINDS

Areas = list[AreaCategories]


def of_jurisdiction(areas: Areas, slug: str) -> Areas:
    """The area of this name, or all of them where none is named. Raises NotFound."""
    found = [area for area in areas if slug in ("", area.slug)]
    if slug and not found:
        raise NotFound(_("There is no jurisdiction_id “%(name)s” here.", name=slug))
    return found


def offered(areas: Areas) -> dict[str, Category]:
    """What any of these areas offers."""
    return together(area.offered for area in areas)


def known(areas: Areas) -> set[str]:
    """All codes that posts may have, also those no longer offered."""
    return {slug for area in areas for slug in area.categories}


def listed(areas: Areas) -> list[dict[str, Any]]:
    """The services."""
    return [_service(code, category) for code, category in offered(areas).items()]


def _service(code: str, category: Category) -> dict[str, Any]:
    return {
        "service_code": code,
        "service_name": str(category.name),
        "description": str(category.hint),
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": "",
    }


def definition(areas: Areas, code: str) -> dict[str, Any]:
    """What is asked with a service. Raises NotFound for one that is not offered."""
    if code not in offered(areas):
        raise NotFound(no_service(code))
    kinds = [{"key": str(kind), "name": str(words)} for kind, words in KINDS]
    asked = [
        _attribute("kind", _("What sort of thing is it?"), "singlevaluelist", kinds),
        _attribute("closest_address", _("The address that is nearest to it")),
        _attribute("fixmystreet_id", _("Its number on FixMyStreet")),
    ]
    for order, attribute in enumerate(asked, 1):
        attribute["order"] = order
    return {"service_code": code, "attributes": asked}


def _attribute(
    code: str, words: str, datatype: str = "string", values: Any = None
) -> dict[str, Any]:
    hint = _("A problem, if you say nothing.") if code == "kind" else ""
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": hint or None,
        "order": 0,
        "description": words,
    } | ({"values": values} if values else {})


def no_service(code: str) -> str:
    """What is said of a code that nobody offers."""
    words = _("There is no service_code “%(code)s” here.", code=code[:60])
    return str(words)
