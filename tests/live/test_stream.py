"""What listeners hear: everything that changes, whichever process changed it, and
nothing twice that could harm."""

from collections.abc import Callable
from http.client import HTTPConnection

from board.issues.models import State
from tests.builders import Maker, People, Things
from tests.conftest import Server
from tests.live.listening import Stream


def test_a_write_reaches_the_streams_of_all_processes(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    streams = [Stream(server.port, f"issue-{things.other.id}") for _ in range(12)]
    # this process writes, the server's processes tell
    make.second(things.other, people.organiser)
    for stream in streams:
        stream.until(f"issue-{things.other.id}", "tally")


def test_one_write_changes_every_region_it_concerns(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    issue = f"issue-{things.issue.id}"
    stream = Stream(server.port, f"{issue},{issue}-thread,issues,task-{things.task.id}")
    make.comment(things.issue, people.organiser, "Two more lamps went out.")
    found = stream.regions(issue, f"{issue}-thread")
    assert "Two more lamps went out." in found[f"{issue}-thread"]
    assert stream.is_silent()


def test_what_is_ones_own_is_asked_for_anew_only_when_an_issue_takes_a_turn(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    turn = f"issue-{things.issue.id}-turn"
    stream = Stream(server.port, turn)
    make.comment(things.issue, people.organiser, "Two more lamps went out.")
    make.second(things.issue, people.elsewhere)
    assert stream.is_silent()
    make.state(things.issue, people.organiser, State.DONE, "Lit.")
    stream.named(turn)


def test_lists_and_areas_only_say_that_something_is_new(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    area = f"area-{people.hodge_hill.id}"
    stream = Stream(server.port, f"issues,campaigns,tasks,{area}")
    make.second(things.other, people.organiser)
    assert stream.is_silent()
    make.issue(people.resident)
    stream.regions("issues", area)
    make.campaign(people.organiser)
    stream.regions("campaigns", area)


def test_a_stream_that_comes_back_has_missed_nothing(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    topics = f"issue-{things.issue.id},issue-{things.other.id},task-{things.task.id}"
    stream = Stream(server.port, topics)
    make.claim(things.task, people.member)
    stream.until(f"task-{things.task.id}")
    stream.close()
    make.second(things.other, people.organiser)
    make.comment(things.issue, people.organiser)
    back = Stream(server.port, topics, after=0, last_id=stream.last_id)
    assert back.regions(
        f"issue-{things.issue.id}", f"issue-{things.other.id}"
    ).keys() == {
        f"issue-{things.issue.id}",
        f"issue-{things.other.id}",
    }
    assert int(back.last_id) >= int(stream.last_id) + 2


def test_hearing_it_again_is_harmless(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"issue-{things.other.id}"
    stream = Stream(server.port, region)
    before = stream.last_id
    make.second(things.other, people.organiser)
    first = stream.until(region)
    assert [
        Stream(server.port, region, last_id=before).until(region) for _ in range(2)
    ] == [first, first]


def test_a_page_says_which_version_it_was_read_at(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"issue-{things.other.id}"
    after = Stream(server.port, region).last_id
    make.second(things.other, people.organiser)
    Stream(server.port, region, after=after).until(region)


def test_who_missed_a_lot_is_told_to_fetch_the_page_anew(
    server: Server, make: Maker, people: People
) -> None:
    made = [make.issue(people.resident) for _ in range(21)]
    topics = ",".join(f"issue-{issue.id}" for issue in made)
    Stream(server.port, topics, after=0).named("resync")


REFUSED = [
    ("/live", "Say what to listen to"),
    ("/live?topics=", "Say what to listen to"),
    (
        "/live?topics=person-1,issue-,issue-0,task-x,../etc,%00,issue-99999999999999999999",
        "Say what to listen to",
    ),
    ("/live?topics=me&after=yesterday", "whole number"),
    ("/live?topics=me&after=-1", "whole number"),
    (
        "/live?topics=" + ",".join(f"issue-{n}" for n in range(1, 62)),
        "60 things at most",
    ),
]


def test_what_makes_no_sense_is_answered_in_plain_words(server: Server) -> None:
    for address, words in REFUSED:
        page = server.browser().get(address)
        assert (page.status, page.headers["cache-control"]) == (400, "no-store")
        assert words in page.text, address


def test_a_stream_can_only_be_read(server: Server) -> None:
    for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        page = server.browser().open(method, "/live?topics=issues")
        assert (page.status, page.headers["allow"]) == (405, "GET"), method


def test_things_that_do_not_exist_are_left_out(
    server: Server, make: Maker, people: People, things: Things
) -> None:
    region = f"issue-{things.other.id}"
    for cookie in ("", make.cookie(people.member)):
        stream = Stream(
            server.port,
            f"issue-987654,nonsense,{region}",
            cookie=cookie,
            last_id="nonsense",
        )
        make.comment(things.other, people.organiser)
        stream.until(region)


def test_a_stream_is_never_kept_or_held_back(server: Server) -> None:
    headers = Stream(server.port, "issues").headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert "content-encoding" not in headers


def test_one_address_can_hold_only_so_many_streams(
    serve: Callable[..., Server],
) -> None:
    server = serve(workers=1)
    streams = [Stream(server.port, "issues") for _ in range(200)]
    late = Stream(server.port, "issues")
    assert (late.status, late.headers["retry-after"]) == (503, "20")
    streams[0].close()
    for _ in range(50):
        if Stream(server.port, "issues").status == 200:
            return
    raise AssertionError("the place of a stream that ended stays taken")


def test_other_pages_go_on_while_streams_are_open(server: Server) -> None:
    for _ in range(30):
        Stream(server.port, "issues")
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/issues")
    assert connection.getresponse().status == 200
