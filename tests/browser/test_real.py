"""The museum of real scans and photographs in Chromium: it opens, walks, shows every exhibit, turns every picture."""

import json
import re

import pytest
from playwright.sync_api import expect

import real_museum
from browser.visitor import query

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("real")]
WALK_MS = 120_000


def document(museum, name):
    (path,) = (museum / "site" / "data").glob(f"{name}.*.json")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", real_museum.SCANS)
def test_every_scan_reaches_its_first_picture(visit_scans, name):
    tab = visit_scans()
    page = tab.enter(f"/en/exhibit/{name}/")
    expect(page.locator("h1").first).to_have_text(real_museum.SCANS[name][3])


def test_the_rooms_of_scans_are_walked(visit_scans):
    tab = visit_scans(viewport={"width": 420, "height": 300}, reduced_motion="reduce")
    page = tab.enter("/en/gallery/nha-3d/")
    expect(page).to_have_url(re.compile(r"at="))
    before = query(page)
    page.locator("#stage canvas").focus()
    page.keyboard.down("ArrowUp")
    expect(page).not_to_have_url(re.compile(re.escape(before) + "$"), timeout=WALK_MS)
    page.keyboard.up("ArrowUp")
    page.get_by_role("button", name="List", exact=True).click()
    page.locator("[data-panel=list]").get_by_role("button", name=re.compile("Garden statue of Venus")).click()
    expect(page.locator(".near")).to_contain_text("Garden statue of Venus", timeout=WALK_MS)


@pytest.mark.parametrize("name", real_museum.PLACES)
def test_every_panorama_turns(visit_scans, name):
    tab = visit_scans(reduced_motion="reduce")
    page = tab.enter(f"/en/panorama/bon-phong/?v={name}")
    expect(page.locator("#stage h1")).to_have_text(real_museum.PLACES[name][2])
    expect(page).to_have_url(re.compile(r"yaw=\d+"))
    before = query(page)
    page.locator("#stage canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(re.compile(re.escape(before) + "$"))
    expect(page).to_have_url(re.compile(rf"v={name}(&|$)"))
    tab.seen("sharp")


def test_a_scan_as_draco_and_as_obj_has_the_same_size_and_shape(scans_museum):
    draco, obj = (document(scans_museum, f"exhibit-{name}")["model"] for name in ("ken", "ken-obj"))
    assert draco["low"] == pytest.approx(obj["low"], abs=2e-4)
    assert draco["high"] == pytest.approx(obj["high"], abs=2e-4)
    assert draco["high"][1] - draco["low"][1] == pytest.approx(0.66, abs=1e-4)
