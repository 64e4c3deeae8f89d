"""The first board: every table, feature by feature.

Released as 0.1.0 and never changed since: what comes later is a migration of its own,
which names the one before it. tests/db/test_migrate.py holds it to that.

Names of keys and constraints follow from CONSTRAINT_NAMES in board/db/tables.py.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from board.db import UtcDateTime

revision = "first_7390aec4"
down_revision = None

INSTANT = UtcDateTime(timezone=True)


def upgrade() -> None:
    _accounts_and_areas()
    _rules()
    _words()
    _safety()
    _activity()
    _mail()
    _jobs()
    _photos()
    _unsent()
    _categories()
    _issues()
    _campaigns()
    _tasks()
    _events()
    _people()
    _roles()
    _lending()
    _one_to_ones()
    _introductions()
    _training()
    _playbooks()
    _rounds()
    _boards()
    _follows()
    _questions()
    _notifications()
    _complaints()
    _moderation()
    _talent()
    _desk()


def _can_be_hidden() -> tuple[Any, ...]:
    """The columns of a kind of thing that moderators can hide."""
    return (
        sa.Column("hidden_at", INSTANT),
        sa.Column("hidden_for", sa.String(500), nullable=False, server_default=""),
    )


def _can_be_closed() -> sa.Column[str]:
    """The column of a kind of thing about which moderators can end what is said."""
    return sa.Column("closed_for", sa.String(500), nullable=False, server_default="")


def _accounts_and_areas() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("has_factor", sa.Boolean(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("erased_at", INSTANT),
    )

    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(60), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("own_rules", sa.Text(), nullable=False, server_default=""),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("looks_first", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("boundary", sa.Text()),
        sa.Column("south", sa.Double()),
        sa.Column("west", sa.Double()),
        sa.Column("north", sa.Double()),
        sa.Column("east", sa.Double()),
        sa.Column("joins_at_once", sa.Boolean(), nullable=False),
    )

    op.create_table(
        "membership",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.CheckConstraint("role IN ('resident', 'member', 'organiser')", name="role"),
    )
    op.create_index(
        "ix_membership_area_id_person_id", "membership", ["area_id", "person_id"]
    )

    op.create_table(
        "join_request",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT),
    )
    op.create_index(
        "ix_join_request_area_id_answered_at_asked_at",
        "join_request",
        ["area_id", "answered_at", "asked_at"],
    )

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT),
    )
    op.create_index("ix_consent_person_id_purpose", "consent", ["person_id", "purpose"])

    op.create_table(
        "data_copy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id",
            sa.Integer(),
            sa.ForeignKey("person.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("ready_at", INSTANT),
        sa.Column("until", INSTANT, nullable=False),
    )
    op.create_index("ix_data_copy_until", "data_copy", ["until"])

    op.create_table(
        "data_copy_part",
        sa.Column(
            "copy_id",
            sa.Integer(),
            sa.ForeignKey("data_copy.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )

    op.create_table(
        "data_link",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
    )
    op.create_index("ix_data_link_expires_at", "data_link", ["expires_at"])

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("idle_until", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("browser", sa.String(20), nullable=False),
        sa.Column("system", sa.String(20), nullable=False),
    )
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.CheckConstraint("purpose IN ('sign_in', 'password')", name="purpose"),
    )
    op.create_index("ix_sign_in_link_person_id", "sign_in_link", ["person_id"])

    op.create_table(
        "email_change",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("undo_hash", sa.String(64), unique=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("old_email", sa.String(254), nullable=False),
        sa.Column("new_email", sa.String(254), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT),
    )
    op.create_index("ix_email_change_person_id", "email_change", ["person_id"])
    op.create_index("ix_email_change_expires_at", "email_change", ["expires_at"])
    _second_factors()

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("taken_back_at", INSTANT),
        sa.Column("used_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("used_at", INSTANT),
    )
    op.create_index("ix_invitation_area_id_sheet", "invitation", ["area_id", "sheet"])
    op.create_index("ix_invitation_by_id", "invitation", ["by_id"])
    op.create_index("ix_invitation_used_by_id", "invitation", ["used_by_id"])

    op.create_table(
        "held_account",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("invitation_id", sa.Integer(), sa.ForeignKey("invitation.id")),
    )
    op.create_index("ix_held_account_expires_at", "held_account", ["expires_at"])

    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_failed_sign_in_account_at", "failed_sign_in", ["account", "at"])
    op.create_index("ix_failed_sign_in_address_at", "failed_sign_in", ["address", "at"])

    op.create_table(
        "allowance",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("free_at", sa.Double(), nullable=False),
        sa.Column("cost", sa.Double(), nullable=False),
        sa.Column("span", sa.Double(), nullable=False),
    )
    op.create_index("ix_allowance_free_at", "allowance", ["free_at"])

    op.create_table(
        "blocked",
        sa.Column("directive", sa.String(30), primary_key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
    )

    op.create_table(
        "trusted_network",
        sa.Column("network", sa.String(64), primary_key=True),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column(
            "by_id",
            sa.Integer(),
            sa.ForeignKey("person.id"),
            nullable=False,
            index=True,
        ),
    )


def _rules() -> None:
    op.create_table(
        "rule_set",
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("note", sa.Text(), nullable=False),
    )

    op.create_table(
        "rule",
        sa.Column(
            "version",
            sa.Integer(),
            sa.ForeignKey("rule_set.version"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(120), nullable=False),
    )

    op.create_table(
        "clause",
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("letter", sa.String(1), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version", "number"], ["rule.version", "rule.number"]),
    )

    op.create_table(
        "rule_draft",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
    )


def _safety() -> None:
    op.create_table(
        "safety_record",
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("accountable", sa.String(120), nullable=False),
        sa.Column("risks", sa.JSON(), nullable=False),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("switches", sa.JSON(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
    )


def _words() -> None:
    op.create_table(
        "site_text",
        sa.Column("place", sa.String(10), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
    )


def _second_factors() -> None:
    op.create_table(
        "code_app",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("confirmed_at", INSTANT),
        sa.Column("last_step", sa.Integer(), nullable=False),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("used_at", INSTANT),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("user_handle", sa.String(90), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
    )
    op.create_index("ix_passkey_person_id", "passkey", ["person_id"])
    op.create_table(
        "second_step",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("signs_in", sa.Boolean(), nullable=False),
        sa.Column("remember", sa.Boolean(), nullable=False),
        sa.Column("challenge", sa.String(90), nullable=False),
        sa.Column("user_handle", sa.String(90), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
    )
    op.create_index("ix_second_step_expires_at", "second_step", ["expires_at"])
    op.create_index("ix_second_step_person_id", "second_step", ["person_id"])


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("verb", sa.String(40), nullable=False),
        sa.Column("subject_kind", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer()),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_activity_raised",
        "activity",
        ["area_id", "id"],
        **_where("verb = 'issue.raised'"),
    )

    op.create_table(
        "activity_topic",
        sa.Column("topic", sa.String(40), primary_key=True),
        sa.Column(
            "activity_id", sa.Integer(), sa.ForeignKey("activity.id"), primary_key=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_activity_topic_activity_id", "activity_topic", ["activity_id"])

    _append_only()
    _activity_topics()


def _mail() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(120), nullable=False, unique=True),
        sa.Column("to", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("list_id", sa.String(40), nullable=False),
        sa.Column("stop", sa.String(160), nullable=False),
        sa.Column("thread", sa.String(40), nullable=False),
        sa.Column("evening", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("sent_at", INSTANT),
        sa.Column("last_error", sa.String(300), nullable=False),
        sa.Column("leased_until", INSTANT),
    )
    op.create_index("ix_outbox_legible", "outbox", ["id"], **_where("text <> ''"))
    op.create_index("ix_outbox_evening_next_at", "outbox", ["evening", "next_at"])

    op.create_table(
        "used_answer",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_used_answer_at", "used_answer", ["at"])

    op.create_table(
        "stopped_address",
        sa.Column("address", sa.String(254), primary_key=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
    )


def _jobs() -> None:
    op.create_table(
        "job",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("leased_until", INSTANT, nullable=False),
        sa.Column("last_run", INSTANT),
        sa.Column("failure", sa.String(80), nullable=False),
    )


def _photos() -> None:
    op.create_table(
        "waiting_picture",
        sa.Column("key_hash", sa.String(64), primary_key=True),
        sa.Column("browser", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
    )
    op.create_index("ix_waiting_picture_browser", "waiting_picture", ["browser"])
    op.create_index("ix_waiting_picture_network", "waiting_picture", ["network"])
    op.create_index("ix_waiting_picture_sha256", "waiting_picture", ["sha256"])
    op.create_index("ix_waiting_picture_until", "waiting_picture", ["until"])

    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(300), nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("added_at", INSTANT, nullable=False),
    )
    op.create_index("ix_photo_owner_position", "photo", ["owner", "position"])
    op.create_index("ix_photo_sha256", "photo", ["sha256"])


def _unsent() -> None:
    op.create_table(
        "unsent_text",
        sa.Column("browser", sa.String(64), primary_key=True),
        sa.Column("path", sa.String(200), primary_key=True),
        sa.Column("action", sa.String(200), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
    )
    op.create_index("ix_unsent_text_network", "unsent_text", ["network"])
    op.create_index("ix_unsent_text_until", "unsent_text", ["until"])


def _categories() -> None:
    op.create_table(
        "area_category",
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("slug", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(40)),
        sa.Column("hint", sa.String(120)),
        sa.Column("icon", sa.String(20)),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )


def _issues() -> None:
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        _can_be_closed(),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("exact_latitude", sa.Double()),
        sa.Column("exact_longitude", sa.Double()),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), sa.ForeignKey("issue.id")),
        sa.Column("second_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("active_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edit_until", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("source", sa.String(60), unique=True),
        sa.Column("on_behalf", sa.String(80)),
        sa.Column("photo_count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("cover_id", sa.Integer(), sa.ForeignKey("photo.id")),
        sa.Column("posted_on", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("month", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("answered_in", sa.Integer()),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint("kind IN ('problem', 'idea', 'hope')", name="kind"),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180",
            name="on_earth",
        ),
        sa.CheckConstraint("second_count >= 0", name="second_count"),
        sa.CheckConstraint(
            "state IN ('open', 'looked_at', 'in_campaign', 'done',"
            " 'not_done', 'duplicate')",
            name="state",
        ),
    )
    op.create_index("ix_issue_active_at_id", "issue", ["active_at", "id"])
    op.create_index(
        "ix_issue_area_id_active_at_id", "issue", ["area_id", "active_at", "id"]
    )
    op.create_index(
        "ix_issue_area_id_category_state", "issue", ["area_id", "category", "state"]
    )
    op.create_index(
        "ix_issue_area_id_created_at_id", "issue", ["area_id", "created_at", "id"]
    )
    op.create_index(
        "ix_issue_area_id_month_answered_in",
        "issue",
        ["area_id", "month", "answered_in"],
    )
    op.create_index(
        "ix_issue_area_id_second_count_id", "issue", ["area_id", "second_count", "id"]
    )
    op.create_index(
        "ix_issue_author_id_created_at", "issue", ["author_id", "created_at"]
    )
    op.create_index(
        "ix_issue_category_active_at_id", "issue", ["category", "active_at", "id"]
    )
    op.create_index(
        "ix_issue_category_created_at_id", "issue", ["category", "created_at", "id"]
    )
    op.create_index(
        "ix_issue_category_second_count_id", "issue", ["category", "second_count", "id"]
    )
    op.create_index("ix_issue_created_at_id", "issue", ["created_at", "id"])
    op.create_index("ix_issue_kind_active_at_id", "issue", ["kind", "active_at", "id"])
    op.create_index(
        "ix_issue_kind_created_at_id", "issue", ["kind", "created_at", "id"]
    )
    op.create_index(
        "ix_issue_kind_second_count_id", "issue", ["kind", "second_count", "id"]
    )
    op.create_index(
        "ix_issue_place",
        "issue",
        [
            sa.text("round(latitude * 500)"),
            "longitude",
            "latitude",
            "state",
            "category",
            "kind",
            "area_id",
        ],
    )
    op.create_index("ix_issue_second_count_id", "issue", ["second_count", "id"])
    op.create_index(
        "ix_issue_state_active_at_id", "issue", ["state", "active_at", "id"]
    )
    op.create_index(
        "ix_issue_state_created_at_id", "issue", ["state", "created_at", "id"]
    )
    op.create_index(
        "ix_issue_state_second_count_id", "issue", ["state", "second_count", "id"]
    )
    op.create_index(
        "ix_issue_waiting",
        "issue",
        ["area_id", "created_at"],
        **_where("state = 'open' AND answered_in IS NULL AND author_id IS NOT NULL"),
    )
    op.create_index(
        "ix_issue_with_photo",
        "issue",
        ["created_at", "id"],
        **_where("photo_count > 0"),
    )

    op.create_table(
        "issue_version",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.Column(
            "replaced_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
    )

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("photo_count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("edit_until", INSTANT, nullable=False),
        sa.Column("edited_at", INSTANT),
        sa.Column("removed_at", INSTANT),
        sa.Column("removed_for", sa.String(300), nullable=False, server_default=""),
        sa.Column("evidence", sa.String(500)),
    )
    op.create_index("ix_comment_issue_id", "comment", ["issue_id"])
    op.create_index("ix_comment_author_id", "comment", ["author_id"])

    op.create_table(
        "second",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_second_person_id", "second", ["person_id"])

    op.create_table(
        "held_post",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issue.id")),
    )
    op.create_index("ix_held_post_expires_at", "held_post", ["expires_at"])

    op.create_table(
        "held_second",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("expires_at", INSTANT, nullable=False),
    )
    op.create_index("ix_held_second_expires_at", "held_second", ["expires_at"])
    op.create_index("ix_held_second_person_id", "held_second", ["person_id"])

    op.create_table(
        "issue_ask",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index(
        "ix_issue_ask_issue_id_version", "issue_ask", ["issue_id", "version"]
    )
    op.create_index("ix_issue_ask_person_id", "issue_ask", ["person_id"])

    op.create_table(
        "issue_due",
        sa.Column(
            "issue_id",
            sa.Integer(),
            sa.ForeignKey("issue.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_issue_due_at", "issue_due", ["at"])

    op.create_table(
        "issue_merge",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column("into_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("was", sa.String(12), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_issue_merge_into_id", "issue_merge", ["into_id"])

    op.create_table(
        "merge_carried",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("what", sa.String(6), primary_key=True),
        sa.Column("into_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.CheckConstraint("what IN ('second', 'follow')", name="what"),
    )
    op.create_index(
        "ix_merge_carried_into_id_what_person_id",
        "merge_carried",
        ["into_id", "what", "person_id"],
    )

    op.create_table(
        "next_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("issue_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("by", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index("ix_next_step_by", "next_step", ["by"])
    op.create_index("ix_next_step_issue_id_id", "next_step", ["issue_id", "id"])

    op.create_table(
        "similar_answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("chosen_id", sa.Integer(), sa.ForeignKey("issue.id")),
    )

    op.create_table(
        "verdict",
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("says", sa.String(8), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("says IN ('done', 'not_done')", name="says"),
    )

    _search("issue", "title", "body", "place")


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        _can_be_closed(),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("starter_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("ask", sa.String(300), nullable=False),
        sa.Column("decision_maker", sa.String(160), nullable=False),
        sa.Column("decide_by", sa.Date()),
        sa.Column("win", sa.String(500), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("goal_count", sa.Integer()),
        sa.Column("goal_unit", sa.String(40), nullable=False, server_default=""),
        sa.Column(
            "decision_maker_office", sa.String(160), nullable=False, server_default=""
        ),
        sa.Column("reached", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint("goal_count > 0 AND reached >= 0", name="goal"),
        sa.CheckConstraint(
            "stage IN ('listening', 'planning', 'acting', 'negotiating',"
            " 'won', 'lost', 'paused')",
            name="stage",
        ),
    )
    op.create_index("ix_campaign_area_id_id", "campaign", ["area_id", "id"])
    op.create_index("ix_campaign_stage_id", "campaign", ["stage", "id"])

    op.create_table(
        "backer",
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), primary_key=True
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index(
        "ix_backer_named", "backer", ["campaign_id", "person_id"], **_where("show_name")
    )
    op.create_index("ix_backer_person_id", "backer", ["person_id"])

    op.create_table(
        "held_backer",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("expires_at", INSTANT, nullable=False),
    )
    op.create_index("ix_held_backer_expires_at", "held_backer", ["expires_at"])
    op.create_index("ix_held_backer_person_id", "held_backer", ["person_id"])

    op.create_table(
        "campaign_asked",
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), primary_key=True
        ),
        sa.Column("people", sa.Integer(), nullable=False),
    )

    op.create_table(
        "campaign_sign_up",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("street", sa.String(160), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column(
            "keyed_by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("keyed_at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index(
        "ix_campaign_sign_up_campaign_id_id", "campaign_sign_up", ["campaign_id", "id"]
    )

    op.create_table(
        "campaign_update",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(12)),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("photo_count", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_index(
        "ix_campaign_update_campaign_id", "campaign_update", ["campaign_id"]
    )

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("office", sa.String(160), nullable=False),
        sa.Column("stance", sa.String(16), nullable=False),
        sa.Column("known_by", sa.String(160), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint(
            "stance IN ('with_us', 'leaning_to_us', 'undecided', 'leaning_against',"
            " 'against')",
            name="stance",
        ),
    )
    op.create_index("ix_contact_campaign_id", "contact", ["campaign_id"])

    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("does", sa.String(300), nullable=False),
        sa.Column("link", sa.String(500), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index("ix_partner_campaign_id", "partner", ["campaign_id"])

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("office", sa.String(160), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.String(160), nullable=False),
        sa.Column("place", sa.String(160), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("witness", sa.String(160), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("overdue_told", sa.Date()),
        sa.Column("photo_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken')", name="state"),
    )
    op.create_index("ix_promise_campaign_id", "promise", ["campaign_id"])
    op.create_index("ix_promise_state_due", "promise", ["state", "due"])

    op.create_table(
        "campaign_debrief",
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), primary_key=True
        ),
        sa.Column("update_id", sa.Integer(), sa.ForeignKey("campaign_update.id")),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("stepped_up", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('won', 'partly', 'lost', 'paused')", name="outcome"
        ),
    )

    op.create_table(
        "campaign_issue",
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), primary_key=True
        ),
        sa.Column(
            "issue_id", sa.Integer(), sa.ForeignKey("issue.id"), primary_key=True
        ),
        sa.Column("added_at", INSTANT, nullable=False),
    )
    op.create_index("ix_campaign_issue_issue_id", "campaign_issue", ["issue_id"])

    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("partner_id", sa.Integer(), sa.ForeignKey("partner.id")),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("what", sa.String(300), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("state IN ('open', 'brought', 'not_brought')", name="state"),
    )
    op.create_index("ix_pledge_campaign_id", "pledge", ["campaign_id"])

    _search("campaign", "title", "goal", "ask")


def _tasks() -> None:
    op.create_table(
        "clearance",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
    )
    op.create_index("ix_clearance_area_id", "clearance", ["area_id"])

    op.create_table(
        "task_series",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("starter_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("repeats", sa.String(13), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("next_on", sa.Date()),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("skills", sa.String(200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("newcomer_places", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("confirm", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("every BETWEEN 1 AND 4", name="every"),
        sa.CheckConstraint(
            "repeats IN ('weekly', 'month_day', 'month_weekday')", name="repeats"
        ),
        sa.CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
    )
    op.create_index("ix_task_series_campaign_id", "task_series", ["campaign_id"])
    op.create_index("ix_task_series_next_on", "task_series", ["next_on"])

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        _can_be_closed(),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("shape", sa.String(8), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("newcomer_places", sa.Integer(), nullable=False),
        sa.Column("starts_at", INSTANT),
        sa.Column("ends_at", INSTANT),
        sa.Column("due_on", sa.Date()),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("skills", sa.String(200), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("newcomers", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("waiting", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("cleared", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("confirm", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("cancelled_at", INSTANT),
        sa.Column("cancel_reason", sa.String(500), nullable=False, server_default=""),
        sa.Column("occurs_on", sa.Date()),
        sa.Column("by_hand", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("series_id", sa.Integer(), sa.ForeignKey("task_series.id")),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint("newcomers BETWEEN 0 AND taken", name="newcomers"),
        sa.CheckConstraint("waiting >= 0", name="waiting"),
        sa.CheckConstraint(
            "(shape = 'by_date') = (due_on IS NOT NULL)", name="by_date"
        ),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint(
            "newcomer_places BETWEEN 0 AND places", name="newcomer_places"
        ),
        sa.CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        sa.CheckConstraint("shape IN ('shift', 'by_date', 'open')", name="shape"),
        sa.CheckConstraint(
            "(shape = 'shift') = (starts_at IS NOT NULL AND ends_at IS NOT NULL)",
            name="shift",
        ),
        sa.CheckConstraint("taken BETWEEN 0 AND places", name="taken"),
    )
    op.create_index(
        "ix_task_area_id_last_day_id", "task", ["area_id", "last_day", "id"]
    )
    op.create_index("ix_task_campaign_id_id", "task", ["campaign_id", "id"])
    op.create_index("ix_task_last_day_id", "task", ["last_day", "id"])
    op.create_index(
        "uq_task_series_id_occurs_on", "task", ["series_id", "occurs_on"], unique=True
    )

    op.create_table(
        "task_role",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.UniqueConstraint("task_id", "name"),
        sa.CheckConstraint("places BETWEEN 1 AND 500", name="places"),
        sa.CheckConstraint("taken BETWEEN 0 AND places", name="taken"),
    )

    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), nullable=False),
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("task_role.id")),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("newcomer", sa.Boolean(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT),
        sa.Column("asked_at", INSTANT),
        sa.Column("to_tell", sa.Boolean(), nullable=False),
        sa.Column("reminded_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("confirmed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("person_id IS NOT NULL OR name <> ''", name="somebody"),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'held', 'done',"
            " 'confirmed', 'released', 'lapsed')",
            name="state",
        ),
    )
    op.create_index("ix_claim_person_id_state", "claim", ["person_id", "state"])
    op.create_index("ix_claim_task_id_state", "claim", ["task_id", "state"])
    op.create_index("ix_claim_until", "claim", ["until"], **_where("until IS NOT NULL"))
    op.create_index("ix_claim_to_tell", "claim", ["id"], **_where("to_tell"))
    op.create_index(
        "uq_claim_one_hold",
        "claim",
        ["task_id", "person_id"],
        unique=True,
        **_where("state NOT IN ('released', 'lapsed')"),
    )

    op.create_table(
        "held_claim",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("cancel_hash", sa.String(64), unique=True),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("claim_id", sa.Integer(), sa.ForeignKey("claim.id")),
    )
    op.create_index("ix_held_claim_expires_at", "held_claim", ["expires_at"])

    op.create_table(
        "task_comment",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), nullable=False),
        sa.Column(
            "author_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index("ix_task_comment_task_id_id", "task_comment", ["task_id", "id"])
    op.create_index("ix_task_comment_author_id", "task_comment", ["author_id"])


def _events() -> None:
    op.create_table(
        "calendar_address",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
    )

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        _can_be_closed(),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id")),
        sa.Column("kind", sa.String(13), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("host", sa.String(80), nullable=False),
        sa.Column("host_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("places", sa.Integer()),
        sa.Column("going", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("cancelled_at", INSTANT),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reminded_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint(
            "going >= 0 AND (places IS NULL OR going <= places)", name="going"
        ),
        sa.CheckConstraint(
            "kind IN ('meeting', 'action', 'training', 'house_meeting')", name="kind"
        ),
        sa.CheckConstraint("places BETWEEN 1 AND 5000", name="places"),
        sa.CheckConstraint(
            "waiting >= 0 AND (waiting = 0 OR going = places)", name="waiting"
        ),
    )
    op.create_index(
        "ix_event_area_id_starts_at_id", "event", ["area_id", "starts_at", "id"]
    )
    op.create_index(
        "ix_event_campaign_id_starts_at_id", "event", ["campaign_id", "starts_at", "id"]
    )
    op.create_index("ix_event_starts_at_id", "event", ["starts_at", "id"])
    op.create_index(
        "ix_event_to_remind",
        "event",
        ["starts_at"],
        **_where("reminded_at IS NULL AND cancelled_at IS NULL"),
    )

    op.create_table(
        "event_leader",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("promised", sa.Integer(), nullable=False),
        sa.UniqueConstraint("event_id", "name"),
        sa.CheckConstraint("promised BETWEEN 0 AND 5000", name="promised"),
    )
    op.create_index("ix_event_leader_person_id", "event_leader", ["person_id"])

    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event_id", sa.Integer(), sa.ForeignKey("event.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("wording", sa.Integer()),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column(
            "leader_id",
            sa.Integer(),
            sa.ForeignKey("event_leader.id", ondelete="SET NULL"),
        ),
        sa.UniqueConstraint("event_id", "person_id"),
        sa.CheckConstraint(
            "(person_id IS NULL) = (state = 'turned_up')", name="account"
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'going', 'waiting', 'withdrawn', 'turned_up')",
            name="state",
        ),
    )
    op.create_index(
        "ix_attendance_event_id_state_since",
        "attendance",
        ["event_id", "state", "since"],
    )
    op.create_index("ix_attendance_leader_id", "attendance", ["leader_id"])
    op.create_index(
        "ix_attendance_person_id_state", "attendance", ["person_id", "state"]
    )
    op.create_index(
        "uq_attendance_turned_up",
        "attendance",
        ["event_id", "name", "email"],
        unique=True,
        **_where("person_id IS NULL"),
    )


def _people() -> None:
    op.create_table(
        "young",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("marked_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "person_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("words", sa.String(120), nullable=False),
        sa.Column("compared", sa.String(400), nullable=False),
        sa.Column("seen_by", sa.String(10), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('can', 'learn', 'teach', 'when', 'opens')", name="kind"
        ),
        sa.CheckConstraint(
            "seen_by IN ('nobody', 'organisers', 'members', 'everyone')", name="seen_by"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_person_line_person_id_kind", "person_line", ["person_id", "kind"]
    )
    op.create_index(
        "ix_person_line_compared_person_id", "person_line", ["compared", "person_id"]
    )
    op.create_index(
        "ix_person_line_seen_by_person_id", "person_line", ["seen_by", "person_id"]
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answer", sa.String(5)),
        sa.Column("later_on", sa.Date()),
        sa.Column("answered_at", INSTANT),
        sa.Column("lapses_at", INSTANT, nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'later')", name="answer"),
    )
    unanswered, put_off = (
        sa.text("answered_at IS NULL"),
        sa.text("later_on IS NOT NULL"),
    )
    for name, columns, where, unique in (
        ("uq_request_open", ["person_id", "kind", "subject_id"], unanswered, True),
        ("ix_request_person_id_asked_at", ["person_id", "asked_at"], None, False),
        ("ix_request_by_id_asked_at", ["by_id", "asked_at"], None, False),
        ("ix_request_kind_subject_id", ["kind", "subject_id"], None, False),
        ("ix_request_lapses_at", ["lapses_at"], unanswered, False),
        ("ix_request_later_on", ["later_on"], put_off, False),
    ):
        op.create_index(
            name,
            "request",
            columns,
            unique=unique,
            sqlite_where=where,
            postgresql_where=where,
        )
    op.create_table(
        "asking",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("wish", sa.String(4), nullable=False),
        sa.CheckConstraint("wish IN ('one', 'any', 'none')", name="wish"),
    )


def _roles() -> None:
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id")),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("holder_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("deputy_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("warned_of", sa.Date()),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("handover_at", INSTANT),
        sa.Column("handover_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("holder_id <> deputy_id", name="two_people"),
    )
    op.create_index("ix_role_area_id_id", "role", ["area_id", "id"])
    for column in ("campaign_id", "holder_id", "deputy_id"):
        op.create_index(f"ix_role_{column}", "role", [column])
    op.create_index(
        "ix_role_until",
        "role",
        ["until"],
        **_where("until IS NOT NULL AND ended_at IS NULL"),
    )


def _lending() -> None:
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("began_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("warned_at", INSTANT),
    )
    is_open = _where("ended_at IS NULL")
    op.create_index(
        "uq_loan_open", "loan", ["campaign_id", "person_id"], unique=True, **is_open
    )
    op.create_index("ix_loan_person_id_ends_at", "loan", ["person_id", "ends_at"])
    op.create_index("ix_loan_ends_at", "loan", ["ends_at"], **is_open)


def _one_to_ones() -> None:
    op.create_table(
        "one_to_one",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id")),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("with_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("whom", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("cares_about", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(300), nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by_opens", sa.String(7), nullable=False),
        sa.Column("by_wording", sa.Integer(), nullable=False),
        sa.Column("with_opens", sa.String(7)),
        sa.Column("with_wording", sa.Integer()),
        sa.Column("logged_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("by_opens IN ('nothing', 'calls', 'all')", name="by_opens"),
        sa.CheckConstraint(
            "with_opens IN ('nothing', 'calls', 'all')", name="with_opens"
        ),
        sa.CheckConstraint("by_id <> with_id", name="two"),
    )
    for columns in (["by_id", "id"], ["with_id", "id"], ["area_id", "whom"], ["until"]):
        name = f"ix_one_to_one_{'_'.join(columns)}"
        op.create_index(name, "one_to_one", columns)

    op.create_table(
        "follow_up",
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("whom", sa.String(80), primary_key=True),
        sa.Column(
            "caller_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
    )
    op.create_index("ix_follow_up_caller_id", "follow_up", ["caller_id"])

    op.create_table(
        "talk_pledge",
        sa.Column(
            "campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), primary_key=True
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("one_to_ones", sa.Integer(), nullable=False),
        sa.Column("house_meetings", sa.Integer(), nullable=False),
        sa.CheckConstraint("one_to_ones BETWEEN 0 AND 500", name="one_to_ones"),
        sa.CheckConstraint("house_meetings BETWEEN 0 AND 500", name="house_meetings"),
    )
    op.create_index("ix_talk_pledge_person_id", "talk_pledge", ["person_id"])

    op.create_table(
        "campaign_talks",
        sa.Column(
            "campaign_id",
            sa.Integer(),
            sa.ForeignKey("campaign.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.CheckConstraint("held >= 0", name="held"),
    )


def _introductions() -> None:
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("asker_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column(
            "middle_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("passed_at", INSTANT),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("reached_middle", sa.Boolean(), nullable=False),
        sa.Column("reached_other", sa.Boolean(), nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("asker_shares", sa.String(254), nullable=False),
        sa.Column("asker_wording", sa.Integer()),
        sa.Column("other_shares", sa.String(254), nullable=False),
        sa.Column("other_wording", sa.Integer()),
        sa.Column("once", sa.String(36), unique=True),
    )
    for columns in (
        *(["asker_id", "id"], ["middle_id", "id"], ["other_id", "id"], ["until"]),
    ):
        name = f"ix_introduction_{'_'.join(columns)}"
        op.create_index(name, "introduction", columns)

    op.create_table(
        "introduction_look",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "introduction_id",
            sa.Integer(),
            sa.ForeignKey("introduction.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("seat", sa.String(5), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("seat IN ('asker', 'other')", name="seat"),
    )
    op.create_index(
        "ix_introduction_look_introduction_id_at",
        "introduction_look",
        ["introduction_id", "at"],
    )


def _training() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False),
        sa.Column("skill", sa.String(60), nullable=False),
        sa.Column("compared", sa.String(400), nullable=False),
        sa.Column("months", sa.Integer()),
        sa.Column("for_whom", sa.String(300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("people_from", sa.Integer(), nullable=False),
        sa.Column("people_to", sa.Integer(), nullable=False),
        sa.Column("aims", sa.JSON(), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("safeguarding", sa.Text(), nullable=False),
        sa.Column("worked", sa.JSON(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("task_title", sa.String(120), nullable=False),
        sa.Column("task_words", sa.Text(), nullable=False),
        sa.Column("task_days", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("sheets", sa.JSON(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("lineage", sa.String(120), nullable=False, unique=True),
        sa.Column("from_lineage", sa.String(120), nullable=False),
        sa.Column("from_version", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ready_version", sa.Integer()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        *_can_be_hidden(),
        sa.CheckConstraint("people_from BETWEEN 1 AND people_to", name="people"),
        sa.CheckConstraint("months BETWEEN 1 AND 120", name="months"),
        sa.CheckConstraint("task_days BETWEEN 1 AND 60", name="task_days"),
    )
    op.create_index("ix_course_area_id_id", "course", ["area_id", "id"])
    op.create_index("ix_course_author_id", "course", ["author_id"])
    op.create_index("ix_course_compared", "course", ["compared"])
    _sessions()
    _skills()
    _after_sessions()


def _fk(name: str, of: str, **options: Any) -> sa.Column[int]:
    """A column that leads to another table."""
    options = {"nullable": False} | options
    return sa.Column(name, sa.Integer(), sa.ForeignKey(of), **options)


def _sessions() -> None:
    op.create_table(
        "course_session",
        _fk("event_id", "event.id", primary_key=True),
        _fk("course_id", "course.id"),
        _fk("trainer_id", "person.id", nullable=True),
    )
    op.create_index("ix_course_session_course_id", "course_session", ["course_id"])
    op.create_index("ix_course_session_trainer_id", "course_session", ["trainer_id"])
    op.create_table(
        "training_ask",
        sa.Column("id", sa.Integer(), primary_key=True),
        _fk("course_id", "course.id"),
        _fk("area_id", "area.id"),
        _fk("by_id", "person.id", nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.UniqueConstraint("course_id", "area_id"),
    )
    op.create_table(
        "training_offer",
        sa.Column(
            "ask_id",
            sa.Integer(),
            sa.ForeignKey("training_ask.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        _fk("person_id", "person.id", primary_key=True),
        sa.Column("offered_at", INSTANT, nullable=False),
    )
    op.create_index("ix_training_offer_person_id", "training_offer", ["person_id"])


def _skills() -> None:
    op.create_table(
        "skill_extension",
        sa.Column("id", sa.Integer(), primary_key=True),
        _fk("course_id", "course.id"),
        _fk("area_id", "area.id"),
        _fk("by_id", "person.id", nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_skill_extension_course_id", "skill_extension", ["course_id"])
    op.create_table(
        "skill_held",
        sa.Column("id", sa.Integer(), primary_key=True),
        _fk("person_id", "person.id"),
        _fk("course_id", "course.id"),
        _fk("event_id", "event.id"),
        _fk("area_id", "area.id"),
        sa.Column("skill", sa.String(60), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        _fk("confirmed_by_id", "person.id", nullable=True),
        sa.Column("confirmed_at", INSTANT),
        sa.Column("expires_on", sa.Date()),
        sa.Column("extended_to", sa.Date()),
        _fk("extension_id", "skill_extension.id", nullable=True),
        sa.Column("warned", sa.Integer()),
        sa.UniqueConstraint("person_id", "course_id"),
    )
    for columns in (["course_id", "area_id"], ["event_id"], ["expires_on"]):
        op.create_index(f"ix_skill_held_{'_'.join(columns)}", "skill_held", columns)


def _after_sessions() -> None:
    op.create_table(
        "first_task",
        sa.Column("id", sa.Integer(), primary_key=True),
        _fk("event_id", "event.id"),
        _fk("course_id", "course.id"),
        _fk("person_id", "person.id"),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("taken", sa.Boolean()),
        sa.Column("answered_at", INSTANT),
        sa.Column("done_at", INSTANT),
        sa.Column("buddy_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.UniqueConstraint("event_id", "person_id"),
        sa.CheckConstraint("(taken IS NULL) = (answered_at IS NULL)", name="answered"),
    )
    op.create_index("ix_first_task_person_id", "first_task", ["person_id"])
    op.create_index("ix_first_task_course_id", "first_task", ["course_id"])
    op.create_index("ix_first_task_buddy_id", "first_task", ["buddy_id"])
    op.create_table(
        "mentor_offer",
        _fk("course_id", "course.id", primary_key=True),
        _fk("person_id", "person.id", primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_mentor_offer_person_id", "mentor_offer", ["person_id"])
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), primary_key=True),
        _fk("course_id", "course.id"),
        _fk("learner_id", "person.id"),
        _fk("mentor_id", "person.id"),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("agreed", sa.Boolean()),
        sa.Column("answered_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.UniqueConstraint("course_id", "learner_id", "mentor_id"),
        sa.CheckConstraint("learner_id <> mentor_id", name="two"),
    )
    op.create_index("ix_pairing_learner_id", "pairing", ["learner_id"])
    op.create_index("ix_pairing_mentor_id", "pairing", ["mentor_id"])


def _playbooks() -> None:
    op.create_table(
        "playbook",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("summary", sa.String(300), nullable=False, server_default=""),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),
        sa.Column("lineage", sa.String(120), nullable=False, unique=True),
        sa.Column("from_lineage", sa.String(120)),
        sa.Column("from_version", sa.Integer()),
        sa.Column("ready_version", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("photo_count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
    )
    op.create_index("ix_playbook_area_id_id", "playbook", ["area_id", "id"])
    op.create_index("ix_playbook_from_lineage", "playbook", ["from_lineage"])
    op.create_table(
        "playbook_version",
        sa.Column(
            "playbook_id", sa.Integer(), sa.ForeignKey("playbook.id"), primary_key=True
        ),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False, server_default=""),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "playbook_use",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "playbook_id", sa.Integer(), sa.ForeignKey("playbook.id"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "campaign_id",
            sa.Integer(),
            sa.ForeignKey("campaign.id"),
            nullable=False,
            unique=True,
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("askable", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index(
        "ix_playbook_use_playbook_id_id", "playbook_use", ["playbook_id", "id"]
    )
    for column in ("area_id", "by_id"):
        op.create_index(f"ix_playbook_use_{column}", "playbook_use", [column])
    op.create_table(
        "playbook_task",
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), primary_key=True),
        sa.Column(
            "use_id", sa.Integer(), sa.ForeignKey("playbook_use.id"), nullable=False
        ),
        sa.Column("step", sa.String(160), nullable=False),
    )
    op.create_index("ix_playbook_task_use_id", "playbook_task", ["use_id"])
    _playbook_suggestions()


def _playbook_suggestions() -> None:
    op.create_table(
        "playbook_suggestion",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column(
            "playbook_id", sa.Integer(), sa.ForeignKey("playbook.id"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(40), nullable=False, server_default=""),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("from_board", sa.String(300), nullable=False, server_default=""),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False, server_default="open"),
        sa.Column("answer", sa.Text(), nullable=False, server_default=""),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("state IN ('open', 'taken', 'answered')", name="state"),
    )
    columns = ["playbook_id", "state", "id"]
    name = "ix_playbook_suggestion_playbook_id_state_id"
    op.create_index(name, "playbook_suggestion", columns)
    op.create_index("ix_playbook_suggestion_by_id", "playbook_suggestion", ["by_id"])


def _rounds() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("question_1", sa.String(300), nullable=False),
        sa.Column("question_2", sa.String(300), nullable=False),
        sa.Column("question_3", sa.String(300), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.Column("told_at", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("state IN ('planned', 'open', 'closed')", name="state"),
        sa.CheckConstraint("closes_on >= opens_on", name="days"),
    )
    op.create_index("ix_round_area_id_id", "round", ["area_id", "id"])
    op.create_index("ix_round_state_opens_on", "round", ["state", "opens_on"])
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id")),
        sa.Column("taken_up_at", INSTANT),
        sa.UniqueConstraint("round_id", "title"),
    )
    op.create_index("ix_theme_campaign_id", "theme", ["campaign_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("wording", sa.Integer()),
        sa.Column("source", sa.String(6), nullable=False),
        sa.Column("written_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answer_1", sa.Text(), nullable=False),
        sa.Column("answer_2", sa.Text(), nullable=False),
        sa.Column("answer_3", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("show_name", sa.Boolean(), nullable=False),
        sa.Column("young", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint(
            "source IN ('page', 'link', 'spoken', 'paper')", name="source"
        ),
        sa.CheckConstraint("person_id IS NULL OR email = ''", name="giver"),
        sa.CheckConstraint("NOT young OR (email = '' AND NOT show_name)", name="young"),
        sa.UniqueConstraint("round_id", "person_id"),
    )
    op.create_index("ix_answer_round_id_id", "answer", ["round_id", "id"])
    op.create_index("ix_answer_person_id", "answer", ["person_id"])
    op.create_index("ix_answer_email", "answer", ["email"])
    op.create_table(
        "answer_theme",
        sa.Column(
            "answer_id",
            sa.Integer(),
            sa.ForeignKey("answer.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "theme_id", sa.Integer(), sa.ForeignKey("theme.id"), primary_key=True
        ),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_answer_theme_theme_id", "answer_theme", ["theme_id"])
    op.create_table(
        "held_answer",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("round_id", sa.Integer(), sa.ForeignKey("round.id"), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column(
            "answer_id", sa.Integer(), sa.ForeignKey("answer.id", ondelete="CASCADE")
        ),
    )
    op.create_index("ix_held_answer_expires_at", "held_answer", ["expires_at"])


def _boards() -> None:
    op.create_table(
        "followed_board",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("address", sa.String(300), nullable=False, unique=True),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("is_near", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("suggestions_at", sa.String(2000), nullable=False),
        sa.Column("fault", sa.String(500), nullable=False),
    )
    op.create_table(
        "exchange_setting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("takes_suggestions", sa.Boolean(), nullable=False),
    )
    _arrivals()
    _sendings()


def _sendings() -> None:
    op.create_table(
        "suggestion_sending",
        sa.Column(
            "suggestion_id",
            sa.Integer(),
            sa.ForeignKey("playbook_suggestion.id"),
            primary_key=True,
        ),
        sa.Column("board_id", sa.Integer(), sa.ForeignKey("followed_board.id")),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("sent_at", INSTANT),
        sa.Column("fault", sa.String(500), nullable=False),
    )
    for column in ("board_id", "next_at"):
        name = f"ix_suggestion_sending_{column}"
        op.create_index(name, "suggestion_sending", [column])


def _arrivals() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("board_id", sa.Integer(), sa.ForeignKey("followed_board.id")),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("lineage", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("said", sa.JSON()),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("decided_at", INSTANT),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.CheckConstraint("state IN ('open', 'accepted', 'declined')", name="state"),
    )
    op.create_index("ix_arrival_board_id", "arrival", ["board_id"])
    op.create_index("ix_arrival_state_id", "arrival", ["state", "id"])
    op.create_index("ix_arrival_lineage_state", "arrival", ["lineage", "state"])


def _follows() -> None:
    op.create_table(
        "follow",
        sa.Column("topic", sa.String(40), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_follow_person_id", "follow", ["person_id"])

    op.create_table(
        "follow_place",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("km", sa.Double(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.UniqueConstraint("person_id", "latitude", "longitude"),
        sa.CheckConstraint("km BETWEEN 0.2 AND 10", name="km"),
    )
    op.create_index(
        "ix_follow_place_latitude_longitude", "follow_place", ["latitude", "longitude"]
    )

    op.create_table(
        "follow_shape",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False
        ),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("boundary", sa.Text(), nullable=False),
        sa.Column("south", sa.Double(), nullable=False),
        sa.Column("west", sa.Double(), nullable=False),
        sa.Column("north", sa.Double(), nullable=False),
        sa.Column("east", sa.Double(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("south <= north AND west <= east", name="box"),
    )
    op.create_index("ix_follow_shape_person_id", "follow_shape", ["person_id"])
    op.create_index("ix_follow_shape_south_west", "follow_shape", ["south", "west"])


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_can_be_hidden(),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), nullable=False),
        sa.Column("asker_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint("kind IN ('campaign', 'task', 'event')", name="kind"),
    )
    op.create_index(
        "ix_question_kind_thing_id_id", "question", ["kind", "thing_id", "id"]
    )
    op.create_index(
        "ix_question_area_id_answered_at", "question", ["area_id", "answered_at"]
    )
    op.create_index("ix_question_asker_id", "question", ["asker_id"])


def _notifications() -> None:
    op.create_table(
        "notification",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column(
            "activity_id", sa.Integer(), sa.ForeignKey("activity.id"), primary_key=True
        ),
        sa.Column("read_at", INSTANT),
        sa.Column("why", sa.String(40)),
    )
    op.create_index("ix_notification_activity_id", "notification", ["activity_id"])
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["person_id"],
        **_where("read_at IS NULL"),
    )

    op.create_table(
        "telling",
        sa.Column(
            "activity_id", sa.Integer(), sa.ForeignKey("activity.id"), primary_key=True
        ),
        sa.Column("news_after", sa.Integer(), nullable=False),
    )

    op.create_table(
        "mail_choice",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("rhythm", sa.String(8), nullable=False),
        sa.Column("mailed_until", sa.Integer(), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rhythm IN ('at_once', 'daily', 'weekly', 'never')",
            name="rhythm",
        ),
    )
    op.create_index(
        "ix_mail_choice_owed", "mail_choice", ["person_id"], **_where("owed")
    )

    op.create_table(
        "mail_run",
        sa.Column("rhythm", sa.String(8), primary_key=True),
        sa.Column("period", sa.Date()),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer()),
    )


def _complaints() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("once", sa.String(36), nullable=False, unique=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "about IN ('illegal', 'removal', 'data', 'duty')", name="about"
        ),
        sa.CheckConstraint(
            "decision IN ('', 'upheld', 'partly', 'not_upheld')", name="decision"
        ),
    )
    op.create_index("ix_complaint_answered_at_id", "complaint", ["answered_at", "id"])
    op.create_index("ix_complaint_person_id", "complaint", ["person_id"])


def _moderation() -> None:
    """Flags and cases, who is kept out, and the log of what was decided."""
    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("decision", sa.String(12), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(4), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("decided_at", INSTANT),
        sa.Column("closed_at", INSTANT),
        sa.Column("appeal_hash", sa.String(64), unique=True),
        sa.Column("appeal", sa.Text(), nullable=False),
        sa.Column("appealed_at", INSTANT),
        sa.Column("outcome", sa.String(7), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("answered_at", INSTANT),
        sa.UniqueConstraint("kind", "thing_id"),
        sa.CheckConstraint(
            "state IN ('open', 'held', 'decided', 'appealed')", name="state"
        ),
        sa.CheckConstraint(
            "outcome IN ('', 'upheld', 'changed', 'undone')", name="outcome"
        ),
    )
    op.create_index(
        "ix_moderation_case_waiting",
        "moderation_case",
        ["area_id", "urgent", "id"],
        **_where("state <> 'decided'"),
    )
    op.create_index(
        "ix_moderation_case_author_id_id", "moderation_case", ["author_id", "id"]
    )
    op.create_index("ix_moderation_case_closed_at", "moderation_case", ["closed_at"])
    of_case = ("moderation_case.id",)
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey(*of_case), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("reason", sa.String(7), nullable=False),
        sa.Column("about_author", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(64), unique=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT),
        sa.Column("once", sa.String(36), unique=True),
        sa.CheckConstraint(
            "reason IN ('abuse', 'spam', 'privacy', 'danger', 'illegal', 'other')",
            name="reason",
        ),
    )
    op.create_index(
        "uq_flag_one_each",
        "flag",
        ["case_id", "person_id", "about_author"],
        unique=True,
        **_where("told_at IS NULL AND person_id IS NOT NULL"),
    )
    op.create_index("ix_flag_case_id_id", "flag", ["case_id", "id"])
    op.create_index("ix_flag_person_id", "flag", ["person_id"])
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("address_hash", sa.String(64)),
        sa.Column("domain", sa.String(253)),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id")),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey(*of_case), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.CheckConstraint("kind IN ('ban', 'limit')", name="kind"),
    )
    op.create_index("ix_measure_person_id_area_id", "measure", ["person_id", "area_id"])
    for column in ("address_hash", "domain", "case_id"):
        op.create_index(f"ix_measure_{column}", "measure", [column])
    op.create_table(
        "earlier_text",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey(*of_case), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_earlier_text_case_id", "earlier_text", ["case_id"])
    op.create_table(
        "moderation_log",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(4), nullable=False),
        sa.Column("bulk", sa.Integer()),
        sa.Column("reverses_id", sa.Integer()),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moderation_log_reverses_id", "moderation_log", ["reverses_id"])
    _never_changed("moderation_log")


def _talent() -> None:
    op.create_table(
        "deed",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("area_id", sa.Integer(), sa.ForeignKey("area.id"), primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id")),
        sa.Column("not_so", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('posted', 'finished', 'came', 'trained', 'taught', 'brought', "
            "'hosted', 'led', 'latest')",
            name="kind",
        ),
        sa.CheckConstraint("times >= 0", name="times"),
    )
    op.create_index(
        "ix_deed_area_id_kind_last_at_person_id",
        "deed",
        ["area_id", "kind", "last_at", "person_id"],
    )
    op.create_table(
        "own_word",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id"), primary_key=True
        ),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
    )


def _desk() -> None:
    op.create_table(
        "thanks",
        sa.Column(
            "claim_id", sa.Integer(), sa.ForeignKey("claim.id"), primary_key=True
        ),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )


def _where(condition: str) -> dict[str, Any]:
    """What an index over some of the rows is given, in the words of both databases."""
    return {
        "sqlite_where": sa.text(condition),
        "postgresql_where": sa.text(condition),
    }


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _append_only() -> None:
    """The log is never changed: the database itself refuses."""
    if _on_postgresql():
        op.execute(
            "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
        )
    for table in ("activity", "activity_topic"):
        _never_changed(table)


def _never_changed(table: str) -> None:
    if _on_postgresql():
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def _activity_topics() -> None:
    """A line of the log and its topics are written in one statement."""
    if _on_postgresql():
        op.execute(
            "CREATE FUNCTION stand_under_topics() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN INSERT INTO activity_topic (topic, activity_id)"
            " SELECT topic, NEW.id FROM json_array_elements_text(NEW.topics) AS topic;"
            " RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER activity_topics AFTER INSERT ON activity"
            " FOR EACH ROW EXECUTE FUNCTION stand_under_topics()"
        )
        return
    op.execute(
        "CREATE TRIGGER activity_topics AFTER INSERT ON activity BEGIN"
        " INSERT INTO activity_topic (topic, activity_id)"
        " SELECT value, new.id FROM json_each(new.topics);"
        " END"
    )


def _search(table: str, *columns: str) -> None:
    """Full text over these columns, and over what is folded from them.

    A generated column on PostgreSQL, an FTS5 table kept by triggers on SQLite.
    """
    searched = (*columns, "folded")
    if _on_postgresql():
        words = " || ' ' || ".join(searched)
        vector = f"to_tsvector('english', {words})"
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN search tsvector"
            f" GENERATED ALWAYS AS ({vector}) STORED"
        )
        op.execute(f"CREATE INDEX ix_{table}_search ON {table} USING gin (search)")
        return
    names = ", ".join(searched)
    op.execute(
        f"CREATE VIRTUAL TABLE {table}_search USING fts5({names},"
        f" content='{table}', content_rowid='id',"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    _forget_what_is_erased(table)
    new = ", ".join(f"new.{name}" for name in ("id", *searched))
    old = ", ".join(f"old.{name}" for name in ("id", *searched))
    insert = f"INSERT INTO {table}_search"
    fresh = f"{insert}(rowid, {names}) VALUES ({new});"
    stale = f"{insert}({table}_search, rowid, {names}) VALUES ('delete', {old});"
    trigger = f"CREATE TRIGGER {table}_search"
    op.execute(f"{trigger}_insert AFTER INSERT ON {table} BEGIN {fresh} END")
    op.execute(f"{trigger}_delete AFTER DELETE ON {table} BEGIN {stale} END")
    op.execute(
        f"{trigger}_update AFTER UPDATE OF {names} ON {table} BEGIN {stale} {fresh} END"
    )


def _forget_what_is_erased(table: str) -> None:
    """A word that is erased leaves the index, too, and not only a mark that it is
    gone: SQLite can since 3.42."""
    version = op.get_bind().exec_driver_sql("SELECT sqlite_version()").scalar_one()
    if tuple(map(int, version.split("."))) >= (3, 42):
        secure = f"{table}_search({table}_search, rank) VALUES ('secure-delete', 1)"
        op.execute(f"INSERT INTO {secure}")
