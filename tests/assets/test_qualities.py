import json
import struct
from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import DATA, edge_users, picture, sphere, textured
from vmuseum.assets import prepare
from vmuseum.assets.qualities import run as qualities
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.mesh.arrays import Image, Material, Mesh, decode, encode
from vmuseum.mesh.glb import read_glb
from vmuseum.plan.recipes import MeshPrepare, MeshQualities, Output, QualityParams


def asked(kind="low", triangles=1000, px=32, **more):
    return QualityParams(quality=kind, triangles=triangles, error_share=0.0, texture_px=px, **more)


def made(mesh, kind="low", triangles=1000, px=32, *, texels_m=None, max_bytes=None, **whole):
    """Return one quality of `mesh`, its files and facts without the name of the quality."""
    one = asked(kind, triangles, px, texels_m=texels_m, max_bytes=max_bytes)
    found = qualities.run({"mesh.vmesh": encode(mesh)}, MeshQualities(qualities=(one,), **whole))
    return Output({n.split("/")[1]: data for n, data in found.files.items()}, found.facts[kind], found.warnings)


def test_a_quality_has_at_most_what_was_asked():
    found = made(textured(sphere(48), size=128))
    assert found.facts["triangles"] <= 1000
    assert found.facts["texture_px"] == 32
    assert found.facts["bytes"] == len(found.files["model.glb"])
    again = read_glb(found.files["model.glb"])
    assert again.triangles == found.facts["triangles"]
    assert again.images[0].mime == "image/webp"
    assert decode(found.files["mesh.vmesh"]).images == again.images


def test_nothing_is_added_to_a_small_master():
    mesh = textured(sphere(8), size=16)
    found = made(mesh, "high", triangles=150_000, px=4096)
    assert (found.facts["triangles"], found.facts["texture_px"], found.facts["error_m"]) == (mesh.triangles, 16, 0.0)


def test_rights_travel_with_the_file():
    data = made(Mesh((sphere(8),)), copyright="CC0 Bảo tàng", extras='{"status":"survey"}').files["model.glb"]
    (size,) = struct.unpack_from("<I", data, 12)
    asset = json.loads(data[20 : 20 + size])["asset"]
    assert (asset["copyright"], asset["extras"]) == ("CC0 Bảo tàng", {"status": "survey"})


def test_a_closed_surface_stays_closed():
    found = reduced(Mesh((sphere(64),)), triangles=800)
    assert (edge_users(found.mesh) == 2).all()
    assert found.mesh.triangles <= 800


def test_parts_that_touch_stay_touching():
    ball = sphere(48)
    side = ball.positions[ball.indices].mean(axis=1)[:, 1] > 0.1
    halves = Mesh((replace(ball, indices=ball.indices[side]), replace(ball, indices=ball.indices[~side])))
    found = reduced(halves, triangles=600).mesh
    assert len(found.parts) == 2
    assert (edge_users(found) == 2).all()


def test_many_tangled_parts_never_share_triangles():
    ball = sphere(32)
    label = np.random.default_rng(5).integers(0, 8, len(ball.indices))
    parts = tuple(replace(ball, name=str(n), indices=ball.indices[label == n]) for n in range(8))
    found = reduced(Mesh(parts), triangles=400).mesh
    assert 0 < found.triangles <= 440
    for part in found.parts:
        assert int(part.indices.max()) < len(part.positions)
        assert np.abs(np.linalg.norm(part.positions, axis=1) - 1).max() < 0.2
        x, _, z = part.positions.T
        away = np.abs(part.uvs[:, 0] - np.arctan2(z, x) / (2 * np.pi) % 1.0)
        assert np.median(np.minimum(away, 1 - away)) < 0.05


def test_colours_are_kept():
    found = reduced(Mesh((sphere(64, colours=True),)), triangles=1000).mesh.parts[0]
    wanted = np.abs(found.positions / np.linalg.norm(found.positions, axis=1, keepdims=True))
    assert np.abs(found.colours[:, :3] - wanted).mean() < 0.02


def test_texture_stays_in_its_place():
    found = reduced(Mesh((sphere(64),)), triangles=1000).mesh.parts[0]
    x, _, z = (found.positions / np.linalg.norm(found.positions, axis=1, keepdims=True)).T
    angle = np.arctan2(z, x) / (2 * np.pi) % 1.0
    away = np.abs(found.uvs[:, 0] - angle)
    level = np.hypot(x, z) > 0.3  # the poles have every longitude
    assert np.minimum(away, 1 - away)[level].max() < 0.02


def test_the_same_mesh_gives_the_same_bytes():
    mesh = textured(sphere(32, colours=True), size=64)
    assert made(mesh).files == made(mesh).files


def test_a_thumb_fits_whatever_it_takes():
    noise = np.random.default_rng(3)
    from vmuseum.mesh import raster

    big = raster.png(raster.picture(noise.integers(0, 255, (512, 512, 3), np.uint8)))
    material = Material(base_texture=0, normal_texture=0, metal_rough_texture=0)
    ball = sphere(64, material=material)
    rough = replace(
        ball, positions=ball.positions * noise.uniform(0.7, 1.3, (len(ball.positions), 1)).astype(np.float32)
    )
    found = made(Mesh((rough,), (big,)), "thumb", 3000, 256, max_bytes=20_000)
    assert found.facts["bytes"] <= 20_000
    assert found.facts["triangles"] >= 100
    assert found.warnings == ()


