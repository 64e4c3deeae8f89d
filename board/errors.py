"""What can go wrong, in words people understand."""

from math import ceil
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext


class BoardError(Exception):
    """Something the person who asked can understand and act on."""

    code = 400
    title: Any = _l("That did not work")
    text: Any = ""
    way: tuple[str, Any] = (
        "",
        "",
    )  # where to go from here, the button's words
    asks_at = ""  # the view of a page that comes first
    wait = 0  # seconds after which it may work; 0 where waiting does not help

    def __init__(self, text: str = "") -> None:
        self.text = text or self.text
        super().__init__(self.text)


class SignInNeeded(BoardError):
    """A visitor asked for something that needs an account."""

    code = 401
    title = _l("Sign in first")
    text = _l("You need to be signed in to do this.")
    asks_at = "accounts.sign_in"


class AgreementNeeded(BoardError):
    """The community rules have changed since this person agreed to them."""

    code = 403
    title = _l("The community rules have changed")
    text = _l("Read what is new and agree to it, then go on.")
    asks_at = "rules.show"


class NotAllowed(BoardError):
    """The thing may be seen by this person, but not changed."""

    code = 403
    title = _l("This is not yours to change")
    text = _l(
        "Only some people may do this. If you think you should be one of them, ask an "
        "organiser."
    )


class KeptOut(NotAllowed):
    """Moderators keep this person from writing here, or from the whole board."""

    title = _l("You are kept out here for now")
    text = _l("You can read, and not write here.")
    way = ("/moderation/mine", _l("See why, until when, and how to appeal"))


class NotFound(BoardError):
    """Unknown, or not visible to this person."""

    code = 404
    title = _l("We can't find that")
    text = _l(
        "It may have moved, or the address may be mistyped. Try searching for it."
    )


class LinkOver(NotFound):
    """A mailed link that is used up, too old or not ours; `way` leads to where there is
    another."""

    title = _l("This link does not work any more")

    def __init__(self, text: str, href: str, label: str) -> None:
        self.way = (href, label)
        super().__init__(text)


class Conflict(BoardError):
    """Somebody was first; the text says what happened and what to do now."""

    code = 409
    title = _l("Somebody was first")


class ChangedMeanwhile(Conflict):
    """An edit of a version that is no longer the present one."""

    text = _l(
        "Somebody changed this while you were writing. Below is what you wrote; "
        "compare and send again."
    )


class Invalid(BoardError):
    """Input that an action refuses; `field` is the form field it concerns, empty for
    the whole form."""

    code = 422
    title = _l("Something needs another look")

    def __init__(self, text: str, field: str = "") -> None:
        self.field = field
        super().__init__(text)


class TooBig(BoardError):
    """A document that is longer than any we take at this address."""

    code = 413
    title = _l("That is too big")
    text = _l("What you sent is larger than what is taken here.")


class WrongType(BoardError):
    """A document of another type than is taken at this address."""

    code = 415
    title = _l("We could not read that")
    text = _l("What is taken here is JSON. Send it as application/json.")


class TooManyLinks(Invalid):
    """More links than somebody who is new may send at once."""

    title = _l("Too many links")


class NotNow(BoardError):
    """Something we stand on fails us; it may work again soon."""

    code = 503
    wait = 5


class Unanswered(NotNow):
    """The store that pictures are kept in does not do what we ask of it."""

    title = _l("We can't get at the pictures")
    text = _l(
        "The place where pictures are kept does not answer just now. Try again in a "
        "few minutes."
    )
    wait = 60


class Busy(NotNow):
    """Others have been writing for so long that this write gave up waiting."""

    title = _l("Very busy just now")
    text = _l("Nothing was changed. Wait a few seconds and try again.")


class Away(NotNow):
    """The database does not answer. What was sent may have reached it just before."""

    title = _l("We can't get at what is on the board")
    text = _l(
        "Our database does not answer just now. Try again in a minute. What you send "
        "twice is taken once."
    )


class Full(NotNow):
    """A disk takes no more."""

    code = 507
    title = _l("The disk is full")
    text = _l("Nothing was lost or changed. Please tell whoever runs this board.")


class TooMany(BoardError):
    """Too many tries, or too much of what `of` names in a sentence; `wait` says for how
    many seconds to stop."""

    code = 429
    title = _l("Too many tries")

    def __init__(self, wait: int, of: Any = "") -> None:
        self.wait = wait
        minutes = max(1, ceil(wait / 60) if of else round(wait / 60))
        words = ngettext(
            "Please wait a minute and try again.",
            "Please wait %(num)s minutes and try again.",
            minutes,
        )
        if of:
            self.title = _l("That is a lot at once")
        super().__init__(f"{of} {words}" if of else words)


WORDS: dict[int, tuple[Any, Any]] = {
    400: (_l("We could not read that"), _l("Go back, reload the page and try again.")),
    404: (NotFound.title, NotFound.text),
    405: (
        _l("That can't be done here"),
        _l("This address does something else. Go back and try again."),
    ),
    413: (
        _l("That is too big"),
        _l(
            "What you sent is larger than we can take. The Back button of your "
            "browser leads to what you typed. "
            "Then send smaller pictures, or fewer."
        ),
    ),
    500: (
        _l("Something broke on our side"),
        _l("It was not you. Nothing was changed. Try again in a while."),
    ),
}
