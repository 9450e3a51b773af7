"""Material libraries of OBJ files. A missing or outside file costs its look only, with a warning."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.companions import find
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image, Material
from vmuseum.mesh.gltf_materials import image_mime
from vmuseum.plan.recipes import Warning_
from vmuseum.sources.companions import mtl_textures

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class Library:
    """Materials by name, the pictures they use, and what was missing."""

    materials: dict[str, Material] = field(default_factory=dict)
    pictures: list[Image] = field(default_factory=list)
    found: list[Warning_] = field(default_factory=list)
    _places: dict[str, int | None] = field(default_factory=dict)

    @property
    def images(self) -> tuple[Image, ...]:
        """Pictures in the order materials number them."""
        return tuple(self.pictures)

    @property
    def warnings(self) -> tuple[Warning_, ...]:
        """Each warning once."""
        return tuple(dict.fromkeys(self.found))

    def picture(self, name: str, folder: str, companions: Mapping[str, bytes], *, normal: bool = False) -> int | None:
        """Return the number of a picture, or None with a warning."""
        if name not in self._places:
            self._places[name] = self._load(name, folder, companions, normal=normal)
        return self._places[name]

    def _load(self, name: str, folder: str, companions: Mapping[str, bytes], *, normal: bool) -> int | None:
        data, problem = find(name, companions, missing="obj-no-texture", folder=folder)
        if problem:
            self.found.append(problem)
        if data is None:
            return None
        image = _web_picture(data)
        if image is None:
            self.found.append(Warning_("mesh-texture-kind", (("at", name[:80]),)))
            return None
        if normal and not _is_normal_map(image.data):
            self.found.append(Warning_("obj-bump-left-out", (("path", name[:80]),)))
            return None
        self.pictures.append(image)
        return len(self.pictures) - 1


def load_library(names: list[str], companions: Mapping[str, bytes]) -> Library:
    """Return all materials of the libraries an OBJ names."""
    library = Library()
    for name in names:
        data, problem = find(name, companions, missing="obj-no-material")
        if problem:
            library.found.append(problem)
        if data is not None:
            _read(library, _text(data), posixpath.dirname(name.replace("\\", "/")), companions)
    return library


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # as sources.companions reads names of older programs


def _read(library: Library, text: str, folder: str, companions: Mapping[str, bytes]) -> None:
    name: str | None = None
    for line in text.splitlines():
        key, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if key == "newmtl":
            name = rest
            library.materials[name] = Material(name=rest)
        elif name is not None and rest:
            row = _applied(library, library.materials[name], key.lower(), rest, folder, companions)
            library.materials[name] = row


def _applied(
    library: Library, row: Material, key: str, rest: str, folder: str, companions: Mapping[str, bytes]
) -> Material:
    if key == "map_kd":
        place = library.picture(_file_name(key, rest), folder, companions)
        black = max(row.base_colour[:3]) == 0.0  # some programs write black under a picture
        colour = (1.0, 1.0, 1.0, row.base_colour[3]) if black else row.base_colour
        return replace(row, base_texture=place, base_colour=colour if place is not None else row.base_colour)
    if key in {"map_bump", "bump", "norm", "map_kn"}:
        return replace(row, normal_texture=library.picture(_file_name(key, rest), folder, companions, normal=True))
    values = _floats(rest)
    return _coloured(row, key, values) if values else row


def _coloured(row: Material, key: str, values: list[float]) -> Material:
    if key == "kd" and len(values) >= 3:
        r, g, b = (min(max(v, 0.0), 1.0) for v in values[:3])
        return replace(row, base_colour=(r, g, b, row.base_colour[3]))
    if key == "ke" and len(values) >= 3:
        r, g, b = (max(v, 0.0) for v in values[:3])
        return replace(row, emissive=(r, g, b))
    share = min(max(values[0], 0.0), 1.0)
    if key in {"d", "tr"}:
        alpha = share if key == "d" else 1.0 - share
        return replace(row, base_colour=(*row.base_colour[:3], alpha), alpha="BLEND" if alpha < 1.0 else "OPAQUE")
    if key == "ns":  # Blinn-Phong exponent to roughness: alpha^2 = 2 / (n + 2), roughness = sqrt(alpha)
        return replace(row, roughness=min(max((2.0 / (max(values[0], 0.0) + 2.0)) ** 0.25, 0.0), 1.0))
    if key == "pr":
        return replace(row, roughness=share)
    return replace(row, metallic=share) if key == "pm" else row


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


def _file_name(key: str, rest: str) -> str:
    """Return the picture a map line names, without its options; the name may hold blanks."""
    return next(iter(mtl_textures([f"{key} {rest}".encode()])), "").strip('"')


def _web_picture(data: bytes) -> Image | None:
    """Return the picture as JPEG, PNG or WebP; TIFF and the like become PNG. None when it is no picture."""
    mime = image_mime(data)
    if mime:
        return Image(mime, data)
    try:
        return raster.png(raster.decode(data))
    except RecipeError:
        return None


def _is_normal_map(data: bytes) -> bool:
    """Say whether a picture holds normals (mostly blue) and not heights (grey)."""
    try:
        image = raster.decode(data, max_px=256).convert("RGB")
    except RecipeError:
        return False
    image.thumbnail((64, 64))
    red, green, blue = np.asarray(image, np.float64).reshape(-1, 3).mean(axis=0)
    return bool(blue > red + 40 and blue > green + 40)


__all__ = ["Library", "load_library"]
