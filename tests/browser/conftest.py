"""Chromium, one a test file, and visitors whose every fault fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from browser.visitor import Visitor
from chromium import ARGUMENTS, executable

NO_3D = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--mute-audio", "--hide-scrollbars"]


@pytest.fixture(scope="module")
def playwright_driver() -> Iterator[Playwright]:
    """Return Playwright's driver. For one file only: while it runs, other tests could not run asyncio."""
    if executable() is None:
        pytest.skip("Chromium is not installed (apt-get install chromium, or set CHROME)")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright_driver) -> Iterator[Browser]:
    """Return a Chromium with software WebGL."""
    browser = playwright_driver.chromium.launch(executable_path=executable(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def chromium_without_webgl(playwright_driver) -> Iterator[Browser]:
    """Return a Chromium that cannot draw in 3D."""
    browser = playwright_driver.chromium.launch(executable_path=executable(), args=NO_3D)
    yield browser
    browser.close()


@pytest.fixture
def visit(root_site, chromium) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a tab in the root museum; at the end none may have seen a fault."""
    yield from _visitors(root_site, chromium)


@pytest.fixture
def visit_without_webgl(root_site, chromium_without_webgl) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a tab without 3D in the root museum."""
    yield from _visitors(root_site, chromium_without_webgl)


@pytest.fixture
def visit_scans(scans_site, chromium) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a tab in the museum of real scans."""
    yield from _visitors(scans_site, chromium)


def _visitors(site: str, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    visitors: list[Visitor] = []

    def new(**context: object) -> Visitor:
        visitors.append(Visitor(browser, site, **context))
        return visitors[-1]

    yield new
    faults = [fault for visitor in visitors for fault in visitor.unexpected()]
    for visitor in visitors:
        visitor.close()
    assert faults == []
