"""Recipe mesh.compare: the prepared master beside each of its qualities, what differs and by how much.

Master and qualities are drawn by panda3d from one eye in one light (that of the poster). Distances are taken both ways
from points spread evenly over both surfaces with a fixed seed; normals are compared at the same places. The error
picture shows for every pixel how far the quality lies from the master.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vmuseum.assets.comparing import heat
from vmuseum.assets.comparing.distance import Target
from vmuseum.assets.comparing.shape import Shape, spread
from vmuseum.assets.comparing.ssim import ssim
from vmuseum.assets.comparing.view import View, box, drawn, error_picture
from vmuseum.mesh.arrays import Mesh, decode
from vmuseum.plan.recipes import MeshCompare, Output
from vmuseum.render import stills

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDER = ("high", "medium", "low", "thumb")
_EXACT_M = 1e-9  # what is left of the arithmetic where surfaces are the same
_WEBP = 88


def run(inputs: Mapping[str, bytes], params: MeshCompare) -> Output:
    """Return the pictures and figures of recipes.MeshCompare, and `legend_m` [low, high] of the error pictures.

    A master of 570,000 triangles with four qualities takes about 20 s of CPU time and 1.2 GB.
    Raises RecipeError("drawing-impossible") where nothing draws.
    """
    master = decode(inputs["mesh.vmesh"])
    names = [q for q in ORDER if f"{q}/mesh.vmesh" in inputs]
    shape, view = Shape.of(master), View.of(master, params.px)
    seen = view.seen(shape)
    kept = box(seen.pixels())
    others = {q: decode(inputs[f"{q}/mesh.vmesh"]) for q in names}
    pictures = drawn([master, *others.values()], view)
    files = {"master.webp": stills.webp(pictures[0][kept], _WEBP)}
    target = Target(shape.corners)
    scale = heat.Scale.for_size(view.diagonal_m)
    facts: dict[str, object] = {"legend_m": [scale.low_m, scale.high_m]}
    for picture, (name, mesh) in zip(pictures[1:], others.items(), strict=True):
        other = Shape.of(mesh)
        hits = view.seen(other)
        region = (seen.pixels() | hits.pixels())[kept]
        alike = round(ssim(pictures[0][kept], picture[kept], region), 4)
        facts[name] = {**_figures(shape, target, other, params.samples), "ssim": alike}
        files[f"{name}.webp"] = stills.webp(picture[kept], _WEBP)
        files[f"{name}-error.webp"] = stills.webp(error_picture(view, other, hits, target, scale)[kept], _WEBP)
    return Output(files, facts)


def likeness(master: Mesh, others: Mapping[str, Mesh], px: int) -> dict[str, float]:
    """Return the structural similarity of each of `others` to `master`, both drawn in the same view and light.

    Raises RecipeError("drawing-impossible") where nothing draws.
    """
    view = View.of(master, px)
    pictures = drawn([master, *others.values()], view)
    seen = view.seen(Shape.of(master)).pixels()
    return {
        name: ssim(pictures[0], picture, seen | view.seen(Shape.of(mesh)).pixels())
        for picture, (name, mesh) in zip(pictures[1:], others.items(), strict=True)
    }


def deviation(one: Mesh, other: Mesh, samples: int) -> dict[str, float]:
    """Return mean_m, rms_m, p99_m, max_m and normal_deg between two surfaces: both ways, `samples` points in all."""
    shape = Shape.of(one)
    return _figures(shape, Target(shape.corners), Shape.of(other), samples)


def _figures(master: Shape, target: Target, other: Shape, samples: int) -> dict[str, float]:
    distances, angles = [], []
    for source, goal, aim in ((other, master, target), (master, other, Target(other.corners))):
        triangle, weights = spread(source.corners, samples // 2)
        points = np.einsum("nk,nkd->nd", weights, source.corners[triangle])
        near = aim.nearest(points)
        cosine = np.einsum("ij,ij->i", source.normal_at(triangle, weights), goal.normal_at(near.triangle, near.weights))
        distances.append(near.distance)
        angles.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    found = np.concatenate(distances)
    figures = {
        "mean_m": float(found.mean()),
        "rms_m": float(np.sqrt((found**2).mean())),
        "p99_m": float(np.quantile(found, 0.99)),
        "max_m": float(found.max()),
    }
    rounded = {name: 0.0 if value < _EXACT_M else float(f"{value:.4g}") for name, value in figures.items()}
    return {**rounded, "normal_deg": round(float(np.concatenate(angles).mean()), 3)}
