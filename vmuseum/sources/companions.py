"""Which other files a 3D file needs: buffers and pictures of a glTF, libraries and textures of an OBJ, those of a PLY.

Pure.

Only names are found here; whether they may be read is decided in `sources.masters`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

GLB_MAGIC = 0x46546C67
GLB_JSON = 0x4E4F534A
PLY_HEAD_BYTES = 1 << 16
"""Enough of a PLY for every header."""
TEXTURES = frozenset(
    {
        "map_ka",
        "map_kd",
        "map_ks",
        "map_ke",
        "map_ns",
        "map_d",
        "map_bump",
        "bump",
        "disp",
        "decal",
        "refl",
        "norm",
        "map_kn",
        "map_pr",
        "map_pm",
        "map_ps",
        "map_ao",
        "map_orm",
        "map_rma",
    }
)
"""MTL statements that name a picture: Wavefront's own and the physically based ones in common use."""
_OPTION_VALUES = {
    "-o": 3,
    "-s": 3,
    "-t": 3,
    "-mm": 2,
    "-bm": 1,
    "-blendu": 1,
    "-blendv": 1,
    "-boost": 1,
    "-cc": 1,
    "-clamp": 1,
    "-imfchan": 1,
    "-texres": 1,
    "-type": 1,
}
"""Options of a texture statement and how many values follow each; -o -s -t may have fewer."""


class UnreadableError(ValueError):
    """The head of the file is not what its suffix says."""


def gltf_addresses(content: bytes) -> tuple[str, ...]:
    """Return the addresses of buffers and images of a glTF as written, data: left out. Raises UnreadableError."""
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error)[:80]) from error
    if not isinstance(tree, dict):
        msg = "not an object"
        raise UnreadableError(msg)
    return tuple(dict.fromkeys(uri for uri in _uris(tree) if not uri.startswith("data:")))


def glb_json_length(head: bytes) -> int:
    """Return the length of the JSON chunk that follows the first 20 bytes of a .glb. Raises UnreadableError."""
    if len(head) < 20:
        msg = "shorter than its header"
        raise UnreadableError(msg)
    magic, version, _, length, kind = struct.unpack_from("<5I", head)
    if magic != GLB_MAGIC or version != 2 or kind != GLB_JSON:
        msg = "not a GLB of version 2"
        raise UnreadableError(msg)
    return int(length)


def relative_path(address: str, *, escaped: bool) -> str | None:
    """Return the path below the main file's folder that an address means, or None where it leaves the folder.

    None for web addresses too. `escaped`: %20 and other escapes stand for letters, as in glTF.
    """
    path = (unquote(address) if escaped else address).replace("\\", "/")
    steps = [step for step in path.split("/") if step not in ("", ".")]
    if ":" in path or path.startswith("/") or ".." in steps or not steps or "\0" in path:
        return None
    return "/".join(steps)


def obj_libraries(lines: Iterable[bytes]) -> tuple[str, ...]:
    """Return the MTL files an OBJ names, in order. A name may hold spaces; `mtllib a.mtl b.mtl` names two."""
    found: list[str] = []
    for raw in lines:
        if raw[:6].lower() != b"mtllib":
            continue
        words = _text(raw[6:]).strip()
        one_each = words.split()
        several = len(one_each) > 1 and all(word.lower().endswith(".mtl") for word in one_each)
        found += one_each if several else [words]
    return tuple(name for name in dict.fromkeys(found) if name)


def ply_textures(head: bytes) -> tuple[str, ...]:
    """Return the pictures that the comments of a PLY header name (`comment TextureFile ...`), in order."""
    found = []
    for line in head[: max(head.find(b"end_header"), 0)].splitlines():
        words = _text(line).split(None, 2)
        if len(words) == 3 and words[:2] == ["comment", "TextureFile"]:
            found.append(words[2].strip())
    return tuple(dict.fromkeys(found))


def mtl_textures(lines: Iterable[bytes]) -> tuple[str, ...]:
    """Return the pictures an MTL names, in order, without options and quotes; names may hold spaces."""
    found: list[str] = []
    for raw in lines:
        keyword, _, rest = _text(raw).strip().partition(" ")
        if keyword.lower() in TEXTURES and rest.strip():
            found.append(_without_options(rest.strip()).strip('"'))
    return tuple(name for name in dict.fromkeys(found) if name)


def _uris(tree: dict[str, Any]) -> list[str]:
    entries = [*_objects(tree.get("buffers")), *_objects(tree.get("images"))]
    return [entry["uri"] for entry in entries if isinstance(entry.get("uri"), str)]


def _objects(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(raw: bytes) -> str:
    """Names are UTF-8 from today's programs; Latin-1 keeps the bytes of older ones apart."""
    try:
        return raw.decode("utf-8").replace("\t", " ")
    except UnicodeDecodeError:
        return raw.decode("latin-1").replace("\t", " ")


def _without_options(words: str) -> str:
    rest = words
    while rest.startswith("-"):
        option, _, after = rest.partition(" ")
        count = _OPTION_VALUES.get(option.lower())
        if count is None:
            break
        rest = _after_values(after.strip(), count, numbers=option in ("-o", "-s", "-t"))
    return rest


def _after_values(words: str, count: int, *, numbers: bool) -> str:
    rest = words
    for n in range(count):
        value, _, after = rest.partition(" ")
        if numbers and n > 0 and not _is_number(value):
            break  # the second and third value may be left out
        rest = after.strip()
    return rest


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
