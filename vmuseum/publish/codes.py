"""Short-code pages: `q/BV02/` leads to the exhibit in the visitor's language, with script or without."""

from __future__ import annotations

from vmuseum.publish.addresses import absolute, page_address
from vmuseum.publish.page import draw_bare
from vmuseum.publish.site_index import SiteIndex


def code_pages(site: SiteIndex) -> dict[str, bytes]:
    """Return `q/<CODE>/index.html` and its lower-case twin for every card with a code.

    Both are the same bytes, so that they may share a folder where names ignore case.
    """
    manifest = site.manifest
    found: dict[str, bytes] = {}
    for card in manifest.cards:
        if card.code is None:
            continue
        ways = {lang: "../../" + page_address(lang, card.type, card.id) for lang in manifest.languages}
        html = draw_bare(
            "code.html",
            {
                "code": card.code,
                "languages": manifest.languages,
                "ways": ways,
                "titles": {lang: card.title.say(lang) for lang in manifest.languages},
                "canonical": absolute(manifest.base_url, page_address(manifest.languages[0], card.type, card.id)),
                "look": site.viewer.look,
                "script": site.viewer.script,
            },
        )
        for name in (card.code, card.code.lower()):
            found[f"q/{name}/index.html"] = html
    return found
