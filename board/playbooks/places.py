"""What others tell of playbooks on their pages."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from board.places import Place

# Where those of these names were used on other boards, below where they were used here.
ELSEWHERE: Place[Callable[[Iterable[str]], Markup]] = Place("playbook.elsewhere")
