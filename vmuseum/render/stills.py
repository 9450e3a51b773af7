"""Drawn pictures as the files every picture recipe puts out: WebP in several widths and a card."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from vmuseum.plan.recipes import Output, Warning_

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

CARD = (1200, 630)
_QUALITY = 86
_METHOD = 4


def webp(picture: NDArray[np.uint8], quality: int = _QUALITY, *, method: int = _METHOD) -> bytes:
    """Return a picture as WebP without metadata. `method` 0 to 6: slower is smaller."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "WEBP", quality=quality, method=method)
    return out.getvalue()


def jpeg(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture as JPEG of quality 85."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return out.getvalue()


def told(*, plain: bool) -> tuple[Warning_, ...]:
    """Return what the author should know of how it was drawn."""
    return (Warning_("drawing-plain"),) if plain else ()


def output(
    picture: NDArray[np.uint8], card: NDArray[np.uint8], widths: Sequence[int], *, plain: bool = False
) -> Output:
    """Return `w<width>.webp` for each width up to the picture's own, and `card.jpg`; facts as picture.derive.

    `plain`: it was drawn without OpenGL, and a warning says so.
    """
    height, width = picture.shape[:2]
    files: dict[str, bytes] = {}
    sizes: list[list[object]] = []
    for wanted in sorted({min(w, width) for w in widths}):
        size = (wanted, round(height * wanted / width))
        name = f"w{wanted}.webp"
        files[name] = webp(resized(picture, size))
        sizes.append([name, *size])
    files["card.jpg"] = jpeg(resized(card, CARD))
    return Output(files, {"sizes": sizes, "width": width, "height": height}, told(plain=plain))


def resized(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return `picture` at (width, height) pixels."""
    import numpy as np

    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)
