"""Two independent readers judge what we write: trimesh measures the surface, pygltflib reads the document."""

import io

import numpy as np
import pygltflib
import pytest
import trimesh

from vmuseum.mesh.arrays import Material, Mesh, Part
from vmuseum.mesh.glb import write_glb


def sphere():
    """Return an icosphere of radius 0.1 m, red, with its foot on the floor."""
    made = trimesh.creation.icosphere(subdivisions=3, radius=0.1)
    positions = (made.vertices + np.array((0.0, 0.1, 0.0))).astype(np.float32)
    part = Part(
        "bi",
        positions,
        made.faces.astype(np.uint32),
        normals=made.vertex_normals.astype(np.float32),
        material=Material(name="do", base_colour=(0.8, 0.1, 0.1, 1.0), roughness=0.4),
    )
    return Mesh((part,)), made


def test_trimesh_measures_the_surface_we_wrote():
    mesh, made = sphere()
    read = trimesh.load(io.BytesIO(write_glb(mesh, compressed=False)), file_type="glb", force="mesh")
    assert len(read.faces) == len(made.faces)
    assert read.area == pytest.approx(made.area, rel=1e-5)
    assert read.bounds[0] == pytest.approx([-0.1, 0.0, -0.1], abs=1e-6)
    assert read.is_watertight


def test_pygltflib_reads_names_material_and_rights():
    mesh, _ = sphere()
    data = write_glb(mesh, compressed=False, copyright="CC0-1.0", extras={"status": "schematic"})
    document = pygltflib.GLTF2.load_from_bytes(data)
    assert document.asset.copyright == "CC0-1.0"
    assert document.asset.extras == {"status": "schematic"}
    assert [node.name for node in document.nodes if node.mesh is not None] == ["bi"]
    material = document.materials[0]
    assert material.name == "do"
    assert material.pbrMetallicRoughness.baseColorFactor == pytest.approx([0.8, 0.1, 0.1, 1.0], abs=1e-6)


def test_pygltflib_finds_the_extensions_of_a_compressed_file():
    mesh, _ = sphere()
    document = pygltflib.GLTF2.load_from_bytes(write_glb(mesh, compressed=True))
    assert {"EXT_meshopt_compression", "KHR_mesh_quantization"} <= set(document.extensionsRequired)
    count = document.accessors[document.meshes[0].primitives[0].indices].count
    assert count == 3 * mesh.triangles
