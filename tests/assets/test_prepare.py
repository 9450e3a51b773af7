from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import picture, sphere, textured
from vmuseum.assets import prepare
from vmuseum.assets.clean import clean
from vmuseum.assets.inspection.inspect import inspect
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Mesh, decode
from vmuseum.mesh.glb import write_glb
from vmuseum.plan.recipes import MeshPrepare

# a wedge: 1 wide (x), 2 tall (y), 3 deep (z); its only raised corner is at +x, front (+z)
WEDGE = b"v 0 0 0\nv 1 0 0\nv 1 0 3\nv 0 0 3\nv 1 2 3\nf 1 2 3\nf 1 3 4\nf 1 2 5\nf 2 3 5\nf 3 4 5\nf 4 1 5\n"


def top_of(**params):
    found = prepare.run({"main": WEDGE}, MeshPrepare(suffix=".obj", **params))
    part = decode(found.files["mesh.vmesh"]).parts[0]
    return part.positions[np.argmax(part.positions[:, 1])], found


def test_a_mesh_stands_on_the_origin():
    top, found = top_of()
    assert top == pytest.approx([0.5, 2.0, 1.5])
    assert found.facts["bounds"] == {"low": [-0.5, 0.0, -1.5], "high": [0.5, 2.0, 1.5]}


def test_height_and_unit_scale():
    assert top_of(height_m=0.5)[0] == pytest.approx([0.125, 0.5, 0.375])
    assert top_of(height_m=0.5)[1].facts["scale"] == pytest.approx(0.25)
    assert top_of(unit_m=0.01)[0] == pytest.approx([0.005, 0.02, 0.015])


def test_z_up_is_turned_upright():
    _, found = top_of(up="z")
    assert found.facts["bounds"]["high"] == pytest.approx([0.5, 3.0, 1.0])
    assert [0.5, 3.0, -1.0] in decode(found.files["mesh.vmesh"]).parts[0].positions.tolist()


def test_turning_is_clockwise_seen_from_above():
    # the raised corner is in the south-east (+x, +z); a quarter turn clockwise brings it to the south-west (-x, +z)
    assert top_of(turn=np.pi / 2)[0] == pytest.approx([-1.5, 2.0, 0.5], abs=1e-6)


def test_a_shell_keeps_its_origin():
    assert top_of(centred=False)[0] == pytest.approx([1.0, 2.0, 3.0])


def test_a_flat_mesh_cannot_be_scaled_by_height():
    with pytest.raises(RecipeError) as caught:
        prepare.run({"main": b"v 0 0 0\nv 1 0 0\nv 0 0 1\nf 1 3 2\n"}, MeshPrepare(suffix=".obj", height_m=1.0))
    assert caught.value.code == "mesh-no-height"


def test_a_mesh_without_size_is_refused():
    for text in (b"v 1 1 1\nv 1 1 1\nv 1 1 1\nf 1 2 3\n", b"v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n"):
        with pytest.raises(RecipeError) as caught:
            prepare.run({"main": text}, MeshPrepare(suffix=".obj"))
        assert caught.value.code in {"mesh-empty", "mesh-no-size"}


def test_the_same_file_gives_the_same_bytes():
    data = write_glb(textured(sphere(12)), compressed=False)
    first, second = (prepare.run({"main": data}, MeshPrepare(suffix=".glb")).files for _ in range(2))
    assert first == second


def test_a_broken_texture_is_told():
    ball = textured(sphere(8))
    broken = replace(ball, images=(Image("image/png", picture()[:200]),))
    with pytest.raises(RecipeError) as caught:
        prepare.run({"main": write_glb(broken, compressed=False)}, MeshPrepare(suffix=".glb"))
    assert caught.value.code == "picture-truncated"


def test_normals_are_made_and_mended():
    ball = sphere(24)
    bare = clean(Mesh((replace(ball, normals=None),))).mesh.parts[0]
    assert (bare.normals * bare.positions).sum(axis=1).min() > 0.99
    hurt = ball.normals.copy()
    hurt[5], hurt[6], hurt[7] = np.nan, 0.0, 3.0 * hurt[7]
    mended = clean(Mesh((replace(ball, normals=hurt),))).mesh.parts[0].normals
    assert np.linalg.norm(mended, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_ball_with_a_seam_is_watertight():
    report = inspect(Mesh((sphere(16),)))
    assert report.watertight
    assert report.warnings() == ()


def test_an_open_ball_tells_its_border():
    ball = sphere(16)
    report = inspect(Mesh((replace(ball, indices=ball.indices[1:]),)))
    assert (report.border_edges, report.watertight) == (3, False)


def test_two_closed_balls_that_touch_in_a_point_are_a_bow_tie():
    ball = sphere(8)
    other = replace(ball, positions=ball.positions + np.float32([0, 2, 0]))
    touching = Mesh(
        (
            ball,
            replace(
                other,
                positions=np.where(np.abs(other.positions - [0, 1, 0]) < 1e-6, [0, 1, 0], other.positions).astype(
                    np.float32
                ),
            ),
        )
    )
    assert inspect(touching).bow_ties == 1
