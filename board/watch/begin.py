"""What a setting asks for is begun, and nothing else is even imported."""

from board.config import Settings


def begin(settings: Settings) -> None:
    """For a process that serves or works; before it forks."""
    if settings.log == "json":
        from board.watch import log_lines

        log_lines.begin()
    if settings.sentry_dsn:
        from board.watch import faults

        faults.begin(settings)
