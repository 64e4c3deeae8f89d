"""What columns hold, by their names, where no comment stands beside the model: for the
note that goes with all there is as tables."""

WORDS = """
about what it is like, in its own words
accountable who answers for safety
act what was done
active_at when something last happened there
added_at when it was added
agreed whether they said yes
aims what people learn there
alt what it shows, in words
answer what was answered
answer_1 the answer to the first question
answer_2 the answer to the second question
answer_3 the answer to the third question
answered_at when it was answered
appeal the author’s words against the decision
appealed_at when the author appealed
ask what is asked for
askable whether people may ask them how it went
asked_at when it was asked
at when it happened
before what there is to do before it
body what it says
by who does it, as written down
by_opens what its writer lets organisers see
by_wording in which words its writer was asked
came whether they came
cancel_reason why it was called off
cancelled_at when it was called off
cares_about what somebody cares about
case_id the number of the moderators’ case
category what it is about
changed_at when its words were last changed
changed what changed by it
claimed_at when the place was taken
clause the letter of the clause
cleared whether only cleared people may take it
closed_at when it was closed
closes_on the last day
closed_for why talking about it is closed
comment_count how many comments stand there
compared the words as they are compared
confirm whether a second person confirms what was done
confirmed_at when it was confirmed
content what it says, part by part
count how often
created_at when it was made
decide_by the day by which it is to be decided
decided_at when it was decided
decision how it was decided
decision_maker who can say yes
decision_maker_office their office
details what else there is to know
differently what one would do differently
does what they do
domain whose addresses, by what follows the @
done how many parts are done
done_on when the next step was done
done_at when it was done
due the day by which it is to be done, as written down
due_on the day by which it is to be done
east the eastern edge, in degrees
edit_until until when its writer may change it
edited_at when it was last changed
email an address that mails go to
ended_at when it ended
ends_at when it ends
exact_longitude where exactly, in degrees, for organisers
expires_at until when it is good
expires_on the last day on which it holds
extended_to the day to which all of its kind were extended
facts what else the line says, as numbers
for_whom who it is for
from_lineage what it was begun from, by that name
from_version and which version of it
given_at when they agreed
goal what is to be reached
goal_unit what the goal counts
going how many places are taken
hash the hash of the line and of the one before it
height how high, in pixels
held how many were held
held_on the day they talked
hidden whether they are left off the page of organisers
hidden_at when it was hidden
hidden_for why it was hidden
hint what it is for
host who welcomes people
house_meetings how many house meetings
how how it went
icon the little picture beside it
idle_until until when, unless it is used
is_operator whether they run the board
joined_at when they joined
keyed_at when it was typed in
kind what kind of thing
km how far around, in kilometres
known_by who of us knows them
lapses_at until when it can be answered
last_at when it last happened
later_on the day on which they want to be asked again
latitude where, in degrees
left_at when they left
lineage the name by which every board knows it
link an address elsewhere
locale the language it is written or read in, such as cy
logged_at when it was written down
longitude where, in degrees
made_at when it was made
mailed_until the newest news that was mailed
materials what one needs for it
minutes how long it takes
month the month in which it was posted
months for how many months it holds
name what it or they are called
new_email the new address
newcomer_places how many places are kept for people who are new
newcomers how many of those are taken
next_at when it is tried again
next_on the day of the next step
next_step what comes next
north the northern edge, in degrees
note words for the few whom it concerns
notes what organisers noted
offered whether new posts may be about it
offers what somebody offers
offered_at when it was offered
office which office somebody has
old_email the old address
once the key of the form it came by, so that it is there once
one_to_ones how many one-to-ones
opens_on the first day
opened_at when a moderator last looked at it
origin where its figures come from
parts the running order, each part with its minutes
outcome what came of it, in words
people how many different people
per_hour how much may be sent in an hour
people_from how many people, at least
people_to how many people, at most
phone a telephone number
photo_count how many pictures belong to it
place where, in words
places how many people can take part
position its place in the row
private whether only organisers read it
promised how many people they said they bring
proposed_at when it was proposed
public_key by which a device is known again; nothing secret
published_at since when it holds
purpose what they agreed to
question_1 the first question
question_2 the second question
question_3 the third question
reached how much of the goal there is
read_at when it was read
ready_version the version of the program’s file, while nobody changed it
reason why
received_at when it came
reminded_at when people were reminded
reference what is the same when it is sent again, scrambled
removed_for why it was taken away
replaced_at until when it said so
reverses_id the line that this one takes back
review_on the day it is looked at again
role what part they have
rule the number of the rule
rules_version which version of the community rules
safeguarding what keeps people safe
said what came, or was said, part by part
said_on the day it was said
saved_at when it was written down
says what they said
second_count how many are counted in
seen_by who sees it
sends_requests whether it may send posts
sends_updates whether it may send comments
sent_at when it was sent
sets_status whether it may change the status of posts
settled_at when it was seen to
settled_on the day it was kept or broken
sha256 the hash that names its files
sheets what is printed
show_name whether the name is shown
shown what was shown
since since when
skill what one can do
skills what it takes
slug its name in addresses
source where it comes from
south the southern edge, in degrees
stage how far the campaign is
starts_at when it begins
starts_on the first day
street where they live
subject_id the number of what it happened to
subject_kind what kind of thing it happened to
summary what it is, in a sentence
system what the device runs on
taken how many places are taken, or whether it was taken
taken_up_at when it became part of a campaign
taken_back_at when it was taken back
takes_suggestions whether other boards may send suggestions
task_days within how many days
task_title the small task it ends in
task_words how that task is done
text what it says
thing_id the number of the thing
times how often
title what it is called
to_whom to whom it was said
told_at when they were told what came of it
tries how often it was tried
until until when
urgent whether it comes first
used_at when it was last used
verb what happened
version how often it was changed
waiting how many wait for a place
warned how many days before its end they were warned
was what it was before
west the western edge, in degrees
what what, in words
who who, as written down
whom by which talks with one person are known
why why it was changed
width how wide, in pixels
win what winning would be
wish how they want to be asked
with_opens what the other lets organisers see
with_wording in which words the other was asked
withdrawn_at when they took it back
witness who heard it
wording the version of the words they agreed to
words what it says
worked how to tell that it worked
"""
BY_NAME = dict(line.split(" ", 1) for line in WORDS.strip().splitlines())
