"""A tour: from stop to stop, questions with their answer, and an address for each."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]
TOUR = "/en/tour/nguoi-tho-kim-hoan/"


def following(page):
    return page.get_by_role("button", name="Next stop")


def test_stops_follow_one_another_and_every_stop_has_its_address(visit):
    tab = visit()
    page = tab.enter(TOUR)
    under = page.locator(".ttl span").first
    expect(under).to_contain_text("Stop 1 of")
    page.locator(".stops button").nth(1).click()
    expect(page).to_have_url(re.compile(r"\?s=2$"))
    expect(under).to_contain_text("Stop 2 of")
    tab.seen()
    page.reload()
    tab.seen()
    expect(under).to_contain_text("Stop 2 of")
    page.go_back()
    expect(under).to_contain_text("Stop 1 of")


def test_a_question_tells_what_is_right_and_lets_one_go_on(visit):
    page = visit().enter(TOUR)
    question = page.locator("vm-question")
    while question.count() == 0:
        following(page).click()
    options = question.locator(".opt")
    expect(options.first).to_be_visible()
    told = question.get_by_role("status")
    said = set()
    for number in range(options.count()):
        options.nth(number).click()
        expect(told).to_have_text(re.compile("^(That is right|Not quite)"))
        said.add(told.text_content().split(".")[0])
    assert said == {"That is right", "Not quite"}
    asked = question.locator("h2").text_content()
    question.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name=asked)).to_have_count(0)


def test_the_tour_has_an_end_and_begins_again(visit):
    page = visit().enter(TOUR)
    while following(page).is_enabled():
        following(page).click()
    expect(page.get_by_role("heading", name="End of the tour")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    expect(page.locator(".ttl span").first).to_contain_text("Stop 1 of")


def test_the_keys_n_and_p_go_on_and_back(visit):
    page = visit().enter(TOUR)
    under = page.locator(".ttl span").first
    page.locator("#stage canvas").focus()
    page.keyboard.press("p")
    expect(under).to_contain_text("Stop 1 of")
    page.keyboard.press("4")
    expect(under).to_contain_text("Stop 4 of")


def test_the_transcript_opens_and_esc_gives_the_focus_back(visit):
    page = visit().enter(TOUR)
    button = page.get_by_role("button", name="Transcript", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-panel=text]")
    expect(panel).to_contain_text("jewellery")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(button).to_be_focused()
