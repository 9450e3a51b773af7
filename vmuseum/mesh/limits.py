"""How large a mesh may be. Larger ones are refused from their header, before memory is taken."""

from __future__ import annotations

MAX_TRIANGLES = 20_000_000
MAX_INDICES = MAX_TRIANGLES * 3
MAX_VERTICES = 40_000_000
MAX_NODES = 100_000
