"""What a visitor may take home of a model, how it was made, and AVIF pictures, in a tiny museum of one vase."""

from __future__ import annotations

import json
import struct
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from browser.visitor import Visitor
from mesh_builders import sphere, textured
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.glb import write_glb
from whole_museum import build, served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("downloads")]
PAGE = "/en/exhibit/binh/"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
KNOWS_AR = "DOMTokenList.prototype.supports = () => true"
FILES = {
    "museum.yaml": """
        title: {vi: Bảo tàng nhỏ, en: Small museum}
        base_url: https://small.example
        home: nha
        venues: {nha: {name: {vi: Nhà, en: House}}}
        """,
    "exhibits/binh.yaml": """
        kind: object
        title: {vi: Bình gốm, en: Clay vase}
        venue: nha
        label: {vi: Một chiếc bình., en: A vase.}
        record: {sources: [https://small.example]}
        model:
          file: models/binh.glb
          height_m: 0.4
          downloads: [glb, draco, usdz]
          paradata: {status: survey, method: photogrammetry, device: Canon EOS 5D, made: "2024"}
          rights: {license: CC-BY-4.0, credit: {vi: Bảo tàng nhỏ, en: Small museum}}
          alt: {vi: Bình tròn, en: A round vase}
        """,
}


def vase() -> bytes:
    """Return a ball with a picture, red above and blue below, and a relief, large enough to be drawn anew."""
    import numpy as np

    pixels = np.zeros((512, 512, 3), np.uint8)
    pixels[:256, :, 0] = pixels[256:, :, 2] = 220
    noise = np.random.default_rng(4).integers(0, 30, pixels.shape, dtype=np.uint8)
    base = raster.png(raster.picture(pixels + noise))
    flat = np.full((256, 256, 3), (128, 128, 255), np.uint8)
    relief = raster.png(raster.picture(flat + np.random.default_rng(5).integers(0, 1, flat.shape, dtype=np.uint8)))
    ball = textured(sphere(40, material=Material("men", roughness=0.6, normal_texture=1)))
    return write_glb(Mesh(ball.parts, (Image(base.mime, base.data), relief)), compressed=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    """Return the address of the tiny museum, built with AVIF pictures."""
    folder: Path = tmp_path_factory.mktemp("downloads")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    (folder / "models").mkdir()
    (folder / "models" / "binh.glb").write_bytes(vase())
    build(folder, "--profile", "avif")
    with served(folder) as address:
        yield address


@pytest.fixture
def visit_vase(site, chromium) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a tab in the tiny museum; at the end none may have seen a fault."""
    visitors: list[Visitor] = []

    def opened(**context: object) -> Visitor:
        visitors.append(Visitor(chromium, site, **context))
        return visitors[-1]

    yield opened
    for visitor in visitors:
        assert visitor.unexpected() == []
        visitor.close()


def model_of(site: str) -> dict:
    """Return the published model of the vase."""
    with urlopen(f"{site}/manifest.json") as answer:
        card = next(card for card in json.load(answer)["cards"] if card["id"] == "binh")
    with urlopen(f"{site}/{card['data']}") as answer:
        return json.load(answer)["model"]


def fetched(site: str, url: str) -> tuple[bytes, str]:
    with urlopen(f"{site}/{url}") as answer:
        return answer.read(), answer.headers["Content-Type"]


def document_of(glb: bytes) -> dict:
    (length,) = struct.unpack_from("<I", glb, 12)
    return json.loads(glb[20 : 20 + length])


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_files_and_making_fit_the_page_and_open_by_keyboard(visit_vase, viewport):
    visitor = visit_vase(viewport=viewport)
    page = visitor.enter(PAGE)
    for summary in page.locator(".making summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator(".making details[open]").count() == 2
    assert page.locator(".making").get_by_text("Canon EOS 5D").is_visible()
    assert page.locator(".runs").get_by_text("mesh.qualities", exact=False).first.is_visible()
    assert page.locator(".files li").count() == 4
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    small = page.evaluate("[...document.querySelectorAll('.files a, .making summary')].map((e) => e.offsetHeight)")
    assert min(small) >= 44


def test_ar_shows_only_where_the_browser_knows_it(visit_vase):
    plain = visit_vase().enter(PAGE)
    assert plain.locator(".ar").is_hidden()
    apple = visit_vase()
    apple.context.add_init_script(KNOWS_AR)
    page = apple.enter(PAGE)
    assert page.locator(".ar img").is_visible()
    assert page.locator(".ar > a").get_attribute("href").split("#")[0].endswith(".usdz")


def test_every_file_is_served_whole_with_its_type(site):
    model = model_of(site)
    types = {"glb": "model/gltf-binary", "draco": "model/gltf-binary", "usdz": "model/vnd.usdz+zip"}
    assert [row["form"] for row in model["downloads"]] == list(types)
    for row in model["downloads"]:
        data, kind = fetched(site, row["file"]["url"])
        assert (len(data), kind) == (row["file"]["bytes"], types[row["form"]])
    data, kind = fetched(site, model["provenance"]["url"])
    assert kind == "application/json"
    assert set(json.loads(data)) == {"prefix", "entity", "activity", "used", "wasGeneratedBy"}


def test_every_quality_says_whose_it_is_and_where_it_comes_from(site):
    for quality in model_of(site)["qualities"]:
        asset = document_of(fetched(site, quality["file"]["url"])[0])["asset"]
        assert asset["copyright"] == "Bảo tàng nhỏ · CC-BY-4.0"
        assert asset["extras"]["rights"]["license"] == "CC-BY-4.0"
        assert len(asset["extras"]["provenance"]["master"]["sha256"]) == 64


def test_avif_pictures_are_written_and_drawn(site, visit_vase):
    needed = [
        document_of(fetched(site, q["file"]["url"])[0])["extensionsRequired"] for q in model_of(site)["qualities"]
    ]
    assert all("EXT_texture_avif" in names for names in needed)
    visitor = visit_vase()
    visitor.enter(PAGE)
    visitor.seen("sharp")
    red, blue = visitor.page.evaluate(COLOURS)
    assert red > 400
    assert blue > 400


COLOURS = """async () => {
  const canvas = document.querySelector('vm-exhibit canvas');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  await new Promise(requestAnimationFrame);
  copy.drawImage(await createImageBitmap(canvas), 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let red = 0, blue = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] > data[i + 2] + 60) red += 1;
    if (data[i + 2] > data[i] + 60) blue += 1;
  }
  return [red, blue];
}"""
