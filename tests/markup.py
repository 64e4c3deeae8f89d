"""What every page must be, whoever it is for: valid HTML in which everything has its
name and its label."""

from collections import Counter
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

from tests.pages import Page

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMELESS = ("hidden", "submit", "button", "image", "reset")


def tree(text: str) -> Element:
    """The page as a tree.

    Raises AssertionError with the place of the first fault a strict parser finds.
    """
    parser = html5lib.HTMLParser(
        html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )
    try:
        found: Element = parser.parse(text)
    except ParseError as fault:
        line, _ = parser.tokenizer.stream.position()
        raise AssertionError(
            f"{fault} in line {line}: {text.splitlines()[line - 1][:300]}"
        ) from fault
    return found


def check(page: Page) -> Element:
    """Check a whole page and give back its tree."""
    root = tree(page.text)
    everything = list(root.iter())
    assert root.get("lang"), "no language"
    assert (root.findtext("head/title") or "").strip(), "no title"
    assert len(list(root.iter("h1"))) == 1, f"{len(list(root.iter('h1')))} h1"
    ids = Counter(
        element.get("id") for element in everything if element.get("id") is not None
    )
    assert not [name for name, times in ids.items() if times > 1 or not name], (
        f"ids used twice: {ids.most_common(3)}"
    )
    for element in everything:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            targets = (element.get(name) or "").split()
            assert all(target in ids for target in targets), (
                f"{name} of {describe(element)} leads nowhere"
            )
        if (element.get("href") or "").startswith("#") and element.tag == "a":
            assert (element.get("href") or "")[1:] in ids, (
                f"{describe(element)} leads nowhere"
            )
    check_forms(root)
    check_headings(root)
    return root


def check_forms(root: Element) -> None:
    """Every form goes somewhere, every control has a name and a label, every button
    says something."""
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {control for label in root.iter("label") for control in label.iter()}
    for form in root.iter("form"):
        assert form.get("method") in ("get", "post"), describe(form)
        assert (form.get("action") or "").startswith("/"), describe(form)
        names = [control.get("name") for control in form.iter("input")]
        assert form.get("method") == "get" or names.count("csrf_token") == 1, describe(
            form
        )
        assert form.get("hx-post", form.get("action")) == form.get("action"), describe(
            form
        )
    for kind in ("input", "select", "textarea"):
        for control in root.iter(kind):
            assert control.get("name"), f"no name: {describe(control)}"
            named = (
                control.get("id") in labelled
                or control.get("aria-label")
                or control in wrapped
            )
            assert named or control.get("type") in NAMELESS, (
                f"no label: {describe(control)}"
            )
    for kind in ("button", "a", "legend", "label", "h1", "h2", "h3", "summary"):
        for element in root.iter(kind):
            words = "".join(
                [
                    *element.itertext(),
                    *(image.get("alt") or "" for image in element.iter("img")),
                ]
            ).strip()
            assert words or element.get("aria-label"), (
                f"says nothing: {describe(element)}"
            )


def check_headings(root: Element) -> None:
    """No level of heading is left out on the way down; people's own texts may begin
    where they like."""
    theirs = {
        element
        for prose in root.iter("div")
        if prose.get("class") == "prose"
        for element in prose.iter()
    }
    levels = [
        int(str(e.tag)[1])
        for e in root.iter()
        if str(e.tag) in HEADINGS and e not in theirs
    ]
    for above, below in pairwise(levels):
        assert below <= above + 1, f"from h{above} to h{below}: {levels}"


def describe(element: Any) -> str:
    """An element in short."""
    given = " ".join(f'{name}="{value}"' for name, value in element.items())
    return f"<{element.tag} {given}>"
