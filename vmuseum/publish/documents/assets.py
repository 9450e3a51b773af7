"""Which stored files a site needs, and under which address each is published.

An address holds the content hash, so a published file never changes and may be cached for ever.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vmuseum.schema.manifest import FileRef, PictureRef, PictureSize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vmuseum.engine.run import Results
    from vmuseum.engine.store import Blob, Result
    from vmuseum.plan.task import Plan
    from vmuseum.schema.base import Rights, Text

HASH_LETTERS = 12


class Assets:
    """Collects the files of a site: `files` maps address to blob digest."""

    def __init__(self, plan: Plan, results: Results) -> None:
        self.plan = plan
        self.results = results
        self.files: dict[str, str] = {}

    def has(self, role: str) -> bool:
        """Say whether a task of this role was planned."""
        return role in self.plan.roles

    def result(self, role: str) -> Result:
        """Return what the task of a role gave."""
        return self.results.by_key[self.plan.roles[role]]

    def file(self, role: str, name: str, stem: str) -> FileRef:
        """Publish file `name` of a role's result as `assets/<stem>.<hash><suffix>`."""
        return self.blob(self.result(role).files[name], stem, PurePosixPath(name).suffix)

    def blob(self, blob: Blob, stem: str, suffix: str) -> FileRef:
        """Publish a blob."""
        url = f"assets/{stem}.{blob.digest[:HASH_LETTERS]}{suffix}"
        self.files[url] = blob.digest
        return FileRef(url=url, bytes=blob.size)

    def folder(self, role: str, stem: str, *, below: str) -> str:
        """Publish all files of a result whose name starts with a digit, as one hashed folder; return its address.

        The hash is over names and contents of the whole folder.
        """
        files = {name: b for name, b in self.result(role).files.items() if name[0].isdigit()}
        digest = hashlib.sha256("".join(f"{n}\0{b.digest}\0" for n, b in sorted(files.items())).encode()).hexdigest()
        root = f"{below}/{stem}.{digest[:HASH_LETTERS]}"
        for name, blob in files.items():
            self.files[f"{root}/{name}"] = blob.digest
        return root

    def tree(self, role: str, prefix: str, stem: str) -> FileRef:
        """Publish all files of a result below `prefix` as one hashed folder; return its `tileset.json`.

        For a tileset and the tiles it names.
        """
        files = {name.removeprefix(prefix): b for name, b in self.result(role).files.items() if name.startswith(prefix)}
        digest = hashlib.sha256("".join(f"{n}\0{b.digest}\0" for n, b in sorted(files.items())).encode()).hexdigest()
        root = f"assets/{stem}.{digest[:HASH_LETTERS]}"
        for name, blob in files.items():
            self.files[f"{root}/{name}"] = blob.digest
        return FileRef(url=f"{root}/tileset.json", bytes=files["tileset.json"].size)

    def picture(
        self, role: str, stem: str, *, alt: Text, caption: Text | None = None, rights: Rights | None = None
    ) -> PictureRef:
        """Publish the sizes of a picture task: files `w<width>.webp` and `card.jpg`."""
        result = self.result(role)
        sizes = tuple(
            PictureSize(url=self.blob(result.files[name], f"{stem}-{width}", ".webp").url, width=width, height=height)
            for name, width, height in sorted(result.facts["sizes"], key=lambda row: row[1])
        )
        card = self.blob(result.files["card.jpg"], f"{stem}-card", ".jpg").url if "card.jpg" in result.files else None
        return PictureRef(
            sizes=sizes,
            alt=alt,
            caption=caption,
            card=card,
            credit=rights.credit if rights else None,
            license=rights.license if rights else None,
        )

    def named(self, prefix: str) -> Mapping[str, str]:
        """Return the roles that start with `prefix`."""
        return {role: key for role, key in self.plan.roles.items() if role.startswith(prefix)}
