"""A baked mesh looks like its master: drawn in the same light and compared."""

from dataclasses import replace

import numpy as np
import pytest

import mesh_builders as build
from vmuseum.assets.baking.bake import baked
from vmuseum.assets.comparing.ssim import ssim
from vmuseum.assets.poster import framing, studio
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.mesh.arrays import Mesh
from vmuseum.mesh.normals import smooth_normals
from vmuseum.render.panda import NoDisplayError, open_renderer
from vmuseum.render.scene import Placed

PX = 240


def dented_ball():
    """Return a ball with dents that a mesh of few triangles cannot follow, painted by height."""
    ball = build.sphere(100)
    unit = ball.normals
    depth = 1 + 0.015 * np.sin(unit[:, :1] * 22) * np.sin(unit[:, 1:2] * 22) * np.sin(unit[:, 2:] * 22 + 1)
    positions = (unit * depth).astype(np.float32)
    shade = 0.35 + 0.25 * np.sin(unit[:, 1] * 25)
    colours = np.column_stack([shade, shade * 0.8, shade * 0.6, np.ones(len(unit))]).astype(np.float32)
    normals = smooth_normals(positions, ball.indices)
    return Mesh((replace(ball, positions=positions, normals=normals, uvs=None, colours=colours),))


def drawn(mesh, points):
    size, floor = float(np.linalg.norm(np.ptp(points, axis=0))), float(points[:, 1].min())
    try:
        with open_renderer(PX, PX, taps=8, shadow_px=512) as renderer:
            return renderer.draw(renderer.load((Placed(mesh),)), framing(points, 1.0), studio(points, size, floor))
    except NoDisplayError:
        pytest.skip("nothing draws here")


def test_a_baked_mesh_of_few_triangles_looks_like_its_master():
    master = dented_ball()
    low = reduced(master, triangles=1500).mesh
    points = master.parts[0].positions.astype(np.float64)
    true, plain, painted = (drawn(mesh, points) for mesh in (master, low, baked(low, master, texture_px=512)))
    region = within(true.max(axis=2) > 8, 6)
    assert region.mean() > 0.2
    assert ssim(true, painted, region) > 0.97
    assert 1 - ssim(true, painted, region) < 0.4 * (1 - ssim(true, plain, region))
    # no seam: away from the outline no place differs much
    assert np.percentile(np.abs(true.astype(int) - painted)[region], 99.8) < 20


def within(region, px):
    """Return what lies `px` inside of a region."""
    for axis in (0, 1):
        region = np.logical_and.reduce([np.roll(region, step, axis) for step in range(-px, px + 1)])
    return region
