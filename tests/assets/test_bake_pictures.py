"""Colour, relief and shade of a fine mesh on a light one."""

from dataclasses import replace

import numpy as np
import pytest

import mesh_builders as build
from vmuseum.assets.baking.bake import baked, source_of, wants_bake
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material, Mesh, Part, encode
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.normals import smooth_normals


def stripes(unit):
    """Return colours that change too quickly for a mesh of few vertices."""
    wave = 0.5 + 0.4 * np.sin(unit[:, 1] * 30)
    return np.column_stack([wave, 1 - wave, 0.5 + 0.4 * unit[:, 0], np.ones(len(unit))]).astype(np.float32)


def striped(rings=80, **more):
    ball = build.sphere(rings, **more)
    return replace(ball, uvs=None, colours=stripes(ball.normals))


def light(mesh, triangles):
    return reduced(mesh, triangles=triangles).mesh


def picture(mesh, part, role):
    return raster.pixels(raster.decode(mesh.images[getattr(part.material, role)].data))


def sampled(values, uvs):
    """Return the texels at places, between their neighbours."""
    height, width = values.shape[:2]
    x, y = np.clip(uvs[:, 0] * width - 0.5, 0, width - 1.001), np.clip(uvs[:, 1] * height - 0.5, 0, height - 1.001)
    left, top = x.astype(int), y.astype(int)
    across, down = (x - left)[:, None], (y - top)[:, None]
    rows = [values[top + dy, left + dx].astype(float) for dy in (0, 1) for dx in (0, 1)]
    upper, lower = rows[0] * (1 - across) + rows[1] * across, rows[2] * (1 - across) + rows[3] * across
    return upper * (1 - down) + lower * down


def spread(part, count=4000):
    """Return random places of a part: triangle and weights of its corners."""
    rng = np.random.default_rng(1)
    corners = part.positions[part.indices].astype(float)
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    return rng.choice(len(area), count, p=area / area.sum()), rng.dirichlet([1, 1, 1], count)


def at(rows, part, triangle, weights):
    return np.einsum("nk,nkd->nd", weights, rows[part.indices[triangle]].astype(float))


def shown_colours(mesh):
    part = mesh.parts[0]
    triangle, weights = spread(part)
    places = at(part.positions, part, triangle, weights)
    if part.material.base_texture is None:
        return places, at(part.colours, part, triangle, weights)[:, :3]
    texels = sampled(picture(mesh, part, "base_texture"), at(part.uvs, part, triangle, weights))
    return places, linear_from_srgb(texels / 255)


def colour_error(mesh):
    places, colours = shown_colours(mesh)
    return np.abs(colours - stripes(places / np.linalg.norm(places, axis=1, keepdims=True))[:, :3]).mean()


def test_colours_of_a_striped_ball_survive_on_a_twentieth_of_its_triangles():
    master = Mesh((striped(90),))
    low = light(master, 1500)
    made = baked(low, master, texture_px=512)
    assert made is not None
    assert made.triangles == low.triangles
    assert made.parts[0].colours is None
    # hardly worse than the master itself, which draws straight lines between its vertices
    assert colour_error(made) < 1.4 * colour_error(master)
    assert colour_error(made) < 0.7 * colour_error(low)


def test_colours_survive_where_the_picture_is_smaller_than_they_are():
    master = Mesh((striped(),))
    made = baked(light(master, 1500), master, texture_px=128)
    assert max(picture(made, made.parts[0], "base_texture").shape) <= 128
    assert colour_error(made) < 0.06


def bumpy(cells=120, height=0.1):
    """Return a square of 2 m with a round hill in the middle, and the hill's height and slope."""
    x, y = np.meshgrid(np.linspace(-1, 1, cells + 1), np.linspace(-1, 1, cells + 1))
    z = height * np.exp(-(x**2 + y**2) / 0.08)
    place = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    a, b, c, d = place[:-1, :-1], place[:-1, 1:], place[1:, :-1], place[1:, 1:]
    indices = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)])
    positions = np.stack([x, y, z], -1).reshape(-1, 3).astype(np.float32)
    normals = smooth_normals(positions, indices.astype(np.uint32))
    return Part("", positions, indices.astype(np.uint32), normals=normals)


def plane():
    corners = np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], np.float32)
    normals = np.tile(np.array([0, 0, 1], np.float32), (4, 1))
    return Part("", corners, np.array([(0, 1, 2), (0, 2, 3)], np.uint32), normals=normals)


