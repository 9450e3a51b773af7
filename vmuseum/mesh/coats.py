"""KHR_materials_* that a Material carries as they are: clear coat, sheen, ior, transmission and their like.

Only known names with numbers in their range pass; what holds a picture keeps its factors and loses the picture.
Ranges are those of the extensions' own schemas.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from vmuseum.mesh.gltf_json import Row
    from vmuseum.mesh.losses import Losses

_ANY, _SHARE, _POSITIVE = (-1e6, 1e6), (0.0, 1.0), (0.0, 1e6)
_PLAIN: dict[str, dict[str, tuple[float, float]]] = {
    "KHR_materials_anisotropy": {"anisotropyStrength": _SHARE, "anisotropyRotation": _ANY},
    "KHR_materials_clearcoat": {"clearcoatFactor": _SHARE, "clearcoatRoughnessFactor": _SHARE},
    "KHR_materials_diffuse_transmission": {"diffuseTransmissionFactor": _SHARE},
    "KHR_materials_dispersion": {"dispersion": _POSITIVE},
    "KHR_materials_ior": {"ior": _POSITIVE},
    "KHR_materials_iridescence": {
        "iridescenceFactor": _SHARE,
        "iridescenceIor": (1.0, 1e6),
        "iridescenceThicknessMinimum": _POSITIVE,
        "iridescenceThicknessMaximum": _POSITIVE,
    },
    "KHR_materials_sheen": {"sheenRoughnessFactor": _SHARE},
    "KHR_materials_specular": {"specularFactor": _SHARE},
    "KHR_materials_transmission": {"transmissionFactor": _SHARE},
    "KHR_materials_volume": {"thicknessFactor": _POSITIVE, "attenuationDistance": (1e-9, 1e9)},
}
_COLOURS: dict[str, dict[str, tuple[float, float]]] = {
    "KHR_materials_diffuse_transmission": {"diffuseTransmissionColorFactor": _POSITIVE},
    "KHR_materials_sheen": {"sheenColorFactor": _SHARE},
    "KHR_materials_specular": {"specularColorFactor": _POSITIVE},
    "KHR_materials_volume": {"attenuationColor": _SHARE},
}
_LENGTHS = {"KHR_materials_volume": ("thicknessFactor", "attenuationDistance")}
NAMES = frozenset(_PLAIN)
"""The extensions that are kept."""


def read(material: Row, losses: Losses) -> str:
    """Return the extensions of a glTF material as canonical JSON, `{}` without any. Pictures are counted as lost."""
    found: dict[str, Any] = {}
    for name in sorted(NAMES):
        row = material.extension(name)
        if row is not None:
            found[name] = _values(row, name)
            losses.add("mesh-coat-texture", sum(key.endswith("Texture") for key in row.values), name=name)
    return _json(found)


def grown(extensions: str, scale: float) -> str:
    """Return `extensions` for a surface `scale` times as large: thickness and reach of light in a volume grow too."""
    if "KHR_materials_volume" not in extensions or scale == 1.0:
        return extensions
    return _mapped(extensions, lambda value: value * scale)


def written(extensions: str) -> dict[str, Any]:
    """Return the extensions as they go into a glTF material."""
    found: dict[str, Any] = json.loads(extensions)
    return found


def _values(row: Row, name: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, (low, high) in _PLAIN[name].items():
        if key in row:
            values[key] = min(max(row.number(key, low), low), high)
    for key, (low, high) in _COLOURS.get(name, {}).items():
        if key in row:
            values[key] = [min(max(v, low), high) for v in row.numbers(key, (0.0, 0.0, 0.0))]
    return values


def _mapped(extensions: str, change: Callable[[float], float]) -> str:
    found = written(extensions)
    for name, keys in _LENGTHS.items():
        row = found.get(name, {})
        for key in keys:
            if key in row:
                row[key] = change(row[key])
    return _json(found)


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
