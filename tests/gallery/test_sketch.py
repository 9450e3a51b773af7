import numpy as np
import pytest

from vmuseum.gallery.sketch import Finish, Place, Sketch, bar, box, pierced


def facing(face):
    corners = face.positions[face.triangles]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return np.einsum("ij,ij->i", flat, face.normals[face.triangles].mean(axis=1))


@pytest.mark.parametrize("bevel", [0.0, 0.01])
def test_every_face_of_a_box_is_wound_outwards(bevel):
    sketch = Sketch()
    box(sketch, Place((1.0, 0.5, 2.0), 0.6), (-0.3, 0.0, -0.2), (0.3, 1.0, 0.2), Finish("a", 0, (1, 1, 1), bevel=bevel))
    middle = np.array([1.0, 1.0, 2.0])
    assert len(sketch.faces) == 6
    for face in sketch.faces:
        assert (facing(face) > 0).all()
        assert (np.einsum("ij,ij->i", face.normals, face.positions - middle) > 0).all()


def test_a_box_keeps_its_outer_size_with_a_bevel():
    sketch = Sketch()
    box(sketch, Place(), (-0.3, 0.0, -0.2), (0.3, 1.0, 0.2), Finish("a", 0, (1, 1, 1), bevel=0.01))
    points = np.concatenate([f.positions for f in sketch.faces])
    assert points.min(axis=0) == pytest.approx([-0.3, 0.0, -0.2])
    assert points.max(axis=0) == pytest.approx([0.3, 1.0, 0.2])


def test_a_round_bar_has_normals_that_point_away_from_its_axis():
    sketch = Sketch()
    bar(sketch, (1.0, 0.0, 1.0), (1.0, 2.0, 1.0), 0.05, Finish("a", 0, (1, 1, 1)))
    (face,) = sketch.faces
    away = face.positions - np.array([1.0, 0.0, 1.0])
    assert np.hypot(away[:, 0], away[:, 2]) == pytest.approx(0.05)
    assert (facing(face) > 0).all()


def test_a_pierced_wall_has_the_area_left_by_its_holes():
    rects = pierced(6.0, 3.0, [(1.0, 0.0, 2.0, 2.4), (4.0, 1.0, 5.0, 2.0)])
    assert sum((c - a) * (d - b) for a, b, c, d in rects) == pytest.approx(18.0 - 2.4 - 1.0)
    corners = {(x, y) for a, b, c, d in rects for x, y in ((a, b), (c, b), (c, d), (a, d))}
    for a, b, c, d in rects:  # no corner lies inside a side of another: light and geometry meet without cracks
        assert not any((a < x < c and y in (b, d)) or (b < y < d and x in (a, c)) for x, y in corners)
