"""Search: without marks, from the home page and in the collection, with an address of its own."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]


def test_kham_lon_finds_kham_lon_with_its_marks(visit):
    page = visit().open("/vi/collection/")
    every = page.locator("li[data-id]")
    expect(every.first).to_be_visible()
    page.locator(".wide .find input").fill("kham lon")
    hit = page.locator("li[data-id='exhibit/kham-lon']")
    expect(page.locator("li[data-id='exhibit/binh-gom-nhon-thanh']")).to_be_hidden()
    expect(hit).to_be_visible()
    expect(hit).to_contain_text("Khám lớn")
    expect(page).to_have_url(re.compile(r"\?q=kham%20lon$"))


def test_the_home_page_searches_the_collection(visit):
    page = visit().open("/vi/")
    page.locator("main .find input").fill("binh gom")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/vi/collection/\?q=binh"))
    expect(page.locator("li[data-id='exhibit/binh-gom-nhon-thanh']")).to_be_visible()
    expect(page.locator("li[data-id='exhibit/kham-lon']")).to_be_hidden()


def test_nothing_found_offers_what_is_near(visit):
    page = visit().open("/en/collection/?q=khammm")
    expect(page.locator("#none h2")).to_have_text("Nothing found for “khammm”")
    expect(page.locator("#none .acts a").first).to_be_visible()
