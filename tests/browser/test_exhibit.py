"""An exhibit: turned by button, key and hand; its notes on the model and in the text are one; its height is drawn."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
VASE = "/en/exhibit/binh-gom-nhon-thanh/"


def rows(page):
    return page.locator("#annotations li button")


def test_a_note_in_the_text_and_its_number_on_the_model_open_each_other(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(VASE)
    expect(rows(page).first).to_have_attribute("aria-expanded", "false")
    rows(page).first.click()
    expect(rows(page).first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".hs.on i")).to_have_text("1")
    name = page.locator("#annotations li").first.get_attribute("data-annotation")
    expect(page).to_have_url(re.compile(f"a={name}$"))
    page.locator(".st canvas").focus()
    page.keyboard.press("2")
    expect(rows(page).nth(1)).to_have_attribute("aria-expanded", "true")
    expect(rows(page).first).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".hs.on i")).to_have_text("2")
    number = page.locator(".hs:visible").first
    wanted = number.locator("i").text_content()
    number.dispatch_event("click")
    expect(rows(page).nth(int(wanted) - 1)).to_have_attribute("aria-expanded", "true")


def test_a_link_to_a_note_opens_it(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(VASE)
    name = page.locator("#annotations li").nth(1).get_attribute("data-annotation")
    tab.enter(f"{VASE}?a={name}")
    expect(rows(page).nth(1)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".hs.on i")).to_have_text("2")


def test_measuring_draws_the_published_height(visit):
    tab = visit()
    page = tab.enter(VASE)
    page.get_by_role("button", name="Measure").click()
    rule = page.locator(".rule")
    expect(rule).to_be_visible()
    expect(rule).to_have_text("26.3 cm")
    height = rule.bounding_box()["height"]
    page.get_by_role("button", name="Closer").click()
    tab.until(f"document.querySelector('.rule').getBoundingClientRect().height > {height * 1.1}")
    page.locator(".st canvas").focus()
    page.keyboard.press("m")
    expect(rule).to_have_count(0)


@pytest.mark.parametrize("how", ["button", "key", "hand"])
def test_the_model_turns(visit, how):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(VASE)
    canvas = page.locator(".st canvas")
    page.get_by_role("button", name="Measure").click()
    tab.seen("sharp")
    before = canvas.screenshot()
    if how == "button":
        page.get_by_role("button", name="Turn left").click()
    elif how == "key":
        canvas.focus()
        page.keyboard.press("ArrowLeft")
    else:
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + 100, box["y"] + 150)
        page.mouse.down()
        page.mouse.move(box["x"] + 220, box["y"] + 150, steps=4)
        page.mouse.up()
    tab.settled()
    assert canvas.screenshot() != before


def test_the_way_back_leads_to_its_stand_and_shown_in_to_where_it_is_seen(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(VASE)
    page.locator("main a[href*='panorama/bao-tang-360']").first.click()
    tab.seen()
    expect(page.locator(".near")).to_contain_text("ceramic vase")
    page.go_back()
    tab.seen()
    page.locator("a.leave").click()
    tab.seen()
    expect(page.locator(".near")).to_contain_text("ceramic vase", timeout=60_000)


def test_keys_can_be_switched_off(visit):
    tab = visit(reduced_motion="reduce")
    page = tab.enter(VASE)
    canvas = page.locator(".st canvas")
    canvas.focus()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use keys").uncheck()
    page.keyboard.press("Escape")
    expect(canvas).to_be_focused()
    page.keyboard.press("1")
    expect(rows(page).first).to_have_attribute("aria-expanded", "false")


def test_the_stand_in_is_named_as_one(visit):
    page = visit().enter(VASE)
    expect(page.locator("main")).to_contain_text("Schematic computer model for demonstration; not a scan")
