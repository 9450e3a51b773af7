"""What an inspection finds of meshes with known faults, and of pictures with known use."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Pil
from PIL import ImageCms

from mesh_builders import picture, sphere
from vmuseum.assets.inspection.picture_facts import picture_facts
from vmuseum.assets.inspection.size import Reading
from vmuseum.assets.inspection.survey import survey
from vmuseum.assets.uv_use import uv_use, weighted
from vmuseum.mesh.arrays import Image, Material, Mesh, Part
from vmuseum.mesh.gltf_read import Loaded

METRES = Reading("tuong", "y", None, "m", {})


def surveyed(*parts, images=(), reading=METRES):
    return survey(Loaded(Mesh(tuple(parts), tuple(images))), reading)


def without(part, rows):
    return replace(part, indices=np.delete(part.indices, rows, axis=0))


def grid(side=10, *, uvs=True, size=1.0):
    """A flat square of side x side cells in x and y."""
    at = np.linspace(0, 1, side + 1)
    x, y = np.meshgrid(at, at)
    place = np.arange((side + 1) ** 2).reshape(side + 1, side + 1)
    a, b, c, d = place[:-1, :-1], place[:-1, 1:], place[1:, :-1], place[1:, 1:]
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)])
    flat = np.stack([x, y], -1).reshape(-1, 2)
    positions = np.column_stack([flat * size, np.zeros(len(flat))]).astype(np.float32)
    return Part("", positions, faces.astype(np.uint32), uvs=flat.astype(np.float32) if uvs else None)


def test_a_closed_ball_has_its_volume_and_area():
    surface = surveyed(sphere(40)).surface
    assert surface.closed
    assert surface.volume_m3 == pytest.approx(4 / 3 * np.pi, rel=0.01)
    assert surface.area_m2 == pytest.approx(4 * np.pi, rel=0.01)
    assert (surface.holes, surface.pieces.count) == (0, 1)


def test_a_ball_inside_out_has_a_negative_volume_and_normals_against_its_faces():
    ball = sphere(12)
    found = surveyed(replace(ball, indices=ball.indices[:, ::-1].copy()))
    assert found.surface.volume_m3 < 0
    assert found.normals.against == len(ball.indices)


def test_a_hole_is_told_with_the_length_of_its_rim():
    part = grid()
    assert surveyed(part).surface.rims_m == pytest.approx((4.0,))
    middle = [n for n, f in enumerate(part.indices) if np.allclose(part.positions[f].mean(0)[:2], 0.45, atol=0.06)]
    found = surveyed(without(part, middle)).surface
    assert found.holes == 2
    assert found.rims_m[1] == pytest.approx(0.4, abs=0.21)
    assert found.longest_hole_m == pytest.approx(4.0)


def test_lengths_follow_the_scale():
    found = surveyed(grid(size=1000.0), reading=replace(METRES, unit="mm"))
    assert found.surface.longest_hole_m == pytest.approx(4.0)
    assert found.surface.area_m2 == pytest.approx(1.0)


def test_crumbs_are_counted_apart_from_the_object():
    crumbs = [replace(sphere(4, radius=0.004), name=f"{n}") for n in range(3)]
    moved = [replace(c, positions=c.positions + np.float32([n + 2, 0, 0])) for n, c in enumerate(crumbs)]
    pieces = surveyed(sphere(12), *moved).surface.pieces
    assert (pieces.count, pieces.crumbs) == (4, 3)
    assert pieces.crumb_triangles == 3 * len(crumbs[0].indices)


def test_vertices_that_are_spare_or_repeated_are_counted():
    part = grid(2, uvs=False)
    twice = np.vstack([part.positions, part.positions[:2], [[9, 9, 9]]]).astype(np.float32)
    faces = part.indices.copy()
    faces[faces == 0] = len(part.positions)  # the copy of the first is used, that of the second is not
    found = surveyed(replace(part, positions=twice, indices=faces)).surface
    assert (found.duplicate_vertices, found.unreferenced) == (2, 3)


def test_triangles_without_area_and_numbers_that_are_none_do_no_harm():
    part = grid(2, uvs=False)
    odd = np.vstack([part.positions, [[np.nan, 0, 0]]]).astype(np.float32)
    faces = np.vstack([part.indices, [[0, 0, 1]], [[0, 1, len(odd) - 1]]]).astype(np.uint32)
    found = surveyed(replace(part, positions=odd, indices=faces)).surface
    assert (found.degenerate, found.counts.triangles) == (1, len(part.indices))


def test_an_open_underside_points_up_the_other_way():
    ball = sphere(16)  # its rings lie around y
    ball = replace(ball, positions=np.ascontiguousarray(ball.positions[:, [0, 2, 1]]))
    cut = ball.positions[ball.indices][:, :, 2].min(axis=1) < -0.8
    found = surveyed(replace(ball, indices=ball.indices[~cut]))
    assert found.surface.open_underside == "-z"
    assert (found.size.up, found.size.up_why) == ("+z", "open")


def test_texels_a_centimetre_are_those_of_the_picture():
    use = uv_use((grid(size=0.5),), (1000, 1000), 1.0)
    assert use.texels_cm_median == pytest.approx(20.0, rel=1e-4)
    assert use.texels_cm_worst == pytest.approx(20.0, rel=1e-4)
    assert uv_use((grid(size=500.0),), (1000, 1000), 0.001).texels_cm_median == pytest.approx(20.0, rel=1e-4)


def test_the_worst_twentieth_of_the_surface_is_told():
    part = grid(20)
    squeezed = part.uvs.copy()
    squeezed[part.uvs[:, 0] > 0.89] = squeezed[part.uvs[:, 0] > 0.89] * [0.01, 1] + [0.88, 0]
    use = uv_use((replace(part, uvs=squeezed.astype(np.float32)),), (2000, 2000), 1.0)
    assert use.texels_cm_worst < 0.2 * use.texels_cm_median


def test_a_picture_used_whole_is_not_wasted_and_one_used_in_a_quarter_is():
    assert uv_use((grid(),), (256, 256), 1.0).wasted == 0.0
    small = replace(grid(), uvs=grid().uvs * np.float32(0.5))
    assert uv_use((small,), (256, 256), 1.0).wasted == pytest.approx(0.75)


def test_every_square_of_a_picture_belongs_to_one_triangle_whichever_way_it_turns():
    part = grid(7)
    turned = part.indices.copy()
    turned[::3] = turned[::3, ::-1]
    angle = 0.3
    matrix = np.float32([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    uvs = ((part.uvs - 0.5) * 0.6) @ matrix + np.float32(0.5)
    counts = uv_use((replace(part, indices=turned, uvs=uvs),), (333, 333), 1.0).counts
    assert set(np.unique(counts)) == {0, 1}
    assert counts.mean() == pytest.approx(0.36, abs=0.01)


def test_places_used_twice_and_outside_are_told():
    part = grid()
    other = replace(part, uvs=part.uvs * np.float32(0.5))
    use = uv_use((part, other), (200, 200), 1.0)
    assert use.overlap == pytest.approx(0.25, abs=0.01)
    tiled = uv_use((replace(part, uvs=part.uvs + np.float32([3, 0])),), (200, 200), 1.0)
    assert tiled.outside == len(part.uvs)
    assert tiled.wasted == 0.0


def test_weighted_values_count_by_weight():
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([8.0, 1.0, 1.0])
    assert weighted(values, weights, (0.05, 0.15, 0.5)) == (1.0, 2.0, 3.0)


def encoded(mode="RGB", kind="PNG", **more):
    out = io.BytesIO()
    Pil.new(mode, (8, 4)).save(out, kind, **more)
    return Image("image/png", out.getvalue())


def test_what_a_picture_says_of_its_colours_is_read():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert picture_facts(encoded(icc_profile=srgb)).srgb
    odd = picture_facts(encoded(icc_profile=lab))
    assert not odd.srgb
    assert "Lab" in odd.colour_space
    plain = picture_facts(encoded(kind="JPEG"))
    assert (plain.format, plain.width, plain.height, plain.channels, plain.bits) == ("JPEG", 8, 4, "RGB", 8)
    assert (plain.colour_space, plain.srgb) == ("", True)


def test_bits_a_channel_are_those_of_the_file():
    assert picture_facts(encoded("I;16")).bits == 16
    assert picture_facts(encoded("1")).bits == 1
    assert picture_facts(encoded("P")).bits == 8


def test_a_picture_that_cannot_be_read_is_a_problem_not_a_crash():
    facts = picture_facts(Image("image/png", b"\x89PNG\r\n\x1a\n broken"))
    assert facts.problem == "picture-truncated"


def test_pictures_know_their_roles_and_only_the_first_of_a_material_is_measured():
    material = Material(base_texture=0, normal_texture=1)
    images = (Image("image/png", picture(64)), Image("image/png", picture(32)))
    found = surveyed(replace(sphere(12), material=material), images=images)
    assert [p.roles for p in found.pictures] == [("base_texture",), ("normal_texture",)]
    assert found.pictures[0].use is not None
    assert found.pictures[1].use is None
