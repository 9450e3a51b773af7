"""mesh.download: a file of the model to take home, credits inside.

glb: every triangle of the prepared master, pictures as delivered, plain floats: any 3D program reads it.
draco: the same surface packed by Draco (vmuseum.mesh.draco states what is rounded). ktx2: quality high with pictures
for graphics cards, for game engines. usdz: quality medium for AR on iPhone and iPad.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vmuseum.assets.downloads.gpu_pictures import LARGEST_PX, gpu_pictures
from vmuseum.assets.downloads.usdz_pictures import usdz_pictures
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Mesh, decode
from vmuseum.mesh.draco import packed_glb
from vmuseum.mesh.glb import write_glb
from vmuseum.mesh.usdz import left_out, write_usdz
from vmuseum.plan.recipes import MeshDownload, Output, Warning_

if TYPE_CHECKING:
    from collections.abc import Mapping


def run(inputs: Mapping[str, bytes], params: MeshDownload) -> Output:
    """Return `model.glb` or `model.usdz` and the facts of recipes.MeshDownload. Raises RecipeError `mesh-*`."""
    mesh = decode(inputs["mesh.vmesh"])
    if not mesh.triangles:
        raise RecipeError("mesh-empty")
    px = _longest_side(mesh)
    if params.form == "usdz":
        name, data, warnings = "model.usdz", _usdz(mesh, params), _told("usdz", left_out(mesh))
    else:
        name, data, warnings = "model.glb", _glb(mesh, params), ()
    if params.form == "ktx2" and px > LARGEST_PX:
        px, warnings = LARGEST_PX, (Warning_("download-textures-smaller", (("form", "ktx2"), ("px", LARGEST_PX))),)
    facts = {"bytes": len(data), "triangles": mesh.triangles, "texture_px": px}
    return Output({name: data}, facts, warnings)


def _glb(mesh: Mesh, params: MeshDownload) -> bytes:
    shown = gpu_pictures(mesh) if params.form == "ktx2" else mesh
    plain = write_glb(shown, compressed=False, copyright=params.copyright, extras=_extras(params))
    return packed_glb(plain) if params.form == "draco" else plain


def _usdz(mesh: Mesh, params: MeshDownload) -> bytes:
    return write_usdz(usdz_pictures(mesh), title=params.title, custom=_custom(params))


def _custom(params: MeshDownload) -> dict[str, str]:
    """Return what a USD reader finds about the file: credit, licence, and all that the GLBs carry as JSON."""
    extras = _extras(params)
    rows = {
        "copyright": params.copyright,
        "license": str(extras.get("rights", {}).get("license", "")),
        "status": str(extras.get("paradata", {}).get("status", "")),
        "title": params.title,
        "vmuseum": params.extras if extras else "",
    }
    return {key: value for key, value in rows.items() if value}


def _extras(params: MeshDownload) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(params.extras)
    return found


def _told(form: str, names: tuple[str, ...]) -> tuple[Warning_, ...]:
    return (Warning_("download-left-out", (("form", form), ("names", ", ".join(names)))),) if names else ()


def _longest_side(mesh: Mesh) -> int:
    sizes = [raster.header(image.data) for image in mesh.images]
    return max((max(size.width, size.height) for size in sizes), default=0)
