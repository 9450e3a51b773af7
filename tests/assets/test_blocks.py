"""Cutting a scan into tiles: nothing is lost, no cut through the tree cracks, the same scan gives the same bytes."""

import json
from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import DATA, picture, sphere, textured
from vmuseum.assets.blocks import run
from vmuseum.assets.corners import equal_rows
from vmuseum.assets.prepare import run as prepare
from vmuseum.errors import RecipeError
from vmuseum.mesh.arrays import Image, Material, Mesh, decode
from vmuseum.mesh.glb import read_glb, write_glb
from vmuseum.plan.recipes import MeshBlocks, MeshPrepare

VENUS = DATA / "scans" / "venus-outdoor-vertexcolor.ply"
SMALL = {"block_triangles": 2_000, "stand_in_triangles": 5_000, "texture_px": 256}


def rough(rings=60, **options):
    """Return a closed ball with bumps, which cannot be reduced for nothing, its seam still closed."""
    part = sphere(rings, **options)
    x, y, z = part.positions.T
    bumps = 1 + 0.04 * np.sin(9 * x) * np.sin(11 * y + 1) * np.sin(7 * z)
    return replace(part, positions=(part.positions * bumps[:, None]).astype(np.float32), normals=None)


def blocks(mesh, folder, *, suffix=".glb", **params):
    folder.mkdir(exist_ok=True)
    path = folder / f"scan{suffix}"
    path.write_bytes(write_glb(mesh, compressed=False) if isinstance(mesh, Mesh) else mesh)
    scratch = folder / "scratch"
    scratch.mkdir()
    return run({"main": path}, MeshBlocks(suffix=suffix, **{**SMALL, **params}), scratch)


def tileset(output):
    return json.loads(output.files["tiles/tileset.json"].read_bytes())["root"]


def decoded(output, uri):
    return read_glb(output.files[f"tiles/{uri}"].read_bytes())


def random_cut(tile, chance, dice):
    if tile.get("children") and dice.random() < chance:
        return [uri for child in tile["children"] for uri in random_cut(child, chance, dice)]
    return [tile["content"]["uri"]]


def leaves(tile):
    return random_cut(tile, 1.1, np.random.default_rng(0))


