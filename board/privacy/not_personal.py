"""Columns that name and describe nobody: numbers of things, times, states, and words
about places and work. Every other column stands in held.py."""

NOT_PERSONAL: dict[str, str] = {
    "activity": "id at verb subject_kind subject_id part_id area_id facts topics",
    "activity_topic": "topic activity_id",
    "answer": "hidden_at hidden_for id round_id area_id source once",
    "answer_theme": "answer_id theme_id at",
    "area": (
        "looks_first id slug name about own_rules version latitude longitude boundary "
        "south west north east joins_at_once"
    ),
    "area_category": "area_id slug name hint icon offered position",
    "arrival": ("id board_id kind lineage version title said hash at state decided_at"),
    "attendance": "id",
    "blocked": "directive count last_at",
    "caller": (
        "id key_hash sends_requests sends_updates sets_status per_hour "
        "added_at used_at ended_at once"
    ),
    "caller_area": "caller_id area_id",
    "campaign": (
        "closed_for hidden_at hidden_for "
        "id area_id title goal folded goal_count goal_unit "
        "reached ask decide_by win stage created_at version once"
    ),
    "campaign_asked": "campaign_id people",
    "campaign_debrief": (
        "campaign_id update_id outcome how changed differently at version"
    ),
    "campaign_issue": "campaign_id issue_id added_at",
    "campaign_sign_up": "id keyed_at once",
    "campaign_talks": "campaign_id held",
    "campaign_update": (
        "hidden_at hidden_for id campaign_id title body stage photo_count at once"
    ),
    "claim": "id role_id to_tell once",
    "clause": "version number letter words",
    "comment": (
        "hidden_at hidden_for id photo_count once version edit_until removed_for"
    ),
    "complaint": "id once reminded",
    "consent": "id",
    "contact": "id campaign_id version once",
    "counted_story": "of since numbers waited about at",
    "course_session": "event_id course_id",
    "first_task": "id",
    "pairing": "id",
    "skill_extension": "id course_id area_id reason until people once at",
    "skill_held": "id extension_id",
    "training_ask": "id course_id area_id asked_at",
    "council": (
        "id area_id name address jurisdiction key_secret is_near format shows_reports "
        "added_at asked_at fault reports_asked_at reports_fault"
    ),
    "council_category": "area_id category council_id service_code answers",
    "council_report": (
        "hidden_at hidden_for id council_id area_id request_id state read_at"
    ),
    "council_sending": (
        "area_id council_id stage tries next_at leased_until tried_at service_code "
        "fault maybe_id receipt sent_version their_state their_words their_at"
    ),
    "council_service": "council_id code name questions fault",
    "course": (
        "hidden_at hidden_for id area_id title summary skill compared months for_whom "
        "minutes people_from people_to aims materials before safeguarding worked "
        "origin task_title task_words task_days parts sheets folded lineage "
        "from_lineage from_version version ready_version created_at changed_at once"
    ),
    "data_copy": "id",
    "data_copy_part": "copy_id number",
    "earlier_text": "id case_id",
    "campaign_copy": "campaign_id from_id",
    "event_copy": "event_id from_id",
    "event": (
        "closed_for hidden_at hidden_for "
        "id area_id campaign_id kind title details place "
        "starts_at ends_at places going waiting version created_at changed_at "
        "cancelled_at reason reminded_at once"
    ),
    "event_leader": "id",
    "failed_sign_in": "id",
    "flag": "id case_id once",
    "follow_place": "id",
    "follow_shape": "id once",
    "exchange_setting": "id takes_suggestions",
    "followed_board": (
        "id address name is_near added_at asked_at suggestions_at fault"
    ),
    "held_account": "rules_version area_id invitation_id",
    "held_answer": "once round_id answer_id",
    "held_backer": "campaign_id once",
    "held_claim": "once task_id claim_id",
    "held_post": "once area_id issue_id",
    "held_second": "issue_id once",
    "introduction": "id area_id reached_middle reached_other once",
    "introduction_look": "id",
    "invitation": "id code_hash area_id sheet",
    "issue": (
        "closed_for hidden_at hidden_for "
        "id area_id category kind state "
        "duplicate_of_id second_count comment_count photo_count cover_id active_at "
        "version posted_on month answered_in once source"
    ),
    "issue_ask": "id version settled_at once",
    "issue_due": "issue_id at",
    "issue_merge": "issue_id into_id was at",
    "issue_version": "version category kind",
    "job": "failure name leased_until last_run",
    "mail_run": "rhythm period since until after",
    "loan": "id area_id ends_at warned_at",
    "measure": "id area_id case_id",
    "moderation_case": (
        "id area_id state urgent version created_at rules_version rule clause closed_at"
    ),
    "moderation_log": (
        "id at act kind case_id role area rules_version rule clause bulk reverses_id "
        "hash"
    ),
    "next_step": "id issue_id what by at once",
    "one_to_one": "id area_id campaign_id by_wording with_wording once",
    "outbox": "list_id thread evening id leased_until",
    "partner": "id campaign_id name does link joined_at left_at version once",
    "passkey": "id",
    "person": "id",
    "person_line": "hidden_at hidden_for id",
    "photo": "hidden_at hidden_for id sha256 width height position",
    "playbook": (
        "hidden_at hidden_for id area_id title summary folded lineage from_lineage "
        "from_version ready_version version photo_count created_at once"
    ),
    "playbook_suggestion": (
        "hidden_at hidden_for id version area_id from_board state answer answered_at "
        "once"
    ),
    "playbook_task": "task_id use_id step",
    "playbook_use": "id version area_id day",
    "playbook_version": "playbook_id version content note at",
    "pledge": "id campaign_id partner_id what due state at version once",
    "promise": (
        "id campaign_id what place said_on due source state note settled_on "
        "overdue_told photo_count version once"
    ),
    "question": "hidden_at hidden_for id area_id answer answered_at once",
    "request": "id",
    "role": (
        "id area_id campaign_id name words until warned_of created_at ended_at version "
        "once"
    ),
    "round": (
        "hidden_at hidden_for id area_id title about question_1 question_2 question_3 "
        "places opens_on closes_on state outcome created_at closed_at told_at version "
        "once"
    ),
    "rule": "version number title",
    "rule_draft": "id text saved_at",
    "rule_set": "version published_at note",
    "similar_answer": "id at shown chosen_id",
    "safety_record": "version risks children switches review_on saved_at",
    "sent_request": "issue_id caller_id reference at",
    "sent_update": "caller_id reference comment_id",
    "site_text": "place number text saved_at",
    "suggestion_sending": "suggestion_id board_id tries next_at sent_at fault",
    "task": (
        "closed_for hidden_at hidden_for "
        "id campaign_id area_id title details place folded shape "
        "places taken done newcomer_places newcomers waiting cleared confirm "
        "starts_at ends_at due_on last_day skills created_at once version "
        "cancelled_at cancel_reason series_id occurs_on by_hand"
    ),
    "task_comment": "hidden_at hidden_for id once",
    "task_role": "id task_id name places taken",
    "task_series": (
        "id campaign_id area_id repeats every weekdays starts_on begins ends until "
        "next_on title details place skills places newcomer_places cleared confirm "
        "version once"
    ),
    "template": "id area_id once",
    "telling": "activity_id news_after",
    "theme": ("id round_id area_id title created_at campaign_id taken_up_at"),
    "thanks": "claim_id at",
    "used_answer": "token_hash at",
    "waiting_picture": "width height",
}
