"""A painted room as gallery.build would put it out, small enough to draw in a test."""

import math

import numpy as np

from render.shapes import ball
from vmuseum.mesh.arrays import Material, Mesh, Part, encode
from vmuseum.render import stills
from vmuseum.schema.base import Text
from vmuseum.schema.gallery_scene import GalleryScene, Light, RoomRef, Spot, StandRef, ViewRef, Walk

SIZE = (6.0, 3.0, 4.0)
WALLS = {
    "north": (0.8, 0.1, 0.1), "east": (0.1, 0.8, 0.1), "south": (0.1, 0.1, 0.8),
    "west": (0.7, 0.7, 0.1), "ceiling": (0.8, 0.8, 0.8), "floor": (0.2, 0.2, 0.2),
}  # fmt: skip


def _wall(name, corner, across, down):
    corner, across, down = (np.array(v, float) for v in (corner, across, down))
    points = np.array([corner, corner + across, corner + across + down, corner + down])
    normal = np.cross(down, across)
    return Part(
        f"wall:{name}",
        points.astype(np.float32),
        np.array([[0, 3, 2], [0, 2, 1]], np.uint32),
        np.tile(normal / np.linalg.norm(normal), (4, 1)).astype(np.float32),
        uvs2=np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32),
        material=Material(base_colour=(*WALLS[name], 1.0), roughness=0.9),
    )


def room_parts():
    """Six painted sides, seen from inside; x from 0, z from 0."""
    w, h, d = SIZE
    return (
        _wall("north", (0, h, 0), (w, 0, 0), (0, -h, 0)),
        _wall("east", (w, h, 0), (0, 0, d), (0, -h, 0)),
        _wall("south", (w, h, d), (-w, 0, 0), (0, -h, 0)),
        _wall("west", (0, h, d), (0, 0, -d), (0, -h, 0)),
        _wall("ceiling", (0, h, d), (w, 0, 0), (0, 0, -d)),
        _wall("floor", (0, 0, 0), (w, 0, 0), (0, 0, d)),
    )


def gallery_inputs(*, sky="none", spots=(), with_exhibit=True, roof=True):
    """`scene.vmesh`, `light.webp` and `scene.json`; one exhibit, a ball, in front of the north wall."""
    w, h, d = SIZE
    parts = [p for p in room_parts() if roof or p.name != "wall:ceiling"]
    stands = ()
    if with_exhibit:
        exhibit = ball(
            0.3, at=(3.0, 1.2, 1.0), material=Material(base_colour=(0.5, 0.5, 0.5, 1.0), roughness=1.0)
        ).parts[0]
        parts.append(
            Part("exhibit:stand-1", exhibit.positions, exhibit.indices, exhibit.normals, material=exhibit.material)
        )
        dim = ((4.0, 4.0, 4.0),) * 6
        stands = (
            StandRef(
                id="stand-1", kind="plinth", room="one", exhibit="ball", title=Text(vi="Cầu"), text=None,
                at=(3.0, 0.9, 1.0), yaw=math.pi, spot=(3.0, 1.7, 1.0), view=(3.0, 0.0, 3.0), reach=0.3, probe=dim,
            ),
        )  # fmt: skip
    open_air = sky == "morning"
    scene = GalleryScene(
        rooms=(RoomRef(id="one", title=None, low=(0.0, 0.0), high=(w, d), origin=(0.0, 0.0), height=h),),
        stands=stands,
        doors=(),
        walk=Walk(areas=(((0.0, 0.0), (w, 0.0), (w, d), (0.0, d)),), obstacles=(), radius=0.3, floor=0.0),
        views=(ViewRef(id="in", title=None, room="one", at=(3.0, 0.0, 3.5), yaw=0.0),),
        light=Light(
            exposure=1 / 26, map_scale=200.0, sky=(20.0, 25.0, 40.0), ground=(5.0, 5.0, 5.0),
            sun=(0.6, 0.7, 0.2) if open_air else None,
            sun_lux=(100.0, 90.0, 70.0) if open_air else None,
            spots=tuple(spots),
        ),
        sky=sky,
        low=(0.0, 0.0, 0.0),
        high=(w, h, d),
    )  # fmt: skip
    light = np.full((16, 16, 3), 150, np.uint8)
    return {
        "scene.vmesh": encode(Mesh(tuple(parts))),
        "light.webp": stills.webp(light, 100),
        "scene.json": scene.model_dump_json().encode(),
    }


def spot_on_exhibit(stand="stand-1"):
    """A lamp above the ball."""
    return Spot(at=(3.0, 2.8, 2.5), aim=(3.0, 1.2, 1.0), candela=(900.0, 900.0, 900.0), cut=0.4, full=0.2, stand=stand)
