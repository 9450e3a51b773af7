"""The JSON of 3D Tiles: boxes Z up, errors, and a first file that stays small however many tiles there are."""

import json

import pytest

from vmuseum.mesh.tileset import MOST_TILES, TileRow, tilesets


def tree(depth, name="r", width=4):
    children = [tree(depth - 1, f"{name}{n}", width) for n in range(width)] if depth else []
    return TileRow(name, (0.0, 0.0, 0.0), (1.0, 2.0, 3.0), 0.1 * depth, children)


def walk(files, tile):
    """Return the GLB of every tile once, files that go on elsewhere followed."""
    uri = tile["content"]["uri"]
    if uri.endswith(".json"):
        assert "children" not in tile
        return walk(files, json.loads(files[uri])["root"])
    return [uri, *(found for child in tile.get("children", []) for found in walk(files, child))]


def test_boxes_are_turned_to_z_up_and_hold_the_tile():
    files = tilesets(TileRow("r", (1.0, 2.0, 3.0), (2.0, 5.0, 9.0), 0.25))
    top = json.loads(files["tileset.json"])
    assert top["asset"] == {"version": "1.1"}
    assert top["geometricError"] == 6.0
    assert top["root"]["refine"] == "REPLACE"
    assert top["root"]["geometricError"] == 0.25
    box = top["root"]["boundingVolume"]["box"]
    assert box[:3] == [1.5, -6.0, 3.5]
    assert [box[3], box[7], box[11]] == pytest.approx([0.5, 3.0, 1.5], rel=1e-3)
    assert box[3] > 0.5
    assert box[7] > 3.0
    assert box[11] > 1.5


def test_credits_stand_in_the_first_file_alone():
    files = tilesets(tree(6), copyright_line="© A", extras={"rights": "CC0"})
    assert json.loads(files["tileset.json"])["asset"] == {
        "version": "1.1",
        "copyright": "© A",
        "extras": {"rights": "CC0"},
    }
    others = [json.loads(data)["asset"] for name, data in files.items() if name != "tileset.json"]
    assert others
    assert all(asset == {"version": "1.1"} for asset in others)


@pytest.mark.parametrize("depth", [0, 1, 4, 6])
def test_every_tile_is_named_once_however_many_files(depth):
    root = tree(depth)
    files = tilesets(root)
    found = walk(files, json.loads(files["tileset.json"])["root"])
    assert len(found) == len(set(found)) == root.count == (4 ** (depth + 1) - 1) // 3
    assert len(files["tileset.json"]) < 100_000
    assert (len(files) == 1) == (root.count <= MOST_TILES)


def test_a_tileset_goes_on_where_its_tile_stood():
    files = tilesets(tree(6))
    for name, data in files.items():
        if name != "tileset.json":
            assert json.loads(data)["root"]["content"]["uri"] == name.replace(".json", ".glb")
