"""Search finds words of all scripts, however their letters are written."""

from board.folding import findable, search_terms
from tests.builders import Maker, People
from tests.pages import Browser

# What somebody wrote, and what others type to find it.
WRITTEN = {
    "Światło na ulicy Łódzkiej": ["lodzkiej", "ŁÓDZKIEJ", "swiatlo", "Światło"],
    "Die Straßenlaterne am Weiß-Eck": [
        "strassenlaterne",
        "STRASSENLATERNE",
        "STRAẞENLATERNE",
        "weiss",
    ],
    "Kapının önündeki ışık, İzmir": [
        "kapinin",
        "KAPININ",
        "isik",
        "izmir",
        "İZMİR",
        "IŞIK",
    ],
    "Gadelygten på Ærøvej ved Đorđe": ["aerovej", "ÆRØVEJ", "dorde", "Đorđe"],
    "駅前の自転車が放置されている": ["自転車", "駅前", "放置", "車"],
    "小区门口的路灯坏了": ["路灯", "门口", "灯"],
    "학교에서 가로등이 꺼졌어요": ["학교", "가로등"],
    "เสียงดังตอนกลางคืนที่ตลาด": ["กลางคืน", "ตลาด"],
    "Не горит ЁЛКА во дворе": ["елка", "Ёлка", "ДВОРЕ"],
    "सड़क की बत्ती": ["बत्ती", "सड़क"],
    "Ice cream café": ["cafe", "CAFÉ"],
}


def test_words_are_found_in_any_script_and_in_any_letters(
    visitor: Browser, make: Maker, people: People
) -> None:
    for title in WRITTEN:
        make.issue(people.resident, title=title, body="See above.")
    for title, searches in WRITTEN.items():
        for words in searches:
            page = visitor.get(f"/issues?q={words}")
            assert page.says(title), (words, title)
    assert not visitor.get("/issues?q=駅車").says("駅前")


def test_campaigns_tasks_and_people_are_found_so_too(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    make.person("Łukasz Weiß", area=people.hodge_hill)
    for title, searches in WRITTEN.items():
        campaign = make.campaign(people.organiser, title=title)
        make.task(campaign, people.organiser, title=f"1: {title}", skills=title)
        for words in searches:
            assert visitor.get(f"/campaigns?q={words}").says(title), words
            assert visitor.get(f"/search?q={words}").says(title, f"1: {title}"), words
            assert visitor.get(f"/tasks?skill={words}").says(f"1: {title}"), words
    for name in ("lukasz", "ŁUKASZ", "weiss"):
        assert organiser.get(f"/areas/hodge-hill/cleared?q={name}").says("Łukasz Weiß")


def test_what_is_changed_is_found_by_its_new_words_only(
    visitor: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, title="Łódka", body="駅前")
    make.edit(issue, people.resident, title="Światło")
    assert visitor.get("/issues?q=swiatlo").says("Światło")
    assert not visitor.get("/issues?q=lodka").says("Światło")
    url = f"/issues/{issue.id}/purge"
    assert (
        organiser.fill(url, {"title": "A light", "body": "Gone.", "place": ""}).status
        == 303
    )
    assert not visitor.get("/issues?q=駅前").says("A light")
    campaign = make.campaign(people.organiser, title="Łódka")
    assert (
        organiser.fill(f"/campaigns/{campaign.id}/edit", {"title": "Światło"}).status
        == 303
    )
    assert visitor.get("/campaigns?q=swiatlo").says("Światło")
    assert not visitor.get("/campaigns?q=lodka").says("Światło")
    task = make.task(campaign, people.organiser, title="Łódka")
    assert organiser.fill(f"/tasks/{task.id}/edit", {"title": "Żarówka"}).status == 303
    assert visitor.get("/search?q=zarowka").says("Żarówka")


def test_like_posts_are_found_in_scripts_without_spaces(
    resident: Browser, make: Maker, people: People
) -> None:
    title = "駅前の自転車が放置されている"
    make.issue(people.member, title=title, body="歩けません。", category="parking")
    for number in range(12):
        make.issue(
            people.member,
            title=f"公園の犬 {number}",
            body="うるさいです。",
            category="noise",
        )
    page = resident.get(
        "/issues/similar?title=自転車の放置がひどい駅前&body=&area=hodge-hill&category=parking"
    )
    assert page.says(title)
    assert not page.says("公園の犬")


def test_a_plain_english_text_costs_nothing_more() -> None:
    assert findable("The lamp on Cotterills Lane is out", "Since March.") == ""
    assert search_terms("The LAMP on Cotterills Lane") == ["lamp", "cotterills", "lane"]
    assert findable("Mind the café, all of you") == "cafe"
