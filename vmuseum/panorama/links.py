"""Directions of the arrows between viewpoints. Radians, clockwise seen from above, 0 = north. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vmuseum.geometry import Vec2
    from vmuseum.schema.panorama import Link, PanoramaSet, Viewpoint


def bearing(here: Vec2, there: Vec2) -> float:
    """Return the heading from one place on the plan (x east, z south, metres) to another, 0 to 2 pi.

    Raises ValueError when both are the same place.
    """
    east, south = there[0] - here[0], there[1] - here[1]
    if east == 0 and south == 0:
        msg = "two viewpoints stand on the same place of the plan"
        raise ValueError(msg)
    return wrapped(math.atan2(east, -south))


def wrapped(yaw: float) -> float:
    """Return `yaw` brought into 0 to 2 pi."""
    turned = math.fmod(yaw, math.tau)
    turned = turned + math.tau if turned < 0 else turned
    return 0.0 if turned >= math.tau else turned


def link_yaw(scene: PanoramaSet, viewpoint: Viewpoint, link: Link) -> float:
    """Return the true heading of a link: as written, else reckoned from the two places on the plan.

    Raises ValueError when neither is known; linking the museum reports that before.
    """
    if link.yaw_deg is not None:
        return wrapped(math.radians(link.yaw_deg))
    there = next((v.plan_m for v in scene.viewpoints if v.id == link.to), None)
    if viewpoint.plan_m is None or there is None:
        msg = f"no direction from {viewpoint.id} to {link.to}"
        raise ValueError(msg)
    return bearing(viewpoint.plan_m, there)


def kept_heading(heading: float, *, north: float) -> float:
    """Return where to look in the next picture, from its centre, so that the true heading stays as it was.

    `north` is the true heading of that picture's centre. Result: -pi to pi.
    """
    turned = wrapped(heading - north)
    return turned - math.tau if turned > math.pi else turned


def one_way_links(scene: PanoramaSet) -> Iterator[tuple[str, str]]:
    """Yield (from, to) of every link that has no way back, in the order of the scene."""
    ways = {(v.id, link.to) for v in scene.viewpoints for link in v.links}
    for viewpoint in scene.viewpoints:
        for link in viewpoint.links:
            if (link.to, viewpoint.id) not in ways:
                yield viewpoint.id, link.to


def missing_links(scene: PanoramaSet) -> Iterator[tuple[str, str]]:
    """Yield (from, to) of every link to a viewpoint the scene does not have."""
    known = {v.id for v in scene.viewpoints}
    for viewpoint in scene.viewpoints:
        for link in viewpoint.links:
            if link.to not in known:
                yield viewpoint.id, link.to