def test_a_thumb_of_too_many_parts_is_told():
    parts = tuple(sphere(3, name=f"phần {n}", material=Material(f"vật liệu {n}")) for n in range(200))
    found = made(Mesh(parts), "thumb", 3000, 256, max_bytes=1000)
    assert [w.code for w in found.warnings] == ["mesh-thumb-large"]


def test_normal_maps_keep_their_directions():
    from vmuseum.mesh import raster

    y, x = np.mgrid[0:256, 0:256]
    tilt = np.stack([0.5 * np.sin(x / 9), 0.5 * np.sin(y / 7), np.ones_like(x, float)], -1)
    tilt /= np.linalg.norm(tilt, axis=2, keepdims=True)
    source = raster.png(raster.picture(np.rint((tilt + 1) * 127.5).astype(np.uint8)))
    ball = sphere(8, material=Material(normal_texture=0))
    stored = read_glb(made(Mesh((ball,), (source,)), "medium", px=256).files["model.glb"]).images[0]
    found = np.asarray(raster.decode(stored.data), float) / 127.5 - 1
    angle = np.degrees(np.arccos(np.clip((found / np.linalg.norm(found, axis=2, keepdims=True) * tilt).sum(2), -1, 1)))
    assert angle.mean() < 1.0
    halved = read_glb(made(Mesh((ball,), (source,)), "medium", px=128).files["model.glb"]).images[0]
    smaller = np.asarray(raster.decode(halved.data), float) / 127.5 - 1
    assert np.linalg.norm(smaller, axis=2) == pytest.approx(1.0, abs=0.08)


def test_colours_are_averaged_as_light():
    from vmuseum.mesh import raster

    checker = np.zeros((64, 64, 3), np.uint8)
    checker[::2, ::2] = checker[1::2, 1::2] = 255
    source = raster.png(raster.picture(checker))
    ball = replace(textured(sphere(8)), images=(source,))
    stored = read_glb(made(ball, "high", px=32).files["model.glb"]).images[0]
    assert np.asarray(raster.decode(stored.data)).mean() == pytest.approx(
        188, abs=2
    )  # half the light, not half the number


def test_a_picture_with_alpha_nobody_sees_loses_it():
    from vmuseum.mesh import raster

    ball = replace(textured(sphere(8)), images=(Image("image/png", picture(64, mode="RGBA")),))
    stored = read_glb(made(ball, px=32).files["model.glb"]).images[0]
    assert raster.decode(stored.data).mode == "RGB"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared scans are not beside the checkout")
def test_a_real_scan_keeps_colour_shape_and_budget():
    from scipy.spatial import cKDTree

    path = DATA / "scans" / "saxophone-draco.glb"
    master = prepare.run({"main": path.read_bytes()}, MeshPrepare(suffix=".glb", height_m=0.6647))
    found = made(decode(master.files["mesh.vmesh"]), "thumb", 3000, 256, max_bytes=60_000)
    assert found.facts["bytes"] <= 60_000
    assert found.facts["triangles"] >= 2500
    before = decode(master.files["mesh.vmesh"]).parts[0].positions
    after = read_glb(found.files["model.glb"])
    gaps, _ = cKDTree(before).query(after.parts[0].positions)
    assert np.sqrt((gaps**2).mean()) < 0.002
    low, high = after.bounds()
    assert high - low == pytest.approx(np.ptp(before, axis=0), rel=0.03)


def test_each_quality_is_made_from_the_finer_one():
    mesh = textured(sphere(64), size=128)
    steps = (asked("high", 6000, 128), asked("medium", 2000, 64), asked("low", 500, 32))
    found = qualities.run({"mesh.vmesh": encode(mesh)}, MeshQualities(qualities=steps))
    assert [(f["triangles"], f["texture_px"]) for f in found.facts.values()] == [(6000, 128), (2000, 64), (500, 32)]
    assert list(found.facts) == ["high", "medium", "low"]
    places = {row.tobytes() for row in decode(found.files["high/mesh.vmesh"]).parts[0].positions}
    assert places <= {row.tobytes() for row in mesh.parts[0].positions}


def test_the_error_told_is_the_distance():
    found = made(Mesh((sphere(64),)), triangles=400)
    centres = np.concatenate([p.positions[p.indices].mean(axis=1) for p in decode(found.files["mesh.vmesh"]).parts])
    away = 1 - np.linalg.norm(centres, axis=1)  # where a flat triangle lies deepest below the ball
    assert 0.3 * away.max() < found.facts["error_m"] <= 1.2 * away.max()


def test_a_scan_without_pictures_is_painted_where_many_triangles_go():
    ball = sphere(120, colours=True)
    steps = (asked("high", 30_000, 512), asked("medium", 2000, 128))
    found = qualities.run({"mesh.vmesh": encode(Mesh((ball,)))}, MeshQualities(qualities=steps))
    assert [facts["baked"] for facts in found.facts.values()] == [False, True]
    medium = read_glb(found.files["medium/model.glb"])
    assert medium.parts[0].colours is None
    assert 0 < max(found.facts["medium"]["texture_px"], 0) <= 128
    assert decode(found.files["high/mesh.vmesh"]).parts[0].colours is not None


def test_avif_pictures_come_with_their_extension():
    data = made(textured(sphere(8), size=64), px=32, textures="avif").files["model.glb"]
    (size,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + size])
    assert document["images"][0]["mimeType"] == "image/avif"
    assert "EXT_texture_avif" in document["extensionsRequired"]
    assert read_glb(data).images[0].mime == "image/avif"
