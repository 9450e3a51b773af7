import struct

import pytest

from mesh_builders import DATA
from vmuseum.assets.points.survey import points_survey
from vmuseum.errors import RecipeError

SPLATS = DATA / "splats"


def cloud(path, rows, *, colours=True):
    names = "property float x\nproperty float y\nproperty float z\n"
    names += "property uchar red\nproperty uchar green\nproperty uchar blue\n" if colours else ""
    body = b"".join(struct.pack("<fff", *row) + (b"\x10\x20\x30" if colours else b"") for row in rows)
    path.write_bytes(
        f"ply\nformat binary_little_endian 1.0\nelement vertex {len(rows)}\n{names}end_header\n".encode() + body
    )
    return path


def test_a_cloud_is_counted_and_measured(tmp_path):
    found = points_survey(cloud(tmp_path / "a.ply", [(0, 0, 0), (1, 2, 3), (-1, 0, 1)]), ".ply", "points")
    assert (found.kind, found.count, found.unusable) == ("points", 3, 0)
    assert found.extent == pytest.approx((2, 2, 3))
    assert (found.colours, found.normals) == (True, False)


def test_points_that_are_no_places_are_told(tmp_path):
    path = cloud(tmp_path / "a.ply", [(0, 0, 0), (float("nan"), 2, 3)], colours=False)
    found = points_survey(path, ".ply", "points")
    assert (found.count, found.unusable, found.colours) == (2, 1, False)
    with pytest.raises(RecipeError) as caught:
        points_survey(cloud(tmp_path / "b.ply", [(float("inf"), 0, 0)]), ".ply", "points")
    assert caught.value.code == "points-empty"


@pytest.mark.skipif(not SPLATS.is_dir(), reason="the shared splats are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("venus-points-200k.ply", "points", 200_000),
        ("venus-splats-60k.ply", "splats", 60_000),
        ("venus-60k.splat", "splats", 60_000),
    ],
)
def test_the_shared_clouds_and_splats_are_as_they_are_known(name, kind, count):
    found = points_survey(SPLATS / name, (SPLATS / name).suffix, kind)
    assert (found.kind, found.count, found.colours) == (kind, count, True)
    assert 5 < max(found.extent) < 60
