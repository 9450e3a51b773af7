"""Accessors of a glTF file as arrays: strides, normalised integers, sparse values and meshopt-compressed views.

glTF 2.0, section 3.6; KHR_mesh_quantization; EXT_meshopt_compression (and KHR_, its successor with the same fields).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh import meshopt
from vmuseum.mesh.limits import MAX_INDICES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vmuseum.mesh.gltf_container import Container
    from vmuseum.mesh.gltf_json import Row

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_INDEX_TYPES = frozenset({5121, 5123, 5125})
_DENSEST = 2048  # bytes out of one byte in; the densest of the codecs packs 256 equal bytes into 2 bits
_MOST_EMPTY = 2_000_000  # items of an accessor that has no bytes but those of its sparse patch
_MODES = {"ATTRIBUTES", "TRIANGLES", "INDICES"}
_FILTERS = {"NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL", "COLOR"}


def indices(container: Container, row: Row) -> NDArray[np.uint32]:
    """Return an index accessor as (k,) uint32."""
    if row.integer("componentType") not in _INDEX_TYPES or row.text("type") != "SCALAR":
        raise row.broken("componentType")
    return raw(container, row)[:, 0].astype(np.uint32)


def floats(container: Container, row: Row, *widths: int) -> NDArray[np.float32]:
    """Return an accessor as (n, width) float32, normalised integers unpacked. `widths` are those allowed."""
    values = raw(container, row)
    if values.shape[1] not in widths:
        raise row.broken("type")
    return unpacked(values, normalised=row.flag("normalized"))


def unpacked(values: NDArray[Any], *, normalised: bool) -> NDArray[np.float32]:
    """Return values as float32; `normalised` integers become 0..1 or -1..1."""
    if values.dtype.kind == "f" or not normalised:
        return values.astype(np.float32, copy=False)
    found = values.astype(np.float32)
    found /= np.float32(np.iinfo(values.dtype).max)
    return found if values.dtype.kind == "u" else np.maximum(found, np.float32(-1.0), out=found)


def declared_kind(values: NDArray[Any], row: Row) -> NDArray[Any]:
    """Return whole numbers as the type the accessor declares: a Draco decoder may hand over wider ones."""
    kind, _ = _layout(row)
    return values.astype(kind) if values.dtype.kind in "iu" and kind.kind in "iu" else values


def raw(container: Container, row: Row) -> NDArray[Any]:
    """Return an accessor as stored, (n, width). Raises RecipeError `gltf-accessor-range`."""
    kind, width = _layout(row)
    count = row.integer("count", low=1)
    if count > MAX_INDICES:
        raise RecipeError("gltf-accessor-range", at=row.at, count=count)
    view = row.index("bufferView", container.all("bufferViews"))
    if view is None and count > _MOST_EMPTY:
        raise RecipeError("gltf-accessor-range", at=row.at, count=count)
    values = _strided(container, row, view, count) if view else np.zeros((count, width), kind)
    sparse = row.row("sparse")
    return _patched(container, sparse, values) if sparse else values


def declared(row: Row) -> int:
    """Return how many items an accessor promises."""
    return row.integer("count", low=1)


def item_bytes(row: Row) -> int:
    """Return the bytes of one item of an accessor, without padding."""
    kind, width = _layout(row)
    return kind.itemsize * width


def _layout(row: Row) -> tuple[np.dtype[Any], int]:
    code, shape = row.integer("componentType"), row.text("type")
    if code not in _TYPES:
        raise row.broken("componentType")
    if shape not in _WIDTHS:
        raise row.broken("type")
    return np.dtype(_TYPES[code]), _WIDTHS[shape]


def _strided(container: Container, row: Row, view: Row, count: int) -> NDArray[Any]:
    kind, width = _layout(row)
    item = kind.itemsize * width
    stride = view.integer("byteStride", item, low=1, high=256)
    start = row.integer("byteOffset", 0)
    size = view.integer("byteLength")
    if stride < item or start + stride * (count - 1) + item > size:
        raise RecipeError("gltf-accessor-range", at=row.at, count=count)
    data = _view(container, view)
    shape, strides = (count, width), (stride, kind.itemsize)
    return np.ndarray(shape, kind, buffer=data, offset=start, strides=strides).copy()


def _view(container: Container, view: Row) -> bytes:
    for name in ("EXT_meshopt_compression", "KHR_meshopt_compression"):
        packed = view.extension(name)
        if packed:
            return _unpacked(container, view, packed)
    return container.slice(view)


def _unpacked(container: Container, view: Row, packed: Row) -> bytes:
    mode, applied = packed.text("mode"), packed.text("filter", "NONE")
    count, stride = packed.integer("count", high=MAX_INDICES), packed.integer("byteStride", low=1, high=256)
    fits = stride % 4 == 0 if mode == "ATTRIBUTES" else stride in {2, 4}
    if mode not in _MODES or applied not in _FILTERS or not fits or count * stride != view.integer("byteLength"):
        raise packed.broken("mode")
    if mode == "TRIANGLES" and count % 3:
        raise packed.broken("count")
    data = container.slice(packed)
    if count * stride > _DENSEST * len(data):
        raise packed.broken("count")
    return meshopt.decode(data, mode=cast("Any", mode), count=count, stride=stride, applied=cast("Any", applied))


def _patched(container: Container, sparse: Row, values: NDArray[Any]) -> NDArray[Any]:
    places, patch = sparse.row("indices"), sparse.row("values")
    count = sparse.integer("count", low=1, high=len(values))
    if places is None or patch is None or places.integer("componentType") not in _INDEX_TYPES:
        raise sparse.broken("indices")
    kind = np.dtype(_TYPES[places.integer("componentType")])
    where = _packed(container, places, kind, count).astype(np.int64)
    if where.max() >= len(values):
        raise RecipeError("gltf-accessor-range", at=sparse.at, count=int(where.max()))
    values[where] = _packed(container, patch, values.dtype, count * values.shape[1]).reshape(count, -1)
    return values


def _packed(container: Container, row: Row, kind: np.dtype[Any], count: int) -> NDArray[Any]:
    view = row.index("bufferView", container.all("bufferViews"))
    if view is None:
        raise row.broken("bufferView")
    data, start = _view(container, view), row.integer("byteOffset", 0)
    if start + count * kind.itemsize > len(data):
        raise RecipeError("gltf-accessor-range", at=row.at, count=count)
    return np.frombuffer(data, kind, count, start)
