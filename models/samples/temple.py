"""The Hung Kings Temple: a court to walk in, and small models of the whole and of its parts."""

from __future__ import annotations

from dataclasses import replace

from .blocks import box, plate
from .glb import Item, Place
from .ground import paving
from .surface import joined
from .temple_court import BASE, GATE_Z, HIGH, base, court, gate
from .temple_hall import arcs, hall, pillars

SCALE = 1 / 150


def court_to_walk() -> list[Item]:
    """Return the whole place at full size: origin at the north-west corner of the square base, x east, z south."""
    items = [*base(), *_sunk(*hall(), *arcs()), *pillars(), *gate(), *court()]
    return [Item(i.name, i.surfaces, [_shifted(p) for p in i.places]) for i in items]


def temple_model() -> list[Item]:
    """Return hall, lake, pillars and gate at 1:150 without trees and ground."""
    items = [*base(around=72), *_sunk(*hall(around=64), *arcs(steps=14)), *pillars(around=8), *_forecourt(), *gate()]
    return [shrunk(item, SCALE) for item in items]


def arcs_model() -> list[Item]:
    """Return the hall with its 18 arcs at 1:150."""
    return [shrunk(item, SCALE) for item in (*_terrace(), *_sunk(*hall(around=48), *arcs(steps=14)))]


def pillars_model() -> list[Item]:
    """Return the round lake with its 54 pillars at 1:150."""
    keep = {"walk-nen", "chan-nen", "thanh-ho", "mat-ho", "walk-cau", "walk-bac"}
    items = [item for item in base(around=72) if item.name in keep]
    return [shrunk(item, SCALE) for item in (*items, *pillars(around=8))]


def gate_model() -> list[Item]:
    """Return the gate at 1:50, moved to the origin."""
    items = [Item(i.name, [s.moved((0.0, 0.0, -GATE_Z)) for s in i.surfaces]) for i in gate()]
    return [shrunk(item, 1 / 50) for item in items]


def _sunk(*items: Item) -> list[Item]:
    """Return hall and arcs, drawn on a terrace of 1.6 m, set down on the low one."""
    return [Item(i.name, [s.moved((0.0, HIGH - 1.6, 0.0)) for s in i.surfaces], i.places) for i in items]


def _shifted(place: Place) -> Place:
    return Place((place.at[0] + BASE, place.at[1], place.at[2] + BASE), place.turn, place.size)


def shrunk(item: Item, scale: float) -> Item:
    """Return an item at a smaller scale; uvs stay."""
    surfaces = [replace(s.with_normals(), points=s.points * scale) for s in item.surfaces]
    places = [Place(tuple(float(v) * scale for v in p.at), p.turn, p.size) for p in item.places]  # type: ignore[arg-type] # three numbers
    return Item(item.name.removeprefix("walk-"), surfaces, places)


def _terrace() -> list[Item]:
    return [item for item in base(around=64) if item.name == "walk-them"]


def _forecourt() -> list[Item]:
    """Return a board of paving from the base to the gate, so that the model stands on one plate."""
    board = [
        *(
            plate(a, b, 0.0, paving())
            for a, b in (
                ((-34.0, 34.0), (30.0, GATE_Z + 4.0)),
                ((-34.0, -30.0), (-33.0, 30.0)),
                ((30.0, 34.0), (-33.0, 30.0)),
                ((-30.0, 30.0), (-33.0, -30.0)),
            )
        ),
        box((-34.0, -1.6, -33.0), (34.0, 0.0, GATE_Z + 4.0), paving(), sides="snewb", repeat=4.8),
    ]
    return [Item("de", [joined("de", board)])]
