"""How somebody uses a page: with a mouse, or with the keyboard alone.

Tests speak in these few verbs.
"""

from playwright.sync_api import Locator, expect

from tests.browser.screen import Screen

FAR = 200  # presses of Tab after which something counts as out of reach
FOCUS = """element => {
  const focused = document.activeElement;
  return focused === element ? "there"
    : focused.matches(".skip-link") && element.closest("main") ? "before main" : "";
}"""
VISIBLE = """element => ["", "::after"].some(part => {
  const look = getComputedStyle(element, part || null);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
})"""


class Mouse:
    """Points and clicks."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page
        self.sees, self.sees_no, self.heading = (
            screen.sees,
            screen.sees_no,
            screen.heading,
        )

    def follow(self, name: str) -> None:
        """A link."""
        self._use(self.page.get_by_role("link", name=name).first, "Enter")

    def go(self, name: str) -> None:
        """A way on top of every page; on a phone the menu is opened first."""
        if self.page.locator(".menu > summary").is_visible():
            self.unfold("Menu")
        self.follow(name)

    def press(self, name: str) -> None:
        """A button."""
        self._use(self.page.get_by_role("button", name=name).first, "Space")

    def unfold(self, name: str) -> None:
        """What is folded away under a line."""
        self._use(self.page.locator("summary").filter(has_text=name).first, "Enter")

    def tick(self, label: str) -> None:
        """A box."""
        box = self.page.get_by_label(label)
        self._use(box, "Space")
        expect(box).to_be_checked()

    def choose(self, label: str) -> None:
        """One of several, all of them to be seen."""
        self._use(self.page.get_by_label(label), "Space")

    def type(self, label: str, text: str) -> None:
        """Text into a field."""
        self.page.get_by_label(label).fill(text)

    def pick(self, label: str, choice: str) -> None:
        """One of a list."""
        self.page.get_by_label(label).select_option(label=choice)

    def _use(self, thing: Locator, key: str) -> None:
        thing.click()


class Keys(Mouse):
    """Has no mouse.

    Goes through the page with Tab, and must always see where the focus is.
    """

    def choose(self, label: str) -> None:
        """Go to the one that is chosen, or else the first, and on from there."""
        dot = self.page.get_by_label(label)
        all_dots = self.page.locator(f"[name={dot.get_attribute('name')}]")
        chosen = all_dots.and_(self.page.locator(":checked"))
        self._use(chosen if chosen.count() else all_dots.first, "Space")
        for _ in range(all_dots.count()):
            if dot.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} is out of the keyboard's reach")

    def type(self, label: str, text: str) -> None:
        """Text, letter by letter."""
        field = self.page.get_by_label(label)
        self._go_to(field)
        self.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def pick(self, label: str, choice: str) -> None:
        """Type the beginning of a choice."""
        box = self.page.get_by_label(label)
        self._go_to(box)
        self.page.keyboard.type(choice)
        expect(box.locator("option:checked")).to_have_text(choice)

    def _go_to(self, thing: Locator) -> None:
        expect(thing).to_be_visible()
        element = thing.element_handle()
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            focus = element.evaluate(FOCUS)
            if focus == "before main":
                # past everything that stands on top of every page
                self.page.keyboard.press("Enter")
            elif focus == "there":
                assert element.evaluate(VISIBLE), f"the focus on {thing} cannot be seen"
                return
        raise AssertionError(f"{thing} is out of the keyboard's reach")

    def _use(self, thing: Locator, key: str) -> None:
        self._go_to(thing)
        self.page.keyboard.press(key)
