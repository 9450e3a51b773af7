"""One quality of a mesh: surface and pictures as compressed GLB for browsers, and as plain mesh for other recipes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.assets.qualities.simplify import reduced
from vmuseum.assets.qualities.texels import enough_px
from vmuseum.assets.qualities.texture import Pictures, TextureForm, used_images
from vmuseum.mesh.glb import Precision, write_glb
from vmuseum.plan.recipes import Quality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vmuseum.mesh.arrays import Mesh
    from vmuseum.plan.recipes import MeshQualities, QualityParams


@dataclass(frozen=True, slots=True)
class _Form:
    """What a quality keeps: bits of geometry, quality of pictures, size of normals and data beside colours."""

    precision: Precision
    colour: int
    normal: int
    normal_share: float
    data_share: float
    keep: bool = False


_FORMS: dict[Quality, _Form] = {
    "thumb": _Form(Precision(position_bits=12, normal_bits=7, uv_bits=10), 60, 80, 0.5, 0.5),
    "low": _Form(Precision(position_bits=14, normal_bits=8, uv_bits=12), 75, 85, 0.5, 0.5),
    "medium": _Form(Precision(position_bits=14, normal_bits=8, uv_bits=13, colour_bits=16), 80, 92, 1.0, 0.5),
    "high": _Form(Precision(position_bits=16, normal_bits=10, uv_bits=14, colour_bits=16), 85, 95, 1.0, 1.0, keep=True),
}
_LEAST_TRIANGLES = 100
_LEAST_PX = 32


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A quality: the plain mesh, the GLB."""

    mesh: Mesh
    glb: bytes


def made(mesh: Mesh, pictures: Pictures, params: QualityParams, whole: MeshQualities) -> Made:
    """Return `mesh` with its pictures at the size of `params`.

    With `max_bytes` pictures, then triangles shrink until the GLB fits; the last try is returned where none does.
    """
    found = _made(mesh, pictures, params, whole)
    if params.max_bytes is None:
        return found
    versions = _smaller(mesh, pictures, params, whole)
    while len(found.glb) > params.max_bytes:
        smaller = next(versions, None)
        if smaller is None:
            break
        found = smaller
    return found


def _made(mesh: Mesh, pictures: Pictures, params: QualityParams, whole: MeshQualities, *, coarser: int = 0) -> Made:
    form = _FORMS[params.quality]
    textures = TextureForm(
        colour_px=params.texture_px,
        normal_px=max(_LEAST_PX, round(params.texture_px * form.normal_share)),
        data_px=max(_LEAST_PX, round(params.texture_px * form.data_share)),
        colour_quality=form.colour - coarser,
        normal_quality=form.normal - coarser,
        keep=form.keep,
        kind=whole.textures,
    )
    shown = used_images(pictures.fitted(mesh, textures, most_px=enough_px(mesh, params.texels_m)))
    extras = json.loads(whole.extras)
    glb = write_glb(shown, compressed=True, copyright=whole.copyright, extras=extras, precision=form.precision)
    return Made(shown, glb)


def _smaller(mesh: Mesh, pictures: Pictures, params: QualityParams, whole: MeshQualities) -> Iterator[Made]:
    """Give versions, each smaller than the one before: pictures coarser, colours only, then fewer triangles."""
    yield _made(mesh, pictures, params, whole, coarser=20)
    bare = pictures.colours_alone(mesh)
    yield _made(bare, pictures, params, whole, coarser=20)
    triangles, px = mesh.triangles, params.texture_px
    while triangles > _LEAST_TRIANGLES or px > _LEAST_PX:
        triangles, px = max(_LEAST_TRIANGLES, triangles * 3 // 4), max(_LEAST_PX, px * 3 // 4)
        bare = reduced(bare, triangles=triangles).mesh
        yield _made(bare, pictures, params.model_copy(update={"texture_px": px}), whole, coarser=20)
