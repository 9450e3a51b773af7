"""mesh.qualities: every quality of a prepared mesh, each made from the finer one before."""
from __future__ import annotations
from vmuseum.assets.quality import run as one
from vmuseum.plan.recipes import MeshQualities, Output
def run(inputs, params: MeshQualities) -> Output:
    files, facts, warnings = {}, {}, ()
    for q in params.qualities:
        found = one(inputs, q, params)
        for name, data in found.files.items():
            files[f"{q.quality}/{name}"] = data
        facts[q.quality] = {**found.facts, "baked": False}
        warnings += found.warnings
    return Output(files, facts, warnings)
