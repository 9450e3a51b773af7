"""Pictures of MTL statements: found beside the model, and put together where glTF wants them in one.

Roughness and metal come as two grey pictures (map_Pr, map_Pm) or packed (map_ORM, map_RMA); glTF has roughness in green
and metal in blue of one. Opacity (map_d) joins the colour picture as its alpha.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.readers.companions import find
from vmuseum.assets.readers.web_picture import web_picture
from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.plan.recipes import Warning_
from vmuseum.sources.companions import mtl_textures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from vmuseum.mesh.arrays import Image, Material

_NUMBERED = {"-s": (1.0, 1.0), "-o": (0.0, 0.0)}


@dataclass(frozen=True, slots=True)
class UvChange:
    """Options -s and -o of a picture: uv' = uv * scale + offset, v upwards."""

    scale: tuple[float, float] = (1.0, 1.0)
    offset: tuple[float, float] = (0.0, 0.0)


UNCHANGED = UvChange()


@dataclass(frozen=True, slots=True)
class MapFile:
    """What one texture statement says."""

    name: str
    folder: str = ""
    options: tuple[str, ...] = ()  # those in use, such as -clamp
    change: UvChange = UNCHANGED
    clamped: bool = False
    strength: float = 1.0  # -bm

    @property
    def path(self) -> str:
        """The name below the model's folder, as written."""
        return posixpath.join(self.folder, self.name)

    @staticmethod
    def of(rest: str, folder: str) -> MapFile:
        """Return the statement whose words after the keyword are `rest`; the name may hold blanks."""
        name = next(iter(mtl_textures([f"map_kd {rest}".encode()])), "").strip('"')
        head = rest[: len(rest) - len(name)] if rest.rstrip('"').endswith(name) else rest
        words = head.split()
        found = {word.lower(): words[n + 1 :] for n, word in enumerate(words) if word.startswith("-") and len(word) > 1}
        options = {key: values for key, values in found.items() if not _number(key)}
        scale, offset = (_pair(options.get(key, []), idle) for key, idle in _NUMBERED.items())
        strength = _pair(options.get("-bm", []), (1.0, 1.0))[0]
        clamped = options.get("-clamp", ["off"])[:1] == ["on"]
        return MapFile(name, folder, tuple(options), UvChange(scale, offset), clamped, strength)


@dataclass(slots=True)
class Pictures:
    """The pictures in use, each once."""

    images: list[Image] = field(default_factory=list)
    missing: list[Warning_] = field(default_factory=list)
    _places: dict[tuple[str, ...], int | None] = field(default_factory=dict)
    _loaded: dict[str, Image | None] = field(default_factory=dict)

    def number(self, row: MapFile, companions: Mapping[str, bytes]) -> int | None:
        """Return the number of a picture as delivered, or None with a warning."""
        return self._kept(("as it is", row.path), self._load(row, companions))

    def normal_map(self, row: MapFile, companions: Mapping[str, bytes]) -> int | None:
        """Return the number of a normal map; a height map is left out with a warning."""
        image = self._load(row, companions)
        if image is not None and not _is_normal_map(image.data):
            self.missing.append(Warning_("obj-bump-left-out", (("path", row.name[:80]),)))
            return None
        return self._kept(("as it is", row.path), image)

    def coloured(self, row: MapFile, opacity: MapFile | None, companions: Mapping[str, bytes]) -> int | None:
        """Return the number of a colour picture, with the opacity picture as alpha where it is another file."""
        image = self._load(row, companions)
        veil = self._load(opacity, companions) if opacity is not None and opacity.path != row.path else None
        if image is None or veil is None or opacity is None:
            return self._kept(("as it is", row.path), image)
        key = ("alpha", row.path, opacity.path)
        return self._kept(key, None if key in self._places else _with_alpha(image, veil))

    def metal_rough(
        self, rough: MapFile | None, metal: MapFile | None, material: Material, companions: Mapping[str, bytes]
    ) -> int | None:
        """Return the number of a metal-roughness picture; what has no picture has the material's own value."""
        first, second = (None if row is None else self._load(row, companions) for row in (rough, metal))
        if first is None and second is None:
            return None
        paths = (row.path if row else "" for row in (rough, metal))
        key = ("metal-rough", *paths, f"{material.roughness} {material.metallic}")
        return self._kept(key, None if key in self._places else _joined(first, second, material))

    def packed(self, row: MapFile, companions: Mapping[str, bytes], *, swapped: bool) -> int | None:
        """Return the number of a picture of occlusion, roughness, metal; `swapped`: roughness, metal, occlusion."""
        image = self._load(row, companions)
        if image is None or not swapped:
            return self._kept(("as it is", row.path), image)
        key = ("swapped", row.path)
        values = _rgb(image)
        return self._kept(key, raster.png(raster.picture(np.ascontiguousarray(values[:, :, [2, 0, 1]]))))

    def _kept(self, key: tuple[str, ...], image: Image | None) -> int | None:
        if key not in self._places:
            self._places[key] = None if image is None else len(self.images)
            if image is not None:
                self.images.append(image)
        return self._places[key]

    def _load(self, row: MapFile, companions: Mapping[str, bytes]) -> Image | None:
        if row.path not in self._loaded:
            data, problem = find(row.name, companions, missing="obj-no-texture", folder=row.folder)
            if problem:
                self.missing.append(problem)
            image = None if data is None else web_picture(data)
            if data is not None and image is None:
                self.missing.append(Warning_("mesh-texture-kind", (("at", row.name[:80]),)))
            self._loaded[row.path] = image
        return self._loaded[row.path]


def _with_alpha(image: Image, veil: Image) -> Image:
    colour = _rgb(image)
    height, width = colour.shape[:2]
    return raster.png(raster.picture(np.dstack([colour, _grey(veil, (width, height))])))


def _joined(rough: Image | None, metal: Image | None, material: Material) -> Image:
    sizes = [raster.decode(image.data).size for image in (rough, metal) if image is not None]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    found = np.zeros((height, width, 3), np.uint8)
    for plane, image, value in ((1, rough, material.roughness), (2, metal, material.metallic)):
        found[:, :, plane] = round(value * 255) if image is None else _grey(image, (width, height))
    return raster.png(raster.picture(found))


def _rgb(image: Image) -> NDArray[np.uint8]:
    return raster.pixels(raster.decode(image.data).convert("RGB"))


def _grey(image: Image, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return one plane: the first colour of data pictures, which are grey, or alpha where there is some."""
    found = raster.decode(image.data)
    veiled = found.mode == "RGBA" and found.getchannel("A").getextrema() != (255, 255)
    plane = found.getchannel("A" if veiled else 0)
    return np.asarray(plane if plane.size == size else plane.resize(size), np.uint8)


def _is_normal_map(data: bytes) -> bool:
    """Say whether a picture holds normals (mostly blue) and not heights (grey)."""
    try:
        image = raster.decode(data, max_px=256).convert("RGB")
    except RecipeError:
        return False
    image.thumbnail((64, 64))
    red, green, blue = np.asarray(image, np.float64).reshape(-1, 3).mean(axis=0)
    return bool(blue > red + 40 and blue > green + 40)


def _pair(words: list[str], idle: tuple[float, float]) -> tuple[float, float]:
    values: list[float] = []
    for word in words[:2]:
        if not _number(word):
            break
        values.append(float(word))
    return (values[0] if values else idle[0], values[1] if len(values) > 1 else idle[1])


def _number(word: str) -> bool:
    try:
        return bool(np.isfinite(float(word)))
    except ValueError:
        return False
