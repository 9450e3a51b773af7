"""Looking after a store: what it holds, whether it is sound, and what nobody uses any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vmuseum.engine.store import StoreUpkeep

DAY_S = 86_400
Tell = Callable[[int, int], None]
"""Receives bytes looked at and bytes in all."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a store holds."""

    blobs: int
    results: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: digests of damaged blobs, now removed."""

    blobs: int
    bytes: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection removes, or would remove."""

    results: int
    blobs: int
    bytes: int
    kept_blobs: int
    kept_bytes: int


def holding(store: StoreUpkeep) -> Holding:
    """Return what the store holds, by its own lists; nothing is read."""
    sizes = [blob.size for blob in store.blobs()]
    rows = [size for _, _, size in store.results()]
    return Holding(len(sizes), len(rows), sum(sizes) + sum(rows))


def verify(store: StoreUpkeep, tell: Tell) -> Verified:
    """Read every blob and remove those whose content is not what their name says. The next build makes them anew."""
    blobs = list(store.blobs())
    total = sum(blob.size for blob in blobs)
    seen = 0
    damaged = []
    for blob in blobs:
        if not store.is_sound(blob.digest):
            store.drop(blob.digest)
            damaged.append(blob.digest)
        seen += blob.size
        tell(seen, total)
    return Verified(len(blobs), total, tuple(damaged))


def collect(
    store: StoreUpkeep, *, keys: Iterable[str], digests: Iterable[str], now_s: float, keep_days: float, dry_run: bool
) -> Collected:
    """Remove results that are neither in `keys` nor used within `keep_days` before `now_s`, and blobs of none left.

    `digests`: blobs to keep besides, such as masters. Raises StoreBusyError when a build is running,
    StoreUnreachableError.
    """
    with store.collecting():
        wanted, kept = frozenset(keys), set(digests)
        old: list[tuple[str, int]] = []
        for key, used_s, size in store.results():
            if key in wanted or now_s - used_s < keep_days * DAY_S:
                found = store.result(key)
                kept |= {b.digest for b in found.files.values()} if found else set()
            else:
                old.append((key, size))
        blobs = list(store.blobs())
        unused = [blob for blob in blobs if blob.digest not in kept]
        if not dry_run:
            for key, _ in old:  # results first: none is ever there without its blobs
                store.forget(key)
            for blob in unused:
                store.drop(blob.digest)
    freed = sum(blob.size for blob in unused)
    held = sum(blob.size for blob in blobs)
    rows = sum(size for _, size in old)
    return Collected(len(old), len(unused), freed + rows, len(blobs) - len(unused), held - freed)
