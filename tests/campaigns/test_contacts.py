"""The organisers' list of people and bodies."""

from board.activity.models import Activity
from board.campaigns.people_models import Contact
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_it_is_kept_changed_and_sorted_by_position_and_leaves_no_line_in_the_log(
    organiser: Browser, operator: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/contacts"
    assert organiser.get(at).says("Nobody is on the list yet")
    before = rows.count(Activity)
    for name, stance in (
        ("Bo Against", "against"),
        ("Cy Between", "undecided"),
        ("Di Friend", "with_us"),
    ):
        said = {
            "name": name,
            "stance": stance,
            "office": "Ward councillor",
            "known_by": "Olu",
            "notes": "Drinks tea.",
        }
        page = organiser.fill(at, said)
        assert (page.status, page.location) == (303, at)
    words = operator.get(at).words
    assert (
        words.index("Di Friend") < words.index("Cy Between") < words.index("Bo Against")
    )
    assert operator.get(at).says("Ward councillor", "Against", "Olu", "Drinks tea.")
    first, second, _third = rows.all(Contact)
    form = operator.get(f"{at}/{first.id}/edit").form(f"{at}/{first.id}/edit")
    organiser.fill(f"{at}/{first.id}/edit", {"stance": "leaning_against"})
    assert (
        operator.send_form(form.action, form.filled({"stance": "with_us"})).status
        == 409
    )
    assert rows.get(Contact, first.id).stance == "leaning_against"
    page = organiser.press(f"{at}/{second.id}/edit", f"{at}/{second.id}/delete")
    assert organiser.follow(page).message == "They are off the list."
    assert not operator.get(at).says("Cy Between")
    assert rows.count(Contact) == 2
    assert rows.count(Activity) == before


def test_somebody_who_is_on_the_list_already_is_pointed_out(
    organiser: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}/contacts"
    said = {"name": "Canon José  Grey", "stance": "undecided"}
    form = organiser.get(at).form(at)
    for _ in range(2):  # pressed twice, it is the same entry
        page = organiser.send_form(at, form.filled(said))
        assert organiser.follow(page).message == "They are on the list."
    page = organiser.fill(at, said | {"name": "canon jose grey"})
    assert organiser.follow(page).says("Somebody of that name was there already")
    assert rows.count(Contact) == 2
