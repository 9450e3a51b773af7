"""Whole museums, built once a test run and kept out of the repository."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import real_museum
from vmuseum.samples import PARTS
from whole_museum import ROOT, build, served


@pytest.fixture(scope="session")
def root_museum(tmp_path_factory) -> Path:
    """Return the folder of the built root museum, a copy that lies outside the repository."""
    folder = tmp_path_factory.mktemp("root")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        else:
            shutil.copy(source, folder / part)
    build(folder)
    return folder


@pytest.fixture(scope="session")
def scans_museum(tmp_path_factory) -> Path:
    """Return the folder of the built museum of real scans; skip where they are not here."""
    if not real_museum.DATA.is_dir():
        pytest.skip(real_museum.WHY_SKIPPED)
    folder = real_museum.write(tmp_path_factory.mktemp("scans"))
    build(folder)
    return folder


@pytest.fixture(scope="session")
def root_site(root_museum) -> Iterator[str]:
    """Return the address of the root museum on its own server."""
    with served(root_museum) as address:
        yield address


@pytest.fixture(scope="session")
def scans_site(scans_museum) -> Iterator[str]:
    """Return the address of the museum of real scans on its own server."""
    with served(scans_museum) as address:
        yield address
