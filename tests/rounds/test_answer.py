"""Answering in a listening round: on the page, by a mailed link, written down by an
organiser, typed in from paper; each answer has a page."""

import re
from itertools import pairwise

import pytest

from board import clock
from board.errors import Conflict, Invalid, NotAllowed
from board.mail.models import Outbox
from board.rounds import answer_actions, verbs
from board.rounds.models import Answer, Source, UnconfirmedAnswer
from tests.accounts.test_link import mailed
from tests.builders import Maker, People, Rows, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

SAID = {"answer_1": "The crossing by the school", "answer_2": "More lights"}


def test_somebody_answers_and_sees_what_becomes_of_it(
    resident: Browser, organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    make.mails()
    round_ = make.round(people.hodge_hill, people.organiser)
    at = f"/rounds/{round_.id}"
    assert at in resident.get("/areas/hodge-hill/rounds").links
    page = resident.follow(resident.fill(f"{at}/answers", SAID))
    assert page.message == "Thank you. We tell you what becomes of it."
    assert page.says("The crossing by the school", "Nobody has read it yet.")
    assert rows.heard(people.organiser)[-1] == verbs.ANSWERED
    (answer,) = rows.all(Answer)
    assert (answer.shared, answer.show_name, answer.source) == (False, False, "page")
    gathered = {"answer": [answer.id], "title": "Roads"}
    page = organiser.follow(organiser.fill(f"{at}/themes", gathered))
    assert page.says("Every answer is part of a theme.", "Roads")
    assert rows.heard(people.resident)[-1] == verbs.GATHERED
    page = resident.get(f"{at}/answers/{answer.id}")
    assert page.says("Read by an organiser", "Part of the theme", "Roads")
    said = {"title": "Safer crossing", "goal": "A zebra by the school."}
    theme = next(link for link in page.links if "/themes/" in link)
    page = organiser.follow(organiser.fill(theme, said))
    assert page.says("It came from listening: Roads (A few answers)")
    assert rows.heard(people.resident)[-1] == verbs.TAKEN_UP
    page = resident.get(f"{at}/answers/{answer.id}")
    assert page.says("It became part of a campaign: Safer crossing")
    make.mails(days=2)
    told = [mail.text for mail in rows.all(Outbox, to=people.resident.email)]
    assert any("What you and others said became part of a campaign" in t for t in told)


def test_who_answered_goes_on_to_hear_of_the_campaign(
    make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    theme = make.theme(make.answer_round(round_, people.resident), by=people.organiser)
    campaign = make.campaign_from(theme, people.organiser)
    make.end(campaign, people.organiser)
    assert rows.heard(people.resident)[-1] == "campaign.ended"


def test_whoever_gave_an_answer_is_told_at_each_turn(
    make: Maker, rows: Rows, people: People
) -> None:
    """With an account as news, and without one by mail to the address they left."""
    round_ = make.round(people.hodge_hill, people.organiser)
    giver = make.person("Nia")  # who follows nothing else
    answer = make.answer_round(round_, giver)
    paper = make.written(round_, people.organiser, email="ida@example.org")
    told = [rows.heard(giver)]

    def note() -> None:
        told.append(rows.heard(giver))

    with make.writing():
        olu = make._here(people.organiser)
        answer_actions.read(make._here(round_), olu, answers=[answer.id, paper.id])
    note()
    theme = make.theme(answer, paper, by=people.organiser)
    note()
    campaign = make.campaign_from(theme, people.organiser)
    note()
    make.update(campaign, people.organiser)
    note()
    make.close_round(round_, people.organiser)
    note()
    make.tell_round(round_, people.organiser)
    note()
    make.end(campaign, people.organiser)
    note()
    assert [now[len(then) :] for then, now in pairwise(told)] == [
        [verbs.READ],
        [verbs.GATHERED],
        [verbs.TAKEN_UP],
        ["campaign.updated"],
        [verbs.CLOSED],
        [verbs.TOLD],
        ["campaign.ended"],
    ]
    mails = [mail.text for mail in rows.all(Outbox, to="ida@example.org")]
    assert len(mails) == 4, (
        "theme, campaign, what came of the round and of the campaign"
    )
    assert verbs.READ not in rows.heard(people.member)


def test_ones_week_says_what_became_of_ones_answers(
    resident: Browser, member: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident)
    at = f"/rounds/{round_.id}/answers/{answer.id}"
    page = resident.get("/me")
    assert at in page.links
    assert page.says("What I answered in listening rounds", "Nobody has read it yet.")
    theme = make.theme(answer, by=people.organiser, title="Lights")
    assert resident.get("/me").says("Part of the theme “Lights”")
    make.theme(answer, by=people.organiser, title="Roads")
    campaign = make.campaign_from(theme, people.organiser)
    make.tell_round(round_, people.organiser)
    page = resident.get("/me")
    assert page.says("Part of the theme “Roads”", "What came of it")
    assert page.says(f"Part of the theme “Lights” · became {campaign.title}")
    assert page.links.count(at) == 1
    assert not member.get("/me").says("What I answered in listening rounds")
    resident.fill(at, {"do": "take_back"})
    assert not resident.get("/me").says("What I answered in listening rounds")


def test_a_visitor_answers_by_a_mailed_link(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    who = {"name": "Nia", "email": "nia@example.org", "shared": "y"}
    page = visitor.fill(f"/rounds/{round_.id}/answers", SAID | who)
    assert page.location == "/rounds/confirm"
    assert rows.count(Answer) == 0
    link = mailed(rows, "/rounds/confirm")
    assert visitor.get(link).says("The crossing by the school", "Others may read it.")
    page = visitor.follow(visitor.press(link, link))
    assert page.message == "Your answer is sent. We tell you what becomes of it."
    (answer,) = rows.all(Answer)
    assert (answer.source, answer.shared) == (Source.LINK, True)
    (waiting,) = rows.all(UnconfirmedAnswer)
    assert (waiting.email, waiting.name, waiting.said) == ("", "", {})
    assert visitor.get(link).status == 303, "pressed twice is once"


def test_a_link_that_is_pressed_after_the_end_says_so(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    who = {"name": "Nia", "email": "nia@example.org"}
    visitor.fill(f"/rounds/{round_.id}/answers", SAID | who)
    make.close_round(round_, people.organiser)
    link = mailed(rows, "/rounds/confirm")
    page = visitor.press(link, link)
    assert page.status == 409
    assert page.says("This round is closed.", "The crossing by the school")
    assert rows.count(Answer) == 0


def test_paper_is_typed_in_one_after_the_other_also_after_the_end(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.close_round(round_, people.organiser)
    at = f"/rounds/{round_.id}/paper"
    page = organiser.get(at)
    assert page.says("What is hardest here?", "I am under 18")
    assert 'class="qr"' in page.text
    for source in ("spoken", "spoken", "paper"):
        page = organiser.follow(organiser.fill(at, SAID | {"source": source}))
        assert page.message == "Kept. Type in the next one."
    assert page.says("3 answers so far.")
    found = rows.all(Answer)
    assert [answer.source for answer in found] == ["spoken", "spoken", "paper"]
    assert {answer.person_id for answer in found} == {None}
    assert all(answer.read_at for answer in found)
    assert verbs.ANSWERED not in rows.heard(people.organiser)


def test_whoever_left_an_address_on_paper_is_told_by_a_link_without_an_account(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.written(round_, people.organiser, email="ida@example.org")
    theme = make.theme(answer, by=people.organiser)
    campaign = make.campaign_from(theme, people.organiser)
    make.tell_round(round_, people.organiser)
    make.end(campaign, people.organiser)
    mails = rows.all(Outbox, to="ida@example.org")
    assert len(mails) == 4, "the theme, the campaign, what came of both"
    (link,) = {re.search(r"/rounds/answer/\S+", mail.text)[0] for mail in mails}  # type: ignore[index]
    page = visitor.get(link)
    assert page.says("The park is dark", "Part of the theme", "Won")
    assert visitor.fill(link, {"do": "take_back"}).status == 303
    gone = rows.get(Answer, answer.id)
    assert (gone.answer_1, gone.email) == ("", "")
    assert visitor.get(link).status == 404


def test_a_link_is_for_one_answer_and_nobody_else_makes_one(
    visitor: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    make.written(round_, people.organiser, email="ida@example.org")
    for token in ("x", "x" * 40, "AAAA"):
        assert visitor.get(f"/rounds/answer/{token}").status == 404


def test_nobody_answers_twice_and_pressing_twice_is_once(
    make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    key = "6b1f2a52-8c1b-4a3e-9d1d-1f5f0a6b7c8d"
    one = make.answer_round(round_, people.resident, once=key)
    assert make.answer_round(round_, people.resident, once=key).id == one.id
    with pytest.raises(Conflict, match="already"):
        make.answer_round(round_, people.resident)
    assert rows.count(Answer) == 1


def test_a_round_takes_answers_only_while_it_is_open(
    make: Maker, people: People, resident: Browser
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser, opens_on=in_days(3))
    with pytest.raises(Conflict, match="not begun"):
        make.answer_round(round_, people.resident)
    with pytest.raises(Conflict, match="not begun"):
        make.written(round_, people.organiser)
    page = resident.follow(resident.get(f"/rounds/{round_.id}/answers"))
    assert page.message == "This round has not begun yet."
    make.jobs(days=3)
    make.answer_round(round_, people.resident)


def test_of_young_people_no_name_and_no_address_is_kept(
    make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    with pytest.raises(Invalid, match="under 18"):
        make.written(round_, people.organiser, young=True, email="kid@example.org")
    make.written(round_, people.organiser, young=True, shared=True)
    said = {"young": True, "shared": True, "show_name": True}
    make.answer_round(round_, people.resident, **said)
    assert not any(answer.show_name or answer.email for answer in rows.all(Answer))


def test_only_organisers_of_the_area_write_down_and_gather(
    make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident)
    for person in (people.member, people.operator, people.elsewhere):
        with pytest.raises(NotAllowed):
            make.written(round_, person)
        with pytest.raises(NotAllowed):
            make.theme(answer, by=person)


def test_one_keeps_an_answer_from_others_and_takes_it_back(
    resident: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident, shared=True, show_name=True)
    theme = make.theme(answer, by=people.organiser)
    at = f"/rounds/{round_.id}/answers/{answer.id}"
    of_theme = f"/rounds/{round_.id}/themes/{theme.id}"
    assert visitor.get(of_theme).says("The park is dark", people.resident.name)
    resident.fill(at, {"do": "private"})
    assert visitor.get(at).status == 404
    assert not visitor.get(of_theme).says("The park is dark")
    resident.fill(at, {"do": "take_back"})
    assert resident.get(at).status == 404
    assert rows.get(Answer, answer.id).person_id is None
    make.answer_round(round_, people.resident)  # one may answer anew


@on_sqlite
def test_an_answer_needs_one_of_the_answers(
    resident: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    page = resident.fill(f"/rounds/{round_.id}/answers", {"answer_1": " "})
    assert page.status == 422
    assert page.says("Answer at least one of the questions.")


def test_days_open_and_close_a_round(make: Maker, rows: Rows, people: People) -> None:
    days = {"opens_on": in_days(2), "closes_on": in_days(4)}
    round_ = make.round(people.hodge_hill, people.organiser, **days)
    seen = []
    for day in (1, 2, 4, 5, 6):
        make.jobs(days=day)
        seen.append(make.now(round_).state)
    assert seen == ["planned", "open", "open", "closed", "closed"]
    assert len(rows.lines(verbs.OPENED)) == len(rows.lines(verbs.CLOSED)) == 1
    assert clock.now() < rows.lines(verbs.CLOSED)[0].at
