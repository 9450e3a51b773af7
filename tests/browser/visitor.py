"""A visitor: a page of real Chromium that notes every fault while a test goes about the site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, Route, expect

SMALL = {"width": 640, "height": 480}  # software WebGL draws this fast enough
FIRST_PICTURE_MS = 90_000
STAGE = "[data-stage]"
UNTIL = """async (limit_ms) => {
  const end = performance.now() + limit_ms;
  const met = () => (CONDITION);
  while (!met()) {
    if (performance.now() > end) throw new Error(`never came true: ${met}`);
    await new Promise(requestAnimationFrame);
  }
}"""
STILL = """(() => {
  const seen = (window.__still ??= { href: '', at: 0, pictures: 0 });
  if (seen.href !== location.href) Object.assign(seen, { href: location.href, at: performance.now(), pictures: 0 });
  seen.pictures += 1;
  return seen.pictures > 4 && performance.now() - seen.at > 1200;
})()"""
TELL_VIOLATIONS = """
addEventListener('securitypolicyviolation', (e) =>
  console.error(`CSP violation: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
"""


class Visitor:
    """One tab of a context of its own. `faults` gathers errors, violations of the policy and foreign requests."""

    def __init__(self, browser: Browser, site: str, **context: object) -> None:
        self.site = site
        self.host = urlsplit(site).netloc
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        self.answers: list[tuple[str, int]] = []
        settings = {"viewport": SMALL, "service_workers": "block", **context}
        self.context = browser.new_context(**settings)  # type: ignore[arg-type]
        self.context.add_init_script(TELL_VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self._watch()

    def open(self, path: str) -> Page:
        """Go to a path of the site and return the page."""
        self.page.goto(self.site + path, wait_until="load")
        return self.page

    def seen(self, state: str = "visible") -> Locator:
        """Wait until the stage shows its first picture (or `sharp`: its best) and return its section."""
        states = ("sharp",) if state == "sharp" else ("visible", "sharp")
        stage = self.page.locator(", ".join(f"[data-stage={s}]" for s in states)).first
        expect(stage).to_be_attached(timeout=FIRST_PICTURE_MS)
        return stage

    def enter(self, path: str) -> Page:
        """Open a path, pass its content note if there is one, and wait for the first picture."""
        page = self.open(path)
        first = page.locator(f"dialog .btn.first, {STAGE}").first
        first.wait_for(state="attached", timeout=FIRST_PICTURE_MS)
        note = page.locator("dialog .btn.first")
        if note.count():
            note.click()
        self.seen()
        return page

    def settled(self) -> None:
        """Wait until the address has stopped changing: nothing moves any more (it is written 0.4 s after a move)."""
        self.page.evaluate("window.__still = undefined")
        self.until(STILL)

    def until(self, condition: str) -> None:
        """Wait until an expression is true on the page. (Playwright's own needs eval: the policy forbids it.)"""
        self.page.evaluate(UNTIL.replace("CONDITION", condition), FIRST_PICTURE_MS)

    def block(self, wanted: Callable[[str], bool], *, status: int = 404) -> None:
        """Let every request whose path is `wanted` fail, as a missing file does."""

        def answer(route: Route) -> None:
            if wanted(urlsplit(route.request.url).path):
                route.fulfill(status=status, body="")
            else:
                route.continue_()

        self.expected = (*self.expected, "Failed to load resource")
        self.context.route("**/*", answer)

    def unblock(self) -> None:
        """Let every request through again."""
        self.context.unroute_all()

    def unexpected(self) -> list[str]:
        """Return the faults that the test did not bring about itself."""
        return [fault for fault in self.faults if not any(word in fault for word in self.expected)]

    def close(self) -> None:
        """Close the tab and all it holds."""
        self.context.close()

    def _watch(self) -> None:
        page = self.page
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error on the page: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.faults.append(f"a request to a third party: {request.url}")

    def _response(self, response: Response) -> None:
        self.answers.append((response.url, response.status))


def focused(page: Page) -> str:
    """Return the accessible text of what has the focus, spaces collapsed."""
    text = page.evaluate(
        "() => { const e = document.activeElement; return e.getAttribute('aria-label') ?? e.textContent ?? '' }"
    )
    return " ".join(text.split())


def query(page: Page) -> str:
    """Return the query of the address."""
    return urlsplit(page.url).query
