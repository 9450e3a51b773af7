"""Read and write GLB, the form in which geometry leaves and enters the museum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vmuseum.mesh.gltf_quantise import Lattice, Precision
from vmuseum.mesh.gltf_read import Loaded, load_gltf
from vmuseum.mesh.gltf_write import Form, gltf_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.mesh.arrays import Mesh

__all__ = ["Form", "Lattice", "Loaded", "Precision", "load_gltf", "read_glb", "write_glb"]


def write_glb(
    mesh: Mesh,
    *,
    compressed: bool,
    copyright: str = "",  # noqa: A002 - the glTF word
    extras: Mapping[str, Any] | None = None,
    precision: Precision | None = None,
    lattice: Lattice | None = None,
) -> bytes:
    """Return `mesh` as GLB, always the same bytes.

    compressed: reordered, quantised (KHR_mesh_quantization) and EXT_meshopt_compression; else plain floats as they are.
    Runs of parts with one name become one node of that name with several primitives. Textures stay as encoded; WebP
    needs EXT_texture_webp. `uvs` of textured materials are quantised with KHR_texture_transform; `uvs2` (TEXCOORD_1)
    stays untransformed: for light maps and for the pictures of Material.second_uv. Emission above 1 is written as
    KHR_materials_emissive_strength. Tangents are packed where a normal map or anisotropy shows them, kept when plain.
    `lattice` places the integers of positions, so that vertices at one place in several files stay at one place.
    `copyright` and `extras` go into the asset. Raises RecipeError `mesh-empty`, `mesh-not-finite`, `mesh-index-range`.
    """
    form = Form(quantised=compressed, compressed=compressed, precision=precision or Precision(), lattice=lattice)
    return gltf_bytes(mesh, form, copyright_line=copyright, extras=extras or {})


def read_glb(data: bytes, companions: Mapping[str, bytes] | None = None) -> Mesh:
    """Return the mesh of a GLB (or glTF with its companions by relative path), node transforms applied.

    Draco, meshopt, quantised and sparse data are unpacked. Raises RecipeError for every damaged or hostile file.
    `load_gltf` also tells what was left out.
    """
    return load_gltf(data, companions or {}).mesh
