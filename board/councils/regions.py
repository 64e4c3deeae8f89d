"""What stands of councils on a post's page and elsewhere."""

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from board.accounts.session import current_person
from board.councils import queries, report_queries
from board.councils.models import UNSENT, Stage
from board.db import AnyRow
from board.issues.models import LIVE
from board.live.regions import Region
from board.pages import cached
from board.policy import Audience, allowed


def word(issue_id: int, sending: AnyRow | None) -> Markup:
    """How far a post is on its way to a council, and what that says: the same for
    everybody."""
    draw = get_template_attribute("councils/parts.html", "word")
    html: Markup = draw(issue_id, sending)
    return html


def beside(issue: AnyRow) -> Markup:
    """The same on the post's page, with what its poster, or an organiser, can do."""
    person = current_person()
    sending = cached(queries.sending, issue.id) if issue.is_sent else None
    is_own = allowed(person, "council.agree", issue)
    offers = is_own and issue.state in LIVE and _is_unsent(sending)
    taker = issue.taker if offers else None
    if not (sending or taker):  # as with most
        return word(issue.id, None)
    given = {
        "issue": issue,
        "sending": sending,
        "word": word(issue.id, sending),
        "taker": taker,
        "takes_back": is_own and sending and sending.stage in UNSENT,
        "settles": _is_asked(sending) and allowed(person, "council.settle", issue),
    }
    html = render_template("councils/_beside.html", **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def _is_unsent(sending: AnyRow | None) -> bool:
    return sending is None or sending.stage == Stage.REFUSED


def _is_asked(sending: AnyRow | None) -> bool:
    return sending is not None and sending.stage == Stage.ASKED


def _word(issue_id: int, audience: Audience) -> str:
    return str(word(issue_id, queries.sending(issue_id)))


def listed(area_id: int) -> bool:
    """Whether an area lists what councils published."""
    return cached(report_queries.shows_reports, area_id)


def on_map() -> str:
    """The areas whose map shows what councils published, with spaces between."""
    return " ".join(cached(report_queries.areas_with_reports))


REGIONS = (Region("issue-council", _word, _l("what the council says")),)
