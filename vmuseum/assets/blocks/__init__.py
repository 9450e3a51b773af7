"""mesh.blocks: scans larger than a browser can load become tiles."""

from vmuseum.assets.blocks.run import run

__all__ = ["run"]
