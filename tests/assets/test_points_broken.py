"""Cut, changed and hostile files of points and splats are refused with a cure or read soundly: never anything else."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_builders import dot_splat, e57, las, ply, shell, splat_ply, splats, spz
from mesh_builders import DATA
from vmuseum.assets.points import qualities as points
from vmuseum.assets.points.e57_pages import checksums
from vmuseum.errors import RecipeError
from vmuseum.messages import all_messages
from vmuseum.plan.recipes import PointsQualities

BAD = DATA / "bad"
POINTS, COLOURS = shell(90)
SPLATS = splats(40, degree=1)
FEW = (("high", 50), ("medium", 40), ("low", 30), ("thumb", 20))
CLOUDS = ("ascii.ply", "small.ply", "big.ply", "a.las", "a.laz", "new.laz", "a.e57")
KINDS = dict.fromkeys(CLOUDS, "points") | dict.fromkeys(("splat.ply", "a.splat", "old.spz", "new.spz"), "splats")
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Files(dict):
    """Files by name, told in short where a test fails."""

    def __repr__(self):
        return "the whole files"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Every kind of file as bytes, by name."""
    folder = tmp_path_factory.mktemp("whole")
    found = Files()
    found |= {
        "ascii.ply": ply(POINTS, COLOURS, order="ascii"),
        "small.ply": ply(POINTS, COLOURS),
        "big.ply": ply(POINTS, order="binary_big_endian"),
        "splat.ply": splat_ply(SPLATS),
        "a.splat": dot_splat(SPLATS),
        "old.spz": spz(SPLATS, 3),
        "new.spz": spz(SPLATS, 4),
    }
    try:
        wide = COLOURS.astype(np.uint16) * 257
        found["a.las"] = las(folder / "a.las", POINTS, colours=wide).read_bytes()
        found["a.laz"] = las(folder / "a.laz", POINTS, colours=wide).read_bytes()
        found["new.laz"] = las(folder / "b.laz", POINTS, colours=wide, version="1.4", kind=7).read_bytes()
        rows = {f"cartesian{a}": POINTS[:, i] for i, a in enumerate("XYZ")}
        rows |= {f"color{n}": COLOURS[:, i] for i, n in enumerate(("Red", "Green", "Blue"))}
        found["a.e57"] = e57(folder / "a.e57", [(rows, None, None)]).read_bytes()
    except ImportError:
        pass  # laspy and pye57 are referees: without them their files are not tried
    return found


def made(folder, name, data):
    """Run the recipe; return its facts, or the code it refuses with."""
    (folder / name).write_bytes(data)
    params = PointsQualities(kind=KINDS[name], suffix=Path(name).suffix, counts=FEW)
    try:
        return points.run({"main": folder / name}, params, folder / "out").facts
    except RecipeError as error:
        message = all_messages()[error.code]  # and every sentence fills
        return error.code if all(m.format_map(error.args_by_name) for m in (message.vi, message.en)) else ""


def sound(facts):
    return all(np.isfinite(facts["bounds"][end]).all() for end in ("low", "high"))


def given_whole(whole, name):
    if name not in whole:
        pytest.skip("laspy or pye57 is not installed")
    return whole[name]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_whole_file_is_read(whole, tmp_path, name):
    facts = made(tmp_path, name, given_whole(whole, name))
    assert facts["count"] == (90 if KINDS[name] == "points" else 40)
    assert sound(facts)


@pytest.mark.parametrize("name", sorted(KINDS))
@QUICK
@given(share=st.floats(0, 0.9999))
def test_a_file_cut_anywhere_is_refused(whole, tmp_path, name, share):
    data = given_whole(whole, name)
    found = made(tmp_path, name, data[: int(len(data) * share)])
    allowed = {
        "a.splat",
        "ascii.ply",
        "a.laz",
        "new.laz",
        "old.spz",
        "new.spz",
    }  # a row less, or no chunk table: still whole
    assert isinstance(found, str) or (name in allowed and sound(found))


