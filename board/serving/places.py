"""What the server has to be told by features."""

from board.places import Place

# Cookies that may change a page, by what their names end with.
COOKIES: Place[str] = Place("serving.cookies", several=True)
# What addresses begin with of which no answer is kept.
NEVER_KEPT: Place[str] = Place("serving.never_kept", several=True)
# What addresses begin with below which forms may bring more than words.
LARGE_FORMS: Place[str] = Place("serving.large_forms", several=True)
