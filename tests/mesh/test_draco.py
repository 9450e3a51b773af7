"""A Draco file holds the same surface as the plain one: our own reader and three.js's decoder agree on it."""

import json
import struct
from dataclasses import replace

import numpy as np
import pytest

from mesh_builders import sphere, textured
from node_scripts import run_node
from vmuseum.mesh.draco import BITS, packed_glb
from vmuseum.mesh.glb import read_glb, write_glb


def document(glb):
    (length,) = struct.unpack_from("<I", glb, 12)
    return json.loads(glb[20 : 20 + length])


def rich():
    """Return a mesh with everything a primitive can carry."""
    ball = textured(sphere(16, colours=True, name="bình"))
    part = ball.parts[0]
    side = np.stack([-part.normals[:, 2], np.zeros(len(part.normals)), part.normals[:, 0]], axis=1)
    length = np.linalg.norm(side, axis=1, keepdims=True)
    side = np.where(length > 1e-6, side / np.maximum(length, 1e-6), [1.0, 0.0, 0.0])
    tangents = np.column_stack([side, np.ones(len(side))]).astype(np.float32)
    uvs2 = (part.uvs * np.float32(0.5)).astype(np.float32)
    return replace(ball, parts=(replace(part, uvs2=uvs2, tangents=tangents), sphere(5, name="nắp")))


def rows_of(part):
    """Return the corners of all triangles with their attributes, in an order that does not depend on the file."""
    fields = [part.positions, part.normals, part.uvs, part.uvs2, part.tangents, part.colours]
    return np.column_stack([field for field in fields if field is not None])[part.indices.reshape(-1)]


def nearest(wanted, found):
    """Return for every corner of `wanted` the corner of `found` that is nearest in all attributes."""
    gaps = np.abs(wanted[:, None, :] - found[None, :, :]).max(axis=2)
    return gaps.min(axis=1)


def test_every_attribute_survives_within_its_bits():
    plain = rich()
    back = read_glb(packed_glb(write_glb(plain, compressed=False)))
    assert [part.name for part in back.parts] == ["bình", "nắp"]
    for before, after in zip(plain.parts, back.parts, strict=True):
        assert len(after.indices) == len(before.indices)
        wanted, found = np.unique(rows_of(before), axis=0), np.unique(rows_of(after), axis=0)
        assert wanted.shape[1] == found.shape[1]
        assert nearest(wanted, found).max() < 2e-3


def test_what_is_not_rounded_comes_back_bit_by_bit():
    plain = rich()
    back = read_glb(packed_glb(write_glb(plain, compressed=False)))
    before, after = plain.parts[0], back.parts[0]
    for name in ("uvs2", "tangents"):
        wanted = np.unique(getattr(before, name)[np.unique(before.indices)], axis=0)
        assert np.array_equal(wanted, np.unique(getattr(after, name), axis=0)), name


def test_the_bits_are_stated_and_the_credit_stays():
    extras = {"rights": {"license": "CC0-1.0"}}
    glb = packed_glb(write_glb(rich(), compressed=False, copyright="Bảo tàng", extras=extras))
    asset = document(glb)["asset"]
    assert asset["copyright"] == "Bảo tàng"
    assert asset["extras"] == {"rights": {"license": "CC0-1.0"}, "draco": {"bits": BITS}}
    assert document(glb)["extensionsRequired"] == ["KHR_draco_mesh_compression"]


def test_pictures_stay_as_they_are():
    plain = rich()
    back = read_glb(packed_glb(write_glb(plain, compressed=False)))
    assert back.images == plain.images


def test_the_same_mesh_gives_the_same_bytes_and_fewer():
    plain = write_glb(rich(), compressed=False)
    assert packed_glb(plain) == packed_glb(plain)
    bare = write_glb(replace(rich(), images=(), parts=(sphere(40),)), compressed=False)
    assert len(packed_glb(bare)) < len(bare) / 7


def test_bounds_are_those_of_the_decoded_positions():
    glb = packed_glb(write_glb(rich(), compressed=False))
    found = read_glb(glb)
    row = document(glb)["accessors"][document(glb)["meshes"][0]["primitives"][0]["attributes"]["POSITION"]]
    assert np.allclose(row["min"], found.parts[0].positions.min(axis=0), atol=0)
    assert np.allclose(row["max"], found.parts[0].positions.max(axis=0), atol=0)


def test_the_decoder_of_three_agrees(tmp_path):
    file = tmp_path / "rich.glb"
    file.write_bytes(packed_glb(write_glb(rich(), compressed=False)))
    (primitives,) = run_node("three_readers.mjs", file)
    assert [row["triangles"] for row in primitives] == [960, 80]
    for row, part in zip(primitives, rich().parts, strict=True):
        assert row["triangles"] == row["promised"]
        assert all(found["count"] == found["promised"] for found in row["found"].values())
        assert row["found"]["POSITION"]["low"] == pytest.approx(part.positions.min(axis=0).tolist(), abs=1e-4)
        assert row["found"]["POSITION"]["high"] == pytest.approx(part.positions.max(axis=0).tolist(), abs=1e-4)
    assert set(primitives[0]["found"]) == {"POSITION", "NORMAL", "TANGENT", "TEXCOORD_0", "TEXCOORD_1", "COLOR_0"}


def test_a_packed_file_is_valid(tmp_path):
    file = tmp_path / "rich.glb"
    file.write_bytes(packed_glb(write_glb(rich(), compressed=False)))
    (report,) = run_node("validate.mjs", file)
    assert (report["numErrors"], report["messages"]) == (0, [])
