"""Every page of the site: opened by a browser without 3D, and read by one without script."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("root")]


def pages(museum, language=""):
    files = json.loads((museum / "site" / "files.json").read_text(encoding="utf-8"))["files"]
    found = [f["url"] for f in files if f["url"].endswith("index.html") and not f["url"].startswith("q/")]
    return ["/" + url.removesuffix("index.html") for url in sorted(found) if url.startswith(language)]


def test_every_page_of_both_languages_opens_without_a_fault(root_museum, visit_without_webgl):
    tab = visit_without_webgl()
    every = pages(root_museum)
    assert len(every) > 50
    for path in every:
        tab.open(path)
        expect(tab.page.locator("h1").first).to_be_attached()
    assert [url for url, status in tab.answers if status >= 400] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_script_every_page_reads_well(root_museum, visit, language):
    tab = visit(java_script_enabled=False)
    kinds = ("/venue/", "/exhibit/", "/gallery/", "/panorama/", "/tour/")
    read = [path for path in pages(root_museum, f"{language}/") if any(kind in path for kind in kinds)]
    assert len(read) > 25
    for path in read:
        page = tab.open(path)
        heading = page.locator("main h1")
        expect(heading).to_be_visible()
        assert heading.text_content().strip()
        assert len(page.locator("main").inner_text()) > 120, path
        assert page.locator("main a[href]").count() > 0, path
        assert page.locator("img:visible").count() > 0, path
    assert [url for url, status in tab.answers if status >= 400] == []


def test_without_script_an_exhibit_has_label_facts_picture_credits_and_code(visit):
    page = visit(java_script_enabled=False).open("/en/exhibit/binh-gom-nhon-thanh/")
    expect(page.locator("main .label")).to_contain_text("slip")
    expect(page.locator("main dl.facts").first).to_contain_text("26.3 cm")
    expect(page.locator(".st-pic img")).to_be_visible()
    expect(page.locator("#annotations li").first).to_be_visible()
    expect(page.get_by_role("heading", name="Sources and rights")).to_be_visible()
    expect(page.locator(".qr img")).to_be_visible()
