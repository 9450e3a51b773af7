"""A very large scan: lighter qualities first, then its tiles as one comes closer; no gap, no fault, nothing wasted."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import huge_museum
from browser.visitor import Visitor
from whole_museum import ENVIRONMENT, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("tiles")]
BALL = "/en/exhibit/qua/"
LARGE = {"width": 920, "height": 480}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the address of a museum with one scan in tiles."""
    folder = huge_museum.write(tmp_path_factory.mktemp("huge"))
    line = [sys.executable, huge_museum.__file__, "build", str(folder), "--lang", "en"]
    done = subprocess.run(line, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    with served(folder) as address:
        yield address


@pytest.fixture
def visit(site, chromium):
    """Return a function that opens a tab; at the end none may have seen a fault."""
    visitors = []

    def new(**context):
        visitors.append(Visitor(chromium, site, reduced_motion="reduce", **context))
        return visitors[-1]

    yield new
    faults = [fault for visitor in visitors for fault in visitor.unexpected()]
    for visitor in visitors:
        visitor.close()
    assert faults == []


def tiles(tab):
    return [url.rsplit("/", 1)[1] for url, _ in tab.answers if "-tiles." in url]


def closer(tab, times):
    for _ in range(times):
        tab.page.get_by_role("button", name="Closer").click()
    tab.settled()


def streamed(tab):
    tab.until("document.querySelector('[data-stage]').dataset.quality === 'high'")


def picture(tab):
    data = tab.page.locator(".st canvas").screenshot()
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), float)


def test_a_small_picture_needs_no_tile(visit):
    tab = visit(viewport={"width": 500, "height": 420})
    tab.enter(BALL)
    tab.seen("sharp")
    assert tiles(tab) == []


def test_tiles_show_what_the_plain_quality_shows_without_a_gap(visit):
    plain, fine = visit(viewport=LARGE), visit(viewport=LARGE)
    plain.block(lambda path: "-tiles." in path)
    for tab in (plain, fine):
        tab.enter(BALL)
        closer(tab, 6)
    streamed(fine)
    assert tiles(fine)[0] == "tileset.json"
    assert len(tiles(fine)) > 3
    fine.settled()
    expect(plain.page.get_by_role("button", name="Try again")).to_be_visible()
    note = plain.page.locator(".rown").bounding_box()
    one, other = picture(plain), picture(fine)
    box = fine.page.locator(".st canvas").bounding_box()
    low = int(note["y"] + note["height"] - box["y"]) + 4  # below the note that says a file is missing
    apart = np.abs(one - other)[low:].max(axis=2)
    assert apart.mean() < 8
    assert (apart > 90).mean() < 0.002


def test_one_can_come_much_closer_and_turn(visit):
    tab = visit(viewport=LARGE)
    page = tab.enter(BALL)
    closer(tab, 8)
    streamed(tab)
    before, few = picture(tab), len(tiles(tab))
    page.locator(".st canvas").focus()
    page.keyboard.press("ArrowLeft")
    tab.settled()
    assert np.abs(picture(tab) - before).mean() > 1
    closer(tab, 2)
    assert len(tiles(tab)) >= few
    page.get_by_role("button", name="Reset").click()
    tab.settled()
    expect(page.locator("[data-stage=sharp]")).to_be_attached()


def test_a_lost_tile_is_told_and_can_be_had_again(visit):
    tab = visit(viewport=LARGE)
    page = tab.enter(BALL)
    tab.block(lambda path: path.endswith("/tileset.json"))
    closer(tab, 6)
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    assert picture(tab).std() > 10  # the lighter quality stays
    tab.unblock()
    retry.click()
    streamed(tab)


def test_who_saves_data_gets_no_tiles(visit):
    tab = visit(viewport=LARGE)
    tab.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })"
    )
    tab.enter(BALL)
    closer(tab, 6)
    assert tiles(tab) == []


def test_a_lost_context_comes_back_with_its_tiles(visit):
    tab = visit(viewport=LARGE)
    page = tab.enter(BALL)
    closer(tab, 6)
    streamed(tab)
    page.evaluate(
        """() => {
          delete document.querySelector('[data-stage]').dataset.quality;
          const gl = document.querySelector('.st canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
          gl.loseContext();
          setTimeout(() => gl.restoreContext(), 300);
        }"""
    )
    streamed(tab)


def test_a_note_on_a_scan_in_tiles_opens(visit):
    tab = visit(viewport=LARGE)
    page = tab.enter(BALL)
    page.locator("#annotations li button").first.click()
    expect(page.locator(".hs.on i")).to_have_text("1")
    tab.settled()
    expect(page.locator("[data-stage=sharp], [data-stage=visible]")).to_be_attached()
