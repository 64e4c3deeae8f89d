"""What operators do beside what everybody sees: each is on the record."""

from flask_babel import lazy_gettext as _l

from board.activity.verbs import Verb

LOOKED_UP = Verb("person.looked_up", _l("An operator read somebody's address."))
SIGNED_OUT = Verb("person.signed_out", _l("An operator ended somebody's sessions."))
MAIL_RETRIED = Verb("mail.retried", _l("An operator had a mail sent again."))
JOB_RUN = Verb("job.run", _l("An operator had a job run at once."), facts={"job": str})
