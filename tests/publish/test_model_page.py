"""The exhibit page without script: what may be taken home, and how the model was made."""

import pytest
from sample_docs import documents, vase
from sample_index import manifest
from test_pages import VIEWER, Reader

from vmuseum.publish.pages import make_pages
from vmuseum.publish.site_index import index_site


@pytest.fixture(scope="module")
def pages():
    return make_pages(index_site(manifest(), documents(), VIEWER))


def page_of(pages, lang):
    return Reader(pages[f"{lang}/exhibit/binh-gom/index.html"])


@pytest.mark.parametrize(
    ("lang", "whole", "size"),
    [
        ("vi", "Mô hình đầy đủ", "GLB, 5,2 MB, 50.000 tam giác"),
        ("en", "The whole model", "GLB, 5.2 MB, 50,000 triangles"),
    ],
)
def test_each_file_tells_its_form_size_and_triangles(pages, lang, whole, size):
    page = page_of(pages, lang)
    assert whole in page.text
    assert size in page.text
    hrefs = [attrs["href"] for attrs in page.all("a") if "download" in attrs]
    assert [href.rpartition("/")[2] for href in hrefs] == ["binh-gom.glb.glb", "binh-gom.high.glb"]


def test_the_file_for_phones_opens_instead_of_being_saved(pages):
    rows = [attrs for attrs in page_of(pages, "vi").all("a") if (attrs["href"] or "").endswith(".usdz")]
    assert len(rows) == 1
    assert "download" not in rows[0]


def test_ar_waits_hidden_with_one_picture_at_true_size(pages):
    page = page_of(pages, "en")
    figure = next(attrs for attrs in page.all("figure") if attrs.get("class") == "ar")
    assert "hidden" in figure
    link = next(attrs for attrs in page.all("a") if attrs.get("rel") == "ar")
    assert link["href"].endswith("binh-gom.usdz.usdz#allowsContentScaling=0")
    at = page.tags.index(("a", link))
    assert page.tags[at + 1][0] == "img"
    assert page.tags[at + 1][1]["alt"] == "See it in your room"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["Cách làm mô hình này", "Mô hình minh họa", "Chụp ảnh đo (photogrammetry)", "Canon EOS 5D", "2024-05"]),
        ("en", ["How this model was made", "Schematic model", "Photogrammetry", "Canon EOS 5D", "CC0 1.0"]),
    ],
)
def test_the_way_it_was_made_is_told_in_words(pages, lang, words):
    text = page_of(pages, lang).text
    for word in words:
        assert word in text, word


def test_steps_recipes_and_hashes_wait_folded(pages):
    page = page_of(pages, "en")
    section = page.text[page.text.index("How this model was made") :]
    assert "The master binh.glb was read." in section
    assert "mesh.prepare 1" in section
    assert "master a1a1a1a1" in section
    assert "step b2b2b2b2" in section
    assert "textures: webp" in section
    assert all("open" not in attrs for attrs in page.all("details")[-2:])


def test_the_viewer_is_not_sent_what_it_does_not_read(pages):
    model = page_of(pages, "vi").block("vm-doc")["model"]
    assert "made" not in model
    assert model["downloads"][0]["form"] == "glb"


def test_a_file_with_fewer_triangles_than_the_master_is_not_called_whole():
    doc = vase(model=vase().model.model_copy(update={"master_triangles": 24_000_000}))
    others = tuple(d for d in documents() if d.id != doc.id)
    found = Reader(make_pages(index_site(manifest(), (doc, *others), VIEWER))["en/exhibit/binh-gom/index.html"])
    assert "The most detailed model" in found.text
    assert "The whole model" not in found.text


def test_a_model_without_extra_files_offers_what_is_shown():
    doc = vase(model=vase().model.model_copy(update={"downloads": (), "made": (), "provenance": None}))
    others = tuple(d for d in documents() if d.id != doc.id)
    found = Reader(make_pages(index_site(manifest(), (doc, *others), VIEWER))["en/exhibit/binh-gom/index.html"])
    assert "The model as shown here" in found.text
    assert "How this model was made" not in found.text
    assert not [attrs for attrs in found.all("a") if attrs.get("rel") == "ar"]
