"""A museum whose tasks take no time: things with a code, and a picture each. No scan, no room."""

from __future__ import annotations

from textwrap import dedent

from PIL import Image

from small_museum import FILES

MEDIA = "media: [{{image: media/{n}.png, alt: {{vi: Tấm bia}}, rights: {{license: CC0-1.0}}}}]\n"


def write_quick(folder, things=2):
    """Write the museum into `folder` and return it."""
    (folder / "exhibits").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "museum.yaml").write_text(dedent(FILES["museum.yaml"]), encoding="utf-8")
    for n in range(things):
        text = dedent(FILES["exhibits/khoi.yaml"]).partition("model:")[0].replace("KH01", f"KH0{n}")
        (folder / "exhibits" / f"khoi-{n}.yaml").write_text(text + MEDIA.format(n=n), encoding="utf-8")
        Image.new("RGB", (900, 600), (40 * n, 90, 120)).save(folder / "media" / f"{n}.png")
    return folder
