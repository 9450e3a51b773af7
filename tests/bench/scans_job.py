"""What `scans` measures of ours, as a process of its own: `python -m tests.bench.scans_job JOB ...`.

tenth FOLDER FILE...        each file to a tenth of its triangles, as compressed GLB in FOLDER, all in one process
count TRIANGLES OUT FILE    one file to so many triangles
four FOLDER FILE            prepare, then all qualities of the profile `web` with their pictures
growth FILE...              CPU seconds of reading, reducing to a tenth and writing, a line a file
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line has it

from vmuseum.assets import prepare
from vmuseum.assets.qualities import run as qualities
from vmuseum.assets.qualities.simplify import reduced
from vmuseum.assets.readers.mesh_io import load_mesh
from vmuseum.mesh.arrays import Mesh
from vmuseum.mesh.glb import Precision, write_glb
from vmuseum.plan.models import quality_params
from vmuseum.plan.profiles import WEB
from vmuseum.plan.recipes import MeshPrepare, MeshQualities

LIKE_THE_PEER = Precision(position_bits=14, normal_bits=8, uv_bits=13)
"""What gltfpack writes unless told otherwise, but for a bit more of texture coordinates: at 12 these alone shift a
picture of 4096 px by half a texel, which is most of the colour error that is left."""


def main(words: list[str]) -> None:
    """Do one job."""
    job, *rest = words
    if job == "tenth":
        for name in rest[1:]:
            mesh = read(Path(name))
            write(mesh, mesh.triangles // 10, Path(rest[0]) / f"{Path(name).stem}.glb")
    elif job == "count":
        write(read(Path(rest[2])), int(rest[0]), Path(rest[1]))
    elif job == "four":
        four(Path(rest[0]), Path(rest[1]))
    elif job == "growth":
        for name in rest:
            began = time.process_time()
            mesh = read(Path(name))
            write(mesh, mesh.triangles // 10, Path("/dev/null"))
            print(mesh.triangles, time.process_time() - began)  # noqa: T201 - read by scans_figures
    else:
        raise SystemExit(f"unknown job {job}")


def read(path: Path) -> Mesh:
    """Return the mesh of a file with the attributes it has, pictures as they are."""
    return load_mesh(path.read_bytes(), path.suffix, beside(path)).mesh


def beside(path: Path) -> dict[str, bytes]:
    """Return the companions of an OBJ or glTF that lies in a folder of its own."""
    if path.suffix not in {".obj", ".gltf"} or path.parent.name == "scans":
        return {}
    return {f.name: f.read_bytes() for f in sorted(path.parent.iterdir()) if f != path and f.is_file()}


def write(mesh: Mesh, triangles: int, out: Path) -> None:
    """Write `mesh` at so many triangles, with the precision of the peer."""
    found = reduced(mesh, triangles=triangles).mesh
    out.write_bytes(write_glb(found, compressed=True, precision=LIKE_THE_PEER))


def four(folder: Path, path: Path) -> None:
    """Make every quality of a file and write them below `folder`."""
    master = prepare.run({"main": path.read_bytes(), **beside(path)}, MeshPrepare(suffix=path.suffix))
    made = qualities.run({"mesh.vmesh": master.files["mesh.vmesh"]}, web())
    for name, data in made.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def web() -> MeshQualities:
    """Return the qualities of the profile `web`."""
    return MeshQualities(qualities=quality_params(WEB))


if __name__ == "__main__":
    main(sys.argv[1:])
