"""What does not come is named, can be asked for again, and the rest goes on: files, memory of the card, 3D itself."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import FIRST_PICTURE_MS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
VASE = "/en/exhibit/binh-gom-nhon-thanh/"
ROOM = "/en/gallery/bao-tang/?v=giua-oc-eo"
LOSE = """() => {
  const gl = document.querySelector('canvas').getContext('webgl2');
  window.__card = gl.getExtension('WEBGL_lose_context');
  window.__card.loseContext();
}"""


def test_a_missing_model_leaves_picture_and_text_and_can_be_asked_for_again(visit):
    tab = visit()
    tab.block(lambda path: path.endswith(".glb"))
    with tab.page.expect_response(lambda answer: "-high." in answer.url, timeout=FIRST_PICTURE_MS):  # tried last
        page = tab.open(VASE)
    note = page.locator(".notes [role=alert]")
    expect(note).to_contain_text("Model: the file is missing. The text can still be read.", timeout=FIRST_PICTURE_MS)
    expect(page.locator(".st-pic img")).to_be_visible()
    expect(page.locator("main .label")).to_be_visible()
    tab.unblock()
    note.get_by_role("button", name="Try again").click()
    tab.seen()
    expect(note).to_have_count(0)


def test_one_missing_exhibit_leaves_the_room(visit):
    tab = visit(reduced_motion="reduce")
    tab.block(lambda path: "/binh-gom-nhon-thanh-" in path and path.endswith(".glb"))
    page = tab.open(ROOM)
    tab.seen()
    note = page.locator(".notes [role=alert]")
    expect(note).to_contain_text("Nhơn Thành ceramic vase: the file is missing.", timeout=FIRST_PICTURE_MS)
    page.get_by_role("button", name="List", exact=True).click()
    page.get_by_role("button", name=re.compile("Buddha statue")).first.click()
    expect(page.locator(".near")).to_contain_text("Buddha statue", timeout=FIRST_PICTURE_MS)


def test_missing_rooms_offer_the_text_and_another_try(visit):
    tab = visit(reduced_motion="reduce")
    tab.block(lambda path: re.search(r"/bao-tang\.\w+\.glb$", path) is not None)
    page = tab.open(ROOM)
    failed = page.locator(".load [role=alert]")
    expect(failed).to_contain_text("Rooms: the file is missing.", timeout=FIRST_PICTURE_MS)
    page.get_by_role("button", name="Read the text").first.click()
    expect(page.get_by_role("heading", level=1, name="Galleries")).to_be_visible()
    page.get_by_role("button", name="Open the 3D view").click()
    tab.unblock()
    failed.get_by_role("button", name="Try again").click()
    tab.seen()


def test_missing_tiles_leave_the_preview_and_a_missing_preview_leaves_the_ways(visit):
    tab = visit()
    tab.block(lambda path: re.search(r"/\d/[bdflru]/\d+_\d+\.webp$", path) is not None)
    page = tab.open("/en/panorama/bao-tang-360/?v=sanh")
    tab.seen()
    note = page.locator(".notes [role=alert]")
    expect(note).to_contain_text("the file is missing", timeout=FIRST_PICTURE_MS)
    page.get_by_role("button", name="Go to", exact=True).click()
    expect(page.locator("[data-panel=list] ol").first.locator("button").first).to_be_visible()


def test_a_stop_without_its_data_keeps_its_words(visit):
    tab = visit()
    tab.block(lambda path: path.startswith("/data/exhibit-"))
    page = tab.open("/en/tour/nguoi-tho-kim-hoan/")
    expect(page.locator(".notes [role=alert]")).to_contain_text("not loaded", timeout=FIRST_PICTURE_MS)
    expect(page.locator(".cap.long")).to_contain_text("jewellery")
    expect(page.locator("vm-tour img.poster")).to_be_visible()
    tab.unblock()
    page.locator(".notes").get_by_role("button", name="Try again").click()
    tab.seen()


@pytest.mark.parametrize("path", [VASE, ROOM, "/en/panorama/bao-tang-360/?v=sanh", "/en/tour/nguoi-tho-kim-hoan/"])
def test_a_lost_graphics_card_is_told_and_comes_back(visit, path):
    tab = visit()
    page = tab.enter(path)
    page.evaluate(LOSE)
    expect(page.locator("[data-stage=lost]")).to_be_attached()
    expect(page.get_by_text("The 3D view has stopped")).to_be_visible()
    page.evaluate("window.__card.restoreContext()")
    tab.seen()
    expect(page.get_by_text("The 3D view has stopped")).to_have_count(0)


@pytest.mark.parametrize("path", [VASE, ROOM, "/en/panorama/bao-tang-360/?v=sanh"])
def test_without_3d_there_are_words_and_pictures(visit_without_webgl, path):
    tab = visit_without_webgl()
    page = tab.open(path)
    expect(page.locator("[data-stage=none]")).to_be_attached()
    expect(page.get_by_text("This device cannot show 3D")).to_be_visible()
    if path != VASE:
        page.get_by_role("button", name="Read the text").first.click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator("main p.read").first).to_be_visible()
    tab.until("[...document.images].some((i) => i.checkVisibility() && i.naturalWidth > 0)")


def test_without_3d_a_tour_goes_from_stop_to_stop(visit_without_webgl):
    page = visit_without_webgl().open("/en/tour/nguoi-tho-kim-hoan/")
    page.locator(".stops button").nth(1).click()
    expect(page.locator(".ttl span").first).to_contain_text("Stop 2 of")
    expect(page.locator("vm-tour img.poster")).to_be_visible()


def test_a_page_that_is_not_there_says_so_and_leads_home(visit):
    tab = visit()
    tab.expected = ("Failed to load resource",)
    page = tab.open("/en/exhibit/khong-co/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("main a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert tab.answers[-1][1] != 404
