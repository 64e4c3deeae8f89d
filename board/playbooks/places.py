"""What others tell of playbooks on their pages."""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from board.places import Place

# Where those of these names were used on other boards, below where they were used here.
ELSEWHERE: Place[Callable[[Iterable[str]], Markup]] = Place("playbook.elsewhere")

# Below a suggestion, where its playbook came from elsewhere: how it travels back there;
# empty where it did not.
TRAVELS_BACK: Place[Callable[[Any], Markup]] = Place("playbook.travels_back")
