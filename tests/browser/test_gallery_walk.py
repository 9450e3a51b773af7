"""From the home page into a room: walking, the list, doors, stands, and the address that keeps it all."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import focused, query

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
TINY = {"width": 420, "height": 300}
WALK_MS = 120_000  # software WebGL draws a few pictures a second, and one walks by the picture
ROOM = "/en/gallery/bao-tang/?v=giua-oc-eo"
VASE = "Nhơn Thành ceramic vase"


def place(page):
    """Return where the address says one stands ("at=x,z", metres), waiting until it does."""
    expect(page).to_have_url(re.compile(r"[?&]at="))
    return re.search(r"at=[-\d.]+,[-\d.]+", query(page)).group()


def leaves(page, spot):
    """Wait until the address says another place (or another heading) than `spot`."""
    expect(page).not_to_have_url(re.compile(re.escape(spot) + "(&|$)"), timeout=WALK_MS)


def open_list(page):
    page.get_by_role("button", name="List", exact=True).click()
    panel = page.locator("[data-panel=list]")
    expect(panel).to_be_visible()
    return panel


def test_the_home_page_leads_through_a_venue_to_its_rooms(visit):
    tab = visit()
    page = tab.open("/en/")
    page.locator("a.v-more[href*='venue/bao-tang']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Can Tho City Museum")
    page.locator("main a[href*='gallery/bao-tang']").first.click()
    tab.seen()
    expect(page.locator("#stage h1")).to_have_text("Hall")


def test_arrow_keys_walk_and_turn_and_a_reload_comes_back_to_the_same_place(visit):
    tab = visit(viewport=TINY)
    page = tab.enter(ROOM)
    start = place(page)
    page.keyboard.down("ArrowUp")
    leaves(page, start)
    page.keyboard.up("ArrowUp")
    heading = re.search(r"yaw=\d+", query(page)).group()
    page.keyboard.down("ArrowRight")
    leaves(page, heading)
    page.keyboard.up("ArrowRight")
    page.locator("#stage canvas").blur()
    tab.settled()
    here = query(page)
    page.reload()
    tab.seen()
    expect(page).to_have_url(re.compile(re.escape(here) + "$"))


def test_a_press_on_the_floor_goes_there(visit):
    tab = visit()
    page = tab.enter("/en/gallery/bao-tang/?v=cua-vao")
    start = place(page)
    page.mouse.click(320, 340)  # the floor of the next room, through the door
    leaves(page, start)


def test_the_list_leads_to_a_stand_and_on_to_its_exhibit_and_back(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(ROOM)
    open_list(page).get_by_role("button", name=re.compile(VASE)).first.click()
    card = page.locator(".near")
    expect(card).to_contain_text(VASE, timeout=WALK_MS)
    expect(page).to_have_url(re.compile("stand=binh-gom-nhon-thanh"))
    card.get_by_role("link", name="Look closer").click()
    expect(page).to_have_url(re.compile("/en/exhibit/binh-gom-nhon-thanh/"))
    tab.seen()
    page.go_back()
    tab.seen()
    expect(card).to_contain_text(VASE, timeout=WALK_MS)


def test_a_door_leads_to_the_next_room_and_back_returns(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter("/en/gallery/bao-tang/")
    open_list(page).get_by_role("button", name="To Óc Eo room").click()
    expect(page.locator("#stage h1")).to_have_text("Óc Eo room", timeout=WALK_MS)
    page.go_back()
    expect(page.locator("#stage h1")).to_have_text("Hall", timeout=WALK_MS)


def test_tab_reaches_every_hotspot_in_the_order_of_the_list_and_esc_gives_the_focus_back(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(ROOM)
    page.locator("#stage canvas").focus()
    page.keyboard.press("l")
    panel = page.locator("[data-panel=list]")
    wanted = [" ".join(text.split()) for text in panel.locator("li button").all_text_contents()]
    assert len(wanted) >= 6
    expect(panel.locator("button").first).to_be_focused()
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == wanted
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("#stage canvas")).to_be_focused()


def test_the_question_mark_opens_help_and_esc_gives_the_focus_back(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(ROOM)
    canvas = page.locator("#stage canvas")
    canvas.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="How to move")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(canvas).to_be_focused()


@pytest.mark.parametrize("calm", [True, False])
def test_reduced_motion_puts_one_there_at_once_where_others_walk(visit, calm):
    tab = visit(viewport=TINY, reduced_motion="reduce" if calm else "no-preference")
    page = tab.enter(ROOM)
    start = place(page)
    panel = open_list(page)
    tab.settled()
    panel.get_by_role("button", name=re.compile(VASE)).first.click()
    leaves(page, start)
    first = place(page)
    expect(page).to_have_url(re.compile("stand=binh-gom-nhon-thanh"), timeout=WALK_MS)
    tab.settled()
    assert (place(page) == first) is calm


def test_the_other_language_shows_the_same_place(visit):
    tab = visit(reduced_motion="reduce", viewport={"width": 800, "height": 600})
    page = tab.enter("/en/gallery/bao-tang/?stand=binh-gom-nhon-thanh")
    place(page)
    here = query(page)
    page.locator("#stage nav.lang a[lang=vi]").click()
    expect(page).to_have_url(re.compile(r"/vi/gallery/bao-tang/\?" + re.escape(here)))
    tab.seen()
    expect(page.locator(".near")).to_contain_text("Bình gốm Nhơn Thành", timeout=WALK_MS)


def test_the_content_note_is_asked_once(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.open("/en/venue/kham-lon/")
    page.locator("main a[href*='panorama/kham-lon-360']").first.click()
    dialog = page.get_by_role("dialog", name="Content note")
    expect(dialog).to_contain_text("This place was a prison.")
    dialog.get_by_role("button", name="Go back").click()
    expect(page).to_have_url(re.compile("/en/venue/kham-lon/"))
    page.locator("main a[href*='panorama/kham-lon-360']").first.click()
    dialog.get_by_role("button", name="Continue").click()
    tab.seen()
    tab.open("/en/panorama/kham-lon-360/?v=cong")
    tab.seen()
    expect(dialog).to_have_count(0)
