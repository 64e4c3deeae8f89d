"""What features say to the server."""

from board.places import Place

# Cookies that may change a page, by what their names end with.
COOKIES: Place[str] = Place("serving.cookies", several=True)
# What addresses begin with of which no answer is cached.
NEVER_CACHED: Place[str] = Place("serving.never_cached", several=True)
# What addresses begin with below which forms may bring more than words.
LARGE_FORMS: Place[str] = Place("serving.large_forms", several=True)
