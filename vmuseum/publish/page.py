"""One page: its address, its language, and what its template may ask for."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from vmuseum.publish.addresses import absolute, between, page_address, root_of
from vmuseum.publish.licences import deed, spoken
from vmuseum.publish.params import param_lines
from vmuseum.publish.site_index import SiteIndex
from vmuseum.publish.words import LANGUAGE_NAMES, Words, treasures_heading
from vmuseum.schema.base import Text
from vmuseum.schema.manifest import PictureRef, PictureSize
from vmuseum.schema.words import grouped, number

_DESCRIPTION_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be drawn. `kind` and `ident` give its address; `title` and `description` its head."""

    site: SiteIndex
    lang: str
    kind: str = ""
    ident: str = ""
    stage: str | None = None  # exhibit, gallery, panorama or tour: the viewer upgrades this page
    copy_at: str | None = None  # where a second copy of the page lies: the home page at the root
    prefix: str | None = None  # start of every way, for a page that is shown at any address

    @property
    def home(self) -> str:
        """The folder the page is known by."""
        return page_address(self.lang, self.kind, self.ident)

    @property
    def address(self) -> str:
        """The folder the page lies in, from the root."""
        return self.home if self.copy_at is None else self.copy_at

    def say(self, text: Text | None) -> str:
        """Return `text` in the language of the page, or nothing."""
        return "" if text is None else text.say(self.lang)

    def to(self, kind: str = "", ident: str = "", fragment: str = "") -> str:
        """Return the way from this page to another of the same language."""
        return self.file(page_address(self.lang, kind, ident)) + (f"#{fragment}" if fragment else "")

    def file(self, url: str) -> str:
        """Return the way from this page to a file of the site."""
        return between(self.address, url) if self.prefix is None else self.prefix + url

    def public(self, url: str) -> str:
        """Return the public address of a file or page."""
        return absolute(self.site.manifest.base_url, url)

    def home_in(self, lang: str) -> str:
        """Return the folder of this page in another language."""
        return page_address(lang, self.kind, self.ident)

    def other(self, lang: str) -> str:
        """Return the way to this page in another language."""
        return self.file(self.home_in(lang))


def draw(
    page: Page,
    template: str,
    *,
    title: str,
    description: str,
    social: PictureRef | None = None,
    values: Mapping[str, object] | None = None,
) -> bytes:
    """Return the HTML of a page. `values` are what the template itself asks for."""
    asked: dict[str, object] = {
        "page": page,
        "site": page.site,
        "manifest": page.site.manifest,
        "lang": page.lang,
        "w": Words(page.lang),
        "say": page.say,
        "to": page.to,
        "file": page.file,
        "public": page.public,
        "root": root_of(page.address) if page.prefix is None else page.prefix,
        "title": title,
        "description": _short(description),
        "social": None if social is None else page.public(social.card or social.sizes[-1].url),
        "social_alt": None if social is None else page.say(social.alt),
        "language_names": LANGUAGE_NAMES,
        "megabytes": lambda count: megabytes(count, page.lang),
        "grouped": lambda count: grouped(count, page.lang),
        "treasures_heading": treasures_heading,
        "linked": None,
        "doc_json": None,
        "site_json": None,
    }
    return _environment().get_template(template).render(asked | dict(values or {})).encode()


def draw_bare(template: str, values: Mapping[str, object]) -> bytes:
    """Return the HTML of a page that belongs to no language."""
    return _environment().get_template(template).render(dict(values)).encode()


def megabytes(count: int, lang: str) -> str:
    """Return a file size: "3,1 MB", "120 kB"."""
    if count >= 100_000:
        return f"{number(count / 1e6, lang, digits=1)} MB"
    return f"{max(1, round(count / 1000))} kB"


def data_block(value: object) -> Markup:
    """Return JSON safe inside a script element: no `<`, `>`, `&` or line separators."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - every letter that could end the element is escaped above


def at_least(picture: PictureRef, width: int) -> PictureSize:
    """Return the smallest size of a picture that is `width` pixels wide, or the largest there is."""
    return next((size for size in picture.sizes if size.width >= width), picture.sizes[-1])


def _short(text: str) -> str:
    """Return the first words of `text`, at most 200 letters."""
    flat = " ".join(text.split())
    if len(flat) <= _DESCRIPTION_LETTERS:
        return flat
    return flat[:_DESCRIPTION_LETTERS].rpartition(" ")[0] + "…"


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("vmuseum.publish"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"data": data_block, "deed": deed, "licence": spoken, "params": param_lines}
    environment.globals |= {"at_least": at_least}
    return environment
