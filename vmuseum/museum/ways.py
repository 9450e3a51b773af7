"""The ways between viewpoints of a panorama scene: missing, one-way, without direction, unreachable. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vmuseum.schema.faults import Fault
from vmuseum.schema.panorama import Link, PanoramaSet, Viewpoint


def way_faults(scene: PanoramaSet) -> Iterator[Fault]:
    """Yield what is wrong with the links of `scene`; links to unknown viewpoints are told elsewhere."""
    by_id = {v.id: v for v in scene.viewpoints}
    reached = _reached(scene, by_id)
    for n, viewpoint in enumerate(scene.viewpoints):
        if viewpoint.id not in reached:
            yield _warning(
                "viewpoint-unreachable", ("viewpoints", n, "id"), value=viewpoint.id, first=scene.viewpoints[0].id
            )
        elif not viewpoint.links and len(scene.viewpoints) > 1:
            yield _warning("viewpoint-without-links", ("viewpoints", n, "id"), value=viewpoint.id)
        for k, link in enumerate(viewpoint.links):
            other = by_id.get(link.to)
            if other is None or other is viewpoint:
                continue
            yield from _link(viewpoint, link, other, ("viewpoints", n, "links", k, "to"))


def _link(viewpoint: Viewpoint, link: Link, other: Viewpoint, loc: tuple[str | int, ...]) -> Iterator[Fault]:
    if other.links and all(back.to != viewpoint.id for back in other.links):
        yield _warning("link-one-way", loc, value=other.id, back=viewpoint.id)
    known = viewpoint.plan_m is not None and other.plan_m is not None and viewpoint.plan_m != other.plan_m
    if link.yaw_deg is None and not known:
        yield Fault("link-without-direction", loc, {"value": other.id})


def _reached(scene: PanoramaSet, by_id: dict[str, Viewpoint]) -> set[str]:
    """Return the viewpoints one comes to from the first."""
    reached = {scene.viewpoints[0].id}
    todo = [scene.viewpoints[0]]
    while todo:
        for link in todo.pop().links:
            if link.to in by_id and link.to not in reached:
                reached.add(link.to)
                todo.append(by_id[link.to])
    return reached


def _warning(code: str, loc: tuple[str | int, ...], **args: str) -> Fault:
    return Fault(code, loc, args, severity="warning")
