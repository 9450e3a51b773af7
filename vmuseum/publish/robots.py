"""What search engines ask for: the sitemap and robots.txt; and the icon of the site."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from vmuseum.publish.addresses import absolute
from vmuseum.publish.page import Page

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    "<style>rect{stroke:#221d17}circle{stroke:#745208}"
    "@media(prefers-color-scheme:dark){rect{stroke:#f4ede1}circle{stroke:#e4bb62}}</style>"
    '<rect x="2" y="2" width="28" height="28" rx="3" fill="none" stroke-width="2.5"/>'
    '<circle cx="16" cy="16" r="8" fill="none" stroke-width="4"/></svg>\n'
)
"""The mark of the museum: a gold ring in a square."""


def sitemap(pages: Sequence[Page], base_url: str) -> str:
    """Return `sitemap.xml`: every page in every language, each pointing to its twins."""
    rows = [_row(page, lang, base_url) for page in pages for lang in page.site.manifest.languages]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(rows)
        + "</urlset>\n"
    )


def robots_txt(base_url: str) -> str:
    """Return `robots.txt`: everything may be read; here is the sitemap."""
    return f"User-agent: *\nAllow: /\nSitemap: {absolute(base_url, 'sitemap.xml')}\n"


def _row(page: Page, lang: str, base_url: str) -> str:
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(absolute(base_url, page.home_in(code)))}/>'
        for code in page.site.manifest.languages
    )
    address = absolute(base_url, page.home_in(lang)).replace("&", "&amp;")
    return f"<url><loc>{address}</loc>{twins}</url>\n"
