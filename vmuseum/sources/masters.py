"""Every file the museum names, found, looked at and given its digest. Masters are read, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from vmuseum.errors import Arg, Problem, Severity, Span
from vmuseum.sources import companions as c
from vmuseum.sources.digests import Digests, Seen
from vmuseum.sources.drawings import drawing_size, is_harmless
from vmuseum.sources.finding import Finder, Found, Refused
from vmuseum.sources.sniff import HEAD, PICTURES, content_kind, fits, shown
from vmuseum.sources.survey import ModelKind, ObjFaces, survey

Use = Literal["model", "picture", "panorama", "plan", "video"]
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
SUFFIXES: Mapping[Use, tuple[str, ...]] = {
    "model": (".glb", ".gltf", ".obj", ".ply", ".stl", ".las", ".laz", ".e57", ".splat", ".spz"),
    "picture": PICTURE_SUFFIXES,
    "panorama": PICTURE_SUFFIXES,
    "plan": (".svg", *PICTURE_SUFFIXES),
    "video": (".mp4", ".mov", ".m4v", ".webm", ".mkv"),
}
LIMITS_MB: Mapping[Use, int] = {"model": 32768, "picture": 512, "panorama": 2048, "plan": 64, "video": 8192}
"""Largest file of each use, megabytes of 10^6 bytes."""
MAX_COMPANIONS = 256
MAX_GLTF_BYTES = 256_000_000
"""Largest JSON of a glTF that is searched for companions."""


@dataclass(frozen=True, slots=True)
class MasterName:
    """A file as the museum names it, what it is for, and the line that names it."""

    path: str
    use: Use
    span: Span


class NamesMasters(Protocol):
    """A museum, as far as masters go."""

    def masters(self) -> Iterable[MasterName]:
        """Return every file it names."""
        ...


@dataclass(frozen=True, slots=True)
class Master:
    """A file as delivered: `path` in the museum as on disk, sha256, size, and the files it needs by relative path.

    Of a model also what it holds, and how many triangles it says it has (None: not known before it is read).
    """

    path: str
    digest: str
    size: int
    companions: Mapping[str, Master] = field(default_factory=dict)
    kind: ModelKind = "mesh"
    triangles: int | None = None


def gather(
    museum: NamesMasters, folders: Mapping[str, Path], *, cache: Path | None = None
) -> tuple[dict[str, Master], tuple[Problem, ...]]:
    """Return each master by the name the museum gives it, and what is wrong with the others.

    `folders`: "" is the museum, "masters" the extra folder if there is one. `cache` is a file that remembers digests:
    with nothing changed a thousand masters take about 0.1 s.
    """
    work = _Gathering(Finder(folders), Digests(cache))
    for name in museum.masters():
        work.take(name)
    work.digests.save()
    return work.found, tuple(sorted(set(work.problems), key=Problem.sort_key))


class _Gathering:
    def __init__(self, finder: Finder, digests: Digests) -> None:
        self.finder = finder
        self.digests = digests
        self.found: dict[str, Master] = {}
        self.problems: list[Problem] = []

    def take(self, name: MasterName) -> None:
        """Find one master, unless it is already found, or note why not."""
        suffix = PurePosixPath(name.path).suffix.lower()
        if suffix not in SUFFIXES[name.use]:
            self._tell(name, "wrong-suffix", file=name.path[:120], suffixes=" ".join(SUFFIXES[name.use]))
            return
        place = self.finder.find(name.path)
        if isinstance(place, Refused):
            self.problems.append(Problem(place.code, name.span, tuple(sorted(place.args.items()))))
            return
        try:
            if self._is_sound(name, place, suffix):
                self.found[name.path] = self._master(name, place, suffix)
        except OSError as error:
            self._tell(name, "cannot-read", reason=error.strerror or type(error).__name__)

    def _tell(self, name: MasterName, code: str, *, severity: Severity = "error", **args: Arg) -> None:
        self.problems.append(Problem(code, name.span, tuple(sorted(args.items())), severity))

    def _is_sound(self, name: MasterName, place: Found, suffix: str) -> bool:
        size = place.path.stat().st_size
        if size == 0:
            self._tell(name, "master-empty", file=name.path)
            return False
        limit = LIMITS_MB[name.use]
        if size > limit * 1_000_000:
            self._tell(name, "master-too-large", file=name.path, size_mb=size // 1_000_000, limit_mb=limit)
            return False
        with place.path.open("rb") as stream:
            head = stream.read(HEAD)
        kind = content_kind(head)
        if fits(suffix, kind):
            return suffix != ".svg" or self._is_sound_drawing(name, place)
        still_reads = kind in PICTURES and suffix in PICTURE_SUFFIXES
        severity: Severity = "warning" if still_reads else "error"
        self._tell(name, "wrong-content", severity=severity, file=name.path, suffix=suffix, found=shown(head))
        return still_reads

    def _is_sound_drawing(self, name: MasterName, place: Found) -> bool:
        data = place.path.read_bytes()
        if is_harmless(data) and drawing_size(data) is not None:
            return True
        self._tell(name, "drawing-unsafe" if not is_harmless(data) else "drawing-without-size", file=name.path)
        return False

    def _master(self, name: MasterName, place: Found, suffix: str) -> Master:
        seen = self._seen(place, suffix)
        beside: dict[str, Master] = {}
        strict = suffix in (".glb", ".gltf")
        for address in seen.needs or ():
            library = self._companion(name, place, address, beside, strict=strict)
            if library is None or strict:
                continue
            parent = (c.relative_path(address, escaped=False) or "").rpartition("/")[0]
            for texture in library.needs or ():
                self._companion(name, place, texture, beside, strict=False, below=f"{parent}/" if parent else "")
        if len(beside) > MAX_COMPANIONS:
            self._tell(name, "too-many-companions", file=name.path, limit=MAX_COMPANIONS)
        kind, triangles = survey(place.path, suffix) if name.use == "model" else ("mesh", None)
        triangles = seen.triangles if triangles is None else triangles
        return Master(place.name, seen.digest, seen.size, dict(sorted(beside.items())), kind, triangles)

    def _companion(
        self, name: MasterName, main: Found, address: str, beside: dict[str, Master], *, strict: bool, below: str = ""
    ) -> Seen | None:
        """Add one file that `main` needs. An OBJ loads without its colours, so there a problem is only a warning."""
        severity: Severity = "error" if strict else "warning"
        relative = c.relative_path(address, escaped=strict)
        if relative is None:
            self._tell(name, "companion-outside", severity=severity, file=name.path, companion=address[:120])
            return None
        relative = below + relative
        folder = main.name.rpartition("/")[0]
        place = self.finder.find(f"{folder}/{relative}" if folder else relative)
        if isinstance(place, Refused):
            self._refused_companion(name, place, relative, severity)
            return None
        size_mb, limit_mb = place.path.stat().st_size // 1_000_000, LIMITS_MB["model"]
        if size_mb > limit_mb:
            self._tell(
                name,
                "companion-too-large",
                severity=severity,
                file=name.path,
                companion=relative,
                size_mb=size_mb,
                limit_mb=limit_mb,
            )
            return None
        seen = self._seen(place, PurePosixPath(relative).suffix.lower())
        beside[relative] = Master(place.name, seen.digest, seen.size)
        return seen

    def _refused_companion(self, name: MasterName, place: Refused, relative: str, severity: Severity) -> None:
        if place.code in ("master-missing", "master-is-folder", "master-no-folder"):
            vi, en = place.args.get("hint_vi", ""), place.args.get("hint_en", "")
            self._tell(
                name, "companion-missing", severity=severity, file=name.path, companion=relative, hint_vi=vi, hint_en=en
            )
        else:
            self._tell(name, "companion-outside", severity=severity, file=name.path, companion=relative)

    def _seen(self, place: Found, suffix: str) -> Seen:
        return self.digests.get(place.name, place.path) or self.digests.read(
            place.name, place.path, _needs(place.path, suffix), ObjFaces() if suffix == ".obj" else None
        )


def _needs(path: Path, suffix: str) -> tuple[str, ...] | None:
    """Return the addresses a file names. What cannot be read names none: preparing the mesh will say what is wrong."""
    try:
        if suffix in (".obj", ".mtl"):
            with path.open("rb") as lines:
                return c.obj_libraries(lines) if suffix == ".obj" else c.mtl_textures(lines)
        if suffix == ".ply":
            with path.open("rb") as stream:
                return c.ply_textures(stream.read(c.PLY_HEAD_BYTES))
        if suffix == ".gltf" and path.stat().st_size <= MAX_GLTF_BYTES:
            return c.gltf_addresses(path.read_bytes())
        if suffix == ".glb":
            with path.open("rb") as stream:
                length = c.glb_json_length(stream.read(20))
                return c.gltf_addresses(stream.read(min(length, MAX_GLTF_BYTES)))
    except c.UnreadableError:
        return ()
    return None
