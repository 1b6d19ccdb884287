"""Pages in a real browser: Debian's Chromium, driven from outside; every request that a page makes is written down."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)")
# as root, in a container, and without what a browser does in the background
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def browser(**options: Any) -> Iterator[Any]:
    """A browser that is closed in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_ARGUMENTS], **options)
        try:
            yield found
        finally:
            found.close()


class Window:
    """A page that was opened, with what it asked for, and what it told of faults."""

    def __init__(self, context: Any, path: Path, fragment: str = "") -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        self.address = path.as_uri()
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("html.js #shown:not(:empty)")

    def shown(self) -> list[str]:
        """The ids of the changes that are shown, in order."""
        return self.page.eval_on_selector_all(".change:not([hidden])", "found => found.map(each => each.id)")

    def current(self) -> str:
        """The id of the change that the reader is at."""
        return self.page.eval_on_selector_all(".change.current", "found => found.map(each => each.id).join()")

    def answer(self, tag: str, words: str) -> None:
        """Type or choose as a reader does."""
        field = self.page.locator(f'[data-tag="{tag}"]')
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)

    def save(self, folder: Path) -> Path:
        """Save the answers as a file in a folder, and return it."""
        with self.page.expect_download() as started:
            self.page.click("#save")
        target = folder / started.value.suggested_filename
        started.value.save_as(target)
        return target
