"""The page of a listening round while others act: it turns, and tells of its themes;
that an answer came is told to organisers alone."""

from board.rounds import queries
from tests.builders import Maker, People
from tests.conftest import Server
from tests.live.listening import Stream
from tests.pages import Browser


def test_it_opens_closes_and_tells_while_one_reads(
    server: Server, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    region = f"round-{round_.id}"
    reader = Stream(server.port, region)
    make.close_round(round_, people.organiser)
    reader.until(region, says="Closed on")
    make.tell_round(round_, people.organiser, "Three lamps are mended.")
    reader.until(region, says="Three lamps are mended.")


def test_its_themes_grow_while_one_reads(
    server: Server, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident)
    region = f"round-{round_.id}-answers"
    reader = Stream(server.port, region)
    theme = make.theme(answer, by=people.organiser, title="Dark roads")
    reader.until(region, says="Dark roads")
    campaign = make.campaign_from(theme, people.organiser)
    reader.until(region, says=campaign.title)
    late = Stream(server.port, region, after=0)
    late.until(region, says="Dark roads")


def test_that_an_answer_came_is_told_to_organisers_alone(
    server: Server, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    topics = f"round-{round_.id},round-{round_.id}-answers,me"
    organiser, *others = (
        Stream(server.port, topics, cookie=make.cookie(person))
        for person in (people.organiser, people.member, people.operator)
    )
    visitor = Stream(server.port, topics)
    assert all(stream.goes_on() for stream in (*others, visitor)), "of its beginning"
    make.answer_round(round_, people.resident)
    organiser.named("me")
    for stream in (*others, visitor):
        assert stream.is_silent()


def test_whoever_gave_an_answer_hears_of_each_turn(
    server: Server, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    answer = make.answer_round(round_, people.resident)
    giver = Stream(server.port, "me", cookie=make.cookie(people.resident))
    theme = make.theme(answer, by=people.organiser)
    giver.named("me")
    make.campaign_from(theme, people.organiser)
    giver.named("me")
    make.tell_round(round_, people.organiser)
    giver.named("me")


def test_fewer_than_five_are_counted_out_to_nobody_else(
    visitor: Browser, make: Maker, people: People
) -> None:
    round_ = make.round(people.hodge_hill, people.organiser)
    pages = [visitor.get(f"/rounds/{round_.id}").words]
    for _answer in range(queries.LEAST):
        make.written(round_, people.organiser)
        pages.append(visitor.get(f"/rounds/{round_.id}").words)
    assert all("Fewer than 5 answers so far." in page for page in pages[:-1])
    assert "5 answers." in pages[-1]
