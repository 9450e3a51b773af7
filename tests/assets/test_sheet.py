import io

import numpy as np
import pytest
from PIL import Image as Pil

from mesh_builders import picture, sphere
from vmuseum.assets.inspection import sheet_type as t
from vmuseum.assets.inspection import sheet_views as v
from vmuseum.assets.inspection.advice import advice
from vmuseum.assets.inspection.sheet import WIDTH, encoded, sheet
from vmuseum.assets.inspection.size import Reading
from vmuseum.assets.inspection.survey import survey
from vmuseum.assets.uv_use import uv_use
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.gltf_read import Loaded
from vmuseum.render.panda import open_renderer


def drawn(mesh, lang="vi", **reading):
    found = survey(Loaded(mesh), Reading("tuong", "y", **reading))
    return sheet(mesh, found, advice(found), title="Tượng Ẵm ngửa.glb", lang=lang)


def textured():
    return Mesh((sphere(16, material=Material(base_texture=0)),), (Image("image/png", picture(64)),))


def test_a_sheet_is_drawn_in_both_languages_and_the_same_twice():
    one, other = drawn(textured()), drawn(textured(), "en")
    assert one.width == other.width == WIDTH
    assert one.height > 1000
    assert one.tobytes() != other.tobytes()
    assert encoded(one, ".png") == encoded(drawn(textured()), ".png")
    assert Pil.open(io.BytesIO(encoded(one, ".webp"))).format == "WEBP"


def test_a_view_has_the_scale_it_says():
    mesh = Mesh((sphere(32, radius=0.5),))
    with open_renderer(300, 300) as renderer:
        panel = v.draw(renderer, mesh, v.sides(mesh)[0], 200.0, (300, 300))
    seen = np.abs(panel.picture.astype(int) - panel.picture[0, 0]).sum(axis=2) > 12
    across = np.flatnonzero(seen.any(axis=0))
    assert across[-1] - across[0] + 1 == pytest.approx(200, abs=3)
    assert panel.pixels(np.array([[0.0, 0, 0], [0.5, 0.25, 0]])) == pytest.approx(np.array([[150, 150], [250, 100]]))


def test_rims_behind_the_surface_are_not_shown():
    ball = sphere(24)
    open_below = Mesh((ball.__class__(ball.name, ball.positions, ball.indices[:-48], normals=ball.normals),))
    rims = v.rim_edges(open_below)
    assert len(rims) > 10
    above = np.eye(4)
    above[:3, :3] = v.sides(open_below)[3].turn
    panel = v.Panel(np.zeros((9, 9, 3), np.uint8), above, 1.0)
    assert len(v.seen_rims(panel, rims, open_below)) == 0
    below = np.eye(4)
    below[:3, :3] = [[1, 0, 0], [0, 0, 1], [0, -1, 0]]
    assert len(v.seen_rims(v.Panel(panel.picture, below, 1.0), rims, open_below)) == len(rims)


def test_what_no_triangle_uses_of_a_picture_is_pale():
    part = sphere(16)
    half = part.__class__(part.name, part.positions, part.indices, uvs=part.uvs * np.float32([0.5, 1]))
    shown = v.picture_use(picture(64), uv_use((half,), (64, 64), 1.0), 64).astype(int)
    away = np.abs(shown - v.SAND).sum(axis=2)
    assert away[:, 40:].mean() < 0.5 * away[:, :24].mean()


def test_a_model_stands_as_the_build_would_stand_it():
    ball = sphere(8)
    tall = Mesh((ball.__class__("", ball.positions * np.float32([1, 1, 3]), ball.indices, normals=ball.normals),))
    low, high = v.upright(tall, up="z", metres=0.01).bounds()
    assert high - low == pytest.approx([0.02, 0.06, 0.02], rel=0.05)


def test_words_are_broken_and_cut_to_their_room():
    rows = t.lines("Một câu khá dài để ngắt thành nhiều dòng", "sans", 26, 200)
    assert len(rows) > 1
    assert all(t.font("sans", 26).getlength(row) <= 200 for row in rows)
    assert t.fitted("Tượng thần Vệ Nữ", "title", 64, 300).endswith("…")
    assert t.fitted("Tượng", "title", 64, 900) == "Tượng"
