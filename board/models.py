"""Every table, in one import, for migrations and for relations named by string."""

from board.accounts import models as accounts
from board.activity import models as activity
from board.areas import models as areas
from board.campaigns import models as campaigns
from board.categories import models as categories
from board.desk import models as desk
from board.events import models as events
from board.follows import models as follows
from board.home import models as home
from board.issues import models as issues
from board.jobs import models as jobs
from board.mail import models as mail
from board.notifications import models as notifications
from board.photos import models as photos
from board.tasks import models as tasks
from board.unsent import models as unsent

__all__ = [
    "accounts",
    "activity",
    "areas",
    "campaigns",
    "categories",
    "desk",
    "events",
    "follows",
    "home",
    "issues",
    "jobs",
    "mail",
    "notifications",
    "photos",
    "tasks",
    "unsent",
]
