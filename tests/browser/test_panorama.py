"""A panorama: one turns, goes on with the heading kept, opens what is seen, and finds oneself on the plan."""

import re

import pytest
from playwright.sync_api import expect

from browser.visitor import focused, query

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
HALL = "/en/panorama/bao-tang-360/?v=sanh"
WIDE = {"width": 900, "height": 620}  # lists and plan are open


def heading(page):
    expect(page).to_have_url(re.compile(r"yaw=\d+"))
    return int(re.search(r"yaw=(\d+)", query(page)).group(1))


def links(page):
    return page.locator("[data-panel=list] ol").first.locator("button")


def test_a_link_keeps_the_heading_and_back_returns(visit):
    tab = visit(viewport=WIDE)
    page = tab.enter(f"{HALL}&yaw=123")
    title = page.locator("#stage h1")
    first = title.text_content()
    links(page).first.click()
    expect(title).not_to_have_text(first)
    expect(page).not_to_have_url(re.compile("v=sanh(&|$)"))
    tab.settled()
    assert heading(page) == 123
    page.go_back()
    expect(title).to_have_text(first)
    expect(page).to_have_url(re.compile("v=sanh(&|$)"))


def test_keys_and_the_pad_turn_the_view_and_a_reload_keeps_it(visit):
    tab = visit(viewport=WIDE, reduced_motion="reduce")
    page = tab.enter(f"{HALL}&yaw=10")
    page.locator("#stage canvas").focus()
    page.keyboard.press("ArrowRight")
    expect(page).not_to_have_url(re.compile("yaw=10(&|$)"))
    tab.settled()
    turned = heading(page)
    page.locator(".pad").get_by_role("button", name="Turn right").click()
    expect(page).to_have_url(re.compile(f"yaw={(turned + 30) % 360}(&|$)"))
    here = query(page)
    page.reload()
    tab.seen()
    tab.settled()
    assert query(page) == here


def test_the_plan_shows_where_one_is_and_leads_elsewhere(visit):
    tab = visit(viewport=WIDE)
    page = tab.enter(HALL)
    plan = page.locator("[data-panel=plan]")
    expect(plan.locator("[aria-current=location]")).to_have_attribute("aria-label", re.compile("You are here"))
    other = plan.locator("button.pdot:not([aria-current])").first
    name = other.get_attribute("aria-label").removeprefix("To ")
    other.press("Enter")
    expect(page.locator("#stage h1")).to_have_text(name)


def test_tab_goes_from_link_to_hotspot_and_a_hotspot_opens_its_exhibit(visit):
    tab = visit(viewport=WIDE, reduced_motion="reduce")
    page = tab.enter("/en/panorama/bao-tang-360/?v=giua-oc-eo")
    panel = page.locator("[data-panel=list]")
    wanted = [" ".join(text.split()) for text in panel.locator("li button").all_text_contents()]
    panel.locator("li button").first.focus()
    reached = [focused(page)]
    for _ in wanted[1:]:
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == wanted
    page.keyboard.press("Enter")
    card = page.locator(".near")
    expect(card).to_be_visible()
    expect(page).to_have_url(re.compile("spot="))
    here = query(page)
    page.reload()
    tab.seen()
    expect(card).to_be_visible()
    assert re.search(r"spot=[\w-]+", query(page)).group() in here
    card.get_by_role("link", name="Look closer").click()
    expect(page).to_have_url(re.compile("/en/exhibit/"))


def test_arrows_and_numbers_lie_on_the_picture_as_soon_as_it_is_seen(visit):
    page = visit(viewport=WIDE, reduced_motion="reduce").enter(f"{HALL}&yaw=0")
    expect(page.locator(".hs.go:visible").first).to_be_in_viewport()
    expect(page.locator(".hs.n:visible").first).to_be_in_viewport()


def test_pictures_drawn_by_computer_say_so(visit):
    page = visit().enter(HALL)
    expect(page.locator(".note")).to_have_text("A picture drawn by computer, not a photograph.")
