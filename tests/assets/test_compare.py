"""Qualities beside their master: on shapes whose distance is known, and on real scans by structural similarity."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Pil

from mesh_builders import DATA, picture, sphere
from vmuseum.assets.comparing.compare import deviation, likeness
from vmuseum.engine.registry import work
from vmuseum.mesh.arrays import Image, Material, Mesh, decode, encode
from vmuseum.plan import recipes as r
from vmuseum.plan.profiles import WEB

SCANS = DATA / "scans"


def textured(rings, radius=1.0):
    part = sphere(rings, radius=radius, material=Material(base_texture=0))
    return Mesh((part,), (Image("image/png", picture(64)),))


def compared(master, **others):
    inputs = {f"{name}/mesh.vmesh": encode(mesh) for name, mesh in others.items()}
    return work("mesh.compare", {"mesh.vmesh": encode(master), **inputs}, r.MeshCompare(px=160).model_dump_json())


def test_a_quality_that_is_its_master_differs_in_nothing():
    found = compared(textured(24), high=textured(24), low=textured(6))
    same, coarse = found.facts["high"], found.facts["low"]
    assert {k: same[k] for k in ("mean_m", "max_m", "normal_deg", "ssim")} == {
        "mean_m": 0,
        "max_m": 0,
        "normal_deg": 0,
        "ssim": 1,
    }
    assert coarse["ssim"] < 0.98
    assert 0 < coarse["mean_m"] < coarse["rms_m"] < coarse["p99_m"] <= coarse["max_m"]
    assert set(found.files) == {"master.webp", "high.webp", "high-error.webp", "low.webp", "low-error.webp"}


def test_comparing_twice_gives_the_same_bytes():
    assert compared(textured(8), low=textured(4)).files == compared(textured(8), low=textured(4)).files


def test_distances_are_taken_both_ways():
    ball = Mesh((sphere(30),))
    figures = deviation(ball, Mesh((sphere(30, radius=1.1),)), 4000)
    assert figures["mean_m"] == pytest.approx(0.1, rel=0.02)
    assert figures["normal_deg"] < 1
    # a crumb far away is missed from the ball's side alone
    crumb = replace(sphere(8, radius=0.2), positions=sphere(8, radius=0.2).positions + np.float32([3, 0, 0]))
    assert deviation(ball, Mesh((sphere(30), crumb)), 4000)["max_m"] == pytest.approx(2.2, abs=0.05)


def test_error_pictures_are_dark_where_surfaces_agree_and_light_where_not():
    found = compared(textured(24), high=textured(24), low=textured(24, radius=1.1))
    seen = {n: np.asarray(Pil.open(io.BytesIO(found.files[f"{n}-error.webp"])), float) for n in ("high", "low")}
    near, far = (p[p.shape[0] // 2, p.shape[1] // 2] for p in (seen["high"], seen["low"]))
    assert near[2] > near[1]  # dark blue
    assert far[1] > 150  # yellow
    assert found.facts["legend_m"] == pytest.approx([1e-4, 1e-1])


def qualities(mesh):
    choices = tuple(
        r.QualityParams(
            quality=quality,
            triangles=choice.triangles,
            error_share=choice.error_share,
            texture_px=min(choice.texture_px, 1024),
            texels_m=choice.texels_m,
            max_bytes=choice.max_bytes,
        )
        for quality, choice in WEB.qualities
    )
    made = work("mesh.qualities", {"mesh.vmesh": encode(mesh)}, r.MeshQualities(qualities=choices).model_dump_json())
    return {q: decode(made.files[f"{q}/mesh.vmesh"]) for q, _ in WEB.qualities}


def prepared(name, **params):
    path = SCANS / name
    params = r.MeshPrepare(suffix=path.suffix, **params)
    return decode(work("mesh.prepare", {"main": path.read_bytes()}, params.model_dump_json()).files["mesh.vmesh"])


def head_of_venus():
    """The head and shoulders of the vertex-coloured statue."""
    mesh = prepared("venus-outdoor-vertexcolor.ply", height_m=2.0)
    part = mesh.parts[0]
    kept = part.positions[part.indices][:, :, 1].min(axis=1) > 1.72
    return Mesh((replace(part, indices=part.indices[kept]),))


# What was measured of high, medium, low and thumb, and how far below a quality may fall: 0.01 for other rasterisers and
# compilers, and a fifth of what is missing to 1 for choices of the simplifier that change triangles and no faces. The
# saxophone's thumb keeps 3,000 triangles for keys a millimetre thin: it is a silhouette, shown for a second.
# 400 pixels, llvmpipe, the web profile with pictures of at most 1024 pixels.
MEASURED = {
    "demosthenes-bust.obj": (0.9990, 0.9964, 0.9932, 0.9309),
    "venus-de-milo-smk.glb": (0.9980, 0.9948, 0.9859, 0.8101),
    "saxophone-draco.glb": (0.9898, 0.9599, 0.8487, 0.4809),
    # colour on vertices: the lowest two are drawn into pictures
    "venus-outdoor-vertexcolor.ply": (0.9801, 0.9703, 0.8720, 0.8372),
}


def least(measured):
    return measured - 0.01 - (1 - measured) / 5


@pytest.mark.skipif(not SCANS.is_dir(), reason="the shared scans are not beside the checkout")
@pytest.mark.parametrize("name", MEASURED)
def test_every_quality_of_a_real_scan_looks_like_its_master(name):
    mesh = head_of_venus() if name.startswith("venus-outdoor") else prepared(name, height_m=1.0)
    found = likeness(mesh, qualities(mesh), 400)
    for quality, measured in zip(("high", "medium", "low", "thumb"), MEASURED[name], strict=True):
        assert found[quality] >= least(measured), (quality, found)
