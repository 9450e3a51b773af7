"""The Nhon Thanh vase, drawn from its four published measures.

Height 26.3 cm, circumference of the body 83.5 cm (26.6 cm wide), mouth 12 cm, base 11 cm (dsvh.gov.vn).
Everything between these figures, the wall and the slip are drawn freely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .field import ease
from .lathe import Bezier, bezier, line, tube, turned_profile
from .noise import cloud, noise
from .surface import Paint, Surface, joined
from .texture import jpeg, mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 0.263
BODY = 0.835 / (2 * np.pi)  # radius
MOUTH = 0.060
BASE = 0.055
SHOULDER = 0.138  # height of the widest place, free
SPOUT_ROOT = np.array([0.104, 0.188, 0.0])
SPOUT_TIP = np.array([0.1645, 0.2475, 0.0])
_SPOUT_STRIP = 0.10  # share of the picture's height that belongs to the spout
_SLIP = (0.615, 0.485, 0.290)
_CLAY = (0.42, 0.262, 0.155)
_SMOKE = (0.235, 0.190, 0.140)


def vase() -> list[Surface]:
    """Return the vase: foot centre at the origin, spout to +X."""
    paint = Paint("ao-gom", roughness=0.52, picture=jpeg(_picture(1024, 576), quality=80))
    return [joined("binh-gom", [_body(paint), *_spout(paint)], paint)]


def profile() -> NDArray[np.float64]:
    """Return (radius, height) from the middle of the foot's underside over the rim to the inner bottom."""
    wide = (float(BODY), SHOULDER)
    curves: list[tuple[Bezier, int]] = [
        (((0.0, 0.006), (0.030, 0.006), (0.041, 0.006), (0.046, 0.0018)), 4),
        (((0.046, 0.0018), (0.0485, 0.0), (0.0515, 0.0), (0.0530, 0.0003)), 3),
        (((0.0530, 0.0003), (0.0550, 0.0010), (BASE, 0.0045), (0.0546, 0.0085)), 4),
        (((0.0546, 0.0085), (0.0540, 0.0150), (0.0505, 0.0165), (0.0508, 0.0200)), 5),
        (((0.0508, 0.0200), (0.0900, 0.0300), (wide[0], 0.0830), wide), 22),
        ((wide, (wide[0], 0.1790), (0.0900, 0.2040), (0.0520, 0.2130)), 20),
        (((0.0520, 0.2130), (0.0455, 0.2150), (0.0422, 0.2200), (0.0420, 0.2270)), 6),
        (((0.0420, 0.2270), (0.0418, 0.2400), (0.0490, 0.2480), (0.0575, 0.2580)), 9),
        (((0.0575, 0.2580), (0.0592, 0.2595), (MOUTH, 0.2607), (MOUTH, 0.2615)), 3),
        (((MOUTH, 0.2615), (MOUTH, 0.2627), (0.0588, HEIGHT), (0.0572, HEIGHT)), 3),
        (((0.0572, HEIGHT), (0.0535, 0.2600), (0.0465, 0.2480), (0.0375, 0.2400)), 6),
        (((0.0375, 0.2400), (0.0360, 0.2300), (0.0370, 0.2180), (0.0480, 0.2080)), 5),
        (((0.0480, 0.2080), (0.0900, 0.1960), (0.1270, 0.1800), (0.1270, SHOULDER)), 8),
        (((0.1270, SHOULDER), (0.1270, 0.0850), (0.0850, 0.0260), (0.0, 0.0240)), 10),
    ]
    return bezier(curves)


def _body(paint: Paint) -> Surface:
    body = turned_profile("than", profile(), around=96, paint=paint)
    uvs = body.uvs if body.uvs is not None else np.zeros((len(body.points), 2))
    return Surface(
        body.name,
        body.points,
        body.faces,
        body.normals,
        None,
        np.stack([uvs[:, 0], uvs[:, 1] * (1 - _SPOUT_STRIP)], axis=1),
        paint,
    )


def _spout(paint: Paint) -> list[Surface]:
    """Return the spout, straight from the shoulder, a raised ring near its tip, and its bore."""
    long = float(np.linalg.norm(SPOUT_TIP - SPOUT_ROOT))
    s = np.concatenate([np.linspace(-0.012, 0.018, 11), np.linspace(0.022, long - 0.004, 22), [long - 0.0015, long]])
    radius = 0.0136 - 0.0026 * ease(0.0, long, s) + 0.0100 * np.exp(-np.clip((s + 0.004) / 0.0075, 0.0, None))
    radius += 0.0042 * np.exp(-(((s - long + 0.0165) / 0.0042) ** 4))
    radius[-2:] = (0.0103, 0.0090)
    inward = np.array([long - 0.0006, long - 0.004, long - 0.03])
    bore = np.array([0.0072, 0.0062, 0.0055])
    along = (SPOUT_TIP - SPOUT_ROOT) / long
    path = SPOUT_ROOT + along * np.concatenate([s, inward])[:, None]
    outer = tube("voi", path, np.concatenate([radius, bore]), around=36, paint=paint, capped=True)
    uvs = outer.uvs if outer.uvs is not None else np.zeros((len(outer.points), 2))
    strip = np.stack([uvs[:, 0], 1 - _SPOUT_STRIP + uvs[:, 1] * _SPOUT_STRIP * 0.96 + 0.002], axis=1)
    fresh = Surface("voi", outer.points, outer.faces, None, None, strip, paint).with_normals()
    return [_seam_closed(fresh, 37)]


