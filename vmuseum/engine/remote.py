"""The door to obstore: one bucket prefix as names and bytes, its errors as ours.

Secrets come only from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, or the role of the
machine. They are never in settings, never sent to workers and never in a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vmuseum.engine.failures import MissingExtraError, StoreUnreachableError

if TYPE_CHECKING:
    from vmuseum.engine.store import StorePlace

CHUNK = 4 << 20
_TRIES = 3
_CONNECT_S = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One object: its name below the prefix, size in bytes, and when it was written, by the clock of the store."""

    name: str
    size: int
    written: datetime


class Remote:
    """Objects below an address such as s3://bucket/prefix. Every call raises StoreUnreachableError when it must."""

    def __init__(self, place: StorePlace) -> None:
        try:
            import obstore
            from obstore.exceptions import BaseError
            from obstore.store import from_url
        except ModuleNotFoundError as error:
            raise MissingExtraError("extra-missing", package="obstore", extra="cluster") from error
        self._obstore = obstore
        self._error: type[Exception] = BaseError
        self.place = place
        options: dict[str, str] = {}
        if place.endpoint:
            options["endpoint"] = place.endpoint
        if place.region:
            options["region"] = place.region
        with self._telling():
            self._store = from_url(
                place.address,
                config=options,  # type: ignore[call-overload]  # keys are those of S3
                client_options={
                    "allow_http": place.endpoint.startswith("http://"),
                    "connect_timeout": f"{_CONNECT_S}s",
                },
                retry_config={"max_retries": _TRIES},
            )

    def put(self, name: str, data: bytes | Path) -> None:
        """Write an object, whole or not at all. A file is sent in parts."""
        with self._telling(FileNotFoundError):  # not the object: the bucket
            self._obstore.put(self._store, name, data)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Return the content of an object in pieces. Raises FileNotFoundError."""
        with self._telling():
            for chunk in self._obstore.get(self._store, name).stream(min_chunk_size=CHUNK):
                yield bytes(chunk)

    def get(self, name: str) -> bytes | None:
        """Return the content of an object, None when it is not there."""
        try:
            return b"".join(self.chunks(name))
        except FileNotFoundError:
            return None

    def entry(self, name: str) -> Entry | None:
        """Return what an object is, None when it is not there."""
        try:
            with self._telling():
                found = self._obstore.head(self._store, name)
        except FileNotFoundError:
            return None
        return Entry(name, found["size"], found["last_modified"])

    def entries(self, prefix: str) -> list[Entry]:
        """Return every object below `prefix`, sorted by name."""
        with self._telling(FileNotFoundError):
            rows = [row for page in self._obstore.list(self._store, prefix) for row in page]
        return sorted((Entry(r["path"], r["size"], r["last_modified"]) for r in rows), key=lambda e: e.name)

    def delete(self, names: Iterable[str]) -> None:
        """Remove objects; those that are not there count as removed."""
        for name in names:
            try:
                with self._telling():
                    self._obstore.delete(self._store, name)
            except FileNotFoundError:
                continue

    @contextmanager
    def _telling(self, *more: type[Exception]) -> Iterator[None]:
        kinds: tuple[type[Exception], ...] = (self._error, PermissionError, ValueError, *more)
        try:
            yield
        except kinds as error:
            raise StoreUnreachableError(
                "store-unreachable", address=self.place.address, reason=_reason(error)
            ) from None


def _reason(error: Exception) -> str:
    """Return the heart of a library's message: the service's code where it gave one, else the first line.

    The whole may quote headers of the request, which are nobody's business.
    """
    text = str(error)
    code = re.search(r"<Code>([A-Za-z0-9]+)</Code>", text)
    if code is not None:
        return code.group(1)
    return text.split("\n", 1)[0].rpartition(" - ")[2][:160] or type(error).__name__
