"""Point clouds of every kind come in whole, with their colours, and what is not kept is told."""

import numpy as np
import pytest

from cloud_builders import e57, las, ply, shell
from vmuseum.assets.points.e57 import read_points_e57
from vmuseum.assets.points.las import read_points_las
from vmuseum.assets.points.ply import read_points_ply
from vmuseum.errors import RecipeError
from vmuseum.mesh.colour import linear_from_srgb

POINTS, COLOURS = shell()
LINEAR = linear_from_srgb(COLOURS / 255)


def read(reader, path):
    source = reader(path)
    chunks = list(source.chunks)
    places = np.concatenate([c.positions for c in chunks])
    colours = None if chunks[0].colours is None else np.concatenate([c.colours for c in chunks])
    return source, places, colours


def from_ply(folder, data):
    (folder / "a.ply").write_bytes(data)
    return read(read_points_ply, folder / "a.ply")


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian", "binary_big_endian"])
def test_ply_of_every_order_gives_the_same_points(tmp_path, order):
    source, places, colours = from_ply(tmp_path, ply(POINTS, COLOURS, order=order))
    assert source.count == len(places) == len(POINTS)
    assert np.allclose(places, POINTS, atol=1e-12)
    assert np.allclose(colours, LINEAR, atol=1e-6)
    assert not source.notes


@pytest.mark.parametrize(("kind", "full"), [("uchar", 255), ("ushort", 65535), ("float", 1.0)])
def test_ply_colours_of_8_and_16_bit_and_floats_are_the_same_light(tmp_path, kind, full):
    data = ply(POINTS, COLOURS / 255 * full, kind=kind)
    assert np.allclose(from_ply(tmp_path, data)[2], LINEAR, atol=0.01 if kind == "uchar" else 1e-4)


def test_intensity_becomes_grey_and_other_columns_are_told(tmp_path):
    extra = [("intensity", "float", POINTS[:, 1]), ("quality", "float", POINTS[:, 0])]
    source, _, colours = from_ply(tmp_path, ply(POINTS, extra=extra))
    assert (colours[:, 0] == colours[:, 2]).all()
    assert colours[POINTS[:, 1].argmax(), 0] > colours[POINTS[:, 1].argmin(), 0] > 0
    assert dict(source.notes["points-fields-lost"].args) == {"fields": "quality"}
    assert "points-grey" in source.notes


def test_points_without_colour_and_intensity_say_so(tmp_path):
    source, _, colours = from_ply(tmp_path, ply(POINTS))
    assert colours is None
    assert "points-plain" in source.notes


def test_normals_of_a_ply_come_along(tmp_path):
    extra = [(n, "float", POINTS[:, i] * 2 - (i == 1)) for i, n in enumerate(("nx", "ny", "nz"))]
    (tmp_path / "a.ply").write_bytes(ply(POINTS, extra=extra))
    chunk = next(read_points_ply(tmp_path / "a.ply").chunks)
    assert np.allclose(chunk.normals[:, 0], POINTS[:, 0] * 2, atol=1e-6)


@pytest.mark.parametrize(
    ("version", "kind"), [("1.2", 0), ("1.2", 1), ("1.2", 2), ("1.3", 3), ("1.4", 6), ("1.4", 7), ("1.4", 8)]
)
@pytest.mark.parametrize("suffix", ["las", "laz"])
def test_las_and_laz_of_every_common_format(tmp_path, version, kind, suffix):
    pytest.importorskip("laspy")
    coloured = kind in {2, 3, 7, 8}
    colours = COLOURS.astype(np.uint16) * 257 if coloured else None
    columns = {} if coloured else {"intensity": (POINTS[:, 1] * 60000).astype(np.uint16)}
    path = las(tmp_path / f"a.{suffix}", POINTS, colours=colours, version=version, kind=kind, **columns)
    source, places, found = read(read_points_las, path)
    assert source.count == len(POINTS)
    assert np.abs(places - POINTS).max() < 1e-4
    if coloured:
        assert np.allclose(found, LINEAR, atol=1e-3)
    else:
        assert "points-grey" in source.notes
    lost = dict(source.notes["points-fields-lost"].args)["fields"] if "points-fields-lost" in source.notes else ""
    assert ("GPS time" in lost) == (kind in {1, 3, 6, 7, 8})


def test_las_colours_of_8_bit_in_16_are_seen(tmp_path):
    pytest.importorskip("laspy")
    path = las(tmp_path / "a.las", POINTS, colours=COLOURS)
    assert np.allclose(read(read_points_las, path)[2], LINEAR, atol=1e-6)


def test_withheld_points_and_classes_are_told(tmp_path):
    pytest.importorskip("laspy")
    marks = np.zeros(len(POINTS), np.uint8)
    marks[:7] = 1
    classes = np.full(len(POINTS), 6, np.uint8)
    path = las(tmp_path / "a.laz", POINTS, version="1.4", kind=6, withheld=marks, classification=classes)
    source, places, _ = read(read_points_las, path)
    assert len(places) == len(POINTS) - 7
    assert "las-withheld" in source.notes
    assert dict(source.notes["points-fields-lost"].args)["fields"] == "classification, GPS time"


def columns(points, colours=None, **more):
    rows = {f"cartesian{a}": points[:, i] for i, a in enumerate("XYZ")}
    if colours is not None:
        rows |= {f"color{n}": colours[:, i] for i, n in enumerate(("Red", "Green", "Blue"))}
    return rows | more


def test_scans_of_an_e57_stand_where_their_poses_say(tmp_path):
    pytest.importorskip("pye57")
    quarter = np.array([np.sqrt(0.5), 0, 0, np.sqrt(0.5)])  # about z
    path = e57(
        tmp_path / "a.e57",
        [(columns(POINTS, COLOURS), None, None), (columns(POINTS), quarter, np.array([10.0, 0, 5.0]))],
    )
    source, places, colours = read(read_points_e57, path)
    assert source.count == len(places) == 2 * len(POINTS)
    assert np.allclose(places[: len(POINTS)], POINTS, atol=1e-6)
    turned = np.column_stack([10.0 - POINTS[:, 1], POINTS[:, 0], POINTS[:, 2] + 5.0])
    assert np.allclose(places[len(POINTS) :], turned, atol=1e-6)
    assert np.allclose(colours[: len(POINTS)], LINEAR, atol=1e-6)


def test_invalid_points_of_an_e57_are_left_out_and_intensity_is_grey(tmp_path):
    pytest.importorskip("pye57")
    states = np.zeros(len(POINTS), np.int8)
    states[::3] = 2
    rows = columns(POINTS, intensity=POINTS[:, 1].astype(np.float64), cartesianInvalidState=states)
    source, places, colours = read(read_points_e57, e57(tmp_path / "a.e57", [(rows, None, None)]))
    assert np.allclose(places, POINTS[states == 0], atol=1e-6)
    assert "points-grey" in source.notes
    assert colours[:, 0].std() > 0.05


def test_a_changed_byte_of_an_e57_is_found_by_its_checksum(tmp_path):
    pytest.importorskip("pye57")
    path = e57(tmp_path / "a.e57", [(columns(POINTS, COLOURS), None, None)])
    data = bytearray(path.read_bytes())
    data[3000] ^= 16
    path.write_bytes(data)
    with pytest.raises(RecipeError) as caught:
        read(read_points_e57, path)
    assert caught.value.code == "e57-checksum"
    assert caught.value.args_by_name["page"] == 2