@pytest.mark.parametrize("name", sorted(KINDS))
@QUICK
@given(changes=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=6))
def test_a_file_changed_anywhere_is_refused_or_read_soundly(whole, tmp_path, name, changes):
    data = bytearray(given_whole(whole, name))
    for share, change in changes:
        data[int(len(data) * share)] ^= change
    found = made(tmp_path, name, bytes(data))
    assert isinstance(found, str) or sound(found)


@QUICK
@given(changes=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=6))
def test_an_e57_changed_under_right_checksums_is_refused_or_read_soundly(whole, tmp_path, changes):
    pages = np.frombuffer(given_whole(whole, "a.e57"), np.uint8).reshape(-1, 1024).copy()
    for share, change in changes:
        place = int(pages.shape[0] * 1020 * share)
        pages[place // 1020, place % 1020] ^= change
    pages[:, 1020:] = checksums(pages[:, :1020]).astype(">u4")[:, None].view(np.uint8)
    found = made(tmp_path, "a.e57", pages.tobytes())
    assert isinstance(found, str) or sound(found)


@QUICK
@given(changes=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=6))
def test_an_spz_changed_under_its_compression_is_refused_or_read_soundly(tmp_path, changes):
    data = bytearray(zlib.decompress(spz(SPLATS, 3), wbits=31))
    for share, change in changes:
        data[int(len(data) * share)] ^= change
    packer = zlib.compressobj(wbits=31)
    found = made(tmp_path, "old.spz", packer.compress(bytes(data)) + packer.flush())
    assert isinstance(found, str) or sound(found)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.splat", b"\1" * 100, "splat-size"),
        ("a.splat", b"", "points-empty"),
        ("small.ply", ply(POINTS).replace(b"element vertex 90", b"element vertex 4000000000"), "ply-short"),
        ("small.ply", ply(np.full((9, 3), np.nan)), "points-empty"),
        ("splat.ply", ply(POINTS), "splat-fields"),
        ("old.spz", b"PK\3\4" * 20, "spz-not-spz"),
        ("a.las", b"LASF" + bytes(300), "las-version"),
        ("a.e57", b"ASTM-E57" + struct.pack("<IIQQQQ", 1, 0, 1 << 40, 48, 1 << 39, 1024) + bytes(2000), "e57-short"),
        ("new.spz", struct.pack("<IIIBBBBI12x", 0x5053474E, 4, 99_000_000, 3, 12, 0, 6, 32) + bytes(200), "spz-short"),
    ],
)
def test_lies_are_refused_before_memory_is_taken(tmp_path, name, data, code):
    assert made(tmp_path, name, data) == code


def test_an_spz_that_unpacks_to_more_than_it_can_is_refused(tmp_path):
    head = struct.pack("<IIIBBBB", 0x5053474E, 3, 90_000_000, 3, 12, 0, 0)
    packer = zlib.compressobj(wbits=31)
    assert made(tmp_path, "old.spz", packer.compress(head) + packer.flush()) == "spz-short"


@pytest.mark.skipif(not BAD.is_dir(), reason="the shared bad files are not beside the checkout")
@pytest.mark.parametrize(
    ("file", "name", "found"),
    [("splat-not-multiple-of-32.splat", "a.splat", "splat-size"), ("ply-zero-faces.ply", "small.ply", None),
     ("ply-zero-vertices.ply", "small.ply", "points-empty"), ("ply-negative-count.ply", "small.ply", "ply-count"),
     ("ply-nan-inf.ply", "small.ply", None)],
)  # fmt: skip
def test_the_bad_files_give_what_their_list_asks(tmp_path, file, name, found):
    facts = made(tmp_path, name, (BAD / file).read_bytes())
    assert facts == found if found else sound(facts)


def test_points_that_are_not_numbers_are_left_out_and_told(tmp_path):
    broken = POINTS.copy()
    broken[3] = np.inf
    broken[5, 1] = np.nan
    (tmp_path / "a.ply").write_bytes(ply(broken, COLOURS))
    params = PointsQualities(kind="points", suffix=".ply", counts=FEW)
    found = points.run({"main": tmp_path / "a.ply"}, params, tmp_path / "out")
    assert found.facts["count"] == len(POINTS) - 2
    assert ("points-dropped", (("count", 2),)) in [(w.code, w.args) for w in found.warnings]
