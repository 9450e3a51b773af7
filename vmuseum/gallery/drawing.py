"""Draw a whole gallery before any light is known: rooms, openings, stands, lamps, shells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.gallery import layout
from vmuseum.gallery.architecture import draw_room
from vmuseum.gallery.contents import Contents, Stock, fill_rooms
from vmuseum.gallery.lamps import BALANCE_K, LampLight, assigned, authored_lamps, draw_lamps, preset_lamps
from vmuseum.gallery.openings import draw_passage
from vmuseum.gallery.placing import Plan, place
from vmuseum.gallery.shells import Shells, load_shells
from vmuseum.gallery.sketch import Sketch
from vmuseum.gallery.sky import DAY_BALANCE_K, Sky, sky_of
from vmuseum.mesh.arrays import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.gallery.placing import PlacedRoom
    from vmuseum.mesh.arrays import Mesh
    from vmuseum.plan.recipes import GalleryBuild
    from vmuseum.schema.gallery import Gallery


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A gallery without light."""

    gallery: Gallery
    plan: Plan
    sketch: Sketch
    contents: Contents
    stock: Stock
    shells: Shells
    lamps: tuple[LampLight, ...]
    sky: Sky | None


def draw(inputs: Mapping[str, bytes], params: GalleryBuild) -> Drawn:
    """Return the gallery drawn. Raises RecipeError with the codes of `layout.check`, and those of the parts."""
    gallery = params.gallery
    stock = _stock(inputs, params)
    plan = place(gallery)
    sizes = {name: size for name in stock.meshes if (size := stock.size(name)) is not None}
    _refuse(gallery, sizes)
    shells = load_shells(plan, _shell_meshes(inputs, plan))
    sketch = Sketch()
    for placed in plan.rooms:
        if not placed.shell:
            draw_room(sketch, plan, placed)
    for passage in plan.passages:
        draw_passage(sketch, plan, passage)
    contents = fill_rooms(sketch, plan, stock, shells.ground)
    lamps: list[LampLight] = []
    for placed in plan.rooms:
        lamps += _lamps(sketch, gallery, plan, placed, contents)
    return Drawn(gallery, plan, sketch, contents, stock, shells, tuple(lamps), sky_of(gallery))


def _lamps(sketch: Sketch, gallery: Gallery, plan: Plan, placed: PlacedRoom, contents: Contents) -> list[LampLight]:
    """Draw and return the lamps of one room."""
    tracked = gallery.lighting == "gallery" and placed.roofed
    found: list[LampLight] = []
    if tracked:
        targets = contents.targets.get(placed.index, [])
        found = preset_lamps(plan, placed, targets, contents.hung.get(placed.index, []))
    draw_lamps(sketch, placed, found, tracked=tracked)
    balance = BALANCE_K if gallery.lighting == "gallery" else DAY_BALANCE_K
    own = assigned(authored_lamps(placed, balance), contents.targets.get(placed.index, []))
    draw_lamps(sketch, placed, own, tracked=False)
    return found + own


def _stock(inputs: Mapping[str, bytes], params: GalleryBuild) -> Stock:
    meshes: dict[str, Mesh] = {}
    for name in sorted(inputs):
        if name.startswith("exhibit/"):
            meshes[name.removeprefix("exhibit/").removesuffix(".vmesh")] = decode(inputs[name])
    pictures = {name: data for name, data in inputs.items() if name.startswith("picture/")}
    return Stock(meshes, {e.id: e for e in params.exhibits}, pictures)


def _refuse(gallery: Gallery, sizes: Mapping[str, tuple[float, float, float]]) -> None:
    """Stop at the first error of the layout: `vmuseum check` shows all of them with their lines."""
    for row in layout.check(gallery, sizes):
        if row.severity == "error":
            raise RecipeError(row.code, **dict(row.args))


def _shell_meshes(inputs: Mapping[str, bytes], plan: Plan) -> dict[int, Mesh]:
    found: dict[int, Mesh] = {}
    for placed in plan.rooms:
        if not placed.shell:
            continue
        name = f"shell/{placed.room.id}.vmesh"
        if name not in inputs:
            raise RecipeError("gallery-input-missing", name=name)
        found[placed.index] = decode(inputs[name])
    return found
