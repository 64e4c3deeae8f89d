"""Draws the demo's pictures anew from the SVG files beside them:
`python -m tests.draw_demo`."""

import io

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from board.demo.drawn import FOLDER
from tests.browser import find


def main() -> None:
    """Draw each picture at the size it names and save it as WebP."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find.installed(), args=find.words()
        )
        page = browser.new_page()
        for source in sorted(FOLDER.glob("*.svg")):
            image = Image.open(io.BytesIO(drawn(page, source.read_text("utf-8"))))
            image.convert("RGB").save(source.with_suffix(".webp"), quality=80, method=6)
            print(source.stem, *image.size)
        browser.close()


def drawn(page: Page, svg: str) -> bytes:
    """The SVG as a PNG, as large as its viewBox says."""
    page.set_content(f'<body style="margin:0">{svg}</body>')
    width, height = page.evaluate(
        "(({width, height}) => [width, height])"
        "(document.querySelector('svg').viewBox.baseVal)"
    )
    page.set_viewport_size({"width": int(width), "height": int(height)})
    return page.screenshot()


if __name__ == "__main__":
    main()
