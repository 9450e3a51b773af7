"""The lines of an OBJ by kind, found without a loop over them: runs of like lines become one text each.

A file of a million lines has a handful of runs when exporters write positions, coordinates, normals and faces apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from vmuseum.sources.companions import obj_libraries

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CONTINUED = re.compile(rb"\\[ \t]*\n")
_INDENTED = re.compile(rb"(?m)^[ \t]+")
_NOTE = re.compile(rb"#[^\n]*")
_NONE, _V, _VT, _VN, _F, _OTHER = range(6)
_CURVES = frozenset({b"curv", b"curv2", b"surf"})


@dataclass(slots=True)
class Rows:
    """Lines of one kind: their text without the keyword, and how many there are."""

    text: bytes = b""
    count: int = 0


@dataclass(slots=True)
class Lines:
    """What a file says, by kind."""

    positions: Rows
    uvs: Rows
    normals: Rows
    faces: Rows
    kinds: NDArray[np.uint8]  # of every line
    materials: list[tuple[int, str]] = field(default_factory=list)  # first face, name
    libraries: list[str] = field(default_factory=list)
    lines: int = 0  # "l" and "p" elements
    curves: int = 0

    def forget(self) -> None:
        """Drop the texts: they are as large as the file."""
        for rows in (self.positions, self.uvs, self.normals, self.faces):
            rows.text = b""

    def before(self) -> NDArray[np.int32]:
        """Return (faces, 3): how many positions, coordinates and normals stand above each face."""
        faces = self.kinds == _F
        above = [np.cumsum(self.kinds == kind, dtype=np.int32)[faces] for kind in (_V, _VT, _VN)]
        return np.column_stack(above)


def sorted_lines(data: bytes) -> Lines:
    """Return the lines of a file by kind. Continued and indented lines, tabs and all ends of line are understood."""
    text = _plain(data)
    body = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(body == ord("\n"))
    starts = np.concatenate([[0], ends + 1])
    starts = starts[: -1 if starts[-1] >= len(body) else None]
    kinds = _kinds(body, starts)
    stops = np.append(starts[1:], len(body))
    texts = {kind: _joined(text, kinds, starts, stops, kind) for kind in (_V, _VT, _VN, _F)}
    found = Lines(texts[_V], texts[_VT], texts[_VN], texts[_F], kinds)
    faces = np.flatnonzero(kinds == _F)
    for line in np.flatnonzero(kinds == _OTHER).tolist():
        _other(found, text[starts[line] : stops[line]], int(np.searchsorted(faces, line)))
    return found


def _plain(data: bytes) -> bytes:
    """Return the text with one line a statement, plain ends of line and no indent. Usual files are not copied."""
    text = data
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\\" in text:
        text = _CONTINUED.sub(b" ", text)
    if b"\n " in text or b"\n\t" in text or text[:1] in {b" ", b"\t"}:
        text = _INDENTED.sub(b"", text)
    return text.removeprefix(b"\xef\xbb\xbf")


def _kinds(body: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    padded = np.append(body, np.zeros(3, np.uint8)) if len(body) < 3 else body
    first = padded[np.minimum(starts, len(padded) - 1)]
    second = padded[np.minimum(starts + 1, len(padded) - 1)]
    third = padded[np.minimum(starts + 2, len(padded) - 1)]
    kinds = np.full(len(starts), _OTHER, np.uint8)
    kinds[(first == ord("\n")) | (first == ord("#"))] = _NONE
    blank = (second == ord(" ")) | (second == ord("\t"))
    wide = (third == ord(" ")) | (third == ord("\t"))
    kinds[(first == ord("v")) & blank] = _V
    kinds[(first == ord("f")) & blank] = _F
    kinds[(first == ord("v")) & (second == ord("t")) & wide] = _VT
    kinds[(first == ord("v")) & (second == ord("n")) & wide] = _VN
    return kinds


def _joined(
    text: bytes, kinds: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64], kind: int
) -> Rows:
    """Return the lines of one kind as one text, keyword and notes blanked out; lines stay lines."""
    mine = kinds == kind
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mine, [False]]).astype(np.int8)))
    pieces = [
        text[starts[begin] : stops[end - 1]]
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]
    found = pieces[0] if len(pieces) == 1 else b"".join(p if p.endswith(b"\n") else p + b"\n" for p in pieces)
    if b"#" in found:
        found = _NOTE.sub(b"", found)
    keyword = {_V: b"v", _VT: b"vt", _VN: b"vn", _F: b"f"}[kind]
    return Rows(found.replace(keyword, b" " * len(keyword)), int(mine.sum()))


def _other(found: Lines, line: bytes, faces: int) -> None:
    word, _, rest = line.replace(b"\t", b" ").partition(b" ")
    word = word.strip()
    if word == b"usemtl":
        found.materials.append((faces, _named(rest)))
    elif word == b"mtllib":
        found.libraries += obj_libraries([b"mtllib " + rest])
    elif word in {b"l", b"p"}:
        found.lines += 1
    elif word in _CURVES:
        found.curves += 1


def _named(name: bytes) -> str:
    try:
        return name.decode("utf-8").strip()
    except UnicodeDecodeError:
        return name.decode("latin-1").strip()
