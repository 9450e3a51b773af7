"""Small files of points and splats, written by other programs' libraries where there are any, by hand where not."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np

from vmuseum.mesh.splats_glb import SH_0

RNG = np.random.default_rng(5)


def shell(count=600, *, offset=(0.0, 0.0, 0.0), size=1.0, seed=5):
    """Points strewn over a sphere of `size` metres that stands on y = 0, and colours by place (bytes)."""
    rng = np.random.default_rng(seed)
    way = rng.normal(size=(count, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    colours = np.clip((way * 0.5 + 0.5) * 255, 0, 255).astype(np.uint8)
    return way * size / 2 + np.array([0, size / 2, 0]) + offset, colours


def ply(points, colours=None, *, order="binary_little_endian", kind="uchar", extra=()):
    """A PLY of points; `extra` holds (name, type, values)."""
    sign = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}[order]
    short = {"uchar": "u1", "ushort": "u2", "float": "f4", "double": "f8", "int": "i4"}
    columns = [(n, "double", points[:, i]) for i, n in enumerate("xyz")]
    if colours is not None:
        columns += [(n, kind, colours[:, i]) for i, n in enumerate(("red", "green", "blue"))]
    columns += list(extra)
    head = f"ply\nformat {order} 1.0\nelement vertex {len(points)}\n"
    head += "".join(f"property {t} {n}\n" for n, t, _ in columns) + "end_header\n"
    if not sign:
        kinds = [float if t in {"float", "double"} else int for _, t, _ in columns]
        table = zip(*(values for _, _, values in columns), strict=True)
        rows = (" ".join(repr(kind(v)) for kind, v in zip(kinds, row, strict=True)) for row in table)
        return head.encode() + "\n".join(rows).encode() + b"\n"
    table = np.zeros(len(points), np.dtype([(n, sign + short[t]) for n, t, _ in columns]))
    for name, _, values in columns:
        table[name] = values
    return head.encode() + table.tobytes()


def las(path: Path, points, *, colours=None, version="1.2", kind=2, **columns):
    """A LAS or LAZ (by its suffix) written by laspy."""
    import laspy

    header = laspy.LasHeader(point_format=kind, version=version)
    header.scales, header.offsets = np.full(3, 1e-4), np.floor(points.min(axis=0))
    data = laspy.LasData(header)
    data.x, data.y, data.z = points.T
    if colours is not None:
        data.red, data.green, data.blue = colours.T.astype(np.uint16)
    for name, values in columns.items():
        setattr(data, name, values)
    data.write(str(path))
    return path


def e57(path: Path, scans):
    """An E57 written by pye57: `scans` are rows of (columns, rotation wxyz or None, translation or None)."""
    import pye57

    with pye57.E57(str(path), mode="w") as file:
        for columns, turn, move in scans:
            file.write_scan_raw(columns, rotation=turn, translation=move)
    return path


def splats(count=400, *, degree=0, seed=3):
    """Columns of splats as the PLY of the 3DGS paper names them."""
    rng = np.random.default_rng(seed)
    places, colours = shell(count, seed=seed)
    rows = {n: places[:, i] for i, n in enumerate("xyz")}
    rows |= {f"f_dc_{i}": (colours[:, i] / 255 - 0.5) / SH_0 for i in range(3)}
    rows |= {f"f_rest_{i}": rng.normal(size=count) * 0.1 for i in range(3 * ((degree + 1) ** 2 - 1))}
    rows["opacity"] = rng.uniform(2, 5, count)
    rows |= {f"scale_{i}": np.log(rng.uniform(0.01, 0.03, count)) for i in range(3)}
    turn = rng.normal(size=(count, 4))
    return rows | {f"rot_{i}": turn[:, i] for i in range(4)}


def splat_ply(rows, *, order="binary_little_endian"):
    """A 3DGS PLY."""
    points = np.column_stack([rows[n] for n in "xyz"])
    return ply(points, order=order, extra=[(n, "float", v) for n, v in rows.items() if n not in "xyz"])


def spz(rows, version):
    """An SPZ of version 1 to 4 with harmonics of the degree that `rows` have."""
    count = len(rows["x"])
    rest = np.array([rows[n] for n in rows if n.startswith("f_rest_")]).reshape(3, -1, count)
    degree = {0: 0, 3: 1, 8: 2, 15: 3}[rest.shape[1]]
    places = np.column_stack([rows[n] for n in "xyz"])
    if version == 1:
        body = places.astype("<f2").tobytes()
    else:
        whole = np.rint(places * 4096).astype("<i4")
        body = np.ascontiguousarray(whole).view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    parts = [body, _bytes(255 / (1 + np.exp(-rows["opacity"])))]
    parts.append(_bytes(np.column_stack([rows[f"f_dc_{i}"] * 0.15 * 255 + 127.5 for i in range(3)])))
    parts.append(_bytes(np.column_stack([(rows[f"scale_{i}"] + 10) * 16 for i in range(3)])))
    turn = np.column_stack([rows[f"rot_{i}"] for i in (1, 2, 3, 0)])
    turn /= np.linalg.norm(turn, axis=1, keepdims=True)
    parts.append(_three_bytes(turn) if version < 3 else b"".join(_smallest_three(q) for q in turn))
    parts.append(_bytes(rest.transpose(2, 1, 0) * 128 + 128))
    if version < 4:
        head = struct.pack("<IIIBBBB", 0x5053474E, version, count, degree, 12, 0, 0)
        return gzip.compress(head + b"".join(parts), mtime=0)
    import zstandard

    parts = [p for p in parts if p]
    packed = [zstandard.compress(p) for p in parts]
    head = struct.pack("<IIIBBBBI12x", 0x5053474E, 4, count, degree, 12, 0, len(parts), 32)
    table = b"".join(struct.pack("<QQ", len(c), len(p)) for c, p in zip(packed, parts, strict=True))
    return head + table + b"".join(packed)


def dot_splat(rows):
    """A .splat of 32 bytes a splat."""
    count = len(rows["x"])
    out = np.zeros(count, np.dtype([("at", "<f4", 3), ("scale", "<f4", 3), ("rgba", "u1", 4), ("turn", "u1", 4)]))
    out["at"] = np.column_stack([rows[n] for n in "xyz"])
    out["scale"] = np.exp(np.column_stack([rows[f"scale_{i}"] for i in range(3)]))
    rgb = np.column_stack([0.5 + SH_0 * rows[f"f_dc_{i}"] for i in range(3)])
    alpha = 1 / (1 + np.exp(-rows["opacity"]))
    out["rgba"] = np.rint(np.clip(np.column_stack([rgb, alpha]), 0, 1) * 255)
    turn = np.column_stack([rows[f"rot_{i}"] for i in range(4)])
    out["turn"] = np.clip(np.rint(turn / np.linalg.norm(turn, axis=1, keepdims=True) * 128 + 128), 0, 255)
    return out.tobytes()


def _bytes(values):
    return np.clip(np.rint(values), 0, 255).astype(np.uint8).tobytes()


def _three_bytes(turn):
    return _bytes(turn[:, :3] * np.where(turn[:, 3:] < 0, -127.5, 127.5) + 127.5)


def _smallest_three(q):
    largest = int(np.abs(q).argmax())
    packed = largest
    for i in range(4):
        if i != largest:
            minus = (q[i] < 0) != (q[largest] < 0)
            packed = packed << 10 | int(minus) << 9 | int(511 * abs(q[i]) / np.sqrt(0.5) + 0.5)
    return struct.pack("<I", packed)
