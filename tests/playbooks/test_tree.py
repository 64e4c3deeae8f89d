"""The family tree: each place that used a playbook and how it went, drawn and as a
table, as quick for 500 uses as for one."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import insert, update

from board import clock
from board.campaigns.models import Campaign, Stage
from board.db import db, table_of
from board.playbooks.family import draw
from board.playbooks.family_queries import family
from board.playbooks.models import Playbook, PlaybookUse
from tests.builders import Maker, People, in_days
from tests.db.test_query_counts import statements
from tests.pages import Browser
from tests.playbooks.books import use, write


def many_uses(make: Maker, playbook: Playbook, area: Any, number: int) -> None:
    """Rows as the page reads them: a quarter won, a quarter lost."""
    stages = (Stage.WON, Stage.LOST, Stage.ACTING, Stage.LISTENING)
    now = clock.now()
    with make.app.app_context(), db.engine.begin() as connection:
        campaigns = [
            {
                **{"area_id": area.id, "title": f"Garden {n}", "goal": "Beans."},
                **{"stage": stages[n % 4], "created_at": now},
            }
            for n in range(number)
        ]
        table = table_of(Campaign)
        made = insert(table).returning(table.c.id)
        ids = [connection.execute(made, one).scalar_one() for one in campaigns]
        used = {"playbook_id": playbook.id, "version": 1, "area_id": area.id}
        used |= {"askable": False, "day": in_days(9), "at": now}
        rows = [used | {"campaign_id": id} for id in ids]
        connection.execute(insert(table_of(PlaybookUse)), rows)


def test_it_shows_each_place_and_how_it_went(
    make: Maker, people: People, visitor: Browser
) -> None:
    first = write(make, people.organiser, people.hodge_hill)
    copy = write(make, people.elsewhere, people.ward_end, title="Ours", original=first)
    won = use(make, first, people.organiser, people.hodge_hill, in_days(30))
    runs = use(make, copy, people.elsewhere, people.ward_end, in_days(30))
    make.end(won, people.organiser)
    for book in (first, copy):  # the family is the same from each of them
        page = visitor.get(f"/playbooks/{book.id}/tree")
        assert page.status == 200
        assert page.says("Hodge Hill", "Ward End", "Ours", "Won", "Listening")
        assert {f"/campaigns/{won.id}", f"/campaigns/{runs.id}"} <= set(page.links)
        assert len(re.findall(r'<circle class="(won|listening)"', page.text)) == 3
        assert "style=" not in page.text
    assert visitor.get(f"/playbooks/{copy.id}").says("Made out of another playbook")


def test_a_hidden_campaign_and_a_circle_of_lineages_break_nothing(
    make: Maker, people: People, visitor: Browser
) -> None:
    first = write(make, people.organiser, people.hodge_hill)
    second = write(make, people.organiser, people.hodge_hill, original=first)
    campaign = use(make, first, people.organiser, people.hodge_hill, in_days(30))
    with make.app.app_context(), db.engine.begin() as connection:
        books, campaigns = table_of(Playbook), table_of(Campaign)
        circle = {"from_lineage": second.lineage}
        connection.execute(update(books).where(books.c.id == first.id).values(circle))
        hidden = {"hidden_at": clock.now(), "hidden_for": "1"}
        this = campaigns.c.id == campaign.id
        connection.execute(update(campaigns).where(this).values(hidden))
    page = visitor.get(f"/playbooks/{first.id}/tree")
    assert page.status == 200
    assert f"/campaigns/{campaign.id}" not in page.links
    with make.app.app_context():
        books = family(first.id)
        assert {book.id for book in books} == {first.id, second.id}
        assert draw(books, ()).lines


def test_its_statements_are_as_few_for_500_uses(
    app: Flask, make: Maker, people: People, visitor: Browser
) -> None:
    playbook = write(make, people.organiser, people.hodge_hill)
    many_uses(make, playbook, people.hodge_hill, 1)
    at = f"/playbooks/{playbook.id}/tree"
    few = statements(app, visitor, at)
    many_uses(make, playbook, people.ward_end, 499)
    assert statements(app, visitor, at) == few <= 7
