"""Who was told of what, and whether that is right: once, whom it concerns, who may read
it and wants it."""

from collections import Counter
from email.message import EmailMessage

from sqlalchemy import select

from board.activity.verbs import Kind
from board.db import db
from board.mail.models import Outbox
from board.notifications.models import Rhythm
from tests.mail.conftest import Postman
from tests.notifications.season import News, Season
from tests.pages import Browser


class Told:
    """Looks at the season after each act."""

    def __init__(self, season: Season, man: Postman, refused: str) -> None:
        self.season, self.postman = season, man
        self.refused = refused  # an address that the mail server knows no more
        self.rhythms = {
            (who, kind): Rhythm.AT_ONCE if kind == Kind.ANSWER else Rhythm.DAILY
            for who in season.everybody
            for kind in Kind
        }
        self.who = {person.email: who for who, person in season.everybody.items()}
        self.by_mail: Counter[tuple[int, int]] = Counter()  # person, number of the news
        # what a person wanted no mail of when it happened, and could not read once
        self.unwanted: set[tuple[int, int]] = set()
        self.closed: set[tuple[int, int]] = set()
        self.ever_never: set[tuple[int, Kind]] = set()
        # by the key of a mail: what its reader could read as it was written, and
        # whether names
        self.could: dict[str, tuple[set[int], bool]] = {}
        self.mails_known = 0  # the last number of a mail, and how many came in
        self.mails_read = 0

    def chose(self, who: int, kind: Kind, rhythm: Rhythm) -> None:
        """A person chose anew."""
        self.rhythms[who, kind] = rhythm
        if rhythm == Rhythm.NEVER:
            self.ever_never.add((who, kind))

    def happened(self) -> None:
        """Of the newest news some want no mail."""
        number, kind = len(self.season.news) - 1, self.season.news[-1].kind
        for who in self.season.everybody:
            if self.rhythms[who, kind] == Rhythm.NEVER:
                self.unwanted.add((who, number))

    def look(self) -> None:
        """Note who may read what now, and read the mails that came in."""
        for number, one in enumerate(self.season.news):
            self.closed |= {(who, number) for who in one.hearers if not one.may(who)}
        self._note_written()
        for mail in self.postman.got[self.mails_read :]:
            self._read(mail)
        self.mails_read = len(self.postman.got)

    def _note_written(self) -> None:
        new = select(Outbox.id, Outbox.key, Outbox.to).order_by(Outbox.id)
        with self.season.make.app.app_context():
            rows = db.session.execute(new.where(Outbox.id > self.mails_known)).all()
        for id, key, to in rows:
            self.mails_known, who = id, self.who.get(to)
            if who:
                news = enumerate(self.season.news)
                may = {number for number, one in news if one.may(who)}
                self.could[key] = may, self.season.belongs(who)

    def _read(self, mail: EmailMessage) -> None:
        who = self.who.get(str(mail["To"]))
        key = str(mail["Message-ID"]).strip("<").partition("@")[0].rpartition(".")[0]
        text = mail.get_body(["plain"]).get_content()  # type: ignore[union-attr]
        text = text.replace("\r\n", "\n")
        for number, one in enumerate(self.season.news):
            times = one.in_text(mail["Subject"] if one.has_own_letter else text)
            if times:
                assert who, f"{one.kind} {number} to {mail['To']}"
                self.by_mail[who, number] += times
                self._check(who, number, one, self.could[key], text)

    def _check(
        self, who: int, number: int, one: News, could: tuple[set[int], bool], text: str
    ) -> None:
        case = f"{one.kind} {number} to {who}"
        assert self.by_mail[who, number] == 1, f"{case} twice"
        assert who in one.hearers, f"{case}, whom it does not concern"
        assert number in could[0], f"{case}, who may not read it"
        wants = (who, number) not in self.unwanted or one.has_own_letter
        assert wants, f"{case}, who wants none"
        if one.by:
            is_named = f"{one.by.given_name} {one.marks[0]}" in text
            assert is_named == could[1], f"{case} with names: {is_named}"

    def all_by_mail(self) -> None:
        """Whoever wants it all the time and may read it all the time was mailed."""
        for number, one in enumerate(self.season.news):
            for who in one.hearers:
                wants = (who, one.kind) not in self.ever_never or one.has_own_letter
                is_reached = self.season.everybody[who].email != self.refused
                if wants and is_reached and (who, number) not in self.closed:
                    assert self.by_mail[who, number] == 1, f"{one.kind} {number}: {who}"

    def all_on_board(self, who: int, browser: Browser) -> None:
        """A person's own news on the board are those they may read."""
        page = browser.get("/notifications")
        text = "\n".join([page.words, *page.links, ""])
        while page.next:
            page = browser.get(page.next)
            text += "\n".join([page.words, *page.links, ""])
        assert page.status == 200
        for number, one in enumerate(self.season.news):
            times = int(who in one.hearers and one.may(who))
            assert one.in_text(text) == times, f"{one.kind} {number}: {who}"