@pytest.mark.parametrize("turn", [0.0, 0.7, 2.0])
def test_a_hill_of_the_master_leans_the_right_way_in_the_normal_map(turn):
    c, s = np.cos(turn), np.sin(turn)
    matrix = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float32)

    def turned(part):
        return replace(part, positions=part.positions @ matrix.T, normals=part.normals @ matrix.T)

    low, master = Mesh((turned(plane()),)), Mesh((turned(bumpy()),))
    made = baked(low, master, texture_px=256)
    part = made.parts[0]
    assert part.tangents is None
    triangle, weights = spread(part)
    places = at(part.positions, part, triangle, weights) @ matrix
    uvs = at(part.uvs, part, triangle, weights)
    told = sampled(picture(made, part, "normal_texture"), uvs) / 127.5 - 1
    # the flat square tells where growing u and v run; glTF's green points against v (images begin at the top)
    steps, *_ = np.linalg.lstsq(np.column_stack([uvs, np.ones(len(uvs))]), places, rcond=None)
    along_u, along_v = (row / np.linalg.norm(row) for row in steps[:2])
    found = told[:, :1] * along_u - told[:, 1:2] * along_v + told[:, 2:] * np.array([0, 0, 1])
    slope = -0.1 / 0.04 * np.exp(-(places[:, 0] ** 2 + places[:, 1] ** 2) / 0.08)[:, None] * places[:, :2]
    true = np.column_stack([-slope, np.ones(len(slope))])
    true /= np.linalg.norm(true, axis=1, keepdims=True)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    angle = np.degrees(np.arccos(np.clip((found * true).sum(axis=1), -1, 1)))
    steep = true[:, 2] < 0.97
    assert steep.sum() > 100
    assert angle[steep].mean() < 1.5
    assert angle.mean() < 1.0


def test_a_ball_is_open_and_a_corner_dark():
    ball = Mesh((striped(60),))
    made = baked(light(ball, 1000), ball, texture_px=256)
    assert picture(made, made.parts[0], "occlusion_texture").min() > 245
    corner = Mesh(tuple(walls()))
    made = baked(corner, corner, texture_px=256, mode="always")
    part = made.parts[0]
    triangle, weights = spread(part)
    share = sampled(picture(made, part, "occlusion_texture"), at(part.uvs, part, triangle, weights))[:, 0] / 255
    inner = at(part.positions, part, triangle, weights)[:, 0]
    # beside the other wall two thirds of the light are left (of half the sky the near part counts most)
    assert 0.6 < share[inner < 0.03].mean() < 0.8
    assert share[inner > 0.3].min() > 0.97


def walls(cells=80):
    """Return two squares of 1 m at a right angle that face each other."""
    x, y = np.meshgrid(np.linspace(0, 1, cells + 1), np.linspace(0, 1, cells + 1))
    place = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    a, b, c, d = place[:-1, :-1], place[:-1, 1:], place[1:, :-1], place[1:, 1:]
    floor = np.concatenate([np.stack([a, c, b], -1).reshape(-1, 3), np.stack([b, c, d], -1).reshape(-1, 3)])
    flat, zero = floor.astype(np.uint32), np.zeros_like(x)
    for axes, normal, indices in (((x, zero, y), (0, 1, 0), flat), ((zero, x, y), (1, 0, 0), flat[:, ::-1])):
        positions = np.stack(axes, -1).reshape(-1, 3).astype(np.float32)
        normals = np.tile(np.array(normal, np.float32), (len(positions), 1))
        yield Part("wall", positions, np.ascontiguousarray(indices), normals=normals)


def test_the_same_meshes_give_the_same_bytes():
    master = Mesh((striped(60),))
    low = light(master, 2500)
    assert encode(baked(low, master, texture_px=256)) == encode(baked(low, source_of(master), texture_px=256))


