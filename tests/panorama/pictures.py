"""Equirectangular test pictures."""

import io

import numpy as np
from PIL import Image

WORLD = {"f": (0, 0, -1), "r": (1, 0, 0), "b": (0, 0, 1), "l": (-1, 0, 0), "u": (0, 1, 0), "d": (0, -1, 0)}
COLOURS = {
    "f": (200, 40, 40),
    "r": (40, 200, 40),
    "b": (40, 40, 200),
    "l": (200, 200, 40),
    "u": (230, 230, 230),
    "d": (20, 20, 20),
}


def directions(width):
    """Unit vectors of an equirectangular picture, written down anew so that tests do not trust the code they check."""
    yaw = (np.arange(width) + 0.5) / width * 2 * np.pi - np.pi
    pitch = np.pi / 2 - (np.arange(width // 2) + 0.5) / (width // 2) * np.pi
    yaw, pitch = np.meshgrid(yaw, pitch)
    return np.stack([np.cos(pitch) * np.sin(yaw), np.sin(pitch), -np.cos(pitch) * np.cos(yaw)], axis=-1)


def painted_cube(width=1024):
    """Every face of the cube in its own colour."""
    rays = directions(width)
    names = list(WORLD)
    nearest = np.argmax(np.stack([rays @ np.array(WORLD[n], float) for n in names]), axis=0)
    return np.array([COLOURS[n] for n in names], np.uint8)[nearest]


def smooth(width=1024):
    """A soft picture whose colour is its direction: red east, green up, blue south."""
    return np.round((directions(width) * 0.45 + 0.5) * 255).astype(np.uint8)


def encoded(picture, kind="PNG", **options):
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()


def opened(data):
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))
