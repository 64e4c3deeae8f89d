"""What people write in Markdown: as safe HTML, as one plain line, and what was changed
in it."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markupsafe import Markup, escape


class _Bare(LinkifyIt):  # type: ignore[misc]  # it has no types
    """Finds bare addresses of the web: with their scheme, or beginning with www;
    `file.py` and `e.g.this` are none."""

    def __init__(self) -> None:
        options = {"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False}
        super().__init__(options=options)
        for other in ("ftp:", "mailto:", "//"):
            self.add(other, None)

    def match(self, text: str) -> list[Any] | None:
        """The addresses in a text, or None."""
        found = []
        for link in super().match(text) or []:
            if link.schema:
                found.append(link)
            elif link.raw.lower().startswith("www."):
                link.url = f"https://{link.raw}"
                found.append(link)
        return found or None


_markdown = MarkdownIt("js-default", {"breaks": True, "linkify": True})
_markdown.linkify = _Bare()
# it makes its rules at the first text, and another thread would go by half of them
_markdown.render("Ready")
_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "code",
    "pre",
    "hr",
    "h3",
    "h4",
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_MARKS = re.compile(
    r"^\s*(?:[-*+>]|#{1,6}|\d+[.)])\s+|[*`]+(?=\S)|(?<=\S)[*`]+|\b_+\B|\B_+\b",
    re.MULTILINE,
)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])(?:\s|$)")
_ENDS = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
_PIECES = re.compile(r"\w+|\s+|.", re.DOTALL)


_TO_WRITE_ON = re.compile("_{5,60}")


@lru_cache(2_000)
def to_html(markdown: str) -> Markup:
    """Markdown as HTML that is safe to show: no raw HTML, pictures, scripts or styles
    come through."""
    html = _markdown.render(markdown).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    html = html.replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704  sanitised on the line above


def on_paper(markdown: str) -> Markup:
    """A sheet to print as safe HTML. What is left blank is twice as long as it was
    typed: a hand takes more room than letters."""
    return to_html(
        _TO_WRITE_ON.sub(lambda blank: "_" * (len(blank[0]) * 3 // 2), markdown)
    )


def changes(old: str, new: str) -> Markup:
    """What was taken out of a text and what was put in, word by word, as HTML."""
    before = _PIECES.findall(old)
    after = _PIECES.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    parts: list[Markup] = []
    for what, a, b, c, d in matcher.get_opcodes():
        taken_out = "".join(before[a:b])
        put_in = "".join(after[c:d])
        if what == "equal":
            parts.append(escape(taken_out))
            continue
        if taken_out:
            parts.append(Markup("<del>{}</del>").format(taken_out))
        if put_in:
            parts.append(Markup("<ins>{}</ins>").format(put_in))
    return Markup("").join(parts)


def initial_lines(text: str, limit: int = 140) -> str:
    """The beginning of a Markdown text as one plain line of at most `limit` characters,
    cut between words."""
    line = " ".join(_MARKS.sub("", text).split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def initial_sentences(text: str, limit: int) -> str:
    """The same, cut after a sentence where one has ended by then."""
    line = initial_lines(text, limit)
    if not line.endswith(" …"):
        return line
    ends = [found.end() for found in _ENDS.finditer(line.removesuffix(" …"))]
    return f"{line[: ends[-1]]} …" if ends else line


def initial_part(text: str, limit: int) -> str:
    """The beginning of a Markdown text as Markdown, of at most about `limit`
    characters: cut between words, or before an item of a list that does not fit."""
    if len(text) <= limit:
        return text
    *whole, last = text[:limit].rsplit(None, 1)[0].splitlines()
    if _ITEM.match(last) and whole:
        return "\n".join(whole).rstrip() + "\n\n…"
    return "\n".join([*whole, f"{last} …"])
