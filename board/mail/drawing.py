"""A mail's subject, text and HTML, from one template: its paragraphs are drawn
twice."""

import re
from typing import Any, NamedTuple

from flask import current_app
from jinja2 import Template

from board.drawing import locale, of_people, speaking
from board.languages import direction
from board.text import legible


def draw(template: str, **given: Any) -> tuple[str, str, str]:
    """Subject, text and HTML of the mail that this template says."""
    settings = current_app.config["BOARD"]
    template_of = current_app.jinja_env.get_template
    base = settings.base_url.rstrip("/")
    given |= {"site_name": settings.site_name, "base_url": base}
    letter = template_of(f"email/{template}.txt")
    subject = _subject(letter, given)
    lines = letter.render(given).strip()
    text = legible(re.sub(r"\n{3,}", "\n\n", lines))
    return subject, text + "\n", as_html(subject, text)


class InLanguage(NamedTuple):
    """A mail in a language: `words` are its subject, text and html."""

    code: str
    words: dict[str, str]


def draw_in_each(template: str, given: dict[str, Any]) -> list[InLanguage]:
    """The mail in each language of the board, the usual one first."""
    found = []
    for code in current_app.config["BOARD"].languages:
        with speaking(code):
            subject, text, html = draw(template, **given)
        words = {"subject": subject, "text": text, "html": html}
        found.append(InLanguage(code, words))
    return found


def as_html(subject: str, text: str) -> str:
    """The same for those who read it as a page."""
    base = current_app.config["BOARD"].base_url.rstrip("/")
    paragraphs = [_kind_of(part, base) for part in text.strip().split("\n\n")]
    letter = current_app.jinja_env.get_template("email/_letter.html")
    code = locale()
    words = {"language": code.replace("_", "-"), "direction": direction(code)}
    words |= {"subject": subject, "theirs": of_people()}
    return letter.render(paragraphs=paragraphs, **words)


def without(text: str, words: str) -> str:
    """The text of a mail without those of its news that hold these words, each of which
    goes from its heading to the way to stop it; empty where no other news remain."""
    news: list[str] = []
    end = ""
    is_in_news = False
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("* "):
            news.append("")
            is_in_news = True
        if is_in_news:
            news[-1] += f"{paragraph}\n\n"
            is_in_news = "/mail/stop/" not in paragraph
        else:
            end += f"{paragraph}\n\n"
    others = [one for one in news if words not in one]
    if not others or words in end:
        return ""
    return "".join(others) + end.rstrip() + "\n"


def _kind_of(paragraph: str, base: str) -> tuple[str, str]:
    """What a paragraph is in HTML: an address of this board, one that stops mails, a
    heading, a quotation, or words; and what stands in it."""
    if paragraph.startswith(f"{base}/mail/stop/"):
        return "way_out", paragraph
    if paragraph == base or paragraph.startswith(f"{base}/"):
        return "address", paragraph
    if paragraph.startswith("* "):
        return "heading", paragraph[2:]
    if paragraph.startswith("> "):
        lines = (line.replace("> ", "", 1) for line in paragraph.splitlines())
        return "quotation", "\n".join(lines)
    return "words", paragraph


def _subject(letter: Template, given: dict[str, Any]) -> str:
    """The block of that name, on one line of at most 120 characters."""
    parts = letter.blocks["subject"](letter.new_context(given))
    subject = legible(" ".join("".join(parts).split()))
    if len(subject) <= 120:
        return subject
    return subject[:118] + " …"
