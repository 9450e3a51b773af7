"""Hand-made glTF files for tests: bytes of every feature, written by nothing of ours."""

import numpy as np

from mesh_builders import glb, picture

CODES = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
SHAPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], "<f4")
SQUARE_UV = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], "<f4")
CORNERS = np.array([0, 1, 2, 0, 2, 3], "<u2")


class Gltf:
    """A document that grows; `glb()` gives the file."""

    def __init__(self):
        self.document = {
            "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
            "meshes": [], "accessors": [], "bufferViews": [], "buffers": [{}],
        }  # fmt: skip
        self.blob = bytearray()

    def view(self, data, **more):
        self.blob += bytes(-len(self.blob) % 4)
        row = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": len(data)} | more
        self.blob += data
        return self._push("bufferViews", row)

    def accessor(self, values, *, normalised=False):
        values = np.asarray(values)
        width = values.shape[1] if values.ndim > 1 else 1
        kind = values.dtype.str[1:]
        # rows are padded to four bytes as vertex attributes must be
        stride = -(-values.dtype.itemsize * width // 4) * 4
        rows = np.zeros((len(values), stride), np.uint8)
        plain = np.ascontiguousarray(values).reshape(len(values), -1)
        rows[:, : values.dtype.itemsize * width] = plain.view(np.uint8).reshape(len(values), -1)
        packed = values.ndim == 1
        data = np.ascontiguousarray(values).tobytes() if packed else rows.tobytes()
        view = self.view(data, **({} if packed else {"byteStride": stride}))
        row = {"bufferView": view, "componentType": CODES[kind], "count": len(values), "type": SHAPES[width]}
        return self._push("accessors", row | ({"normalized": True} if normalised else {}))

    def square(self, *, material=None, indices=CORNERS, positions=SQUARE, **attributes):
        """Add a primitive over the unit square to mesh 0; attributes are arrays or accessor numbers."""
        rows = {"POSITION": self.accessor(positions)}
        for key, values in attributes.items():
            rows[key] = values if isinstance(values, int) else self.accessor(values)
        primitive = {"attributes": rows, "indices": self.accessor(indices)}
        if material is not None:
            primitive["material"] = material
        if not self.document["meshes"]:
            self.document["meshes"].append({"primitives": []})
        self.document["meshes"][0]["primitives"].append(primitive)
        return primitive

    def texture(self, data=None, *, mime="image/png", extension=None, sampler=None):
        """Add a picture and a texture that shows it; with `extension` the texture names it by that one alone."""
        view = self.view(picture(16) if data is None else data)
        image = self._push("images", {"bufferView": view, "mimeType": mime})
        row = {"extensions": {extension: {"source": image}}} if extension else {"source": image}
        if sampler:
            row["sampler"] = self._push("samplers", sampler)
        return self._push("textures", row)

    def material(self, **row):
        return self._push("materials", row)

    def uses(self, *names, required=False):
        self.document.setdefault("extensionsUsed", []).extend(names)
        if required:
            self.document.setdefault("extensionsRequired", []).extend(names)

    def glb(self, **over):
        self.document["buffers"][0]["byteLength"] = len(self.blob)
        return glb(self.document | over, bytes(self.blob))

    def _push(self, kind, row):
        self.document.setdefault(kind, []).append(row)
        return len(self.document[kind]) - 1
