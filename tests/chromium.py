"""Where Chromium is and how it is started without a screen or a GPU."""

from __future__ import annotations

import os
import shutil

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--mute-audio",
    "--hide-scrollbars",
]


def executable() -> str | None:
    """Return Chromium's path: $CHROME, or the system's."""
    return os.environ.get("CHROME") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
