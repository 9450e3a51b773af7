"""Every kind of page for everyone: axe finds nothing serious in either theme, phones need no sideways scroll."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
AXE = Path(__file__).resolve().parents[2] / "viewer" / "node_modules" / "axe-core" / "axe.min.js"
STAGES = {
    "exhibit": "/vi/exhibit/binh-gom-nhon-thanh/",
    "gallery": "/vi/gallery/bao-tang/?v=giua-oc-eo",
    "panorama": "/vi/panorama/bao-tang-360/?v=giua-oc-eo",
    "tour": "/vi/tour/nguoi-tho-kim-hoan/",
}
PLAIN = {
    "home": "/vi/",
    "venue": "/vi/venue/kham-lon/",
    "collection": "/vi/collection/",
    "tours": "/vi/tours/",
    "help": "/vi/help/",
    "picture": "/vi/exhibit/ho-can-tho/",
}
PAGES = PLAIN | STAGES
PHONES = [{"width": 390, "height": 844}, {"width": 320, "height": 640}]
TRIPS = Path(__file__).with_name("phone.js").read_text(encoding="utf-8")


def enter(tab, name):
    return tab.enter(PAGES[name]) if name in STAGES else tab.open(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_in_either_theme(visit, name):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run npm ci in viewer/")
    tab = visit(bypass_csp=True, reduced_motion="reduce")
    page = enter(tab, name)
    page.add_script_tag(path=AXE)
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        tab.until("document.getAnimations().every((a) => a.playState !== 'running')")
        result = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        found += [
            (theme, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300])
            for v in result
            if v["impact"] in ("serious", "critical")
        ]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scroll_and_no_fine_finger(visit, name):
    tab = visit(viewport=PHONES[0], has_touch=True, reduced_motion="reduce")
    page = enter(tab, name)
    for size in PHONES:
        page.set_viewport_size(size)
        tab.until(f"innerWidth === {size['width']}")
        assert page.evaluate(TRIPS) == {"wide": [], "small": []}


def test_the_skip_link_leads_past_the_header(visit):
    page = visit().open("/en/exhibit/binh-gom-nhon-thanh/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
