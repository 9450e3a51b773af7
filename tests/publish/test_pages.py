import html.parser
import itertools
import json
import posixpath
import re
from urllib.parse import urlsplit

import pytest
from sample_docs import documents, gallery, song, text, tour, vase
from sample_index import manifest

from vmuseum.publish.codes import code_pages
from vmuseum.publish.pages import make_pages, missing_page, page_folders
from vmuseum.publish.robots import sitemap
from vmuseum.publish.site_index import SiteIndex, index_site
from vmuseum.publish.viewer_files import ViewerFiles

VIEWER = ViewerFiles(
    script="viewer/main.js",
    look="viewer/look.css",
    stage="viewer/stage.css",
    fonts="viewer/fonts.css",
    upgrades={"exhibit": ("viewer/ui.js", "viewer/gl.js")},
    catalogues={"vi": "viewer/vi.js", "en": "viewer/en.js"},
)
VOID = {"meta", "link", "img", "input", "br", "wbr", "hr", "base"}


class Reader(html.parser.HTMLParser):
    """Reads a page and notes what tests ask for; fails on tags that do not match."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(page.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            attrs, before = self.scripts[-1]
            self.scripts[-1] = (attrs, before + data)
        else:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def block(self, ident: str) -> dict[str, object]:
        return next(json.loads(data) for attrs, data in self.scripts if attrs.get("id") == ident)


@pytest.fixture(scope="module")
def site() -> SiteIndex:
    return index_site(manifest(), documents(), VIEWER)


@pytest.fixture(scope="module")
def pages(site: SiteIndex) -> dict[str, bytes]:
    return make_pages(site)


def read(pages: dict[str, bytes], address: str) -> Reader:
    return Reader(pages[address + "index.html"])


def test_every_document_has_a_page_in_every_language_but_playlists(pages: dict[str, bytes]) -> None:
    kinds = [
        "",
        "collection/",
        "help/",
        "tours/",
        "venue/bao-tang/",
        "venue/kham-lon/",
        "exhibit/binh-gom/",
        "exhibit/ho/",
        "gallery/phong/",
        "panorama/san-360/",
        "tour/tho-kim-hoan/",
    ]
    wanted = {f"{lang}/{kind}index.html" for lang in ("vi", "en") for kind in kinds} | {"index.html"}
    assert set(pages) == wanted


def test_every_way_leads_to_a_page_or_a_file_that_is_published(pages: dict[str, bytes], site: SiteIndex) -> None:
    known = set(pages) | {"icon.svg", "manifest.json"} | {card.data for card in site.manifest.cards}
    for address, page in pages.items():
        reader = Reader(page)
        ids = {attrs["id"] for _, attrs in reader.tags if attrs.get("id")}
        for attrs in [*reader.all("a"), *reader.all("link"), *reader.all("script")]:
            href = attrs.get("href") or attrs.get("src") or "#main"
            parts = urlsplit(href)
            if parts.scheme:
                continue
            if not parts.path:
                assert parts.fragment in ids, (address, href)
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), parts.path))
            if parts.path.endswith("/"):
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            assert target in known or target.startswith(("files/", "viewer/")), (address, href)


def test_every_picture_has_words_or_is_named_beside_it(pages: dict[str, bytes]) -> None:
    for address, page in pages.items():
        for attrs in Reader(page).all("img"):
            assert attrs.get("alt") is not None, (address, attrs)
            assert attrs.get("width"), address
            assert attrs.get("height"), address


def test_headings_start_with_one_h1_and_skip_no_level(pages: dict[str, bytes]) -> None:
    for address, page in pages.items():
        levels = [int(tag[1]) for tag, _ in Reader(page).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1, address
        before_h1 = levels[: levels.index(1)]
        assert set(before_h1) <= {2}, address  # a content note stands before the first view
        rest = levels[levels.index(1) :]
        assert all(b <= a + 1 for a, b in itertools.pairwise(rest)), (address, levels)


def test_every_page_has_landmarks_a_skip_link_and_its_language(pages: dict[str, bytes]) -> None:
    for address, page in pages.items():
        reader = Reader(page)
        assert reader.all("html")[0]["lang"] == (address.partition("/")[0] if "/" in address else "vi")
        assert len(reader.all("main")) == 1
        assert reader.all("main")[0]["id"] == "main"
        assert {"class": "skip", "href": "#main"} in reader.all("a")
        assert len(reader.all("footer")) == 1


def test_no_page_holds_inline_style_or_script(pages: dict[str, bytes]) -> None:
    for address, page in pages.items():
        reader = Reader(page)
        assert not reader.all("style"), address
        for _, attrs in reader.tags:
            assert not [name for name in attrs if name == "style" or name.startswith("on")], address
        for attrs, data in reader.scripts:
            assert attrs.get("src") or attrs["type"] in {"application/ld+json", "application/json"}, address
            assert bool(attrs.get("src")) != bool(data.strip()), address


def test_words_of_authors_are_text_never_markup() -> None:
    evil = text("<img src=x onerror=alert(1)> & </script>", "</script><b>")
    site = index_site(manifest(title=evil), (vase(title=evil, label=evil), *documents()[1:]), VIEWER)
    page = make_pages(site)["vi/exhibit/binh-gom/index.html"]
    reader = Reader(page)
    assert "x" not in [attrs.get("src") for attrs in reader.all("img")]
    assert evil.vi in reader.text
    doc = reader.block("vm-doc")
    assert doc["title"] == evil.model_dump()


def test_an_exhibit_page_tells_everything_without_script(pages: dict[str, bytes]) -> None:
    seen = read(pages, "vi/exhibit/binh-gom/").text
    doc = vase()
    assert doc.audio_description
    assert doc.model
    assert doc.model.note
    told = [
        doc.label.vi,
        doc.audio_description.vi,
        doc.model.note.vi,
        "Mô hình minh họa.",
        "Bảo vật quốc gia",
        "BV02",
        "cao 26,3 cm; miệng 12 cm",
        "Vòi tròn chếch thẳng lên",
        "CC0 1.0",
        "dsvh.gov.vn",
        "3,1 MB",
        "Hò Cần Thơ",
        "Phòng Óc Eo",
        "Nội dung thử nghiệm",
    ]
    assert [words for words in told if words not in seen] == []


def test_english_pages_speak_english_with_decimal_points(pages: dict[str, bytes]) -> None:
    seen = read(pages, "en/exhibit/binh-gom/").text
    assert "26.3 cm high" in seen
    assert "3.1 MB" in seen
    assert "Schematic model." in seen
    assert "Bảo vật" not in seen


def test_an_exhibit_with_nothing_but_a_label_has_no_empty_sections() -> None:
    site = index_site(manifest(), (song(),), VIEWER)
    reader = Reader(make_pages(site)["vi/exhibit/ho/index.html"])
    assert "Nhìn kỹ" not in reader.text
    assert "Mô hình" not in reader.text
    assert not reader.all("figure")


def test_a_gallery_lists_its_rooms_stands_and_ways(pages: dict[str, bytes]) -> None:
    reader = read(pages, "vi/gallery/phong/")
    for words in (
        "Phòng Óc Eo",
        "Sảnh",
        "Bình gốm Nhơn Thành",
        "Văn hóa Óc Eo",
        "Bảng kể về cư dân",
        "Sang Sảnh",
        "Khám lớn Cần Thơ",
        "5,2 MB",
    ):
        assert words in reader.text
    assert "../../../vi/exhibit/binh-gom/" in [attrs.get("href") for attrs in reader.all("a")]


def test_a_panorama_describes_every_viewpoint_and_links_them(pages: dict[str, bytes]) -> None:
    reader = read(pages, "vi/panorama/san-360/")
    assert [attrs["id"] for attrs in reader.all("section") if (attrs.get("id") or "").startswith("view-")] == [
        "view-san",
        "view-cong",
        "view-nha-nguyen",
    ]
    assert reader.text.count("tường cao, mái ngói đỏ") == 3
    assert "không phải ảnh chụp" in reader.text
    assert [attrs["href"] for attrs in reader.all("a")].count("#view-san") == 3


def test_a_content_note_is_read_before_the_first_view(pages: dict[str, bytes]) -> None:
    page = pages["vi/panorama/san-360/index.html"].decode()
    note = page.index("Có xà lim và xích sắt")
    assert note < page.index('class="stage noted"')
    assert note < page.index("<img")
    tour_page = pages["vi/tour/tho-kim-hoan/index.html"].decode()
    assert tour_page.index("Có xà lim và xích sắt") < tour_page.index("<img")


def test_a_tour_shows_all_stops_and_keeps_answers_folded(pages: dict[str, bytes]) -> None:
    reader = read(pages, "vi/tour/tho-kim-hoan/")
    for words in (
        "Chặng 1 trên 2",
        "Chặng 2 trên 2",
        "Đứng giữa sân.",
        "Bình cao bao nhiêu?",
        "Vẽ chiếc bình.",
        "20 phút",
        "Học sinh lớp 6",
    ):
        assert words in reader.text
    assert len(reader.all("details")) == len(tour().questions)
    assert "open" not in reader.all("details")[0]
    page = pages["vi/tour/tho-kim-hoan/index.html"].decode()
    assert page.index("Đáp án: 26,3 cm") < page.index("Chặng 2 trên 2") < page.index("Đáp án: 11")


def test_home_counts_treasures_in_words_and_opens_each_venue(pages: dict[str, bytes]) -> None:
    reader = read(pages, "vi/")
    assert "Một bảo vật quốc gia" in reader.text
    assert "có lưu ý nội dung" in reader.text
    ways = [attrs.get("href") for attrs in reader.all("a") if attrs.get("class") == "v-main"]
    assert ways == ["../vi/gallery/phong/", "../vi/panorama/san-360/"]
    assert "One national treasure" in read(pages, "en/").text


def test_the_root_is_the_home_page_of_the_first_language(pages: dict[str, bytes]) -> None:
    reader = Reader(pages["index.html"])
    assert reader.text == read(pages, "vi/").text
    assert [a["href"] for a in reader.all("link") if a.get("rel") == "canonical"] == ["https://baotang.example/so/vi/"]


def test_each_page_names_itself_and_its_twins_for_robots(pages: dict[str, bytes]) -> None:
    links = read(pages, "en/exhibit/binh-gom/").all("link")
    assert {"rel": "canonical", "href": "https://baotang.example/so/en/exhibit/binh-gom/"} in links
    twins = {link["hreflang"]: link["href"] for link in links if link.get("rel") == "alternate"}
    base = "https://baotang.example/so"
    assert twins == {
        "vi": f"{base}/vi/exhibit/binh-gom/",
        "en": f"{base}/en/exhibit/binh-gom/",
        "x-default": f"{base}/vi/exhibit/binh-gom/",
    }


def test_cards_for_other_sites_carry_a_picture_with_a_full_address(pages: dict[str, bytes]) -> None:
    metas = {
        m.get("property") or m.get("name"): m["content"]
        for m in read(pages, "vi/exhibit/binh-gom/").all("meta")
        if "content" in m
    }
    assert metas["og:image"] == "https://baotang.example/so/files/vase.card.jpg"
    assert metas["twitter:card"] == "summary_large_image"
    assert metas["og:title"] == "Bình gốm Nhơn Thành (BV02)"


def test_open_data_is_valid_json_of_schema_org(pages: dict[str, bytes]) -> None:
    blocks = {
        address: next(
            json.loads(data) for attrs, data in Reader(page).scripts if attrs.get("type") == "application/ld+json"
        )
        for address, page in pages.items()
        if "application/ld+json" in page.decode()
    }
    exhibit = blocks["vi/exhibit/binh-gom/index.html"]
    assert exhibit["@context"] == "https://schema.org"
    assert exhibit["associatedMedia"]["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert exhibit["alternateName"] == ["Nhơn Thành ceramic vase"]
    assert blocks["vi/tour/tho-kim-hoan/index.html"]["timeRequired"] == "PT20M"
    assert blocks["vi/index.html"]["potentialAction"]["target"].endswith("/vi/collection/?q={search_term_string}")


def test_the_viewer_gets_the_document_and_ways_in_the_pages_language(pages: dict[str, bytes]) -> None:
    reader = read(pages, "en/gallery/phong/")
    assert reader.block("vm-doc") == gallery().model_dump(mode="json")
    about = reader.block("vm-site")
    assert about["exhibits"]["binh-gom"]["title"] == "Nhơn Thành ceramic vase"  # type: ignore[index]
    assert about["exhibits"]["binh-gom"]["href"] == "../../../en/exhibit/binh-gom/"  # type: ignore[index]
    assert about["venue"]["name"] == "Can Tho City Museum"  # type: ignore[index]
    assert reader.all("html")[0]["data-root"] == "../../../"


def test_the_way_back_from_an_exhibit_leads_to_its_stand(pages: dict[str, bytes]) -> None:
    back = read(pages, "vi/exhibit/binh-gom/").block("vm-site")["back"]
    assert back == {"href": "../../../vi/gallery/phong/?stand=s1", "title": "Phòng Óc Eo"}


def test_stage_pages_fetch_their_scripts_early_and_their_fonts_late(pages: dict[str, bytes]) -> None:
    page = pages["en/exhibit/binh-gom/index.html"].decode()
    early = re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    assert early == ["../../../viewer/ui.js", "../../../viewer/gl.js", "../../../viewer/en.js"]
    assert '<noscript><link rel="stylesheet" href="../../../viewer/fonts.css"></noscript>' in page
    assert page.count("fonts.css") == 2  # the noscript link, and the address for the script
    assert '<link rel="stylesheet" href="../../viewer/fonts.css">' in pages["en/help/index.html"].decode()


def test_the_page_for_lost_visitors_works_at_any_address(site: SiteIndex) -> None:
    reader = Reader(missing_page(site, "/so/"))
    ways = [attrs.get("href") or attrs.get("src") or "" for tag in ("a", "link", "script") for attrs in reader.all(tag)]
    assert [way for way in ways if not way.startswith(("/so/", "#"))] == []
    assert {"name": "robots", "content": "noindex"} in reader.all("meta")


def test_a_short_code_leads_on_without_script_in_either_case(site: SiteIndex) -> None:
    found = code_pages(site)
    assert sorted(found) == ["q/BV02/index.html", "q/PV01/index.html", "q/bv02/index.html", "q/pv01/index.html"]
    page = found["q/BV02/index.html"]
    assert page == found["q/bv02/index.html"]
    reader = Reader(page)
    assert {"http-equiv": "refresh", "content": "0;url=../../vi/exhibit/binh-gom/"} in reader.all("meta")
    assert [(a["hreflang"], a["href"]) for a in reader.all("a")] == [
        ("vi", "../../vi/exhibit/binh-gom/"),
        ("en", "../../en/exhibit/binh-gom/"),
    ]


def test_the_sitemap_names_every_page_in_every_language(site: SiteIndex, pages: dict[str, bytes]) -> None:
    found = sitemap(page_folders(site), site.manifest.base_url)
    locations = re.findall(r"<loc>([^<]+)</loc>", found)
    wanted = {f"https://baotang.example/so/{address.removesuffix('index.html')}" for address in pages} - {
        "https://baotang.example/so/"
    }
    assert set(locations) == wanted
    assert len(locations) == len(wanted)
