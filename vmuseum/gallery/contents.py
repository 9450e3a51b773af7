"""What stands and hangs in a gallery: draw it all and keep what the scene document and the bake need to know."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.gallery.footprints import Footprint, footprint, stand_ids
from vmuseum.gallery.hanging import hang
from vmuseum.gallery.lamps import Target
from vmuseum.gallery.sketch import Place
from vmuseum.gallery.stands import draw_stand, label_chart
from vmuseum.gallery.surfaces import PAPER
from vmuseum.gallery.wallhung import Mounted, Print, mount_frame, mount_panel, print_label
from vmuseum.mesh.arrays import Image, Material, Mesh, Part
from vmuseum.mesh.texture_roles import retextured, textures
from vmuseum.plan.recipes import ExhibitSize
from vmuseum.schema.gallery import Bench, Frame, OnFloor, Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from vmuseum.gallery.footprints import FreeStanding
    from vmuseum.gallery.hanging import Hung
    from vmuseum.gallery.placing import PlacedRoom, Plan
    from vmuseum.gallery.sketch import Sketch
    from vmuseum.geometry import Vec2, Vec3
    from vmuseum.schema.base import Wall
    from vmuseum.schema.gallery import Stand


@dataclass(frozen=True, slots=True)
class Shown:
    """One stand as built: `foot` of its exhibit (or centre of what hangs), yaw it faces, top, reach and floor taken."""

    id: str
    room: int
    stand: Stand
    foot: Vec3
    yaw: float
    top: float
    reach: float
    diagonal: float
    print: Footprint | None = None


@dataclass(slots=True)
class Contents:
    """Everything in the rooms. `exhibits` holds the placed parts of each stand's exhibit."""

    shown: list[Shown] = field(default_factory=list)
    exhibits: dict[str, list[Part]] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    prints: dict[str, Image] = field(default_factory=dict)
    targets: dict[int, list[Target]] = field(default_factory=dict)
    hung: dict[int, list[tuple[Wall, float, bool]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stock:
    """What may be shown: meshes and names of exhibits by id, pictures by input name."""

    meshes: Mapping[str, Mesh]
    names: Mapping[str, ExhibitSize]
    pictures: Mapping[str, bytes]

    def size(self, exhibit: str | None) -> Vec3 | None:
        """Return width, height and depth of an exhibit around its foot's centre, metres."""
        mesh = self.meshes.get(exhibit or "")
        if mesh is None:
            return None
        low, high = mesh.bounds()
        width = 2 * max(abs(float(low[0])), abs(float(high[0])))
        depth = 2 * max(abs(float(low[2])), abs(float(high[2])))
        return (width, float(high[1]), depth)


def fill_rooms(sketch: Sketch, plan: Plan, stock: Stock, ground: Callable[[PlacedRoom, Vec2], float]) -> Contents:
    """Draw every stand, frame and panel. `ground` tells the height of the floor under a world place.

    Raises RecipeError gallery-picture-broken or gallery-input-missing.
    """
    contents = Contents()
    names = stand_ids(plan.rooms)
    for placed in plan.rooms:
        hung = {h.stand: h for h in hang(plan, placed)[0]}
        for k, stand in enumerate(placed.room.stands):
            name = names[(placed.index, k)]
            if isinstance(stand, Frame | Panel):
                if k in hung:
                    _hang_one(sketch, contents, placed, hung[k], stand, name, stock)
            else:
                _stand_one(sketch, contents, placed, stand, name, stock, ground(placed, placed.world(stand.at_m)))
    return contents


def _stand_one(
    sketch: Sketch, contents: Contents, placed: PlacedRoom, stand: FreeStanding, name: str, stock: Stock, floor: float
) -> None:
    exhibit: str = getattr(stand, "exhibit", "")
    size = stock.size(exhibit)
    carried = draw_stand(sketch, placed, stand, name, size, floor)
    shape = footprint(placed, stand, size)
    x, z = placed.world(stand.at_m)
    shown = not (isinstance(stand, OnFloor) and not stand.show)
    if isinstance(stand, Bench):
        contents.shown.append(Shown(name, placed.index, stand, (x, floor, z), 0.0, floor + 0.46, 0.7, 1.0, shape))
        return
    foot = (x, floor + carried.foot, z)
    height = size[1] if size and shown else stand.height_m if isinstance(stand, OnFloor) else 0.4
    reach = max(size[0], size[2]) / 2 if size and shown else 0.5
    diagonal = math.hypot(2 * reach, height)
    yaw = (math.pi + math.radians(stand.turn_deg)) % (2 * math.pi)
    contents.shown.append(
        Shown(name, placed.index, stand, foot, yaw, foot[1] + height, reach, diagonal, shape if shown else None)
    )
    if exhibit in stock.meshes and shown:
        turned = Place(carried.place.at, math.radians(stand.turn_deg))
        contents.exhibits[name] = _placed_parts(contents, stock.meshes[exhibit], name, turned, carried.foot)
    front = (math.sin(yaw), -math.cos(yaw))
    target = Target(name, (x, foot[1] + 0.45 * height, z), front, reach)
    contents.targets.setdefault(placed.index, []).append(target)
    chart = label_chart(carried, placed.index, PAPER)
    if chart is not None and exhibit in stock.names:
        _keep(contents, print_label(sketch, chart, name, stock.names[exhibit]))


def _placed_parts(contents: Contents, mesh: Mesh, name: str, place: Place, foot: float) -> list[Part]:
    """Return the parts of an exhibit in the world; its images join the scene's."""
    shift = len(contents.images)
    contents.images.extend(mesh.images)
    axes = np.array([place.direction(axis) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1))], dtype=np.float32)
    at = np.array(place.point((0.0, foot, 0.0)), dtype=np.float32)
    parts: list[Part] = []
    for number, part in enumerate(mesh.parts):
        normals = None if part.normals is None else _turned(part.normals, axes)
        parts.append(
            Part(
                f"exhibit:{name}:{number}",
                _turned(part.positions, axes) + at,
                part.indices,
                normals=normals,
                uvs=part.uvs,
                colours=part.colours,
                material=moved_textures(one_uv_set(part.material), shift),
            )
        )
    return parts


