"""How good texture coordinates are."""

from dataclasses import replace

import numpy as np
import pytest

import mesh_builders as build
from vmuseum.assets.baking.uv_quality import uv_figures
from vmuseum.mesh.arrays import Mesh

SCANS = build.DATA / "scans"


def with_uvs(uvs, rings=40, size=256):
    ball = build.sphere(rings)
    return build.textured(replace(ball, uvs=np.asarray(uvs(ball), np.float32)), size=size)


def test_a_mesh_without_pictures_has_no_figures():
    assert uv_figures(Mesh((build.sphere(20),))) is None


def test_a_ball_with_a_map_of_the_world_is_usable():
    figures = uv_figures(with_uvs(lambda ball: ball.uvs))
    assert figures.usable
    assert figures.used == pytest.approx(1.0, abs=0.05)
    assert figures.texels == pytest.approx(256 * 256, rel=0.05)
    assert (figures.flat, figures.crumbs) == (0.0, 0.0)


def test_pictures_that_repeat_are_usable():
    assert uv_figures(with_uvs(lambda ball: ball.uvs * 8)).usable


def test_coordinates_without_area_are_not_usable():
    figures = uv_figures(with_uvs(lambda ball: np.where(ball.positions[:, 1:2] > 0, 0.5, ball.uvs)))
    assert figures.flat == pytest.approx(0.5, abs=0.05)
    assert not figures.usable


def test_parts_whose_picture_has_no_coordinates_are_not_usable():
    ball = build.textured(build.sphere(20))
    assert not uv_figures(replace(ball, parts=(replace(ball.parts[0], uvs=None),))).usable


def test_a_picture_for_every_triangle_by_itself_is_crumbs():
    ball = build.sphere(30)
    corners = ball.indices.reshape(-1)
    count = len(ball.indices)
    side = int(np.ceil(np.sqrt(count)))
    cell = np.stack([np.arange(count) % side, np.arange(count) // side], axis=1)
    uvs = (cell[:, None] + np.array([[0.1, 0.1], [0.9, 0.1], [0.1, 0.9]])).reshape(-1, 2) / side
    apart = replace(
        ball,
        positions=ball.positions[corners],
        normals=ball.normals[corners],
        indices=np.arange(len(corners), dtype=np.uint32).reshape(-1, 3),
        uvs=uvs.astype(np.float32),
    )
    figures = uv_figures(build.textured(apart, size=256))
    assert figures.crumbs > 0.9
    assert not figures.usable
    # the same, each with room enough, is only odd
    assert uv_figures(build.textured(apart, size=2048)).crumbs < 0.1


def test_vertices_split_by_normals_alone_stay_in_one_chart():
    ball = build.sphere(30)
    corners = ball.indices.reshape(-1)
    flat = replace(
        ball,
        positions=ball.positions[corners],
        normals=None,
        uvs=ball.uvs[corners],
        indices=np.arange(len(corners), dtype=np.uint32).reshape(-1, 3),
    )
    assert uv_figures(build.textured(flat, size=128)).crumbs < 0.05


def test_density_that_differs_too_much_is_not_usable():
    figures = uv_figures(with_uvs(lambda ball: np.where(ball.positions[:, 1:2] > 0, ball.uvs, ball.uvs / 64)))
    assert figures.uneven > 16
    assert not figures.usable


def test_a_corner_of_the_picture_is_not_worth_keeping_it():
    figures = uv_figures(with_uvs(lambda ball: ball.uvs / 5))
    assert figures.used == pytest.approx(0.04, abs=0.01)
    assert not figures.usable


@pytest.mark.parametrize("name", ["whale-cranium.glb", "venus-de-milo-smk.glb"])
def test_scans_of_museums_have_usable_pictures(name):
    if not (SCANS / name).is_file():
        pytest.skip("the shared scans are not here")
    from vmuseum.assets.readers.mesh_io import load_mesh

    assert uv_figures(load_mesh((SCANS / name).read_bytes(), ".glb", {}).mesh).usable
