"""What a job does for those who are gone: their numbers are all in their file."""

from board.privacy import erased_numbers, queries


def note_erased() -> int:
    """Whoever was erased stands in the file, also where the process died between."""
    erased_numbers.note_all(queries.erased())
    return 0
