"""Finds a browser for the tests, or says loudly which tests will not be run without
one.

`python -m tests.browser.find` looks, and fetches Playwright's own Chromium where the
machine has none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PATIENCE = 600  # seconds a download may take
# What its windows go without. To prepare what would drop down from its address bar, and
# a process for a page that may come, costs each window more than the board's own pages.
# Only the last such list is heard, so what Playwright takes away is named again.
WITHOUT = """
    WebUIOmniboxAimPopup WebUIOmniboxPopup SpareRendererForSitePerProcess
    AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync
    DestroyProfileOnBrowserClose HttpsFirstBalancedModeAutoEnable HttpsUpgrades
    LensOverlay MediaRouter NetworkTimeServiceQuerying OptimizationHints PaintHolding
    PreconnectToSearch TcpPortRandomizationWin ThirdPartyStoragePartitioning"""
# A browser that speaks to the board and to nobody else, so that any other request is
# the board's own doing.
WORDS = [
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(WITHOUT.split())}",
    "--disable-quic",
    "--disable-sync",
    # no page runs so long that its script is worth making faster first
    "--js-flags=--no-maglev --no-turbofan",
    "--no-first-run",
]


def words() -> list[str]:
    """What the browser is started with; its sandbox does not work for root."""
    return (
        [*WORDS, "--no-sandbox"]
        if hasattr(os, "geteuid") and os.geteuid() == 0
        else WORDS
    )


def installed() -> str:
    """The path of a browser this machine has; empty when there is none."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (path for path in PLACES if Path(path).exists())
    return next(filter(None, [*on_path, *elsewhere]), "") or playwrights_own()


def quickest() -> str:
    """The path of the same browser without a window, where the machine has it: it draws
    the same pages in three quarters of the time. Else that of the browser found."""
    return shutil.which("chromium-headless-shell") or installed()


def playwrights_own() -> str:
    """The path of the Chromium Playwright has fetched; empty when it has not, and where
    Playwright itself does not start: a bare Debian lacks a library of its own."""
    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:  # whose class is plain Exception
        return ""
    return path if Path(path).exists() else ""


def fetched() -> str:
    """Let Playwright fetch its Chromium; empty when that does not work out."""
    try:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, timeout=PATIENCE, capture_output=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return playwrights_own()


def needed() -> bool:
    """Whether it is an error to have no browser."""
    return os.environ.get("BOARD_TESTS_NEED_BROWSER", "") not in ("", "0")


def test_files() -> list[str]:
    """The tests that need a browser, by name."""
    return sorted(path.name for path in HERE.glob("test_*.py"))


def missing() -> str:
    """What is not tested without a browser, and what to do about it."""
    lines = [
        "NO BROWSER WAS FOUND. These tests will NOT be run:",
        *(f"    tests/browser/{name}" for name in test_files()),
        "Install Chromium or Google Chrome (apt-get install chromium), or connect to "
        "the network and run",
        f"    {sys.executable} -m playwright install --with-deps chromium",
    ]
    rule = "!" * 100
    return "\n".join([rule, *(f"!!  {line}" for line in lines), rule])


def main() -> int:
    """Look, fetch if need be, and say what was found."""
    if path := installed() or fetched():
        print(f"The browser for the tests is {path}")
        return 0
    print(missing(), file=sys.stderr)
    return 1 if needed() else 0


if __name__ == "__main__":
    sys.exit(main())
