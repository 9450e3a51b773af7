"""KTX 2.0 pictures with Basis Universal, for graphics cards: encode for KHR_texture_basisu, decode what came that way.

The encoder is Basis Universal 2.5 (Apache-2.0), WebAssembly from the npm package `ktx2-encoder`, run by `embind`.
Colours become ETC1S with BasisLZ (small); directions and numbers UASTC with Zstandard (faithful). Both carry every
mipmap. One thread, no clock: the same pixels give the same bytes. About 2 s of CPU a million pixels; the module itself
takes 3 s to compile, once a process.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Literal

import numpy as np

from vmuseum.errors import RecipeError
from vmuseum.mesh.embind import Handle, Instance

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["colour", "data"]
MAX_PIXELS = 12 * 1024 * 1024
"""What the encoder takes in its 2 GiB."""
MAX_DECODED_PIXELS = 64 * 1024 * 1024

_MAGIC = b"\xabKTX 20\xbb\r\n\x1a\n"
_RGBA32 = 13  # transcoder_texture_format::cTFRGBA32
_RAW_RGBA = 0  # ldr_image_type::cRGBA32
_ETC1S_QUALITY = 192  # 1 to 255
_ETC1S_EFFORT = 1  # 0 to 6; 2 costs 70 % more for 0.1 dB
_UASTC_EFFORT = 1  # 0 to 4; 2 costs three times as much for 0.1 dB
_HEADER_BYTES = 65536  # room for tables beside the pixels


def encode(pixels: NDArray[np.uint8], *, kind: Kind) -> bytes:
    """Return (h, w, 4) bytes as KTX2; h and w are multiples of four, as KHR_texture_basisu asks for.

    Raises RecipeError `texture-encoder-failed` where the encoder gives nothing, ValueError for a wrong shape.
    """
    height, width, channels = pixels.shape
    if channels != 4 or height % 4 or width % 4 or height * width > MAX_PIXELS:
        msg = f"not a picture for KTX2: {pixels.shape}"
        raise ValueError(msg)
    flat = np.ascontiguousarray(pixels).reshape(-1)
    room = np.zeros(height * width * 4 + _HEADER_BYTES, np.uint8)
    with _started() as module:
        encoder = module.make("BasisEncoder")
        _settings(module, encoder, kind)
        module.call(encoder, "setSliceSourceImage", 0, flat, width, height, _RAW_RGBA)
        size = int(module.call(encoder, "encode", room))
    if not size:
        raise RecipeError("texture-encoder-failed", reason="encode")
    return room[:size].tobytes() if kind == "colour" else _unspecified_primaries(room[:size].tobytes())


def decode(data: bytes) -> NDArray[np.uint8]:
    """Return the largest level of a Basis Universal KTX2 as (h, w, 4) bytes.

    Raises RecipeError `picture-not-a-picture`, `picture-too-large`, `picture-truncated`.
    """
    if data[:12] != _MAGIC or len(data) < 80:
        raise RecipeError("picture-not-a-picture")
    width, height = struct.unpack_from("<II", data, 20)
    if width * max(height, 1) > MAX_DECODED_PIXELS:
        limit = round(MAX_DECODED_PIXELS / 1e6)
        raise RecipeError("picture-too-large", megapixels=round(width * height / 1e6), limit=limit)
    try:
        with _started() as module:
            found = _transcoded(module, data, width * height * 4)
    except RecipeError as error:
        if error.code == "mesh-wasm-missing":
            raise
        raise RecipeError("picture-truncated") from error
    if found is None:
        raise RecipeError("picture-truncated")
    return found.reshape(height, width, 4)


def _transcoded(module: Instance, data: bytes, size: int) -> NDArray[np.uint8] | None:
    """Return the largest level of `data`, `size` bytes of it, or None where the file is not sound."""
    file = module.make("KTX2File", np.frombuffer(data, np.uint8))
    if not module.call(file, "isValid") or not module.call(file, "startTranscoding"):
        return None
    if int(module.call(file, "getImageTranscodedSizeInBytes", 0, 0, 0, _RGBA32)) != size:
        return None
    room = np.zeros(size, np.uint8)
    return room if module.call(file, "transcodeImage", room, 0, 0, 0, _RGBA32, 0, -1, -1) else None


def _unspecified_primaries(data: bytes) -> bytes:
    """Return `data` saying that its numbers are no colours, as KHR_texture_basisu asks for; the encoder says BT.709."""
    (descriptor,) = struct.unpack_from("<I", data, 48)
    at = descriptor + 4 + 8 + 1  # total size, head of the block, colour model
    return data[:at] + b"\0" + data[at + 1 :]


def _started() -> Instance:
    module = Instance("basis")
    module.function("initializeBasis")
    return module


def _settings(module: Instance, encoder: Handle, kind: Kind) -> None:
    colour = kind == "colour"
    rows: list[tuple[str, bool | int]] = [
        ("setCreateKTX2File", True),
        ("setUASTC", not colour),
        ("setPerceptual", colour),
        ("setMipSRGB", colour),
        ("setKTX2AndBasisSRGBTransferFunc", colour),
        ("setMipGen", True),
    ]
    if colour:
        rows += [("setQualityLevel", _ETC1S_QUALITY), ("setETC1SCompressionLevel", _ETC1S_EFFORT)]
    else:
        rows += [("setPackUASTCFlags", _UASTC_EFFORT), ("setKTX2UASTCSupercompression", True)]
    for name, value in rows:
        module.call(encoder, name, value)