def test_holes_in_the_master_leave_no_holes_in_the_pictures():
    ball = striped(60)
    keep = np.random.default_rng(3).random(len(ball.indices)) > 0.1
    keep[: len(keep) // 4] = False
    low = light(Mesh((ball,)), 1000)
    made = baked(low, Mesh((replace(ball, indices=ball.indices[keep]),)), texture_px=256)
    part = made.parts[0]
    for role in ("base_texture", "normal_texture", "occlusion_texture"):
        assert picture(made, part, role).max() > 0
    assert picture(made, part, "base_texture").max(axis=2).min() > 60  # a stripe is never dark in all of its shades
    assert picture(made, part, "normal_texture")[..., 2].min() > 127
    assert all(np.isfinite(rows).all() for rows in (part.positions, part.normals, part.uvs))


def test_texels_between_charts_look_like_the_charts():
    ball = build.sphere(60)
    red = np.tile(np.array([0.8, 0.02, 0.02, 1], np.float32), (len(ball.positions), 1))
    red[::2, 0] = 0.6
    master = Mesh((replace(ball, uvs=None, colours=red),))
    made = baked(light(master, 1000), master, texture_px=256)
    texels = picture(made, made.parts[0], "base_texture")
    assert texels[..., 0].min() > 190
    assert texels[..., 1:].max() < 50


def test_parts_keep_their_materials_and_colours():
    stone, brass = Material(name="stone", roughness=0.9), Material(name="brass", metallic=1.0, roughness=0.3)
    left, right = striped(50, material=stone, name="left"), build.sphere(50, material=brass, name="right")
    # the second ball touches the first: rays must not fetch its stripes
    right = replace(right, uvs=None, positions=right.positions * np.float32(1.002))
    master = Mesh((left, right))
    made = baked(light(master, 4000), master, texture_px=256)
    kept = {part.name: part for part in made.parts}
    assert kept["left"].material.roughness == 0.9
    assert kept["left"].material.base_texture is not None
    assert (kept["right"].material.metallic, kept["right"].material.base_texture) == (1.0, None)
    assert kept["right"].material.normal_texture == kept["left"].material.normal_texture


def test_a_ball_wound_inside_out_is_baked_by_its_normals():
    ball = striped(60)
    ball = replace(ball, indices=np.ascontiguousarray(ball.indices[:, ::-1]))
    made = baked(light(Mesh((ball,)), 1500), Mesh((ball,)), texture_px=256)
    assert colour_error(made) < 0.04


def test_a_master_that_lies_elsewhere_is_not_drawn():
    master = Mesh((striped(60),))
    moved = [replace(part, positions=part.positions + np.float32(5)) for part in light(master, 1500).parts]
    assert baked(Mesh(tuple(moved)), master, texture_px=128) is None


def test_one_colour_everywhere_becomes_the_colour_of_the_material():
    ball = build.sphere(60, material=Material(base_colour=(0.5, 1.0, 1.0, 1.0)))
    grey = np.tile(np.array([0.4, 0.2, 0.1, 1], np.float32), (len(ball.positions), 1))
    master = Mesh((replace(ball, uvs=None, colours=grey),))
    made = baked(light(master, 1000), master, texture_px=256)
    assert made.parts[0].material.base_texture is None
    assert made.parts[0].material.base_colour == pytest.approx((0.2, 0.2, 0.1, 1.0), abs=1e-5)


def test_pictures_of_the_master_move_to_the_new_places():
    ball = build.sphere(60)
    master = build.textured(ball, size=256)
    made = baked(light(master, 2000), master, texture_px=512)
    part = made.parts[0]
    triangle, weights = spread(part)
    places = at(part.positions, part, triangle, weights)
    unit = places / np.linalg.norm(places, axis=1, keepdims=True)
    old = np.column_stack([np.arctan2(unit[:, 2], unit[:, 0]) / (2 * np.pi) % 1, np.arccos(unit[:, 1]) / np.pi])
    inside = (old[:, 0] > 0.02) & (old[:, 0] < 0.98)
    want = sampled(raster.pixels(raster.decode(master.images[0].data)), old)[inside]
    found = sampled(picture(made, part, "base_texture"), at(part.uvs, part, triangle, weights))[inside]
    assert np.abs(want - found).mean() < 4


def test_automatic_baking_is_for_scans_without_usable_pictures():
    fine, coarse = build.sphere(110), build.sphere(20)
    assert wants_bake(Mesh((replace(fine, uvs=None),)), "auto")
    assert wants_bake(Mesh((striped(110),)), "auto")
    assert not wants_bake(build.textured(fine, size=256), "auto")
    assert not wants_bake(Mesh((striped(20),)), "auto")
    assert not wants_bake(Mesh((striped(110),)), "never")
    assert wants_bake(build.textured(coarse), "always")


def test_a_mesh_with_nearly_all_triangles_is_baked_only_when_asked_for():
    master = Mesh((striped(40),))
    low = light(master, 4800)
    assert baked(low, master, texture_px=128) is None
    assert baked(low, master, texture_px=128, mode="always") is not None


def test_a_scan_with_colours_is_smaller_and_truer_than_one_of_four_times_the_triangles():
    from vmuseum.mesh.glb import write_glb

    master = Mesh((striped(150),))
    made = baked(light(master, 1500), master, texture_px=512)
    plain = light(master, 6000)
    packed = tuple(raster.webp(raster.decode(image.data), quality=80) for image in made.images)
    small = write_glb(replace(made, images=packed), compressed=True)
    assert len(small) < len(write_glb(plain, compressed=True))
    assert colour_error(made) < 0.6 * colour_error(plain)


def test_see_through_colours_stay_see_through():
    ball = striped(60, material=Material(alpha="BLEND"))
    ball.colours[:, 3] = 0.5
    made = baked(light(Mesh((ball,)), 1000), Mesh((ball,)), texture_px=128)
    alpha = picture(made, made.parts[0], "base_texture")[..., 3]
    assert alpha.min() >= 126
    assert alpha.max() <= 129


def test_metal_glow_and_the_own_shade_of_the_master_are_kept():
    grey = Image("image/png", build.picture(64))
    material = Material(metal_rough_texture=0, emissive_texture=0, occlusion_texture=0, emissive=(1.0, 1.0, 1.0))
    master = Mesh((build.sphere(60, material=material),), (grey,))
    made = baked(light(master, 1000), master, texture_px=128)
    part = made.parts[0]
    mean = raster.pixels(raster.decode(grey.data)).reshape(-1, 3).mean(axis=0)
    for role in ("metal_rough_texture", "emissive_texture"):
        assert picture(made, part, role).reshape(-1, 3).mean(axis=0) == pytest.approx(mean, abs=40)
    assert picture(made, part, "occlusion_texture").mean() == pytest.approx(mean[0], abs=40)
    assert picture(made, part, "occlusion_texture").std() > 20
