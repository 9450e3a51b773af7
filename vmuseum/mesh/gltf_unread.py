"""What stands in a glTF file beside its surfaces and is not kept: counted here, told to the author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vmuseum.mesh.gltf_container import SUPPORTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_nodes import Placed
    from vmuseum.mesh.losses import Losses


def note_unread(container: Container, placed: Sequence[Placed], losses: Losses) -> None:
    """Note animations, poses, lamps, cameras, meshes outside the scene and extensions that have no place here."""
    losses.add("mesh-animation-left-out", len(container.all("animations")))
    losses.add("mesh-skin-rest", len({row.skin for row in placed if row.skin}))
    shown = {row.mesh.at: row.mesh for row in placed}
    shapes = sum(any("targets" in primitive for primitive in mesh.rows("primitives")) for mesh in shown.values())
    losses.add("mesh-morph-rest", shapes)
    losses.add("mesh-cameras-left-out", sum("camera" in node for node in container.all("nodes")))
    lamps = sum(node.extension("KHR_lights_punctual") is not None for node in container.all("nodes"))
    losses.add("mesh-lamps-left-out", lamps)
    losses.add("mesh-not-in-scene", sum(row.at not in shown for row in container.all("meshes")))
    for name in dict.fromkeys(container.root.texts("extensionsUsed")):
        if name not in SUPPORTED:
            losses.add("mesh-extension-left-out", name=name[:80])
