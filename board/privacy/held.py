"""Every column that names or describes a person: what it is for, on which basis, how
long it is kept, and how the copy of one's data and erasure treat it.

A new column of any table stands here or in not_personal.py, or a test fails.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from board.privacy.purposes import (
    ACCOUNT,
    BRINGING,
    DOING,
    JOINING,
    LEFT_WITH_US,
    ORGANISING,
    PUBLIC_LIFE,
    RIGHTS,
    SAFETY,
    SHOWN,
    SPEAKING,
    TALKING,
    TELLING,
    WHILE_ACCOUNT,
    WHILE_BOARD,
    YOUNG,
    Erase,
    Keep,
    Purpose,
    days,
)

BY_MAIL = "@"  # before a column that holds a mail address rather than a number


@dataclass(frozen=True)
class Held:
    """Columns of a table that are held of a person for one purpose.

    `whose` is the column with the person's number, or `@` and the column with their
    mail address; empty where the row leads to nobody with an account. `secret` columns
    stay out of the copy: they let somebody in.
    """

    table: str
    columns: str
    purpose: Purpose
    about: Any
    keep: Keep
    erase: Erase
    whose: str = ""
    exported: bool = True
    secret: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(self.columns.split())

    @property
    def by_mail(self) -> str:
        """The column with a mail address that says whose it is, if that does."""
        return self.whose[1:] if self.whose.startswith(BY_MAIL) else ""

    @property
    def in_copy(self) -> tuple[str, ...]:
        """The columns of the copy of one's data."""
        return tuple(name for name in self.names if name not in self.secret.split())


AFTER_MONTH = days(30, "ended_at", _l("30 days after it ended"))
AN_HOUR = Keep(_l("an hour"))  # by a job of its own, which deletes files, too
UNTIL_TIME = days(1, "expires_at", _l("until its time is over, and a day"))

