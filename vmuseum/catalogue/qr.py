"""Draw a QR code as SVG.

Level Q, quiet zone 4, dark on light, capital letters: 29 modules for a short address.
Read by two decoders down to two pixels a module; a logo in the middle would break it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import segno

from vmuseum.plan.recipes import Output, QrCode


def run(inputs: Mapping[str, bytes], params: QrCode) -> Output:
    """Return `qr.svg` for `params.text`, and facts: version, modules (without quiet zone), text."""
    del inputs
    code = segno.make_qr(params.text, error="q", boost_error=False)
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=4, xmldecl=False, svgns=True, nl=False, omitsize=True, dark="#221D17", light="#FFFFFF"
    )
    modules = code.symbol_size(border=0)[0]
    return Output(
        {"qr.svg": out.getvalue()}, {"version": str(code.designator), "modules": modules, "text": params.text}
    )
