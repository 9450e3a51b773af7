"""Pictures beside OBJ and PLY as browsers take them."""

from __future__ import annotations

from vmuseum.errors import RecipeError
from vmuseum.mesh import raster
from vmuseum.mesh.arrays import Image
from vmuseum.mesh.gltf_textures import image_mime, plain_picture


def web_picture(data: bytes) -> Image | None:
    """Return the picture as JPEG, PNG, WebP or AVIF; TIFF, KTX2 and the like become PNG. None when it is no picture."""
    mime = image_mime(data)
    try:
        if mime == "image/ktx2":
            return plain_picture(data)
        return Image(mime, data) if mime else raster.png(raster.decode(data))
    except RecipeError:
        return None
