"""Round trips: a GLB through us reads in three.js as the one before, in count, bounds, frame and material.

Needs Node and the viewer's packages.
"""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gltf_builder import SQUARE_UV, Gltf
from mesh_builders import DATA, picture, sphere
from vmuseum.mesh.arrays import Image, Material, Mesh
from vmuseum.mesh.glb import Precision, read_glb, write_glb

MODULES = Path(__file__).resolve().parents[2] / "viewer" / "node_modules"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="Node is not installed"),
    pytest.mark.skipif(not (MODULES / "three").is_dir(), reason="run npm ci in viewer/ first"),
    pytest.mark.skipif(not (MODULES / "gltf-validator").is_dir(), reason="run npm ci in viewer/ first"),
]


def reads(folder, glbs):
    paths = []
    for number, data in enumerate(glbs):
        paths.append(folder / f"{number}.glb")
        paths[-1].write_bytes(data)
    script = Path(__file__).with_name("three_reads.mjs")
    done = subprocess.run([NODE, script, MODULES, *paths], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def counts(row):
    return [(mesh["triangles"], mesh["vertices"], mesh["attributes"]) for mesh in row["meshes"]]


def framed(**material):
    ball = sphere(12, name="bình")
    along = np.cross([0, 1, 0], ball.normals) + np.float32([1e-6, 0, 0])
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    tangents = np.column_stack([along, np.where(np.arange(len(along)) % 2, 1, -1)]).astype(np.float32)
    return replace(ball, tangents=tangents, uvs2=ball.uvs * np.float32(0.5), material=Material(**material))


@pytest.mark.parametrize("compressed", [False, True])
def test_everything_a_part_holds_arrives_in_three(tmp_path, compressed):
    part = framed(
        base_texture=0, normal_texture=1, occlusion_texture=1, second_uv=("occlusion_texture",), normal_scale=0.5,
        occlusion_strength=0.25, alpha="MASK", alpha_cutoff=0.75, emissive=(4.0, 2.0, 0.0),
        extensions='{"KHR_materials_clearcoat":{"clearcoatFactor":0.5},"KHR_materials_ior":{"ior":1.4}}',
    )  # fmt: skip
    mesh = Mesh((part,), tuple(Image("image/png", picture(size)) for size in (8, 16)))
    row = reads(tmp_path, [write_glb(mesh, compressed=compressed, precision=Precision(16, 12, 16, 16))])[0]
    found = row["meshes"][0]
    vertices = len(np.unique(part.indices)) if compressed else len(part.positions)  # packing drops those without use
    assert (found["triangles"], found["vertices"]) == (len(part.indices), vertices)
    assert found["attributes"] == ["normal", "position", "tangent", "uv", "uv1"]
    assert found["material"] == {
        "kind": "MeshPhysicalMaterial", "alphaTest": 0.75, "opacity": 1, "alphaMode": "OPAQUE", "mapChannel": 0,
        "aoChannel": 1, "aoMapIntensity": 0.25, "normalChannel": 0, "normalScale": [0.5, 0.5], "clearcoat": 0.5,
        "ior": 1.4, "emissiveIntensity": 4, "side": 0,
    }  # fmt: skip
    back = read_glb((tmp_path / "0.glb").read_bytes()).parts[0]
    assert found["first"]["tangent"] == pytest.approx(back.tangents[0].tolist(), abs=2e-3)
    assert abs(found["first"]["tangent"][3]) == 1
    assert back.material == replace(part.material, emissive=pytest.approx((4.0, 2.0, 0.0)))


def test_unlit_is_unlit_and_has_no_coat(tmp_path):
    part = framed(unlit=True, extensions='{"KHR_materials_ior":{"ior":1.4}}', base_colour=(1.0, 1.0, 1.0, 0.5))
    row = reads(tmp_path, [write_glb(Mesh((part,)), compressed=True)])[0]
    assert row["meshes"][0]["material"]["kind"] == "MeshBasicMaterial"
    assert row["meshes"][0]["attributes"] == ["normal", "position", "uv", "uv1"]  # no picture would need tangents


def test_transformed_mirrored_and_instanced_nodes_stand_where_three_puts_them(tmp_path):
    file = Gltf()
    normals, tangents = np.tile(np.float32([0, 0, 1]), (4, 1)), np.tile(np.float32([1, 0, 0, 1]), (4, 1))
    file.square(NORMAL=normals, TANGENT=tangents, TEXCOORD_0=SQUARE_UV)
    file.document["nodes"] = [
        {"children": [1, 2], "rotation": [0.18257419, 0.36514837, 0.54772256, 0.73029674], "translation": [1, 2, 3]},
        {"mesh": 0, "scale": [-2, 1, 3]}, {"mesh": 0, "translation": [5, 0, 0]},
    ]  # fmt: skip
    theirs, ours = reads(tmp_path, [file.glb(), write_glb(read_glb(file.glb()), compressed=False)])
    assert ours["low"] == pytest.approx(theirs["low"], abs=1e-5)
    assert ours["high"] == pytest.approx(theirs["high"], abs=1e-5)
    assert counts(ours) == counts(theirs)


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared scans are not beside the checkout")
@pytest.mark.parametrize("name", ["whale-mandible.glb", "venus-de-milo-smk.glb"])
def test_scans_keep_counts_and_bounds(tmp_path, name):
    master = (DATA / "scans" / name).read_bytes()
    mesh = read_glb(master)
    theirs, plain, packed = reads(tmp_path, [master, *(write_glb(mesh, compressed=c) for c in (False, True))])
    size = np.ptp([theirs["low"], theirs["high"]], axis=0).max()
    assert counts(plain) == counts(theirs)
    assert plain["validated"] == theirs["validated"]
    assert packed["validated"]["triangles"] == theirs["validated"]["triangles"] == mesh.triangles
    for row, share in ((plain, 1e-6), (packed, 1 / 65535)):
        assert row["low"] == pytest.approx(theirs["low"], abs=size * share)
        assert row["high"] == pytest.approx(theirs["high"], abs=size * share)
