"""What the pages and mails of complaints call things, and who one can turn to next."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from board.complaints.models import About, Decision


class Regulator(NamedTuple):
    """Whoever one can turn to who is not content with our answer."""

    name: Any
    address: str
    shown: str


ICO = Regulator(
    _l("the Information Commissioner’s Office (ICO)"),
    "https://ico.org.uk/make-a-complaint/",
    "ico.org.uk/make-a-complaint",
)
OFCOM = Regulator(
    _l("Ofcom, the regulator of online safety"),
    "https://www.ofcom.org.uk/make-a-complaint/",
    "ofcom.org.uk/make-a-complaint",
)
REGULATORS = {
    About.ILLEGAL: OFCOM,
    About.REMOVAL: OFCOM,
    About.DATA: ICO,
    About.DUTY: OFCOM,
}
ABOUT = {
    About.ILLEGAL: _l("Something illegal is on this board"),
    About.REMOVAL: _l("Something was removed, or somebody kept out, wrongly"),
    About.DATA: _l("What is done here with personal data"),
    About.DUTY: _l("The board does not do what it has to do"),
}
DECISIONS = {
    Decision.UPHELD: _l("You are right"),
    Decision.PARTLY: _l("You are right in part"),
    Decision.NOT_UPHELD: _l("We see it otherwise"),
}
