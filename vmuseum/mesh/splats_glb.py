"""Write and read 3D Gaussian splats as GLB with KHR_gaussian_splatting, quantised and meshopt-compressed.

After the extension's text of 2026: ellipse kernel, linear scales, opacity 0 to 1, rotations as xyzw, coefficients of
spherical harmonics as floats, colour space srgb_rec709_display, COLOR_0 for viewers that draw points only. Scales are
in units of the node, which holds the step of the positions' lattice. About 24 bytes a splat, 33 with degree 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vmuseum.mesh import meshopt
from vmuseum.mesh.colour import linear_from_srgb
from vmuseum.mesh.gltf_streams import Streams
from vmuseum.mesh.points_glb import Lattice, Signature, colour_accessor, place_order, write_document

if TYPE_CHECKING:
    from numpy.typing import NDArray

SH_0 = 0.28209479177387814
"""Spherical harmonic of degree 0: sqrt(1 / pi) / 2."""
NAME = "KHR_gaussian_splatting"
"""The extension."""
_SCALE_BITS, _SH_BITS, _SH_1_BITS = 10, 10, 7


@dataclass(frozen=True, slots=True, eq=False)
class Splats:
    """Gaussians in metres, Y up. Every array has a row a splat.

    `colours` are display values (sRGB, 0.5 + SH_0 * coefficient), which may lie a little outside 0..1. `harmonics` are
    the coefficients of degree 1 by order -1, 0, 1, each red, green, blue, with the extension's Condon-Shortley phase.
    """

    positions: NDArray[np.float32]  # (n, 3)
    scales: NDArray[np.float32]  # (n, 3) standard deviation along each axis
    rotations: NDArray[np.float32]  # (n, 4) x y z w, unit length
    opacities: NDArray[np.float32]  # (n,) 0..1
    colours: NDArray[np.float32]  # (n, 3)
    harmonics: NDArray[np.float32] | None = None  # (n, 3, 3)

    def __len__(self) -> int:
        return len(self.positions)

    def take(self, rows: NDArray[Any]) -> Splats:
        """Return some of the splats, in the order of `rows`."""
        return Splats(
            self.positions[rows],
            self.scales[rows],
            self.rotations[rows],
            self.opacities[rows],
            self.colours[rows],
            None if self.harmonics is None else self.harmonics[rows],
        )


def write_splats(splats: Splats, signature: Signature) -> bytes:
    """Return `splats` as GLB, always the same bytes."""
    one = splats.take(place_order(splats.positions))
    lattice = Lattice.of(one.positions)
    streams = Streams(compressed=True)
    alpha = np.zeros((len(one), 4), "<u1")
    alpha[:, 0] = np.rint(np.clip(one.opacities, 0.0, 1.0) * 255.0)
    shown = linear_from_srgb(np.clip(one.colours, 0.0, 1.0)).astype(np.float32)
    attributes = {
        "POSITION": lattice.accessor(streams, one.positions),
        "COLOR_0": colour_accessor(streams, np.column_stack([shown, one.opacities])),
        f"{NAME}:ROTATION": streams.vertices(
            "rotations", meshopt.filter_quat(one.rotations), width=4, normalised=True, applied="QUATERNION"
        ),
        f"{NAME}:SCALE": _floats(streams, "scales", one.scales / np.float32(lattice.step), _SCALE_BITS),
        f"{NAME}:OPACITY": streams.vertices("opacities", alpha, width=1, normalised=True),
        f"{NAME}:SH_DEGREE_0_COEF_0": _floats(streams, "sh0", (one.colours - 0.5) / np.float32(SH_0), _SH_BITS),
    }
    if one.harmonics is not None:
        for order in range(3):
            name = f"{NAME}:SH_DEGREE_1_COEF_{order}"
            attributes[name] = _floats(streams, f"sh1{order}", one.harmonics[:, order], _SH_1_BITS)
    extension = {"kernel": "ellipse", "colorSpace": "srgb_rec709_display"}
    primitive = {"attributes": attributes, "mode": 0, "material": 0, "extensions": {NAME: extension}}
    material: dict[str, Any] = {"pbrMetallicRoughness": {"metallicFactor": 0.0}}
    material |= {"extensions": {"KHR_materials_unlit": {}}}
    return write_document(streams, primitive, material, lattice, signature, (NAME, "KHR_materials_unlit"))


def _floats(streams: Streams, name: str, values: NDArray[np.float32], bits: int) -> int:
    rows = meshopt.filter_exp(values, bits=bits).view("<f4")
    return streams.vertices(name, rows, width=values.shape[1], applied="EXPONENTIAL")
