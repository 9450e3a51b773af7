"""mesh.quality: one quality of a prepared mesh, as compressed GLB for browsers and as plain mesh for other recipes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.assets.simplify import Reduced, reduced
from vmuseum.assets.texture import TextureForm, colour_only, fitted, longest_side
from vmuseum.mesh.arrays import Mesh, decode, encode
from vmuseum.mesh.glb import Precision, write_glb
from vmuseum.mesh.order import ordered
from vmuseum.plan.recipes import MeshQualities, Output, QualityParams, Warning_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class _Form:
    """What a quality keeps: bits of geometry, WebP quality, size of data pictures, normals without chroma loss."""

    precision: Precision
    webp: int
    data_share: float
    fine_normals: bool


_FORMS = {
    "thumb": _Form(Precision(position_bits=12, normal_bits=7, uv_bits=10), 60, 0.5, fine_normals=False),
    "low": _Form(Precision(position_bits=14, normal_bits=8, uv_bits=12), 75, 0.5, fine_normals=False),
    "medium": _Form(Precision(position_bits=14, normal_bits=8, uv_bits=13, colour_bits=16), 80, 0.5, fine_normals=True),
    "high": _Form(Precision(position_bits=16, normal_bits=10, uv_bits=14, colour_bits=16), 85, 1.0, fine_normals=True),
}
_LEAST_TRIANGLES = 100
_LEAST_PX = 32


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    mesh: Mesh
    glb: bytes
    error_m: float


def run(inputs: Mapping[str, bytes], params: QualityParams, whole: MeshQualities) -> Output:
    """Return `model.glb` and `mesh.vmesh` with the facts of recipes.MeshQuality.

    Never more triangles or larger pictures than the master. With `max_bytes` pictures, then triangles shrink until
    the GLB fits; a mesh of very many parts that cannot fit gives the warning `mesh-thumb-large`.
    """
    master = decode(inputs["mesh.vmesh"])
    made = _made(reduced(master, triangles=params.triangles), params, whole, params.texture_px, _FORMS[params.quality].webp)
    warnings: tuple[Warning_, ...] = ()
    if params.max_bytes is not None and len(made.glb) > params.max_bytes:
        made = _squeezed(made, params, whole, params.max_bytes)
        if len(made.glb) > params.max_bytes:
            warnings = (Warning_("mesh-thumb-large", (("bytes", len(made.glb)), ("limit", params.max_bytes))),)
    low, high = made.mesh.bounds()
    facts = {
        "triangles": made.mesh.triangles,
        "texture_px": longest_side(made.mesh),
        "bytes": len(made.glb),
        "bounds": {"low": low.tolist(), "high": high.tolist()},
        "error_m": float(f"{made.error_m:.4g}"),
    }
    return Output({"model.glb": made.glb, "mesh.vmesh": encode(made.mesh)}, facts, warnings)


def _made(found: Reduced, params: QualityParams, whole: MeshQualities, px: int, webp: int) -> _Made:
    form = _FORMS[params.quality]
    textures = TextureForm(px, max(_LEAST_PX, round(px * form.data_share)), webp, form.fine_normals)
    mesh = fitted(ordered(found.mesh), textures)
    glb = write_glb(
        mesh, compressed=True, copyright=whole.copyright, extras=json.loads(whole.extras), precision=form.precision
    )
    return _Made(mesh, glb, found.error_m)


def _squeezed(made: _Made, params: QualityParams, whole: MeshQualities, limit: int) -> _Made:
    """Return the first smaller version that fits, else the smallest."""
    for version in _smaller(Reduced(made.mesh, made.error_m), params, whole):
        made = version
        if len(made.glb) <= limit:
            break
    return made


def _smaller(found: Reduced, params: QualityParams, whole: MeshQualities) -> Iterator[_Made]:
    """Give versions, each smaller than the one before: pictures coarser, colours only, then fewer triangles."""
    px, webp = params.texture_px, _FORMS[params.quality].webp
    yield _made(found, params, whole, px, webp - 20)
    bare = Reduced(colour_only(found.mesh), found.error_m)
    yield _made(bare, params, whole, px, webp - 20)
    triangles = found.mesh.triangles
    while triangles > _LEAST_TRIANGLES or px > _LEAST_PX:
        triangles, px = max(_LEAST_TRIANGLES, triangles * 3 // 4), max(_LEAST_PX, px * 3 // 4)
        fewer = reduced(bare.mesh, triangles=triangles)
        yield _made(Reduced(fewer.mesh, bare.error_m + fewer.error_m), params, whole, px, webp - 20)