def _seam_closed(surface: Surface, columns: int) -> Surface:
    """Average the normals of the first and last column, which are the same points."""
    normals = np.asarray(surface.normals).reshape(-1, columns, 3).copy()
    both = normals[:, 0] + normals[:, -1]
    normals[:, 0] = normals[:, -1] = both / np.linalg.norm(both, axis=1, keepdims=True)
    return Surface(
        surface.name, surface.points, surface.faces, normals.reshape(-1, 3), None, surface.uvs, surface.paint
    )


def _picture(width: int, height: int) -> NDArray[np.float64]:
    """Return the slip, painted at the point of the vase that each pixel covers."""
    rows = round(height * (1 - _SPOUT_STRIP))
    curve = profile()
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))]) / 1.0
    v = 1.0 - (np.arange(rows) + 0.5) / rows
    radius = np.interp(v * length[-1], length, curve[:, 0])
    tall = np.interp(v * length[-1], length, curve[:, 1])
    inside = np.interp(v * length[-1], length, (np.arange(len(curve)) > int(np.argmax(curve[:, 1])) + 2).astype(float))
    turn = (np.arange(width) + 0.5) / width * 2 * np.pi
    points = np.stack(
        [-radius[:, None] * np.sin(turn), np.repeat(tall[:, None], width, 1), -radius[:, None] * np.cos(turn)], axis=-1
    )
    body = _slip(points.reshape(-1, 3), np.repeat(inside, width)).reshape(rows, width, 3)
    return np.concatenate([body, _spout_strip(width, height - rows)])


def _slip(p: NDArray[np.float64], inside: NDArray[np.float64]) -> NDArray[np.float64]:
    """Colour of the slip at points on the vase."""
    flat = p * np.array([0.25, 1.0, 0.25])
    wheel = noise(flat, size=0.0030, seed=3) * 0.5 + noise(flat * np.array([0.3, 1.0, 0.3]), size=0.0012, seed=4) * 0.5
    tone = 1.0 + 0.085 * cloud(p, size=0.075, seed=1) + 0.030 * wheel + 0.022 * noise(p, size=0.0016, seed=5)
    colour = np.asarray(_SLIP) * tone[:, None]
    colour = mixed(colour, (0.66, 0.56, 0.38), 0.30 * ease(0.1, 0.7, cloud(p, size=0.05, seed=8)))
    worn = ease(0.30, 0.75, cloud(p, size=0.016, seed=11) + 0.9 * ease(0.012, 0.0, p[:, 1]) - 0.25)
    rim = ease(0.2566, 0.2618, p[:, 1]) * ease(-0.5, 0.6, cloud(p, size=0.012, seed=12))
    colour = mixed(colour, _CLAY, 0.62 * worn * ease(0.055, 0.012, p[:, 1]) + 0.55 * rim)
    colour = mixed(colour, _CLAY, 0.40 * ease(0.52, 0.80, cloud(p, size=0.024, seed=14)))
    smoke = np.linalg.norm((p - np.array([-0.075, 0.060, 0.075])) / np.array([0.05, 0.036, 0.05]), axis=1)
    colour = mixed(colour, _SMOKE, 0.34 * ease(1.25, 0.25, smoke + 0.35 * cloud(p, size=0.03, seed=21)))
    pits = ease(0.66, 0.86, noise(p, size=0.0023, seed=31)) * ease(0.1, 0.6, noise(p, size=0.02, seed=32) + 0.25)
    colour = mixed(colour, (0.27, 0.19, 0.12), 0.55 * pits)
    crease = ease(0.0245, 0.0195, p[:, 1]) * ease(0.0150, 0.0185, p[:, 1]) + ease(0.010, 0.0, np.abs(p[:, 1] - 0.2185))
    colour = colour * (1 - 0.22 * np.clip(crease, 0, 1))[:, None]
    return mixed(colour, (0.36, 0.245, 0.150), inside * 0.85) * (1 - 0.25 * inside)[:, None]


def _spout_strip(width: int, rows: int) -> NDArray[np.float64]:
    u, v = np.meshgrid((np.arange(width) + 0.5) / width * 2 * np.pi, (np.arange(rows) + 0.5) / rows)
    p = np.stack([0.013 * np.cos(u), 0.11 * v, 0.013 * np.sin(u)], axis=-1).reshape(-1, 3) + np.array([0.2, 0.1, 0.0])
    colour = _slip(p, np.zeros(len(p)))
    worn = ease(0.70, 0.92, v.ravel()) * ease(-0.3, 0.7, cloud(p, size=0.008, seed=41))
    return mixed(colour, _CLAY, 0.6 * worn).reshape(rows, width, 3)


__all__ = ["BASE", "BODY", "HEIGHT", "MOUTH", "SHOULDER", "line", "profile", "vase"]
