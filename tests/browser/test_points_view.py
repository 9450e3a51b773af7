"""Point clouds and splats on the exhibit's page: they show, sharpen, turn, are measured, sorted and brought back."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import cloud_museum
import real_museum
from browser.conftest import _visitors
from whole_museum import build, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("points")]
KINDS = ["diem", "splat"]
LOSE = """() => {
  const gl = document.querySelector('.st canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
  globalThis.bringBack = () => gl.restoreContext();
  gl.loseContext();
}"""


@pytest.fixture(scope="module")
def points_site(tmp_path_factory):
    """Return the address of a museum of one point cloud and one exhibit of splats."""
    if not real_museum.DATA.is_dir():
        pytest.skip(real_museum.WHY_SKIPPED)
    folder = cloud_museum.write(tmp_path_factory.mktemp("points") / "museum")
    build(folder)
    with served(folder) as address:
        yield address


@pytest.fixture
def visit_points(points_site, chromium):
    """Return a function that opens a tab there; at the end none may have seen a fault."""
    yield from _visitors(points_site, chromium)


def picture(page):
    """Return the canvas as (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(page.locator(".st canvas").screenshot())).convert("RGB"), np.float64)


def covered(shot):
    """Return the share of the picture's middle that is stone and not the pale sweep."""
    height, width = shot.shape[:2]
    middle = shot[int(height * 0.15) : int(height * 0.8), int(width * 0.3) : int(width * 0.7)]
    return float((middle.mean(axis=2) < 150).mean())


@pytest.mark.parametrize("name", KINDS)
def test_it_shows_sharpens_is_measured_and_turns(visit_points, name):
    tab = visit_points(reduced_motion="reduce")
    page = tab.enter(f"/en/exhibit/{name}/")
    tab.seen("sharp")
    expect(page.locator("[data-stage=sharp]")).to_be_attached()
    first = picture(page)
    assert 0.05 < covered(first) < 0.5
    expect(page.locator(".st canvas")).to_have_attribute("aria-label", re.compile("^Three-dimensional model: Venus as"))
    expect(page.locator(".hs i").first).to_have_text("1")
    page.get_by_role("button", name="Measure").click()
    expect(page.locator(".rule")).to_have_text("170 cm")
    page.get_by_role("button", name="Measure").click()
    page.locator(".st canvas").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    tab.settled()
    assert np.abs(picture(page) - first).mean() > 1.0
    qualities = [url.rsplit("/", 1)[1].split(".")[0] for url, _ in tab.answers if url.endswith(".glb")]
    assert qualities[:2] == [f"{name}-thumb", f"{name}-low"]
    workers = [(url, status) for url, status in tab.answers if "splat-worker" in url]
    assert bool(workers) == (name == "splat")
    assert all(url.startswith(tab.site) and status == 200 for url, status in workers)


@pytest.mark.parametrize("name", KINDS)
def test_it_comes_back_after_a_lost_context(visit_points, name):
    tab = visit_points(reduced_motion="reduce")
    page = tab.enter(f"/en/exhibit/{name}/")
    tab.seen("sharp")
    before = picture(page)
    page.evaluate(LOSE)
    tab.until("document.querySelector('[data-stage]').dataset.stage === 'lost'")
    page.evaluate("() => globalThis.bringBack()")
    tab.until("document.querySelector('[data-stage]').dataset.stage === 'sharp'")
    tab.settled()
    assert np.abs(picture(page) - before).mean() < 2.0


def test_a_missing_quality_leaves_the_last_good_one(visit_points):
    tab = visit_points()
    tab.block(lambda path: "-low." in path or "-medium." in path or "-high." in path)
    page = tab.enter("/en/exhibit/diem/")
    tab.settled()
    assert covered(picture(page)) > 0.05
