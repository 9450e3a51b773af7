"""Find the files a mesh names, among those that were delivered with it: never a path outside, never an address."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from vmuseum.errors import RecipeError
from vmuseum.mesh.gltf_container import companion_path
from vmuseum.plan.recipes import Warning_
from vmuseum.text import nfc

if TYPE_CHECKING:
    from collections.abc import Mapping


def find(
    name: str, companions: Mapping[str, bytes], *, missing: str, folder: str = ""
) -> tuple[bytes | None, Warning_ | None]:
    """Return the bytes of `name` (relative to `folder`, else to the mesh), or None and the warning to give.

    Backslashes, letter case and composed or decomposed Vietnamese letters do not matter.
    """
    try:
        path = companion_path(name.replace("%", "%25"))
    except RecipeError as refusal:
        return None, Warning_(refusal.code, tuple(sorted(refusal.args_by_name.items())))
    wanted = [posixpath.join(folder, path), path] if folder else [path]
    for candidate in wanted:
        if candidate in companions:
            return companions[candidate], None
    loose = {_loose(key): key for key in sorted(companions, reverse=True)}
    for candidate in wanted:
        if _loose(candidate) in loose:
            return companions[loose[_loose(candidate)]], None
    return None, Warning_(missing, (("path", path),))


def _loose(path: str) -> str:
    return nfc(path).casefold()
