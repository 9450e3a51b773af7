"""Material libraries of OBJ files: Wavefront's statements and the physically based ones in common use.

A missing or outside file costs its look only, with a warning. Statements of a material count in any order.
"""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.assets.readers.companions import find
from vmuseum.assets.readers.mtl_pictures import UNCHANGED, MapFile, Pictures, UvChange
from vmuseum.mesh.arrays import Image, Material
from vmuseum.mesh.losses import Losses
from vmuseum.mesh.texture_roles import ROLES
from vmuseum.sources.companions import TEXTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vmuseum.plan.recipes import Warning_

_NORMALS = ("norm", "map_kn", "map_bump", "bump")
_UNKEPT = frozenset(TEXTURES) - {*_NORMALS, "map_kd", "map_pr", "map_pm", "map_orm", "map_rma", "map_ao", "map_ke"}
_UNKEPT_DETAILS = ("-mm", "-t", "-boost", "-texres")
Rows = dict[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """A material, how its pictures lie on the coordinates, and whether they do not repeat."""

    material: Material
    first: UvChange = UNCHANGED
    second: UvChange | None = None  # of the pictures in Material.second_uv
    clamped: bool = False


@dataclass(slots=True)
class Library:
    """Looks by material name, the pictures they use, and what was missing or left out."""

    looks: dict[str, Look] = field(default_factory=dict)
    pictures: Pictures = field(default_factory=Pictures)
    losses: Losses = field(default_factory=Losses)
    missing: list[Warning_] = field(default_factory=list)

    @property
    def images(self) -> tuple[Image, ...]:
        """Pictures in the order materials number them."""
        return tuple(self.pictures.images)

    @property
    def warnings(self) -> tuple[Warning_, ...]:
        """Each warning once."""
        return (*dict.fromkeys((*self.missing, *self.pictures.missing)), *self.losses.warnings())


def load_library(names: list[str], companions: Mapping[str, bytes]) -> Library:
    """Return all materials of the libraries an OBJ names. Of two with one name the first counts."""
    library = Library()
    for name in dict.fromkeys(names):
        data, problem = find(name, companions, missing="obj-no-material")
        if problem:
            library.missing.append(problem)
        if data is not None:
            folder = posixpath.dirname(name.replace("\\", "/"))
            for title, rows in _materials(_text(data)).items():
                if title not in library.looks:
                    library.looks[title] = _look(library, title, rows, folder, companions)
    return library


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # as sources.companions reads names of older programs


def _materials(text: str) -> dict[str, Rows]:
    """Return the statements of every material; of a repeated statement the last counts."""
    found: dict[str, Rows] = {}
    rows: Rows | None = None
    for line in text.replace("\\\n", " ").splitlines():
        key, _, rest = line.strip().replace("\t", " ").partition(" ")
        key, rest = key.lower(), rest.strip()
        if key == "newmtl":
            rows = found.setdefault(rest, {})
        elif rows is not None and rest and not key.startswith("#"):
            rows[key] = rest
    return found


def _look(library: Library, name: str, rows: Rows, folder: str, companions: Mapping[str, bytes]) -> Look:
    maps = {key: MapFile.of(rest, folder) for key, rest in rows.items() if key in TEXTURES}
    material = _factors(Material(name=name), rows)
    given = _pictured(library, material, maps, companions)
    placed = {role: maps[key].change for role, (_, key) in given.items()}
    changes = list(dict.fromkeys(placed[role] for role in ROLES if role in placed))
    first, second = (changes[0] if changes else UNCHANGED), (changes[1] if len(changes) > 1 else None)
    kept = {role for role, change in placed.items() if change in {first, second}}
    library.losses.add("obj-map-option", len(placed) - len(kept), name="-s -o")
    _note_unkept(library, maps, given)
    numbers = {role: number for role, (number, _) in given.items() if role in kept}
    shown = _with_pictures(material, numbers, maps)
    look = replace(shown, second_uv=tuple(role for role in ROLES if role in kept and placed[role] == second))
    return Look(look, first, second, any(maps[key].clamped for _, key in given.values()))


def _factors(row: Material, rows: Rows) -> Material:
    base = _colour(rows, "kd") or (1.0, 1.0, 1.0)
    alpha = 1.0 - _share(rows, "tr", 0.0) if "d" not in rows else _share(rows, "d", 1.0, last=True)
    roughness = _share(rows, "pr", _roughness(_floats(rows.get("ns", ""))) if "ns" in rows else row.roughness)
    return replace(
        row,
        base_colour=(*base, alpha),
        alpha="BLEND" if alpha < 1.0 else "OPAQUE",
        emissive=_colour(rows, "ke", most=1e6) or (0.0, 0.0, 0.0),
        roughness=roughness,
        metallic=_share(rows, "pm", row.metallic),
        extensions=_extensions(rows),
    )


def _extensions(rows: Rows) -> str:
    found: dict[str, Any] = {}
    if _share(rows, "pc", 0.0) > 0.0:
        coat = {"clearcoatFactor": _share(rows, "pc", 0.0), "clearcoatRoughnessFactor": _share(rows, "pcr", 0.0)}
        found["KHR_materials_clearcoat"] = coat
    sheen = _share(rows, "ps", 0.0)
    if sheen > 0.0:
        found["KHR_materials_sheen"] = {"sheenColorFactor": [sheen] * 3, "sheenRoughnessFactor": 0.5}
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def _roughness(exponent: list[float]) -> float:
    """Blinn-Phong exponent to roughness: alpha^2 = 2 / (n + 2), roughness = sqrt(alpha)."""
    return float(min(max((2.0 / (max(exponent[0] if exponent else 0.0, 0.0) + 2.0)) ** 0.25, 0.0), 1.0))


def _pictured(
    library: Library, material: Material, maps: dict[str, MapFile], companions: Mapping[str, bytes]
) -> dict[str, tuple[int, str]]:
    """Return for every role its picture and the statement that gave it; of several statements the first that works."""
    pictures, found = library.pictures, dict[str, tuple[int, str]]()
    readers: tuple[tuple[str, str, Callable[[MapFile], int | None]], ...] = (
        ("metal_rough_texture", "map_orm", lambda row: pictures.packed(row, companions, swapped=False)),
        ("occlusion_texture", "map_orm", lambda row: pictures.packed(row, companions, swapped=False)),
        ("metal_rough_texture", "map_rma", lambda row: pictures.packed(row, companions, swapped=True)),
        ("occlusion_texture", "map_rma", lambda row: pictures.packed(row, companions, swapped=True)),
        (
            "metal_rough_texture",
            "map_pr",
            lambda row: pictures.metal_rough(row, maps.get("map_pm"), material, companions),
        ),
        ("metal_rough_texture", "map_pm", lambda row: pictures.metal_rough(None, row, material, companions)),
        ("base_texture", "map_kd", lambda row: pictures.coloured(row, maps.get("map_d"), companions)),
        ("occlusion_texture", "map_ao", lambda row: pictures.number(row, companions)),
        ("emissive_texture", "map_ke", lambda row: pictures.number(row, companions)),
        *(("normal_texture", key, lambda row: pictures.normal_map(row, companions)) for key in _NORMALS),
    )
    for role, key, read in readers:
        if key in maps and role not in found:
            number = read(maps[key])
            if number is not None:
                found[role] = (number, key)
    return found


def _with_pictures(material: Material, numbers: dict[str, int], maps: dict[str, MapFile]) -> Material:
    row = replace(material, **numbers)  # type: ignore[arg-type]  # roles are fields of int | None
    if row.base_texture is not None and max(row.base_colour[:3]) == 0.0:  # some programs write black under a picture
        row = replace(row, base_colour=(1.0, 1.0, 1.0, row.base_colour[3]))
    if row.base_texture is not None and "map_d" in maps:
        row = replace(row, alpha="BLEND")
    if row.emissive_texture is not None and max(row.emissive) == 0.0:
        row = replace(row, emissive=(1.0, 1.0, 1.0))
    if row.metal_rough_texture is not None:
        row = replace(row, metallic=1.0, roughness=1.0)
    normal = next((maps[key] for key in _NORMALS if key in maps), None)
    if row.normal_texture is not None and normal is not None:
        row = replace(row, normal_scale=normal.strength)
    return row


def _note_unkept(library: Library, maps: dict[str, MapFile], given: dict[str, tuple[int, str]]) -> None:
    """Count pictures that have no place; an ambient picture that is the colour's own is no loss."""
    colour = maps["map_kd"].path if "map_kd" in maps else None
    for key, found in maps.items():
        if key == "map_ka" and found.path == colour:
            continue
        if key in _UNKEPT and not (key == "map_d" and "base_texture" in given):
            library.losses.add("obj-map-left-out", name=key)
        for option in _UNKEPT_DETAILS:
            if option in found.options:
                library.losses.add("obj-map-option", name=option)


def _colour(rows: Rows, key: str, *, most: float = 1.0) -> tuple[float, float, float] | None:
    values = _floats(rows.get(key, ""))
    if not values:
        return None
    r, g, b = (min(max(v, 0.0), most) for v in (values if len(values) >= 3 else values[:1] * 3)[:3])
    return (r, g, b)


def _share(rows: Rows, key: str, default: float, *, last: bool = False) -> float:
    """Return a number 0..1; `d -halo 0.5` has it at the end."""
    words = rows.get(key, "").split()
    values = _floats(" ".join(words[-1:] if last else words))
    return min(max(values[0], 0.0), 1.0) if values else default


def _floats(rest: str) -> list[float]:
    found: list[float] = []
    for word in rest.split():
        try:
            value = float(word)
        except ValueError:
            break
        if not np.isfinite(value):
            break
        found.append(value)
    return found
