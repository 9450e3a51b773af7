"""Draw every master of the sample museum: models into models/, pictures into media/.

Run `python models/make_samples.py` from the museum; names as arguments draw only those (`binh-gom hat-ru`).
The same program gives the same bytes. Everything drawn here is CC0-1.0, own work, schematic.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from samples.catalogue import MODELS, PICTURES

    root = Path(__file__).resolve().parents[1]
    wanted = set(sys.argv[1:])
    unknown = wanted - MODELS.keys() - PICTURES.keys()
    if unknown:
        sys.exit(f"unknown: {', '.join(sorted(unknown))}")
    for folder, suffix, drawings in (("models", "glb", MODELS), ("media", "webp", PICTURES)):
        for name, draw in drawings.items():
            if wanted and name not in wanted:
                continue
            data = draw()
            (root / folder / f"{name}.{suffix}").write_bytes(data)
            print(f"{folder}/{name}.{suffix}  {len(data):,} bytes")
