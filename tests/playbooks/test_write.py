"""Organisers write playbooks: from nothing, out of another, from a campaign; whoever
used one hears of each new version and sees what changed."""

from board.activity.models import Activity
from board.campaigns.models import Outcome
from board.notifications.models import Notification
from board.playbooks import verbs
from board.playbooks.models import Playbook, PlaybookVersion
from board.playbooks.queries import book_of
from board.playbooks.wording import as_fields, from_fields
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser
from tests.photos.drawing import drawn
from tests.playbooks.books import BOOK, edit, use, write

STEPS = """-14: Ask the neighbours
Role: Lead
Skill: listening
Places: 3
Go from door to door.

Then rest.

0: Dig
When: 10:00 for 90 minutes
Where: The corner
Cleared: yes

+7: Say thank you
When: whenever it suits"""


def heard(rows: Rows, verb: str) -> set[int]:
    """Who was told of what happened."""
    lines = {line.id for line in rows.all(Activity) if line.verb == verb}
    return {r.person_id for r in rows.all(Notification) if r.activity_id in lines}


def test_what_is_typed_becomes_steps_roles_and_sheets(
    organiser: Browser, visitor: Browser, rows: Rows, make: Maker, people: People
) -> None:
    said = {"title": "Dig", "body": "**Beans**.", "steps": STEPS, "area": "hodge-hill"}
    said |= {"wins": "- Beans grow\n- Ten came", "sheets": "# Rota\nName, day"}
    page = organiser.fill("/playbooks/new", said)
    assert page.status == 303
    (made,) = rows.all(Playbook)
    with make.app.app_context():
        book = book_of(made.id, 1)
    ask, dig, thank = book.steps
    assert (ask.day, ask.skill, ask.places, dig.day) == (-14, "listening", 3, 0)
    assert ask.words == "Go from door to door.\n\nThen rest."
    assert book.role(ask.role).name == "Lead"  # type: ignore[union-attr]
    assert (dig.starts, dig.minutes, dig.cleared) == ("10:00", 90, True)
    assert dig.place == "The corner"
    assert (thank.day, thank.shape) == (7, "open")
    assert book.wins == ("Beans grow", "Ten came")
    assert visitor.get(page.location).says("Ask the neighbours", "2 weeks before")


def test_steps_without_days_are_a_step_a_line(organiser: Browser, rows: Rows) -> None:
    said = {"title": "Dig", "body": "Beans.", "steps": "Ask\nDig", "area": "hodge-hill"}
    assert organiser.fill("/playbooks/new", said).status == 303
    (version,) = rows.all(PlaybookVersion)
    assert [step["title"] for step in version.content["steps"]] == ["Ask", "Dig"]


def test_a_time_that_is_none_is_asked_for_again(organiser: Browser, rows: Rows) -> None:
    said = {"title": "Dig", "body": "Beans.", "area": "hodge-hill"}
    page = organiser.fill("/playbooks/new", said | {"steps": "0: Dig\nWhen: late"})
    assert page.status == 422
    assert page.says("When is “Dig”?")
    assert rows.count(Playbook) == 0


def test_as_text_and_back_it_is_the_same(make: Maker) -> None:
    with make.app.app_context():
        again = from_fields(as_fields(BOOK), BOOK)
    assert {step.key for step in again.steps} == {step.key for step in BOOK.steps}
    assert again.roles == BOOK.roles
    assert again.sheets == BOOK.sheets
    assert [s.title for s in again.steps] == [s.title for s in BOOK.steps]


def test_a_renamed_step_keeps_its_lineage(make: Maker) -> None:
    fields = as_fields(BOOK)
    fields["steps"] = fields["steps"].replace("ten neighbours", "twenty neighbours")
    with make.app.app_context():
        again = from_fields(fields, BOOK)
    step = again.step("listen")
    assert step is not None
    assert step.title == "Talk to twenty neighbours"


def test_whoever_used_it_hears_of_a_new_version_and_sees_what_changed(
    make: Maker, people: People, rows: Rows, elsewhere: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    use(make, playbook, people.elsewhere, people.ward_end, in_days(30))
    assert people.organiser.id in heard(rows, verbs.USED)
    edit(make, playbook, people.operator, wins=("Peas grow.",), note="Beans froze.")
    assert heard(rows, verbs.EDITED) == {people.elsewhere.id}
    news = elsewhere.get("/notifications")
    at = f"/playbooks/{playbook.id}?since=1#changed"
    assert at in news.links
    page = elsewhere.get(f"/playbooks/{playbook.id}?since=1")
    assert page.says("What changed since version 1", "Beans froze.")
    assert "<del>Beans</del>" in page.text
    assert "<ins>Peas</ins>" in page.text


def test_out_of_another_it_keeps_the_lineage_of_book_and_steps(
    make: Maker, people: People, rows: Rows, elsewhere: Browser
) -> None:
    first = write(make, people.organiser, people.hodge_hill)
    said = {"area": "ward-end", "title": "Our garden"}
    page = elsewhere.fill(f"/playbooks/new?from={first.id}", said)
    assert page.status == 303
    copy = rows.all(Playbook)[-1]
    assert (copy.from_lineage, copy.from_version) == (first.lineage, 1)
    with make.app.app_context():
        book = book_of(copy.id, 1)
    step = book.step("dig")
    assert step is not None
    assert step.from_lineage == f"{first.lineage}#dig"
    assert people.organiser.id in heard(rows, verbs.PUBLISHED)


def test_from_a_campaign_come_its_steps_and_what_was_learnt_and_nobodys_name(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    secret = "Zelda Zweig"
    campaign = make.campaign(
        people.organiser, decision_maker=secret, win="Lamps.", decide_by=in_days(20)
    )
    make.contact(campaign, people.organiser, name=secret, notes=secret)
    make.back(campaign, make.person(secret), show_name=True)
    task = make.task(campaign, people.organiser, title="Count", due_on=in_days(6))
    make.claim(task, make.person(secret, area=people.hodge_hill))
    learnt = {"thanks": secret, "stepped_up": secret}
    learnt |= {"differently": "Begin in March.\nAsk twice."}
    make.end(campaign, people.organiser, Outcome.WON, **learnt)
    at = f"/playbooks/new?campaign={campaign.id}"
    assert at in organiser.get(f"/campaigns/{campaign.id}").links
    page = organiser.fill(at, {"area": "hodge-hill"})
    assert page.status == 303
    (version,) = rows.all(PlaybookVersion)
    said = version.content
    assert said["fails"] == ["Begin in March.", "Ask twice."]
    assert (said["wins"], said["people"]) == (["Lamps."], "1 person")
    (step,) = said["steps"]
    assert (step["title"], step["day"]) == ("Count", -14)
    assert secret not in repr(said)


def test_its_pictures_stand_on_its_page(
    make: Maker, people: People, organiser: Browser, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    at = f"/playbooks/{playbook.id}"
    page = organiser.upload(f"{at}/edit", {}, ("a.jpg", drawn()))
    assert page.status == 303
    assert "-small.webp" in visitor.get(at).text


def test_whoever_changed_it_meanwhile_is_not_overwritten(
    make: Maker, people: People, organiser: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    form = organiser.get(f"/playbooks/{playbook.id}/edit")
    assert form.status == 200
    edit(make, playbook, people.operator, title="Theirs")
    late = organiser.fill(
        f"/playbooks/{playbook.id}/edit", {"title": "O", "version": 1}
    )
    assert late.status == 409
    assert make.now(playbook).title == "Theirs"
