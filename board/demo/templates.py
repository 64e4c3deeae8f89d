"""What the organiser of the demo keeps to plan it again and again."""

from board.copying import event_content, task_content, template_queries
from board.copying.models import TemplateKind
from board.copying.template_actions import keep
from board.demo.neighbourhood import Neighbourhood


def schedule(here: Neighbourhood) -> None:
    """Schedule that an event and a task are kept."""
    here.schedule_ago(2, _keep)


def _keep(here: Neighbourhood) -> None:
    """The meeting for the organiser alone, the help at the tables for all who organise
    there."""
    organiser, area = here.people["organiser"], here.areas["hodge-hill"]
    meeting = event_content.content_of(here.events["safe-first"])
    keep(organiser, kind=TemplateKind.EVENT, name="Open meeting", content=meeting)
    task = template_queries.task(here.tasks["hw-after"].id)
    content = task_content.content_of(task, template_queries.parts(task.id), None)
    name = "Help at the tables"
    keep(organiser, kind=TemplateKind.TASK, name=name, content=content, area=area)
