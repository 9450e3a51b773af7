"""A site with a playlist, a clock that is moved by hand, and four quick simulated fans."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fan_site import FAST, QUICK, Clock, playlist_doc, write_site
from vmuseum.schema.manifest import PlaylistDoc
from vmuseum_server.fans.run import Setup


@pytest.fixture
def doc() -> PlaylistDoc:
    return playlist_doc()


@pytest.fixture
def site(tmp_path: Path, doc: PlaylistDoc) -> Path:
    return write_site(tmp_path / "site", doc=doc)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def setup(site: Path, tmp_path: Path, clock: Clock) -> Setup:
    return Setup(
        site=site, port=0, simulate=4, cards=tmp_path / "cards", now=clock, timing=FAST, pace=QUICK,
        chance=random.Random(7),  # noqa: S311 - the same every time
    )  # fmt: skip