def edges_of(meshes):
    """Return the ends (k, 2, 3) of every edge of all meshes together, and how many triangles use it; bits decide."""
    corners = np.concatenate([part.positions[part.indices] for mesh in meshes for part in mesh.parts]) + np.float32(0)
    first, numbers = equal_rows(corners.reshape(-1, 3))
    at = numbers.reshape(-1, 3)
    at = at[(at[:, 0] != at[:, 1]) & (at[:, 1] != at[:, 2]) & (at[:, 2] != at[:, 0])]
    ends = np.roll(at, -1, axis=1)
    keys = (np.minimum(at, ends) * len(first) + np.maximum(at, ends)).reshape(-1)
    edges, users = np.unique(keys, return_counts=True)
    places = corners.reshape(-1, 3)[first]
    return places[np.column_stack([edges // len(first), edges % len(first)])], users


def open_edges(meshes):
    ends, users = edges_of(meshes)
    return ends[users == 1]


@pytest.fixture(scope="module")
def ball(tmp_path_factory):
    """Return a closed ball with a picture and a texture seam, cut into some tens of tiles."""
    return blocks(textured(rough(), size=512), tmp_path_factory.mktemp("ball") / "a")


@pytest.fixture(scope="module")
def venus(tmp_path_factory):
    """Return a real scan with colours and holes, cut small."""
    if not VENUS.is_file():
        pytest.skip("the folder of real scans (shared/data) is not beside the repository")
    folder = tmp_path_factory.mktemp("venus")
    params = MeshBlocks(suffix=".ply", height_m=1.7, block_triangles=24_000, stand_in_triangles=100_000)
    return run({"main": VENUS}, params, folder)


@pytest.mark.parametrize("seed", range(8))
def test_no_cut_through_a_closed_scan_has_an_open_edge(ball, seed):
    dice = np.random.default_rng(seed)
    tiles = random_cut(tileset(ball), dice.choice([0.5, 0.7, 0.9]), dice)
    assert open_edges([decoded(ball, uri) for uri in tiles]).shape == (0, 2, 3)


def test_a_shifted_tile_would_be_seen_as_a_crack(ball):
    tiles = [decoded(ball, uri) for uri in leaves(tileset(ball))]
    moved = replace(tiles[0].parts[0], positions=tiles[0].parts[0].positions + np.float32(2**-15))
    assert len(open_edges([Mesh((moved,)), *tiles[1:]])) > 0


def test_the_finest_tiles_have_every_triangle_and_border_of_the_master(venus):
    tiles = [decoded(venus, uri) for uri in leaves(tileset(venus))]
    assert sum(tile.triangles for tile in tiles) == venus.facts["triangles"] == 570_935
    _, users = edges_of(tiles)
    told = {w.code: dict(w.args).get("count") for w in venus.warnings}
    assert int((users == 1).sum()) == told["mesh-open"] == 1033
    assert int((users > 2).sum()) == told["mesh-non-manifold"] == 25


@pytest.mark.parametrize("seed", range(2))
def test_every_open_edge_of_a_mixed_cut_lies_on_a_border_of_the_master(venus, seed):
    dice = np.random.default_rng(seed)
    root = tileset(venus)
    master = open_edges([decoded(venus, uri) for uri in leaves(root)]).reshape(-1, 3)
    found = open_edges([decoded(venus, uri) for uri in random_cut(root, 0.75, dice)]).reshape(-1, 3)
    assert len(found)
    gaps = [float(((master - end) ** 2).sum(axis=1).min()) for end in found[::7]]
    assert max(gaps) ** 0.5 < max(root["geometricError"] * 2, 0.002)


def test_boxes_hold_what_is_in_them_and_errors_fall(ball):
    def walk(tile, parent):
        low, high = box(tile)
        positions = np.concatenate([part.positions for part in decoded(ball, tile["content"]["uri"]).parts])
        assert (positions >= low).all()
        assert (positions <= high).all()
        if parent:
            assert (low >= parent[0] - 2e-5).all()
            assert (high <= parent[1] + 2e-5).all()
        for child in tile.get("children", []):
            assert child["geometricError"] <= tile["geometricError"]
            walk(child, (low, high))
        if not tile.get("children"):
            assert tile["geometricError"] == 0

    walk(tileset(ball), None)


def box(tile):
    b = tile["boundingVolume"]["box"]
    centre, half = np.array([b[0], b[2], -b[1]]), np.array([b[3], b[11], b[7]])
    return centre - half, centre + half


def test_coarser_tiles_stay_as_close_as_they_say(venus):
    root = tileset(venus)
    fine = np.concatenate([p.positions for uri in leaves(root) for p in decoded(venus, uri).parts])
    coarse = np.concatenate([p.positions for p in decoded(venus, root["content"]["uri"]).parts])
    sample = coarse[:: max(1, len(coarse) // 300)]
    gaps = [float(np.linalg.norm(fine - point, axis=1).min()) for point in sample]
    assert max(gaps) < root["geometricError"] + 0.004  # the finest vertices are about 3 mm apart


def test_the_first_view_is_small(venus):
    first = len(venus.files["tiles/tileset.json"].read_bytes()) + venus.facts["root_bytes"]
    assert venus.facts["root_bytes"] == len(venus.files["tiles/r.glb"].read_bytes())
    assert first < 1_000_000
    assert venus.facts["tiles"] == sum(name.endswith(".glb") for name in venus.files) > 30


def test_the_stand_in_closes_and_is_placed_as_preparing_does(ball, tmp_path):
    mesh = decode(ball.files["mesh.vmesh"].read_bytes())
    assert ball.facts["stand_in_triangles"] == mesh.triangles <= SMALL["stand_in_triangles"]
    assert open_edges([mesh]).shape == (0, 2, 3)
    assert mesh.parts[0].material.base_texture == 0
    plain = prepare({"main": write_glb(textured(rough(), size=512), compressed=False)}, MeshPrepare(suffix=".glb"))
    assert ball.facts["bounds"]["low"] == pytest.approx(plain.facts["bounds"]["low"], abs=1e-6)
    assert ball.facts["bounds"]["high"] == pytest.approx(plain.facts["bounds"]["high"], abs=1e-6)
    assert ball.facts["watertight"] is True
    assert ball.facts["triangles"] == plain.facts["triangles"]


def test_upright_turned_and_scaled_as_preparing_does(tmp_path):
    mesh = Mesh((replace(rough(20), positions=rough(20).positions * np.float32((1, 2, 3)) + np.float32(5)),))
    placing = {"up": "z", "height_m": 1.2, "turn": 0.7}
    found = blocks(mesh, tmp_path / "a", **placing)
    plain = prepare({"main": write_glb(mesh, compressed=False)}, MeshPrepare(suffix=".glb", **placing))
    for corner in ("low", "high"):
        assert found.facts["bounds"][corner] == pytest.approx(plain.facts["bounds"][corner], abs=1e-5)
    assert found.facts["scale"] == pytest.approx(plain.facts["scale"])


def test_the_same_scan_gives_the_same_bytes(ball, tmp_path):
    again = blocks(textured(rough(), size=512), tmp_path / "b")
    assert sorted(again.files) == sorted(ball.files)
    assert all(again.files[n].read_bytes() == ball.files[n].read_bytes() for n in ball.files)
    assert again.facts == ball.facts


def test_shading_has_no_seam_between_tiles(ball):
    tiles = [decoded(ball, uri) for uri in leaves(tileset(ball))]
    rows = np.concatenate([np.column_stack([p.positions, p.normals]) for t in tiles for p in t.parts])
    _, place = np.unique(rows[:, :3], axis=0, return_inverse=True)
    first = np.unique(place, return_index=True)[1]
    turned = (rows[:, 3:] * rows[first][place.reshape(-1), 3:]).sum(axis=1)
    assert len(first) < len(rows)
    assert turned.min() > 0.999


def sampled(mesh):
    """Return (place, colour of the picture there) for every vertex of a mesh with one picture a part."""
    from io import BytesIO

    from PIL import Image as Pil

    for part in mesh.parts:
        image = Pil.open(BytesIO(mesh.images[part.material.base_texture].data)).convert("RGB")
        pixels = np.asarray(image, float)
        at = np.clip(part.uvs % 1.0 * (image.width, image.height), 0, (image.width - 1, image.height - 1)).astype(int)
        yield part.positions, pixels[at[:, 1], at[:, 0]]


def test_tiles_show_the_colours_of_the_master(tmp_path):
    ramp = np.zeros((256, 256, 3), np.uint8)
    ramp[..., 0], ramp[..., 1] = np.mgrid[0:256, 0:256]
    from io import BytesIO

    from PIL import Image as Pil

    out = BytesIO()
    Pil.fromarray(ramp).save(out, "PNG")
    part = replace(rough(), material=Material(base_texture=0))
    found = blocks(Mesh((part,), (Image("image/png", out.getvalue()),)), tmp_path / "a")
    master = {tuple(np.round(p, 3)): uv for p, uv in zip(part.positions, part.uvs, strict=True)}
    seen = 0
    centre = (part.positions.min(axis=0) + part.positions.max(axis=0)) / 2
    foot = np.array([centre[0], part.positions[:, 1].min(), centre[2]])
    for uri in leaves(tileset(found)):
        for places, colours in sampled(decoded(found, uri)):
            for place, colour in zip(places, colours, strict=True):
                uv = master.get(tuple(np.round(place + foot, 3).astype(np.float32)))
                if uv is not None and 0.02 < uv[0] < 0.98 and 0.02 < uv[1] < 0.98:
                    seen += 1
                    assert abs(colour[1] - uv[0] * 255) < 12
                    assert abs(colour[0] - uv[1] * 255) < 12
    assert seen > 500


def test_parts_keep_their_materials(tmp_path):
    red, blue = Material(base_colour=(1.0, 0.0, 0.0, 1.0)), Material(base_colour=(0.0, 0.0, 1.0, 1.0), roughness=0.3)
    one = rough(40)
    half = len(one.indices) // 2
    parts = (
        replace(one, indices=one.indices[:half], material=red),
        replace(one, indices=one.indices[half:], material=blue),
    )
    found = blocks(Mesh(parts), tmp_path / "a")
    tiles = [decoded(found, uri) for uri in leaves(tileset(found))]
    counts = {}
    for part in (p for t in tiles for p in t.parts):
        counts[part.material.base_colour] = counts.get(part.material.base_colour, 0) + len(part.indices)
    assert counts == {red.base_colour: half, blue.base_colour: len(one.indices) - half}
    root = decoded(found, "r.glb")
    assert {p.material.base_colour for p in root.parts} == {red.base_colour, blue.base_colour}
    assert open_edges([root]).shape == (0, 2, 3)


def stl(part):
    rows = np.zeros(len(part.indices), np.dtype([("n", "<f4", 3), ("c", "<f4", 9), ("s", "<u2")]))
    rows["c"] = part.positions[part.indices].reshape(-1, 9)
    return b"\0" * 80 + len(rows).to_bytes(4, "little") + rows.tobytes()


def test_a_soup_of_triangles_closes(tmp_path):
    found = blocks(stl(rough(40)), tmp_path / "a", suffix=".stl")
    assert found.facts["watertight"] is True
    tiles = [decoded(found, uri) for uri in leaves(tileset(found))]
    assert open_edges(tiles).shape == (0, 2, 3)
    assert sum(len(p.positions) for t in tiles for p in t.parts) < 1.3 * len(rough(40).positions)


def test_triangles_that_cannot_be_shown_go_with_a_warning(tmp_path):
    part = rough(30)
    positions = part.positions.copy()
    positions[1000] = np.nan
    bad = replace(
        part, positions=positions, indices=np.vstack([part.indices, part.indices[:3], [[5, 5, 6]]]).astype(np.uint32)
    )
    found = blocks(stl(bad), tmp_path / "a", suffix=".stl")
    told = {w.code: dict(w.args).get("count") for w in found.warnings}
    assert told["mesh-dropped-not-finite"] == int((part.indices == 1000).any(axis=1).sum())
    assert told["mesh-duplicates"] == 3
    assert told["mesh-dropped-flat"] == 1


def test_a_cut_off_file_is_refused(tmp_path):
    with pytest.raises(RecipeError, match="stl-count"):
        blocks(stl(rough(20))[:-70], tmp_path / "a", suffix=".stl")
    data = write_glb(Mesh((rough(20),)), compressed=False)
    with pytest.raises(RecipeError, match="glb-truncated"):
        blocks(data[:-70], tmp_path / "b")


def test_what_is_compressed_is_read_as_a_whole_to_the_same_end(tmp_path):
    mesh = Mesh((sphere(40),))
    packed = write_glb(mesh, compressed=True)
    found = blocks(packed, tmp_path / "a")
    assert found.facts["triangles"] == mesh.triangles
    assert open_edges([decoded(found, u) for u in leaves(tileset(found))]).shape == (0, 2, 3)


def test_a_picture_that_repeats_often_stays_whole(tmp_path):
    part = rough(40)
    part = replace(part, uvs=part.uvs * np.float32(400), material=Material(base_texture=0))
    found = blocks(Mesh((part,), (Image("image/png", picture(64)),)), tmp_path / "a")
    tile = decoded(found, leaves(tileset(found))[0])
    assert np.ptp(tile.parts[0].uvs, axis=0).max() > 2
    assert len(tile.images) == 1


def test_a_part_alone_in_its_cell_is_one_tile(tmp_path):
    found = blocks(Mesh((sphere(10),)), tmp_path / "a")
    assert found.facts["tiles"] == 1
    assert tileset(found)["geometricError"] == 0