HELD: tuple[Held, ...] = (
    Held(
        "person",
        "name email password_hash is_operator has_factor rules_version locale "
        "created_at erased_at",
        ACCOUNT,
        _l("Your name, your e-mail address, and your password, scrambled."),
        WHILE_ACCOUNT,
        Erase.EMPTY,
        "id",
        secret="password_hash",  # noqa: S106  the name of a column
    ),
    Held(
        "sign_in",
        "token_hash person_id created_at expires_at idle_until used_at ended_at "
        "browser system",
        ACCOUNT,
        _l("The browsers you are signed in with, and when they were last used."),
        AFTER_MONTH,
        Erase.ROW,
        "person_id",
        secret="token_hash",  # noqa: S106
    ),
    Held(
        "sign_in_link",
        "token_hash person_id purpose expires_at used_at",
        ACCOUNT,
        _l("Links we mailed to you to sign in by."),
        UNTIL_TIME,
        Erase.ROW,
        "person_id",
        secret="token_hash",  # noqa: S106
    ),
    Held(
        "email_change",
        "token_hash undo_hash person_id old_email new_email expires_at confirmed_at",
        ACCOUNT,
        _l("A change of your e-mail address, while it can be taken back."),
        UNTIL_TIME,
        Erase.ROW,
        "person_id",
        secret="token_hash undo_hash",  # noqa: S106
    ),
    Held(
        "code_app",
        "person_id secret confirmed_at last_step",
        ACCOUNT,
        _l("The secret that your app makes codes of."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
        secret="secret",  # noqa: S106
    ),
    Held(
        "passkey",
        "person_id name credential_id public_key sign_count user_handle created_at "
        "used_at",
        ACCOUNT,
        _l("Your passkeys: what your device needs to sign in, and nothing secret."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
        secret="credential_id public_key user_handle",  # noqa: S106
    ),
    Held(
        "recovery_code",
        "code_hash person_id used_at",
        ACCOUNT,
        _l("Your recovery codes, scrambled."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
        secret="code_hash",  # noqa: S106
    ),
    Held(
        "second_step",
        "token_hash person_id signs_in remember challenge user_handle expires_at",
        ACCOUNT,
        _l("That you are in the middle of signing in, for ten minutes."),
        UNTIL_TIME,
        Erase.ROW,
        "person_id",
        secret="token_hash challenge user_handle",  # noqa: S106
    ),
    Held(
        "calendar_address",
        "person_id token",
        ACCOUNT,
        _l("The secret address of your calendar."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
        secret="token",  # noqa: S106
    ),
    *(
        Held(
            table,
            f"token_hash email name expires_at {more}".strip(),
            ACCOUNT,
            _l("What you typed before your mailbox answered."),
            UNTIL_TIME,
            Erase.ROW,
            "@email",
            secret="token_hash password_hash cancel_hash",  # noqa: S106
        )
        for table, more in (
            ("held_account", "password_hash"),
            ("held_answer", "said"),
            ("held_backer", "show_name person_id"),
            ("held_claim", "cancel_hash role"),
            ("held_post", "said"),
            ("held_second", "person_id"),
        )
    ),
    Held(
        "unsent_text",
        "browser path action network person_id fields until",
        ACCOUNT,
        _l("What you typed into a form that could not be taken, for this browser."),
        AN_HOUR,
        Erase.ROW,
        "person_id",
        secret="browser network",  # noqa: S106
    ),
    Held(
        "waiting_picture",
        "key_hash browser network sha256 until",
        ACCOUNT,
        _l("A picture you chose and have not sent yet."),
        AN_HOUR,
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "consent",
        "person_id purpose wording given_at withdrawn_at",
        SHOWN,
        _l("What you agreed to, in which version of the words, and when."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "issue",
        "author_id title body place latitude longitude exact_latitude "
        "exact_longitude show_name folded created_at edit_until",
        SPEAKING,
        _l("What you posted, and where it is."),
        WHILE_BOARD,
        Erase.CHOICE,
        "author_id",
        secret="folded",  # noqa: S106  the same words again, for the search
    ),
    Held(
        "issue",
        "on_behalf",
        SPEAKING,
        _l("The name of a neighbour for whom an organiser wrote something down."),
        WHILE_BOARD,
        Erase.CHOICE,
        "author_id",
    ),
    Held(
        "council_sending",
        "issue_id by_id council_name agreed_at request_id sent_at",
        SPEAKING,
        _l("Posts you sent to a council. What it has, it keeps by its own rules."),
        WHILE_BOARD,
        Erase.NUMBER,
        "by_id",
    ),
    Held(
        "council_report",
        "service words place latitude longitude reported_at changed_at closed_at",
        PUBLIC_LIFE,
        _l("What people reported to a council, as it publishes that, without names."),
        days(90, "closed_at", _l("90 days after the council closed it")),
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "issue_version",
        "issue_id title body place replaced_at replaced_by_id",
        SPEAKING,
        _l("What a post said before it was changed."),
        WHILE_BOARD,
        Erase.CHOICE,
        "replaced_by_id",
    ),
    Held(
        "comment",
        "author_id issue_id body at edited_at removed_at evidence",
        SPEAKING,
        _l("What you said under posts."),
        WHILE_BOARD,
        Erase.CHOICE,
        "author_id",
    ),
    Held(
        "photo",
        "added_by_id owner alt added_at",
        SPEAKING,
        _l("Pictures you added, without what a camera writes into them."),
        WHILE_BOARD,
        Erase.CHOICE,
        "added_by_id",
    ),
    Held(
        "question",
        "asker_id kind thing_id body private asked_at",
        SPEAKING,
        _l("Questions you asked."),
        WHILE_BOARD,
        Erase.CHOICE,
        "asker_id",
    ),
    Held(
        "answer",
        "person_id answer_1 answer_2 answer_3 shared show_name young at read_at",
        SPEAKING,
        _l("What you answered in listening rounds, and who may read it."),
        Keep(_l("a year after the round closed, what others may read as the board")),
        Erase.EMPTY,
        "person_id",
    ),
    Held(
        "issue_ask",
        "person_id issue_id body at",
        SPEAKING,
        _l("Changes to your posts that you asked the organisers for."),
        WHILE_BOARD,
        Erase.EMPTY,
        "person_id",
    ),
    Held(
        "task_comment",
        "author_id task_id body at",
        SPEAKING,
        _l("What you wrote to the others on a task."),
        WHILE_BOARD,
        Erase.CHOICE,
        "author_id",
    ),
    Held(
        "membership",
        "person_id area_id role since",
        JOINING,
        _l("The areas you belong to, and as what."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "invitation",
        "used_by_id used_at",
        JOINING,
        _l("The invitation you joined an area by."),
        WHILE_BOARD,
        Erase.NUMBER,
        "used_by_id",
    ),
    Held(
        "invitation",
        "by_id made_at expires_at taken_back_at",
        ORGANISING,
        _l("Invitations you made."),
        WHILE_BOARD,
        Erase.NUMBER,
        "by_id",
    ),
    Held(
        "join_request",
        "person_id area_id words asked_at answered_at",
        JOINING,
        _l("Where you asked to be let in as a member, and what you wrote with it."),
        days(
            90, "answered_at", _l("until you are let in, or 90 days after the answer")
        ),
        Erase.ROW,
        "person_id",
    ),
    Held(
        "follow",
        "topic person_id since carried",
        JOINING,
        _l("What you follow."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "follow_place",
        "person_id latitude longitude km since",
        JOINING,
        _l("Places near which you want to hear of posts."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "follow_shape",
        "person_id name boundary south west north east since",
        JOINING,
        _l("Shapes inside which you want to hear of posts."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "second",
        "issue_id person_id at",
        JOINING,
        _l("Posts at which you are counted in."),
        WHILE_BOARD,
        Erase.NUMBER,
        "person_id",
    ),
    Held(
        "verdict",
        "issue_id person_id says at",
        JOINING,
        _l("Whether you said that something is really done."),
        WHILE_BOARD,
        Erase.NUMBER,
        "person_id",
    ),
    Held(
        "merge_carried",
        "issue_id person_id what into_id",
        JOINING,
        _l("That you were counted in at a post that went on elsewhere."),
        WHILE_BOARD,
        Erase.NUMBER,
        "person_id",
    ),
    Held(
        "backer",
        "campaign_id person_id show_name at",
        JOINING,
        _l("Campaigns you joined, and whether your name is shown there."),
        WHILE_BOARD,
        Erase.NUMBER,
        "person_id",
    ),
    *(
        Held(
            "one_to_one",
            "by_id with_id name email whom held_on cares_about offers next_step "
            "next_on done_on answer by_opens with_opens logged_at until",
            TALKING,
            _l("What you and somebody else talked about, as one of you wrote it down."),
            days(0, "until", _l("a year")),
            erase,
            whose,
            secret="whom",  # noqa: S106  a key, which tells nobody anything
        )
        # of one they wrote down what the other answered stays: see words.py
        for whose, erase in (
            ("by_id", Erase.NUMBER),
            ("with_id", Erase.ROW),
            ("@email", Erase.ROW),
        )
    ),
    Held(
        "follow_up",
        "caller_id area_id whom claimed_at until",
        TALKING,
        _l("Whom you said you ring."),
        days(0, "until", _l("a week")),
        Erase.ROW,
        "caller_id",
        secret="whom",  # noqa: S106
    ),
    *(
        Held(
            "introduction",
            f"asker_id middle_id other_id who purpose asked_at passed_at until "
            f"ended_at {own}".strip(),
            TALKING,
            _l("Introductions in which you have a part, and how you can be reached."),
            Keep(_l("until its day, and a month without how to reach anybody")),
            erase,
            whose,
        )
        # one that was passed on is between the two others: see words.py
        for whose, own, erase in (
            ("asker_id", "asker_shares asker_wording", Erase.ROW),
            ("middle_id", "", Erase.NUMBER),
            ("other_id", "other_shares other_wording", Erase.ROW),
            ("@email", "email other_shares other_wording", Erase.ROW),
        )
    ),
    Held(
        "introduction_look",
        "introduction_id seat at",
        TALKING,
        _l("When somebody looked how to reach whoever they were introduced to."),
        Keep(_l("as long as the introduction")),
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "talk_pledge",
        "campaign_id person_id one_to_ones house_meetings",
        DOING,
        _l("How many one-to-ones and house meetings you pledged for a campaign."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "claim",
        "task_id person_id name state note newcomer leads claimed_at until asked_at"
        " reminded_at ended_at",
        DOING,
        _l("Places on tasks you took, and what you noted with them."),
        WHILE_BOARD,
        Erase.ENDS,
        "person_id",
    ),
    Held(
        "attendance",
        "event_id person_id state since came leader_id",
        DOING,
        _l("Events you said you come to, and whether you came."),
        WHILE_BOARD,
        Erase.ENDS,
        "person_id",
    ),
    Held(
        "event_leader",
        "event_id person_id promised",
        DOING,
        _l("How many people you said you bring to an event."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "deed",
        "person_id area_id kind times last_at campaign_id not_so",
        DOING,
        _l("How often you did what in an area, as organisers there read it."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "own_word",
        "person_id note hidden",
        DOING,
        _l("What you say to what organisers read about you."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "role",
        "holder_id since",
        DOING,
        _l("Roles you hold: something you look after for a time."),
        WHILE_BOARD,
        Erase.ENDS,
        "holder_id",
    ),
    Held(
        "role",
        "deputy_id",
        DOING,
        _l("Roles of which you are the deputy."),
        WHILE_BOARD,
        Erase.ENDS,
        "deputy_id",
    ),
    Held(
        "role",
        "handover handover_at handover_by_id",
        DOING,
        _l("What you wrote for whoever has a role after you."),
        WHILE_BOARD,
        Erase.NUMBER,
        "handover_by_id",
    ),
    Held(
        "skill_held",
        "person_id course_id event_id area_id skill proposed_at confirmed_at "
        "expires_on extended_to warned",
        DOING,
        _l("What you can do since you came to training, and until when that holds."),
        Keep(_l("90 days where nobody confirms it, else a year after it ended")),
        Erase.ROW,
        "person_id",
    ),
    Held(
        "first_task",
        "person_id event_id course_id offered_at due_on taken answered_at done_at",
        DOING,
        _l("Small first tasks you were offered after training."),
        WHILE_BOARD,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "first_task",
        "buddy_id",
        DOING,
        _l("That you were named to go along on somebody’s first task."),
        WHILE_BOARD,
        Erase.NUMBER,
        "buddy_id",
    ),
    Held(
        "mentor_offer",
        "person_id course_id at",
        DOING,
        _l("Courses whose learners may ask you to go along."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    *(
        Held(
            "pairing",
            f"{mine} course_id asked_at agreed answered_at ended_at",
            DOING,
            about,
            WHILE_ACCOUNT,
            Erase.ROW,
            mine,
        )
        for mine, about in (
            ("learner_id", _l("Whom you asked to go along with you.")),
            ("mentor_id", _l("Who asked you to go along with them.")),
        )
    ),
    Held(
        "training_offer",
        "person_id ask_id offered_at",
        DOING,
        _l("Where you offered to lead training."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "playbook_use",
        "by_id askable playbook_id campaign_id at",
        DOING,
        _l("Playbooks you used, and whether others may ask to meet you for it."),
        WHILE_BOARD,
        Erase.NUMBER,
        "by_id",
    ),
    Held(
        "template",
        "person_id kind name content created_at",
        DOING,
        _l("Events and tasks you keep to plan by again, and what they fill in."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "playbook_suggestion",
        "by_id playbook_id step words why at",
        SPEAKING,
        _l("What you said you changed about playbooks, and why."),
        WHILE_BOARD,
        Erase.CHOICE,
        "by_id",
    ),
    Held(
        "loan",
        "person_id campaign_id until asked_at began_at ended_at",
        DOING,
        _l("Campaigns of other areas you were asked to help organise."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "clearance",
        "person_id area_id",
        DOING,
        _l("That organisers cleared you for some tasks; never why."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "person_line",
        "person_id kind words compared seen_by at",
        BRINGING,
        _l("What you said about yourself, and who sees it."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
        secret="compared",  # noqa: S106  the same words again, for the search
    ),
    Held(
        "asking",
        "person_id wish",
        BRINGING,
        _l("Whether organisers may ask you for something."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "young",
        "person_id area_id at",
        YOUNG,
        _l("That organisers noted that you are under 18."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "request",
        "person_id area_id kind subject_id words asked_at answer later_on answered_at "
        "lapses_at",
        DOING,
        _l("What an organiser asked you to do, and what you answered."),
        days(90, "answered_at", _l("90 days after the answer")),
        Erase.ROW,
        "person_id",
    ),
    Held(
        "request",
        "by_id words asked_at answer",
        ORGANISING,
        _l("What you asked others to do."),
        Keep(_l("90 days after the answer")),
        Erase.ROW,
        "by_id",
    ),
    Held(
        "notification",
        "person_id activity_id read_at why",
        TELLING,
        _l("Your news, and what of it you have read."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "outbox",
        "key to subject text html stop created_at tries next_at sent_at last_error",
        TELLING,
        _l("Mails to you. What was sent is emptied at once."),
        days(30, "created_at", _l("30 days, without its words once it is sent")),
        Erase.ROW,
        "@to",
        secret="key html stop",  # noqa: S106
    ),
    Held(
        "mail_choice",
        "person_id kind rhythm mailed_until owed",
        TELLING,
        _l("How you want to be mailed."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "person_id",
    ),
    Held(
        "stopped_address",
        "address since reason",
        TELLING,
        _l("That mails to your address came back, so that none is sent."),
        WHILE_ACCOUNT,
        Erase.ROW,
        "@address",
    ),
    Held(
        "attendance",
        "name email wording",
        LEFT_WITH_US,
        _l("Who came to an event without an account, and the address they left."),
        days(365, "since", _l("a year after the event")),
        Erase.ROW,
        "@email",
    ),
    Held(
        "answer",
        "email wording",
        LEFT_WITH_US,
        _l("The address somebody left with an answer, to hear what becomes of it."),
        Keep(_l("until a year after the listening round closed")),
        Erase.EMPTY,
        "@email",
    ),
    Held(
        "campaign_sign_up",
        "campaign_id name street email phone consented_on wording",
        LEFT_WITH_US,
        _l("Who signed on paper for a campaign."),
        Keep(_l("until 90 days after the campaign has ended")),
        Erase.ROW,
        "@email",
    ),
    Held(
        "event_leader",
        "name",
        LEFT_WITH_US,
        _l("Who said how many people they bring to an event."),
        Keep(_l("a year after the event; of people with an account, as long as that")),
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "contact",
        "name office stance known_by notes",
        PUBLIC_LIFE,
        _l("People in office whom a campaign wants to reach; for its organisers."),
        WHILE_BOARD,
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "promise",
        "who office to_whom witness",
        PUBLIC_LIFE,
        _l("What people in office promised, and who heard it."),
        WHILE_BOARD,
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "pledge",
        "who",
        PUBLIC_LIFE,
        _l("Who said what they bring to a campaign."),
        WHILE_BOARD,
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "next_step",
        "author_id who",
        PUBLIC_LIFE,
        _l("Who does what next about a post, as an organiser wrote it."),
        WHILE_BOARD,
        Erase.NUMBER,
        "author_id",
    ),
    Held(
        "campaign",
        "starter_id decision_maker decision_maker_office",
        PUBLIC_LIFE,
        _l("Who can say yes to a campaign, and which organiser began it."),
        WHILE_BOARD,
        Erase.NUMBER,
        "starter_id",
    ),
    Held(
        "campaign_debrief",
        "thanks stepped_up",
        PUBLIC_LIFE,
        _l("Whom organisers thank when a campaign ends."),
        WHILE_BOARD,
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "event",
        "host host_id address",
        DOING,
        _l("Who welcomes people at an event, and the address of a home."),
        WHILE_BOARD,
        Erase.EMPTY,
        "host_id",
    ),
    *(
        Held(
            table,
            column,
            ORGANISING,
            _l("Who did it, as a number."),
            WHILE_BOARD,
            Erase.NUMBER,
            column,
        )
        for table, column in (
            ("activity", "actor_id"),
            ("answer", "written_by_id"),
            ("arrival", "decided_by_id"),
            ("campaign_update", "author_id"),
            ("campaign_sign_up", "keyed_by_id"),
            ("claim", "confirmed_by_id"),
            ("complaint", "answered_by_id"),
            ("course", "author_id"),
            ("course_session", "trainer_id"),
            ("caller", "added_by_id"),
            ("caller", "person_id"),
            ("council", "added_by_id"),
            ("followed_board", "added_by_id"),
            ("skill_extension", "by_id"),
            ("skill_held", "confirmed_by_id"),
            ("training_ask", "by_id"),
            ("issue_merge", "by_id"),
            ("playbook", "author_id"),
            ("playbook_suggestion", "answered_by_id"),
            ("suggestion_sending", "by_id"),
            ("loan", "by_id"),
            ("question", "answered_by_id"),
            ("rule_draft", "by_id"),
            ("rule_set", "by_id"),
            ("safety_record", "by_id"),
            ("site_text", "by_id"),
            ("moderation_case", "decided_by_id"),
            ("moderation_case", "answered_by_id"),
            ("person_line", "typed_by_id"),
            ("task_series", "starter_id"),
            ("thanks", "by_id"),
            ("young", "marked_by_id"),
        )
    ),
    Held(
        "trusted_network",
        "network until by_id",
        SAFETY,
        _l("A network, scrambled, that an organiser vouches for this evening."),
        days(1, "until", _l("until its hour, and a day")),
        Erase.ROW,
        "by_id",
        exported=False,
    ),
    Held(
        "failed_sign_in",
        "account address at",
        SAFETY,
        _l("Failed tries to sign in, with scrambled addresses."),
        days(1, "at", _l("a day")),
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "allowance",
        "key free_at cost span",
        SAFETY,
        _l("How much somebody wrote lately, with scrambled addresses."),
        days(1, "free_at", _l("a day")),
        Erase.KEPT,
        exported=False,
    ),
    Held(
        "moderation_case",
        "author_id kind thing_id title decision reason decided_at appeal_hash appeal "
        "appealed_at outcome answer answered_at",
        RIGHTS,
        _l("What was decided about something you wrote, and your appeal."),
        WHILE_BOARD,
        Erase.KEPT,
        "author_id",
        secret="appeal_hash",  # noqa: S106
    ),
    Held(
        "earlier_text",
        "title body at",
        RIGHTS,
        _l("What something said before a moderator changed it."),
        Keep(_l("until the case is closed for 90 days")),
        Erase.EMPTY,
        exported=False,
    ),
    Held(
        "flag",
        "person_id reason about_author note at told_at",
        RIGHTS,
        _l("What you flagged, and why. The author does not learn who did."),
        WHILE_BOARD,
        Erase.NUMBER,
        "person_id",
    ),
    Held(
        "flag",
        "email locale token_hash",
        RIGHTS,
        _l("The address of somebody without an account who flagged something."),
        Keep(_l("90 days after they were told what came of it")),
        Erase.EMPTY,
        "@email",
        secret="token_hash",  # noqa: S106
    ),
    Held(
        "measure",
        "kind person_id address_hash domain reason since until ended_at",
        SAFETY,
        _l("That somebody is kept out or limited, why, and until when."),
        Keep(_l("as long as the board, the scrambled address 90 days after its end")),
        Erase.KEPT,
        "person_id",
        secret="address_hash",  # noqa: S106
    ),
    Held(
        "safety_record",
        "accountable",
        SAFETY,
        _l("Who answers for safety on this board, as operators wrote it down."),
        WHILE_BOARD,
        Erase.KEPT,
    ),
    Held(
        "complaint",
        "about what email locale person_id received_at due_on answered_at decision "
        "answer",
        RIGHTS,
        _l("Complaints you made, and how they ended."),
        days(
            6 * 365,
            "answered_at",
            _l("your address 90 days, your words 2 years, the rest 6 years after it"),
        ),
        Erase.KEPT,
        "person_id",
    ),
    Held(
        "complaint",
        "email locale about what received_at due_on answered_at decision answer",
        RIGHTS,
        _l("Complaints you made, and how they ended."),
        Keep(_l("your address 90 days after the answer")),
        Erase.KEPT,
        "@email",
    ),
    Held(
        "data_copy",
        "person_id asked_at ready_at token until",
        RIGHTS,
        _l("Copies of your data that you asked for."),
        days(0, "until", _l("7 days")),
        Erase.ROW,
        "person_id",
        secret="token",  # noqa: S106
    ),
    Held(
        "data_link",
        "token_hash email name expires_at",
        RIGHTS,
        _l("Links to what is held about your address, which you asked for."),
        UNTIL_TIME,
        Erase.ROW,
        "@email",
        secret="token_hash",  # noqa: S106
    ),
    Held(
        "data_copy_part",
        "content",
        RIGHTS,
        _l("What is in such a copy."),
        Keep(_l("7 days")),
        Erase.ROW,
        exported=False,
    ),
)
