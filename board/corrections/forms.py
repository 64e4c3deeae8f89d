"""What is typed to put something right."""

from flask_babel import lazy_gettext as _l

from board.forms import BoardForm, OnceField, line, prose, version_field


class CommentEditForm(BoardForm):
    """A comment, said another way."""

    body = prose(
        _l("What do you want to say?"),
        3000,
        missing=_l("Type what you want to say first."),
    )
    version = version_field()


class RemoveForm(BoardForm):
    """Why a comment is taken away; its author need not say."""

    reason = line(_l("Why is it removed?"), 300)


class AskForm(BoardForm):
    """What should be changed in a post."""

    body = prose(
        _l("What should it say instead?"),
        2000,
        missing=_l("Say what should be changed."),
    )
    once = OnceField()


class PurgeForm(BoardForm):
    """The texts of a post, without what should not have been in them."""

    TEXTS = ("title", "body", "place")

    title = line(
        _l("In a few words, what is it about?"),
        120,
        missing=_l("Give it a title, a few words are enough."),
    )
    body = prose(
        _l("What is wrong, or what do you hope for?"),
        5000,
        missing=_l("Say what is wrong or hoped for."),
    )
    place = line(_l("Where exactly?"), 200)
    version = version_field()
