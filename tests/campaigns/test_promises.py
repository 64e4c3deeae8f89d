"""What decision makers said they would do: on the record, kept or broken, raised once
when the day has passed."""

from board.activity.models import Activity
from board.campaigns.coalition_models import Promise, PromiseState
from board.campaigns.coalition_verbs import (
    PROMISE_BROKEN,
    PROMISE_KEPT,
    PROMISE_OVERDUE,
)
from board.photos.models import Photo
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser
from tests.photos.drawing import drawn

SAID = {
    "who": "Ada Brown",
    "office": "Cabinet member for highways",
    "what": "All **14** lamps.",
    "to_whom": "Forty of us",
    "place": "Trinity Hall",
    "said_on": in_days(-2),
    "due": in_days(20),
    "witness": "Wim Wood",
    "source": "https://example.org/minutes",
}


def test_a_promise_is_put_on_the_record_with_a_picture_and_put_right(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    at = f"/campaigns/{make.campaign(people.organiser).id}"
    page = organiser.upload(f"{at}/promises", SAID, ("letter.jpg", drawn()))
    assert (page.status, page.location) == (303, f"{at}/promises")
    page = visitor.get(at)
    assert page.says(
        "Open Ada Brown Cabinet member for highways All 14 lamps.",
        "to Forty of us",
        "Trinity Hall",
    )
    assert page.says("Ada Brown promised: All 14 lamps.")
    assert SAID["source"] in page.links
    (promise,) = rows.all(Promise)
    (photo,) = rows.all(Photo, owner=f"promise-{promise.id}")
    picture = f"/photos/{photo.sha256}-large.webp"
    assert picture in page.links
    assert visitor.get(picture).status == 200
    assert (
        organiser.fill(
            f"{at}/promises/{promise.id}/edit", {"what": "All 15 lamps."}
        ).status
        == 303
    )
    assert visitor.get(at).says(
        "The record of what Ada Brown promised was changed: All 15 lamps."
    )


def test_whoever_backs_it_hears_that_one_was_kept_or_broken(
    organiser: Browser,
    visitor: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    campaign = make.campaign(people.organiser)
    make.back(campaign, people.member)
    kept, broken = (
        make.promise(campaign, people.organiser, what=what)
        for what in ("Lamps.", "Bins.")
    )
    at = f"/campaigns/{campaign.id}"
    page = organiser.fill(f"{at}/promises/{kept.id}/settle", {})
    assert page.status == 422
    assert page.errors == {"state": "Pick one of these."}, (
        "the day is today, and what became of it is theirs to say"
    )
    for promise, state in ((kept, "kept"), (broken, "broken")):
        said = {"state": state, "note": f"It was {state}.", "on": in_days(-1)}
        page = organiser.fill(f"{at}/promises/{promise.id}/settle", said)
        assert (page.status, page.location) == (303, f"{at}/promises")
    page = visitor.get(at)
    assert page.says(
        "Ada Brown kept a promise: Lamps.",
        "Ada Brown broke a promise: Bins.",
        "It was broken.",
    )
    assert rows.heard(people.member)[-2:] == [PROMISE_KEPT, PROMISE_BROKEN]
    assert member.get("/notifications").says(
        "A promise was kept: Light the lane", "A promise was broken:"
    )
    again = organiser.fill(f"{at}/promises/{kept.id}/settle", {"state": "kept"})
    assert again.status == 409
    assert again.errors == {"state": "Somebody has said this of the promise already."}
    organiser.fill(
        f"{at}/promises/{kept.id}/settle",
        {"state": "open", "note": "The lamps are dark again."},
    )
    assert visitor.get(at).says("It is open again whether Ada Brown keeps a promise:")
    assert rows.get(Promise, kept.id).settled_on is None


def test_what_is_overdue_comes_first_and_what_is_settled_last(
    visitor: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    made = {
        what: make.promise(
            campaign,
            people.organiser,
            what=what,
            said_on=in_days(-9),
            due=in_days(days) if days else None,
        )
        for what, days in {
            "Settled.": -5,
            "Some day.": 0,
            "Soon.": 5,
            "Late.": -1,
            "Later.": -3,
        }.items()
    }
    make.settle(made["Settled."], people.organiser, PromiseState.BROKEN)
    words = visitor.get(f"/campaigns/{campaign.id}").words
    words = words[words.index("What was promised:") :]
    assert sorted(made, key=words.index) == [
        "Later.",
        "Late.",
        "Soon.",
        "Some day.",
        "Settled.",
    ]
    assert words.count("Overdue") == 2


def test_the_organisers_are_told_once_that_the_day_has_passed(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    make.back(campaign, people.member)
    late = make.promise(campaign, people.organiser, due=in_days(3))
    kept = make.promise(campaign, people.organiser, due=in_days(3))
    make.settle(kept, people.organiser, PromiseState.KEPT)
    make.promise(campaign, people.organiser)  # without a day
    # a clock that goes forward meanwhile may not carry it past midnight
    assert make.jobs(days=2.9)["promises"] == 0, "it may still be kept today"
    assert [make.jobs(days=days)["promises"] for days in (4.5, 4.5, 9)] == [1, 0, 0]
    (line,) = rows.all(Activity, verb=PROMISE_OVERDUE)
    assert (line.part_id, line.actor_id) == (late.id, None)
    assert rows.heard(people.organiser) == [PROMISE_OVERDUE]
    assert PROMISE_OVERDUE not in rows.heard(people.member) + rows.heard(
        people.elsewhere
    )
    assert organiser.get("/notifications").says(
        "The day of a promise has passed. Was it kept? Light the lane"
    )
    assert visitor.get(f"/campaigns/{campaign.id}").says(
        "The day has passed on which Ada Brown promised to do this:"
    )
    url = f"/campaigns/{campaign.id}/promises/{late.id}/edit"
    organiser.fill(url, {"due": in_days(10)})
    assert [make.jobs(days=days)["promises"] for days in (9, 11.5, 11.5)] == [
        0,
        1,
        0,
    ], "another day, another chance"