def one_uv_set(material: Material) -> Material:
    """Return a material without the pictures of the second set of coordinates: in a gallery that is the light map's."""
    return retextured(material, {r: n for r, n in textures(material).items() if r not in material.second_uv})


def _turned(rows: NDArray[np.float32], axes: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows[:, :1] * axes[0] + rows[:, 1:2] * axes[1] + rows[:, 2:] * axes[2], dtype=np.float32)


def moved_textures(material: Material, shift: int) -> Material:
    """Return a material whose texture numbers are raised by `shift`."""
    names = ("base_texture", "normal_texture", "metal_rough_texture", "occlusion_texture", "emissive_texture")
    moved = {n: getattr(material, n) + shift for n in names if getattr(material, n) is not None}
    return replace(material, **moved)


def _hang_one(
    sketch: Sketch, contents: Contents, placed: PlacedRoom, hung: Hung, stand: Frame | Panel, name: str, stock: Stock
) -> None:
    mounted: Mounted
    if isinstance(stand, Panel):
        mounted = mount_panel(sketch, placed, hung, name, stand)
    else:
        key = f"picture/{stand.picture}" if stand.picture else f"picture/{stand.exhibit}"
        if key not in stock.pictures:
            raise RecipeError("gallery-input-missing", name=key)
        mounted = mount_frame(sketch, placed, hung, name, stock.pictures[key])
    for item in mounted.prints:
        _keep(contents, item)
    inward = placed.wall(hung.wall).inward
    yaw = math.atan2(inward[0], -inward[1]) % (2 * math.pi)
    top = mounted.centre[1] + mounted.size[1] / 2
    diagonal = math.hypot(*mounted.size)
    contents.shown.append(Shown(name, placed.index, stand, mounted.centre, yaw, top, mounted.size[0] / 2, diagonal))
    contents.hung.setdefault(placed.index, []).append((hung.wall, hung.at, isinstance(stand, Panel)))


def _keep(contents: Contents, item: Print) -> None:
    contents.prints[item.part] = item.image
